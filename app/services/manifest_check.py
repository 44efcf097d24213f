"""Checking files against their manifest, as anybody can who has the program and no store: creditor, auditor, court."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import StorageProblem
from app.files.manifests import Manifest, Statement, listed, manifest_of, read
from app.system.paths import Home
from app.system.signing import fingerprint, is_signed, normal_fingerprint

_MOST_KNOWN = 1 << 16


@dataclass(frozen=True, slots=True)
class ManifestFinding:
    """One thing that is wrong: the code of its sentence and where it is."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a manifest attests, with which key, and in what the files differ from it."""

    manifest: Path
    statement: Statement
    fingerprint: str
    findings: tuple[ManifestFinding, ...]

    @property
    def is_whole(self) -> bool:
        """Every file is there as it left, signed by a key somebody vouched for."""
        return not self.findings


def check(path: Path, known: Collection[str]) -> Checked:
    """Check a file, or all files of a manifest. ``known``: fingerprints that somebody vouched for.

    Raises StorageProblem ``manifest_no_file``, ``manifest_missing``, ``manifest_unreadable``.
    """
    if not path.is_file():
        raise StorageProblem("manifest_no_file", path=str(path))
    place = manifest_of(path)
    manifest = read(place)
    used = fingerprint(manifest.public_key)
    findings = tuple(_findings(manifest, path, place, used in known))
    return Checked(place, manifest.statement, used, findings)


def known_to(home: Home) -> frozenset[str]:
    """The fingerprints of a home's own keys; none where there is no store."""
    try:
        with home.signing_keys.open(encoding="ascii", errors="replace") as file:
            lines = file.read(_MOST_KNOWN).splitlines()
    except OSError:
        return frozenset()
    return frozenset(normal_fingerprint(line) for line in lines if line.strip())


def _findings(manifest: Manifest, path: Path, place: Path, is_known: bool) -> Iterator[ManifestFinding]:
    statement = manifest.statement
    if not is_signed(manifest.public_key, statement.canonical(), manifest.signature):
        yield ManifestFinding("manifest_signature", {"name": place.name})
    elif not is_known:
        yield ManifestFinding("manifest_key_unknown", {"fingerprint": fingerprint(manifest.public_key)})
    if path != place and path.name not in {each.name for each in statement.files}:
        yield ManifestFinding("manifest_not_of", {"name": path.name})
    for each in statement.files:
        file = place.parent / each.name
        if not file.is_file():
            yield ManifestFinding("manifest_file_missing", {"name": each.name})
        elif listed(file) != each:
            yield ManifestFinding("manifest_file_changed", {"name": each.name})
