"""Where things lie: what FairDue brings along, and the one folder (the home) that holds a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.system.durable import make_private_folder

HOME_VARIABLE = "FAIRDUE_HOME"

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """The path of a file or folder that comes with FairDue: ``resource("rules", "cn.toml")``.

    Looks in the frozen program, then in the installed wheel (``app/resources``), then in the source tree.
    Raises FileNotFoundError: a missing resource is a broken installation, not a refusal.
    """
    path = _resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"FairDue is not fully installed: {'/'.join(parts)} is missing")
    return path


def _resources() -> Path:
    candidates = [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    if frozen:
        candidates[:0] = [Path(frozen) / "app" / "resources", Path(frozen) / "resources"]
    return next((folder for folder in candidates if folder.is_dir()), candidates[-1])


@dataclass(frozen=True)
class Home:
    """The folder of one store and everything that belongs to it."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "fairdue.db"

    @property
    def database_files(self) -> tuple[Path, ...]:
        """The database, and what SQLite keeps beside it."""
        return tuple(Path(f"{self.database}{suffix}") for suffix in ("", "-wal", "-shm"))

    @property
    def journal(self) -> Path:
        """What was committed and is not in the database file yet; there only while the store is open."""
        return self.database_files[1]

    @property
    def unchecked(self) -> Path:
        """There as long as the store was not read through since it was not closed in order."""
        return self.root / "unchecked"

    @property
    def slots(self) -> Path:
        return self.root / "keyslots.json"

    @property
    def rekeying(self) -> Path:
        """The ways in that a new data key will have, as long as it is under way."""
        return self.root / "rekey.json"

    @property
    def lock(self) -> Path:
        return self.root / "fairdue.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock: Windows lets nobody read the locked file itself."""
        return self.root / "fairdue.lock.json"

    @property
    def signing_keys(self) -> Path:
        """Fingerprints of the public keys this store signed with, so that its exports are known without opening it."""
        return self.root / "signing-keys.txt"

    @property
    def preferences(self) -> Path:
        return self.root / "preferences.toml"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def previews(self) -> Path:
        """Clear copies for an outside viewer; emptied at start, lock and exit."""
        return self.root / "previews"

    @property
    def has_store(self) -> bool:
        """Whether a store was made here; half of one counts, so that nothing is ever made over it."""
        return self.database.exists() or self.slots.exists()

    def create(self) -> None:
        """Make the folder and its parts, private. Raises StorageProblem."""
        for folder in (self.root, self.logs, self.backups, self.drafts, self.previews):
            make_private_folder(folder)


def default_home(*, practice: bool) -> Home:
    """The home in the user's own, local (not roaming, not synced) data folder; practice lies apart."""
    import platformdirs

    base = platformdirs.user_data_path("FairDue", appauthor=False, roaming=False)
    return Home(base / ("practice" if practice else "store"))


def choose_home(given: Path | None, *, practice: bool, environ: Mapping[str, str] = os.environ) -> Home:
    """The home named by ``--home``, else by ``FAIRDUE_HOME``, else the default one."""
    if given is not None:
        return Home(_absolute(given))
    named = environ.get(HOME_VARIABLE, "")
    return Home(_absolute(Path(named))) if named else default_home(practice=practice)


def _absolute(path: Path) -> Path:
    # Not resolved: a message should name the folder as the user knows it.
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100
