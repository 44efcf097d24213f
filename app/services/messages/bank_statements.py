"""Bank statements: their columns, and money that is parked. What is wrong with a row stands in ``imports``."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "map_no_receipts": (
        "No column is chosen for money in. Choose the one of credits, or one for both ways.",
        "没有选择收入金额的列。请选择贷方发生额，或收支同列的金额。",
    ),
    "statement_missing": ("Name the file of the statement.", "请给出流水文件。"),
    "statement_changed": (
        "{file} is not the file any more that was decided on. Open it again.",
        "{file} 已不是刚才核对的文件。请重新打开。",
    ),
    "parked_missing": (
        "This money is not parked any more: it was booked, sent back, or its file undone. Look at the list again.",
        "这笔钱已不在挂账中：已入账、已退回，或其文件已撤销。请刷新列表。",
    ),
    "parked_other_creditor": (
        "The case belongs to another creditor than the statement. Choose a case of the same creditor.",
        "该案件属于另一委托方，与流水不符。请选择同一委托方的案件。",
    ),
    "parked_above_rest": (
        "Only {rest_minor} of this line are parked still. Lower the amount.",
        "该笔流水只剩 {rest_minor} 挂账。请减小金额。",
    ),
    "sent_before_it_came": (
        "The money came on {paid_on}, so it cannot have been sent back earlier. Choose a later day.",
        "该款 {paid_on} 才到账，不可能更早退回。请选择之后的日期。",
    ),
    "statement_only_practised": (
        "A made-up statement belongs to a practice portfolio alone. Open the practice portfolio.",
        "虚构流水只能用于练习库。请打开练习库。",
    ),
    "undo_parked_moved": (
        "Parked money of this file was given to cases or sent back since ({count}). Undo those first.",
        "该文件的挂账款已有 {count} 笔转入案件或退回。请先撤销这些操作。",
    ),
    "parked_spent_since": (
        "The money of this line went elsewhere since, or its file was undone. Undo that first.",
        "这笔流水的钱此后已另作他用，或其文件已撤销。请先撤销那一步。",
    ),
}
