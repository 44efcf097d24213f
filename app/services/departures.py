"""How every file leaves the house: for a purpose, shut with a password where that is asked for, signed, on record.

The files are written into a staging folder first. Then, in one transaction, the export is recorded and the manifest
signed, and all of them come into their place; whatever fails, nothing left and nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.facts import Export, Fact, Id
from app.domain.permissions import Deed
from app.files.manifests import Listed, listed
from app.files.protection import ZIP, pack, protect_pdf
from app.files.staging import Staging
from app.services import acts, manifests
from app.services.context import Context
from app.services.manifests import Attested
from app.system.file_passwords import new_file_password

PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class Departed:
    """What left: where it lies, the act that records it, and the password where one shuts it.

    The password is told once and kept nowhere, so it is left out of what a log may show of this.
    """

    paths: tuple[Path, ...]
    act: Id
    facts: tuple[Fact, ...]
    password: str | None = field(default=None, repr=False)


def require_export(context: Context, *, is_full: bool) -> None:
    """Whether this user may let data out so. Raises RuleViolation ``may_not_…``."""
    context.user.require(Deed.EXPORT_FULL if is_full else Deed.EXPORT_MASKED)


def send_off(
    context: Context,
    staged: Staging,
    names: Sequence[str],
    what: Attested,
    stem: str,
    *,
    case_id: Id | None = None,
    is_protected: bool = False,
) -> Departed:
    """Let the staged files of these names leave, with a manifest named after ``stem`` or the only file: the last step
    of every export.

    Protected, each PDF is encrypted and the rest goes into ``stem`` and ``.zip``, all by one new password.
    Raises RuleViolation ``may_not_…``; StorageProblem.
    """
    require_export(context, is_full=not what.is_masked)
    password = new_file_password() if is_protected else None
    if password is not None:
        names = _shut(staged, names, stem, password)
    files = [listed(staged.path(name)) for name in names]
    act = context.new_id()
    with context.db.write() as connection:
        entries = [
            acts.entry(context, _record(what, file, is_alone=len(files) == 1), case_id, context.now())
            for file in files
        ]
        facts = acts.append(connection, context, act, entries)
        sealed = manifests.sealed(
            context, connection, what, staged, files, names[0] if len(names) == 1 else stem
        )
        paths = tuple(staged.place(name) for name in names)
        staged.place(sealed)
    return Departed(paths, act, tuple(facts), password)


def _record(what: Attested, file: Listed, *, is_alone: bool) -> Export:
    """The fact of one file: of several, each is known by its name."""
    name = what.kind if is_alone else file.name
    return Export(name, what.purpose, what.rows, what.is_masked, file.digest)


def _shut(staged: Staging, names: Sequence[str], stem: str, password: str) -> list[str]:
    """Encrypt the staged files; the names under which they leave."""
    papers = [name for name in names if name.endswith(PDF)]
    others = [name for name in names if not name.endswith(PDF)]
    for name in papers:
        protect_pdf(staged.path(name), password)
    if not others:
        return papers
    packed = f"{stem}{ZIP}"
    pack([staged.path(name) for name in others], staged.path(packed), password)
    return [packed, *papers]
