"""Instalment plans."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "plan_no_debt": (
        "Nothing is owed, so there is nothing to plan.",
        "没有欠款，无需制定计划。",
    ),
    "plan_down_negative": (
        "The down payment cannot be below zero.",
        "首付不能为负。",
    ),
    "plan_down_above_debt": (
        "The down payment covers the whole debt. Take a promise for one payment, or lower it.",
        "首付已覆盖全部欠款。请改为一次性承诺，或调低首付。",
    ),
    "plan_first_in_past": (
        "The first instalment's day is gone. Choose today or a later day.",
        "首期日期已过。请选今天或以后的日期。",
    ),
    "plan_down_without_date": (
        "The down payment has no day. Choose one.",
        "首付没有日期。请选择日期。",
    ),
    "plan_down_in_past": (
        "The down payment's day is gone. Choose today or a later day.",
        "首付日期已过。请选今天或以后的日期。",
    ),
    "plan_first_before_down": (
        "The first instalment must come after the down payment. Move one of the two.",
        "首期要在首付之后。请调整其中一个日期。",
    ),
    "plan_day_impossible": (
        "There is no such day to pay on: 1 to 31 in a month, 1 to 7 in a week.",
        "还款日不存在：按月为 1–31，按周为 1–7。",
    ),
    "plan_nothing_given": (
        "Give one of the three: the instalment, the number of instalments, or the last day.",
        "请给出其中一项：每期金额、期数或最后日期。",
    ),
    "plan_no_periods": (
        "A plan has at least one instalment.",
        "计划至少要有一期。",
    ),
    "plan_instalment_too_small": (
        "Each instalment would be below the smallest amount of money. Take fewer instalments.",
        "每期金额小于最小货币单位。请减少期数。",
    ),
    "plan_instalment_above_debt": (
        "The instalment is larger than what is left to pay. Lower it.",
        "每期金额超过剩余欠款。请调低。",
    ),
    "plan_too_many_periods": (
        "The plan would have {periods} instalments; at most {limit} are allowed (five years). Raise the instalment.",
        "计划将有 {periods} 期，最多允许 {limit} 期（五年）。请提高每期金额。",
    ),
    "plan_terms_contradict": (
        "Instalment, number and last day contradict each other; {periods} instalments would fit. Leave one of the "
        "three open.",
        "每期金额、期数和最后日期互相矛盾，合适的是 {periods} 期。请留空其中一项。",
    ),
    "plan_waiver_negative": ("A waiver cannot be below zero.", "减免不能为负。"),
    "plan_waiver_above_debt": (
        "The waiver is as large as the debt, so nothing is left to plan. Lower it.",
        "减免不小于欠款，没有可分期的金额。请调低减免。",
    ),
    "plan_balloon_negative": ("The final lump sum cannot be below zero.", "末期一次付清额不能为负。"),
    "plan_balloon_above_debt": (
        "The final lump sum would be as large as the whole debt. Raise the instalment or lower the lump sum.",
        "末期一次付清额不小于全部欠款。请提高每期金额或调低该数额。",
    ),
    "plan_first_too_late": (
        "The first instalment is more than five years away. Choose an earlier day.",
        "首期在五年以后。请选更早的日期。",
    ),
    "plan_never_ends": (
        "Each period costs {charges_minor} of interest and fees, so this instalment never repays the debt. Raise it.",
        "每期利息和费用为 {charges_minor}，按此金额永远还不清。请提高每期金额。",
    ),
    "plan_rate_impossible": (
        "The yearly rate must be between 0 and 100 per cent.",
        "年利率须在 0 到 100% 之间。",
    ),
    "plan_rate_without_interest": (
        "A rate is given although no interest runs. Choose reduced or contractual interest, or leave the rate out.",
        "已选停计利息，却填了利率。请选减收或按约计收，或删去利率。",
    ),
    "plan_interest_without_rate": (
        "Interest runs during the plan, but at which rate? Enter the yearly rate.",
        "期内计息，但未填利率。请填写年利率。",
    ),
    "plan_fee_impossible": (
        "A fee is between zero and the debt. Correct it.",
        "费用须在零与欠款之间。请更正。",
    ),
    "plan_step_impossible": (
        "Instalments rise by an amount from zero on, every one or more periods. Correct it.",
        "递增额不能为负，且至少每 1 期递增一次。请更正。",
    ),
    "plan_row_missing": (
        "There is no such instalment to change by hand.",
        "没有这一期，无法手工修改。",
    ),
    "plan_phrase_empty": (
        "Nothing is said yet. Write what the debtor says, such as 200 from the 10th.",
        "还没有内容。请写下对方说的，例如“每月10号还200”。",
    ),
    "plan_phrase_not_understood": (
        "“{typed}” is not understood here. Say it as 200 from the 10th, or 3000 now and the rest by summer.",
        "没有看懂“{typed}”。请写成“每月10号还200”或“现在还3000，剩下的夏天前还清”。",
    ),
    "plan_phrase_ambiguous": (
        "There are more amounts than a down payment and an instalment. Leave one away.",
        "金额多于首付和每期两项。请去掉一个。",
    ),
    "plan_row_not_understood": (
        "{typed} sets no instalment by hand. Write 3=500 for an amount, 5=0 to skip one, 4=@2027-03-05 for a day.",
        "“{typed}”不是手工设置的期次。请写 3=500（金额）、5=0（跳过）或 4=@2027-03-05（日期）。",
    ),
    "plan_row_twice": (
        "The same instalment is set by hand twice. Keep one.",
        "同一期被手工设置了两次。请保留一个。",
    ),
    "plan_row_negative": ("An instalment cannot be below zero.", "每期金额不能为负。"),
    "plan_row_above_debt": (
        "The instalment set by hand is far above the debt. Lower it.",
        "手工设置的金额远超欠款。请调低。",
    ),
    "plan_rows_above_debt": (
        "The instalments set by hand pay all of the debt, so nothing is left for the others. Lower them.",
        "手工设置的各期已付清全部欠款，其余各期无款可分。请调低。",
    ),
    "plan_last_row_edited": (
        "The last instalment takes what is left and the rounding. Change another one.",
        "末期用于收尾和尾差，不能手工设置。请修改其他期。",
    ),
    "plan_row_in_past": (
        "The day set by hand is gone. Choose today or a later day.",
        "手工设置的日期已过。请选今天或以后的日期。",
    ),
    "plan_row_out_of_order": (
        "Instalment {no} would fall due before the one in front of it. Choose another day.",
        "第 {no} 期会早于前一期到期。请另选日期。",
    ),
    "plan_number_not_understood": (
        "A whole number is meant here, such as 36. Correct it.",
        "这里要填整数，例如 36。请更正。",
    ),
    "plan_end_before_start": (
        "No instalment falls due by the last day. Choose a later one.",
        "最后日期之前没有一期到期。请选更晚的日期。",
    ),
    "plan_above_debt": (
        "The plan is for more than is owed ({owed_minor}). Lower the amount.",
        "计划金额超过欠款（{owed_minor}）。请调低金额。",
    ),
    "plan_status_unknown": (
        "A version is saved as a draft or as proposed, not as {status}.",
        "版本只能保存为草案或已提出，不能为 {status}。",
    ),
    "plan_how_unknown": (
        "{how} is no way to agree that can be proved. Choose signed, recorded call or message.",
        "不支持的达成方式：{how}。请选择签字、录音通话或书面消息。",
    ),
    "plan_ended": ("This plan has ended. Begin a new one.", "该计划已终止，请另建计划。"),
    "plan_replaced": (
        "A later version was agreed. Agree to the newest version.",
        "已有更新的版本达成，请以最新版本为准。",
    ),
    "plan_already_agreed": (
        "This version is agreed already. Nothing was changed.",
        "该版本已达成，未作改动。",
    ),
    "plan_in_force": (
        "Another plan is in force on this case. End it first, or save the new terms as its next version.",
        "本案已有生效的计划。请先终止，或将新条件存为其新版本。",
    ),
    "plan_missing": (
        "This case has no such plan. Choose one of the list.",
        "此案件没有这个计划，请从列表选择。",
    ),
    "plan_version_missing": (
        "This case has no such version of a plan. Choose one of the list.",
        "此案件没有这个计划版本，请从列表选择。",
    ),
    "plan_waits_for_approval": (
        "This version is beyond your limits and waits for the lead's approval. Ask for it, or change the terms.",
        "该版本超出你的权限，待主管批准。请申请批准，或调整条件。",
    ),
    "plan_refused": (
        "The lead refused this version: {why} Change the terms.",
        "主管未批准该版本：{why} 请调整条件。",
    ),
    "plan_needs_no_approval": (
        "This version is within the limits; it needs no approval.",
        "该版本在权限之内，无需批准。",
    ),
    "limits_wrong": (
        "The limits are no valid TOML: {problem} Correct them.",
        "权限设置不是有效的 TOML：{problem} 请更正。",
    ),
    "plan_pause_empty": (
        "Nothing is due from that day on, so there is nothing to put off. Choose an earlier day.",
        "该日之后没有待还的期次，无需暂停。请选更早的日期。",
    ),
    "plan_arrears_open": (
        "An instalment would still be overdue. Make up the arrears first, or put off more periods.",
        "仍有一期处于逾期。请先处理欠付，或多暂停几期。",
    ),
    "plan_no_arrears": ("Nothing is overdue in this plan.", "该计划没有欠付的期次。"),
    "plan_not_in_force": (
        "This version is not in force. Save changed terms as a new version instead.",
        "该版本未生效。请将修改后的条件存为新版本。",
    ),
    "means_empty": (
        "Neither income nor outgoings are entered. Enter at least one line.",
        "未填写任何收入或支出。请至少填写一行。",
    ),
    "means_unknown": (
        "The means test has no line {category}. Choose one of the list.",
        "收支表没有“{category}”一项。请从列表选择。",
    ),
    "means_twice": (
        "The line {category} is entered twice. Keep one.",
        "“{category}”填写了两次。请保留一次。",
    ),
    "agreed_in_future": (
        "The day of agreement, {on}, has not come. Correct it.",
        "达成日期 {on} 尚未到，请更正。",
    ),
}
