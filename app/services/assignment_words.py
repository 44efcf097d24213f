"""Who gets which cases in sentences, for window and command line alike."""

from __future__ import annotations

from app.services.assignments import Preview, Share
from app.services.words import Words


def told(preview: Preview, words: Words) -> list[str]:
    """A line for each collector, and one for what stays as it is."""
    lines = [_share(share, words) for share in preview.shares]
    if preview.staying:
        count = preview.staying
        lines.append(
            f"{count} 件已在其名下，不变"
            if words.is_chinese
            else f"with them already: {count}, left as it is"
        )
    if preview.closed:
        count = preview.closed
        lines.append(f"{count} 件已结案，不变" if words.is_chinese else f"closed: {count}, left as it is")
    return lines


def _share(share: Share, words: Words) -> str:
    cases, money = len(share.case_ids), words.money(share.balance_minor, "CNY")
    if words.is_chinese:
        return f"{share.name}：新增 {cases} 件，{money}（现有 {share.had} 件）"
    return f"{share.name}: {cases} more, {money} (has {share.had} now)"
