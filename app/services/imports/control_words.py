"""Control totals in words, for the window and the command line."""

from __future__ import annotations

from app.domain.money import format_minor
from app.services.imports.results import Controls


def disagreement(controls: Controls, currency: str, language: str) -> str:
    """Where the totals disagree: what was said beside what the file holds. Empty where they agree."""
    if controls.agree:
        return ""
    is_chinese = language.startswith("zh")
    parts = []
    if controls.said_count not in (None, controls.count):
        said, found = f"{controls.said_count:,}", f"{controls.count:,}"
        parts.append(f"应有 {said} 行，实有 {found} 行" if is_chinese else f"{said} rows said, {found} found")
    said_minor = controls.said_minor
    if said_minor is None and controls.file_said_minor:
        said_minor = controls.file_said_minor[-1]
    if said_minor is not None and said_minor != controls.total_minor:
        said, found = format_minor(said_minor, currency), format_minor(controls.total_minor, currency)
        parts.append(f"合计应为 {said}，实为 {found}" if is_chinese else f"sum {said} said, {found} found")
    return " · ".join(parts)
