"""Write requirements.lock from pyproject.toml, or check that the two are in step.

    python packaging/lock.py              keep the locked versions, add what is new, drop what is gone
    python packaging/lock.py --upgrade    take the newest versions that pyproject.toml allows
    python packaging/lock.py --check      no network: exit 1 and say why if they differ

The lock holds versions and hashes for every supported Python and system at once, and no address of an index:
where packages come from is the reader's own setting.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
GROUPS = ("dev", "package")
OLDEST_PYTHON = "3.11"

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+?))?\s*\\?$")
_DIGEST_LINE = "# pyproject: sha256:"


@dataclass(frozen=True, slots=True)
class Pin:
    """One locked package; `hashes` counts its `--hash=sha256:` lines."""

    name: str
    version: str
    marker: str
    hashes: int

    @property
    def constraint(self) -> str:
        """The pin as a line for pip's --constraint, without hashes."""
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")


def requirements(pyproject: str) -> list[str]:
    """Every requirement that the lock answers: the product's, and each locked group's."""
    data = tomllib.loads(pyproject)
    groups = data["dependency-groups"]
    return [*data["project"]["dependencies"], *(line for group in GROUPS for line in groups[group])]


def digest(pyproject: str) -> str:
    """SHA-256 of what the lock is made from; comments and order in pyproject.toml do not count."""
    asked = {
        "python": tomllib.loads(pyproject)["project"]["requires-python"],
        "requirements": sorted(requirements(pyproject)),
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def pins(lock: str) -> list[Pin]:
    """The locked packages in file order."""
    found: list[Pin] = []
    for line in lock.splitlines():
        if match := _PIN.match(line):
            found.append(Pin(canonicalize_name(match["name"]), match["version"], match["marker"] or "", 0))
        elif line.strip().startswith("--hash=sha256:"):
            last = found[-1]
            found[-1] = Pin(last.name, last.version, last.marker, last.hashes + 1)
    return found


def problems(pyproject: str, lock: str) -> list[str]:
    """Everything in which the lock does not answer pyproject.toml, in sentences."""
    found: list[str] = []
    if f"{_DIGEST_LINE}{digest(pyproject)}" not in lock.splitlines():
        found.append("pyproject.toml has changed since the lock was written: run `make lock`")
    locked = pins(lock)
    versions = {pin.name: pin.version for pin in locked}
    for line in requirements(pyproject):
        wanted = Requirement(line)
        version = versions.get(canonicalize_name(wanted.name))
        if version is None:
            found.append(f"{wanted.name} is not locked")
        elif not wanted.specifier.contains(version, prereleases=True):
            found.append(f"{wanted.name} is locked at {version}, which {line!r} does not allow")
    found += [f"{pin.name} is locked without a hash" for pin in locked if not pin.hashes]
    if "://" in lock or re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links)\b", lock, re.MULTILINE):
        found.append("the lock holds an address; it must hold versions and hashes only")
    return found


def write(*, upgrade: bool) -> None:
    """Resolve for all systems at once with uv, run in the project folder so that no path is written down."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config", "--universal"]
    command += ["--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", LOCK.name]
    for group in GROUPS:
        command += ["--group", group]
    if upgrade:
        command.append("--upgrade")
    subprocess.run([*command, PYPROJECT.name], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    head = "# Made by packaging/lock.py from pyproject.toml; do not edit. See CONTRIBUTING.md.\n"
    head += f"{_DIGEST_LINE}{digest(PYPROJECT.read_text('utf-8'))}\n"
    LOCK.write_text(head + LOCK.read_text("utf-8"), "utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description="Write or check requirements.lock.")
    parser.add_argument("--check", action="store_true", help="only compare; no network")
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    options = parser.parse_args()
    if not options.check:
        write(upgrade=options.upgrade)
    found = problems(PYPROJECT.read_text("utf-8"), LOCK.read_text("utf-8"))
    for problem in found:
        print(f"requirements.lock: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
