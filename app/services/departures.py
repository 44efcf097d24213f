"""How every file leaves the house: for a purpose, shut with a password where that is asked for, signed, on record.

The files are written into a staging folder first. Then, in one transaction, the export is recorded and the manifest
signed, and all of them come into their place; whatever fails, nothing left and nothing is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.facts import Export, Fact, Id
from app.domain.permissions import Deed
from app.files.manifests import Listed, listed
from app.files.protection import ZIP, pack, protect_pdf
from app.files.staging import Staging, staging
from app.services import acts, manifests, openings
from app.services.changes import Changes
from app.services.context import Context
from app.services.manifests import Attested
from app.services.purposes import purpose_given
from app.system.file_passwords import new_file_password

PDF = ".pdf"
MOST_BY_NAME = 4
"""So many files are told one by one in the record; more of them are one fact."""


@dataclass(frozen=True, slots=True)
class Departed:
    """What left: where it lies, the act that records it, and the password where one shuts it.

    The password is told once and kept nowhere, so it is left out of what a log may show of this.
    """

    paths: tuple[Path, ...]
    act: Id
    facts: tuple[Fact, ...]
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sending:
    """What everybody who lets data out is asked: what for, and whether it is shut with a password."""

    purpose: str | None
    is_protected: bool = False


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
    papers: Sequence[str] | None = None,
    deed: Deed | None = None,
    act: Id | None = None,
) -> Departed:
    """Let the staged files of these names leave, with a manifest named after ``stem`` or the only file: the last step
    of every export.

    Protected, each PDF (or those of ``papers`` alone) is encrypted and the rest goes into ``stem`` and ``.zip``, all
    by one new password. ``deed``: what the user must be allowed, if not what masked or full data ask. ``act``: of an
    export that may be repeated; it is recorded once.
    Raises RuleViolation ``may_not_…``; StorageProblem.
    """
    context.user.require(deed or (Deed.EXPORT_MASKED if what.is_masked else Deed.EXPORT_FULL))
    password = new_file_password() if is_protected else None
    if password is not None:
        names = _shut(staged, names, stem, password, papers)
    files = [listed(staged.path(name)) for name in names]
    act = act or context.new_id()
    with context.db.write() as connection:
        facts = acts.saved(connection, act)
        if not facts:
            openings.seal(context, connection)
            entries = [acts.entry(context, body, case_id, context.now()) for body in _records(what, files)]
            facts = acts.append(connection, context, act, entries)
        sealed = manifests.sealed(
            context, connection, what, staged, files, names[0] if len(names) == 1 else stem
        )
        paths = tuple(staged.place(name) for name in names)
        staged.place(sealed)
    return Departed(paths, act, tuple(facts), password)


def send_file(
    context: Context,
    path: Path,
    write: Callable[[Path], Attested],
    *,
    case_id: Id | None = None,
    is_protected: bool = False,
    deed: Deed | None = None,
    act: Id | None = None,
) -> Departed:
    """Let one file leave to ``path``, with its signed manifest beside it: all or nothing. ``write`` makes it where it
    is told to, and says what it is. The rest, and what is raised, as ``send_off``."""
    with staging(path.parent) as staged:
        what = write(staged.path(path.name))
        return send_off(
            context,
            staged,
            [path.name],
            what,
            path.stem,
            case_id=case_id,
            is_protected=is_protected,
            deed=deed,
            act=act,
        )


def send_paper(
    context: Context, content: bytes, kind: str, sending: Sending, path: Path, case_id: Id
) -> tuple[Departed, Changes]:
    """Let one paper of a case leave to ``path``, with its signed manifest beside it. Whoever may write to a debtor may
    have it as a file.

    Raises RuleViolation ``purpose_required``, ``purpose_words_required``, ``may_not_…``; StorageProblem.
    """
    require_export(context, is_full=False)
    what = Attested(kind, purpose_given(sending.purpose), 1, is_masked=False)

    def write(place: Path) -> Attested:
        place.write_bytes(content)
        return what

    left = send_file(
        context, path, write, case_id=case_id, is_protected=sending.is_protected, deed=Deed.EXPORT_MASKED
    )
    return left, acts.changes_of(left.facts)


def _records(what: Attested, files: Sequence[Listed]) -> list[Export]:
    """The facts: of several files each is known by its name; of many, one over the digests of all."""
    many = hashlib.sha256(b"".join(file.digest for file in files)).digest()
    if len(files) == 1 or len(files) > MOST_BY_NAME:
        digest = files[0].digest if len(files) == 1 else many
        return [Export(what.kind, what.purpose, what.rows, what.is_masked, digest)]
    return [Export(file.name, what.purpose, what.rows, what.is_masked, file.digest) for file in files]


def _shut(
    staged: Staging, names: Sequence[str], stem: str, password: str, wanted: Sequence[str] | None
) -> list[str]:
    """Encrypt the staged files; the names under which they leave."""
    papers = [name for name in names if name.endswith(PDF)] if wanted is None else list(wanted)
    others = [name for name in names if name not in papers]
    for name in papers:
        protect_pdf(staged.path(name), password)
    if not others:
        return papers
    packed = f"{stem}{ZIP}"
    pack([staged.path(name) for name in others], staged.path(packed), password)
    return [packed, *papers]
