"""Amounts and currencies, typed or read from a file."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "amount_empty": (
        "The amount is missing. Write digits, such as 1234.50.",
        "没有金额。请写数字，例如 1234.50。",
    ),
    "amount_not_a_number": (
        "This is no amount. Write digits with at most one decimal point, such as 1234.50.",
        "这不是金额。请写数字，最多一个小数点，例如 1234.50。",
    ),
    "amount_exponent": (
        "The amount {text} is written with an exponent, so its digits cannot be trusted. Write it out, such as 120000.",
        "金额 {text} 是科学计数法，位数不可信。请写成完整数字，例如 120000。",
    ),
    "amount_groups": (
        "The commas in {text} do not stand before every third digit. Write 1,234,567.00 or no commas.",
        "{text} 里的逗号位置不对。请写成 1,234,567.00，或不用逗号。",
    ),
    "amount_negative": (
        "An amount here cannot be below zero. Leave the minus away, or use a reversal or a correction.",
        "这里的金额不能为负。请去掉负号，或使用冲正、更正。",
    ),
    "amount_too_many_decimals": (
        "The amount has more decimals than the currency ({decimals}). Round it as the creditor does.",
        "金额的小数位多于币种允许的 {decimals} 位。请按委托方口径取整。",
    ),
    "amount_too_large": (
        "The amount is too large to be a debt. Check its digits.",
        "金额过大，不像是欠款。请检查位数。",
    ),
    "currency_unknown": (
        "FairDue does not know this currency. Write a code such as CNY or USD.",
        "不认识这个币种。请写代码，例如 CNY、USD。",
    ),
    "allocation_unknown": (
        "There is no order of allocation called {allocation}. Choose one of: {choices}.",
        "没有名为 {allocation} 的冲抵顺序。可选：{choices}。",
    ),
    "contract_not_own_book": (
        "This creditor keeps its own books, so nothing may accrue here. Bring in its new figures instead.",
        "该委托方自行记账，这里不能计息。请导入其最新余额。",
    ),
}
