"""What is said of a day's work: skipping, giving cases to collectors, who they are."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "skip_reason_unknown": (
        "There is no reason “{reason}” for skipping a case. Choose one of: {valid}.",
        "没有“{reason}”这个跳过原因，请选择：{valid}。",
    ),
}
