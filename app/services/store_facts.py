"""The store in figures, for the page of settings: where it lies, whose it is, when it was last proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.facts import from_ms
from app.models import store_facts as store
from app.services.context import Context
from app.services.day import proven_backup_at
from app.system.signing import fingerprint


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What is told of an open store. ``size`` in bytes; ``proven_backup_at`` None: there is none. ``signing_key``: the
    fingerprint that receivers of exports are told, empty before the first one."""

    folder: Path
    is_practice: bool
    user_name: str
    employee_no: str
    is_lead: bool
    device: str
    made_at: datetime
    zone: str
    rule_pack: str
    cases: int
    facts: int
    size: int
    backups: Path
    proven_backup_at: datetime | None
    signing_key: str


def facts(context: Context) -> StoreFacts:
    """The store as it stands."""
    with context.db.read() as connection:
        line = store.line(connection)
    user, home = context.user, context.home
    return StoreFacts(
        home.root,
        context.is_practice,
        user.name,
        user.employee_no,
        user.is_lead,
        line.device,
        from_ms(line.made_at),
        context.zone_name,
        line.rule_pack,
        line.cases,
        line.facts,
        home.database.stat().st_size,
        home.backups,
        proven_backup_at(context),
        fingerprint(line.public_key) if line.public_key else "",
    )
