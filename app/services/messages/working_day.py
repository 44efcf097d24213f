"""What is said of a day's work: skipping, giving cases to collectors, who they are."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "skip_reason_unknown": (
        "There is no reason “{reason}” for skipping a case. Choose one of: {valid}.",
        "没有“{reason}”这个跳过原因，请选择：{valid}。",
    ),
    "collector_not_chosen": (
        "Nobody was chosen to get the cases. Choose at least one collector.",
        "未选择催收员，请至少选择一人。",
    ),
    "assign_too_many": (
        "More than {limit} cases cannot be given in one act. Narrow the view, or give them in parts.",
        "一次最多分配 {limit} 件，请缩小视图范围或分批分配。",
    ),
}
