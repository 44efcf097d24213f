"""Where copies of the proven backups go besides the home, and how the last one went."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from app.models import settings

_NAME = "second_place"


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """``copied_at``: the moment of the backup whose copy is there, in milliseconds; ``problem`` why the last attempt
    failed (code and params), None where it did not."""

    folder: str
    copied_at: int | None = None
    problem: dict[str, Any] | None = None


def get(connection: Connection) -> KeptPlace | None:
    """None where there is no second place."""
    kept = settings.get(connection, _NAME)
    return None if kept is None else KeptPlace(**json.loads(kept))


def put(connection: Connection, place: KeptPlace | None) -> None:
    """Keep it; None forgets it."""
    if place is None:
        settings.drop(connection, _NAME)
    else:
        settings.put(connection, _NAME, json.dumps(asdict(place), ensure_ascii=False, default=str))
