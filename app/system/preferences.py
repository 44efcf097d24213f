"""What one desk likes: language, look, pace. A readable TOML file in the home, without personal data."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import tomli_w

from app.domain.errors import RuleViolation, StorageProblem
from app.system.durable import write_private

_CHOICES: Final = {"language": ("system", "zh_CN", "en"), "theme": ("system", "light", "dark")}
_RANGES: Final = {"font_size": (9, 20), "idle_lock_minutes": (5, 60), "calls_a_day": (0, 1000)}


@dataclass(frozen=True)
class Preferences:
    """Raises RuleViolation ``preference_invalid`` (field, value) for a value outside its choices or range."""

    language: str = "system"
    theme: str = "system"
    font_size: int = 10
    """Points, 9–20."""
    auto_next: bool = True
    """After an outcome the next case opens by itself (except plans and disputes)."""
    idle_lock_minutes: int = 10
    """Minutes without a key or click before the store locks, 5–60."""
    calls_a_day: int = 80
    """What the day's budget counts with, 1–1000; 0 takes the collector's own pace."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """Keys of a newer version or of the user's own: kept, not understood."""

    def __post_init__(self) -> None:
        for name in _OWN:
            if not _is_valid(name, getattr(self, name)):
                raise RuleViolation("preference_invalid", field=name, value=getattr(self, name))


_OWN: Final = tuple(entry.name for entry in fields(Preferences) if entry.name != "others")


@dataclass(frozen=True)
class LoadedPreferences:
    """``problem`` is to be told, not raised: a damaged preference must not keep a collector from work."""

    preferences: Preferences
    problem: StorageProblem | None = None


def load(path: Path) -> LoadedPreferences:
    """The preferences at ``path``; the defaults if there is no file yet.

    A file that is no TOML, or a value that is none of its choices, is first copied aside; then what is whole stays and
    the rest is the default, and ``problem`` says ``preferences_damaged`` (kept: the copy; fields, empty for the whole
    file). Raises StorageProblem when the file cannot be read or the copy cannot be made.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return LoadedPreferences(Preferences())
    except OSError as error:
        raise StorageProblem.of(error, path) from error
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except ValueError:
        return LoadedPreferences(Preferences(), _keep_aside(path, []))
    wrong = [name for name in _OWN if name in found and not _is_valid(name, found[name])]
    own = {name: found[name] for name in _OWN if name in found and name not in wrong}
    others = {name: value for name, value in found.items() if name not in _OWN}
    problem = _keep_aside(path, wrong) if wrong else None
    return LoadedPreferences(Preferences(**own, others=others), problem)


def save(path: Path, preferences: Preferences) -> None:
    """Write ``preferences`` and the keys they did not understand. Raises StorageProblem."""
    content = {**{name: getattr(preferences, name) for name in _OWN}, **preferences.others}
    write_private(path, tomli_w.dumps(content).encode())


def _is_valid(name: str, value: Any) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in _RANGES:
        least, most = _RANGES[name]
        return type(value) is int and least <= value <= most
    return type(value) is bool


def _keep_aside(path: Path, wrong: list[str]) -> StorageProblem:
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        shutil.copy2(path, kept)
    except OSError as error:
        raise StorageProblem.of(error, kept) from error
    return StorageProblem("preferences_damaged", path=str(path), kept=str(kept), fields=wrong)
