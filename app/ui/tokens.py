"""The colours of a theme, read from ``resources/themes/<name>.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from app.ui import assets

# What a colour may say. Everything else is neutral; a word or icon always says it too.
TONES = ("accent", "danger", "warn", "ok")


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme as ``#RRGGBB``. What each is for stands beside it in the file."""

    name: str
    dark: bool
    window: str
    base: str
    raised: str
    track: str
    hairline: str
    border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    warn: str
    ok: str
    tint_accent: str
    tint_danger: str
    tint_warn: str
    tint_ok: str

    def ink(self, tone: str) -> str:
        """The colour of text in a tone; muted for any other word."""
        return str(getattr(self, tone)) if tone in TONES else self.muted

    def tint(self, tone: str) -> str:
        """The ground behind text in a tone; the neutral track for any other word."""
        return str(getattr(self, f"tint_{tone}")) if tone in TONES else self.track


@cache
def load(name: str) -> Tokens:
    """The colours of ``light`` or ``dark``."""
    text = (assets.folder("themes") / f"{name}.toml").read_text(encoding="utf-8")
    return Tokens(name=name, **tomllib.loads(text))
