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
    "order_not_toml": (
        "The order of allocation cannot be read: {why}. Correct it, or choose a preset.",
        "冲抵顺序无法读取：{why}。请更正，或选择预设顺序。",
    ),
    "order_word_unknown": (
        "“{word}” is no component of a balance. Write them as they are called here, with commas between.",
        "“{word}”不是欠款的组成部分。请按这里的名称填写，用顿号隔开。",
    ),
    "order_not_whole": (
        "Every component stands in the order once. Check: {missing}.",
        "每个组成部分在顺序中出现且只出现一次。请检查：{missing}。",
    ),
    "percent_wrong": (
        "This is no percentage. Write a number from 0 to 100, such as 0.05%.",
        "不是百分数。请填写 0 到 100 之间的数，例如 0.05%。",
    ),
    "number_outside": (
        "Write a whole number from {low} to {high}.",
        "请填写 {low} 到 {high} 之间的整数。",
    ),
    "rates_wrong": (
        "Write each rate behind the day it starts on, such as 2017-01-01 0.05%, with commas between.",
        "请在起始日期后写利率，例如 2017-01-01 0.05%，多个用逗号隔开。",
    ),
    "rates_twice": (
        "Two rates start on {on}. Leave one of them away.",
        "{on} 有两个利率。请去掉一个。",
    ),
    "cap_below_floor": (
        "The cap of the late fee is below its floor of {floor_minor}. Raise it, or leave it empty.",
        "违约金上限低于下限 {floor_minor}。请提高上限或留空。",
    ),
    "due_too_late": (
        "A bill is due at most {most} days after it is made, days of grace included. Lower one of them.",
        "到期天数与宽限天数合计不超过 {most} 天。请减小其一。",
    ),
    "bases_missing": (
        "Interest needs a principal to run on. Tick at least one.",
        "至少勾选一种计息本金。",
    ),
    "tolerance_wrong": (
        "A promise cannot fall short by less than nothing. Write an amount from zero up.",
        "容差不能为负。请填写不小于零的金额。",
    ),
    "grace_too_long": (
        "Days of grace run from none to {most}. Write a number within.",
        "宽限天数为 0 到 {most} 天。请填写其中的数字。",
    ),
    "contract_not_own_book": (
        "This creditor keeps its own books, so nothing may accrue here. Bring in its new figures instead.",
        "该委托方自行记账，这里不能计息。请导入其最新余额。",
    ),
    "adjustment_unknown": (
        "It is not said what should change. Choose one of: {choices}.",
        "没有说明要做哪种调整。可选：{choices}。",
    ),
    "adjustment_of_nothing": (
        "Nothing would change. Write an amount above zero.",
        "金额为零，没有变化。请填写大于零的金额。",
    ),
    "adjustment_above_owed": (
        "Only {owed_minor} are owed there on that day. Lower the amount.",
        "该项当日只欠 {owed_minor}。请减小金额。",
    ),
    "adjustment_before_placement": (
        "The account came with figures of {as_of}; what was before is in them. Choose that day or a later one.",
        "账户余额自 {as_of} 起记账，之前的变动已包含在内。请选当天或以后的日期。",
    ),
    "component_unknown": (
        "{component} is no part of a balance with an amount of its own. Choose one of: {choices}.",
        "{component} 不是余额的组成部分。可选：{choices}。",
    ),
    "split_not_whole": (
        "The payment is {amount_minor}, the parts make {split_minor}. Let them be equal.",
        "还款为 {amount_minor}，拆分合计 {split_minor}。两者须相等。",
    ),
    "split_above_owed": (
        "A part is larger than what its component owed on the day of the payment. Lower it.",
        "有一项超过了还款当日该项的欠款。请减小。",
    ),
    "waiver_missing": (
        "There is no such waiver in this case. Look it up in the timeline.",
        "本案没有这笔减免。请在时间线中核对。",
    ),
    "waiver_needs_no_approval": (
        "This waiver was within authority and holds already. There is nothing to answer.",
        "这笔减免在权限之内，已经生效，无需审批。",
    ),
}
