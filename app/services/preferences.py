"""The user's preferences, kept as a file beside the store."""

from __future__ import annotations

from app.services.context import Context
from app.system.paths import Home
from app.system.preferences import LoadedPreferences, Preferences, load, save


def of(home: Home) -> LoadedPreferences:
    """The preferences of a home, and what was wrong with the file if anything was."""
    return load(home.preferences)


def keep(context: Context, preferences: Preferences) -> Preferences:
    """Save them; they hold from now on."""
    save(context.home.preferences, preferences)
    return preferences


__all__ = ["LoadedPreferences", "Preferences", "keep", "of"]
