"""All tables as metadata: what a migration is compared with. The running program does without."""

from __future__ import annotations

from app.models import derived, desk, facts, reference
from app.models.base import metadata

__all__ = ["derived", "desk", "facts", "metadata", "reference"]
