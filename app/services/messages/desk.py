"""A case and what is done to it."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "case_missing": (
        "There is no such case in this store. Look it up in the queue.",
        "库里没有这个案件。请在队列中查找。",
    ),
    "user_name_missing": (
        "The store needs the name of its user. Give it with {option}.",
        "需要填写用户姓名。请用 {option} 给出。",
    ),
    "employee_no_missing": (
        "The store needs the employee number of its user. Give it with {option}.",
        "需要填写用户工号。请用 {option} 给出。",
    ),
    "text_too_long": (
        "The text is too long: at most {limit} characters. Shorten it.",
        "文字太长，最多 {limit} 个字符。请缩短。",
    ),
    "text_control": (
        "The text holds a character that cannot be seen and could mislead. Type it again without it.",
        "文字里有看不见、可能误导的字符。请去掉后重新输入。",
    ),
    "promise_of_nothing": (
        "A promise needs an amount above zero.",
        "承诺金额要大于零。",
    ),
    "promise_above_debt": (
        "More was promised than is owed ({owed_minor}). Lower the amount.",
        "承诺金额超过欠款（{owed_minor}）。请调低金额。",
    ),
    "promise_in_past": (
        "The day of the promise, {on}, is gone. Choose today or a later day.",
        "承诺日期 {on} 已过。请选今天或以后的日期。",
    ),
    "promises_above_debt": (
        "With the promises that stay open this makes {total_minor}; {owed_minor} is owed. Lower it, or type = in front "
        "to put it in the place of all of them.",
        "加上仍未到期的承诺，合计 {total_minor}，超过欠款 {owed_minor}。请调低，或在金额前加 = 取代全部未到期承诺。",
    ),
    "promises_too_many": (
        "At most {most} promises fit one entry; what takes longer is a plan. Three of 500 are typed 3x500.",
        "一次最多登记 {most} 笔承诺，更长的请做还款计划。三笔各 500 请输入 3x500。",
    ),
    "promises_uneven": (
        "As many days as amounts, please: 3x500 with one day, or 500;800 with two days between semicolons.",
        "金额和日期的笔数不一致。可输入 3x500 配一个日期，或 500;800 配两个日期（用分号隔开）。",
    ),
    "promises_same_day": (
        "Two of these promises fall on {on}. Choose another day for one of them, or add their amounts.",
        "有两笔承诺落在同一天 {on}。请改其中一笔的日期，或合并金额。",
    ),
    # Contacts.
    "point_missing": (
        "This case has no such number. Choose one of its own.",
        "此案件没有这个联系方式，请另选。",
    ),
    "party_missing": ("This case has no such person. Choose one of its own.", "此案件没有这个人，请另选。"),
    "account_missing": (
        "This case has no such open account. Choose another.",
        "此案件没有这个未结账户，请另选。",
    ),
    "result_unknown": (
        "There is no result code {result}. Look it up with / (command line: fairdue codes results).",
        "没有结果代码 {result}，请按 / 查找（命令行：fairdue codes results）。",
    ),
    "result_key_unknown": ("There is no outcome key {key}. Press 0 to 9.", "没有结果键 {key}，请按 0 至 9。"),
    "result_derived": (
        "{result} follows from payments and attempts. Choose what was heard in the call.",
        "{result} 由还款和联系记录得出，不能手选。请选择通话的实际结果。",
    ),
    "result_not_for_channel": (
        "{result} is no result of this kind of contact. Choose another result or channel.",
        "{result} 不是这种联系方式的结果。请另选结果或渠道。",
    ),
    "result_inbound_only": (
        "{result} is for calls that came in. Mark the call as inbound or choose another result.",
        "{result} 只用于来电。请改为呼入或另选结果。",
    ),
    "number_required": (
        "Which number was dialled? The day's attempts are counted by number.",
        "拨打的是哪个号码？每日次数按号码计算。",
    ),
    "contact_in_future": (
        "A contact cannot lie in the future. Correct its time.",
        "联系时间不能晚于现在，请更正。",
    ),
    "contact_ends_before_start": (
        "The call ends before it begins. Correct the times.",
        "结束时间早于开始时间，请更正。",
    ),
    "identity_required": (
        "Was the identity checked? Say yes or no before saving.",
        "是否已核对身份？请选择是或否再保存。",
    ),
    "reason_required": ("Why is the debt overdue? Choose a reason.", "请选择逾期原因。"),
    "reason_unknown": (
        "There is no reason code {reason}. Choose one of the list (command line: fairdue codes reasons).",
        "没有逾期原因 {reason}，请从列表选择（命令行：fairdue codes reasons）。",
    ),
    "level_out_of_range": (
        "Willingness and ability go from {lowest} to {highest}. Choose one of these.",
        "意愿和能力为 {lowest} 到 {highest}，请重新选择。",
    ),
    "promise_required": ("How much, and by when? Give amount and date.", "请填写承诺金额和日期。"),
    "promise_not_with_result": (
        "{result} comes without a promise. Choose the promise key to keep amount and date.",
        "{result} 不含承诺。要登记金额和日期，请选择“承诺还款”。",
    ),
    "promise_missing": (
        "This case has no such promise. Choose one of the list.",
        "此案件没有这个承诺，请从列表选择。",
    ),
    "promise_not_open": (
        "This promise is settled already. Only an open one can be cancelled.",
        "该承诺已有结果，只能取消未到期的承诺。",
    ),
    "callback_required": ("When shall we call back? Give a time.", "请填写约定的回拨时间。"),
    "callback_in_past": ("This time has passed. Choose a later one.", "此时间已过，请选择以后的时间。"),
    "callback_outside_hours": (
        "Calls are allowed from {opens} to {closes}. Choose another time, or note that the debtor agrees to this hour.",
        "可联系时间为 {opens} 至 {closes}。请改约时间，或登记债务人同意在该时段联系。",
    ),
    "preference_required": ("Which time or channel was asked for? Give one.", "请填写对方指定的时间或渠道。"),
    "wish_unknown": (
        "{wish} is no wish this version knows. Choose one of the list.",
        "不支持的意愿：{wish}，请从列表选择。",
    ),
    "wish_needs_hours": ("From when to when? Give both times.", "请填写起止时间。"),
    "wish_needs_channel": ("Which channel was refused? Choose it.", "请选择拒绝的渠道。"),
    "remark_required": ("This result needs a note. Write one.", "此结果需要填写备注。"),
    "next_in_past": (
        "The next step must lie in the future. Choose a later time.",
        "下次跟进须晚于现在，请重选时间。",
    ),
    "override_needs_reason": (
        "This rule may be set aside only with a reason. Write it down.",
        "此规则须说明原因方可例外，请填写原因。",
    ),
    "why_required": ("Say why; it is kept with the record.", "请说明原因，将随记录保存。"),
    # Undo.
    "act_missing": ("There is nothing of that kind to undo.", "没有可撤销的操作。"),
    "undo_needs_reason": (
        "This was saved more than 10 minutes ago. Say why it is taken back.",
        "该操作已超过 10 分钟，请说明撤销原因。",
    ),
    "undo_letter_issued": (
        "A letter that was issued is not undone. Void it with a reason.",
        "已出具的信函不能撤销，请作废并说明原因。",
    ),
    "undo_not_possible": (
        "This came from outside or left the house, so it is not undone. Correct it instead.",
        "此记录来自外部或已对外发出，不能撤销，请另行更正。",
    ),
    "undo_already": ("This is undone already. Nothing was changed.", "此操作已撤销，未作改动。"),
    "undo_not_yours": ("Somebody else did this. Ask a lead to undo it.", "这是他人的操作，请由主管撤销。"),
    "redo_not_possible": ("This was brought back already. Nothing was changed.", "此操作已恢复，未作改动。"),
    # Payments.
    "payment_of_nothing": ("A payment needs an amount above zero.", "还款金额要大于零。"),
    "payment_above_debt": (
        "More was paid than is owed ({owed_minor}). Check the amount; enter what belongs to this case.",
        "还款金额超过欠款（{owed_minor}）。请核对，只登记属于本案的金额。",
    ),
    "payment_in_future": (
        "The day of the payment, {on}, has not come. Correct it.",
        "还款日期 {on} 尚未到，请更正。",
    ),
    "payment_before_placement": (
        "The creditor's figures of {as_of} include payments up to that day. Enter later ones only.",
        "委托方 {as_of} 的余额已含此前还款，请只登记之后的还款。",
    ),
    "payment_repeated": (
        "This payment is on file: same day, amount and reference. Nothing was changed.",
        "该笔还款已登记（日期、金额、流水号相同），未作改动。",
    ),
    "payment_missing": (
        "This case has no such payment. Choose one of the list.",
        "此案件没有这笔还款，请从列表选择。",
    ),
    "payment_already_reversed": (
        "This payment is reversed already. Nothing was changed.",
        "该笔还款已冲回，未作改动。",
    ),
    "reversal_before_payment": (
        "A payment of {paid_on} cannot be reversed before that day. Correct the date.",
        "还款日为 {paid_on}，冲回日期不能更早，请更正。",
    ),
    # Holds and the order of work.
    "hold_not_by_hand": (
        "This hold follows from a plan and is not placed by hand.",
        "此停催由还款计划自动产生，不能手工登记。",
    ),
    "hold_ends_in_past": (
        "The end of the hold has passed. Choose a later time.",
        "停催结束时间已过，请选择以后的时间。",
    ),
    "stage_already": (
        "The case stands there already. Nothing was changed.",
        "此案件已处于该阶段，未作改动。",
    ),
    "hold_missing": (
        "This case has no such hold in force. Look at its list.",
        "此案件没有这项生效的停催，请查看列表。",
    ),
    "hold_derived": (
        "This hold ends with the plan it follows from. End the plan instead.",
        "此停催随还款计划结束。如需解除，请终止计划。",
    ),
    "needs_lead": ("Only a lead may do this. Ask your lead.", "仅主管可以操作，请联系主管。"),
    "nothing_arrived": (
        "Nothing arrived since the last contact that could be seen. Work the case, or skip it with S.",
        "上次联系后没有新情况可阅。请处理此案件，或按 S 跳过。",
    ),
    "snooze_in_past": ("This time has passed. Choose a later one.", "此时间已过，请选择以后的时间。"),
    "collector_unknown": (
        "There is no such collector in this store. Choose one of the list.",
        "库中没有此催收员，请从列表选择。",
    ),
    "nothing_chosen": ("No case was chosen. Choose at least one.", "未选择案件，请至少选择一件。"),
    "redo_missing": ("There is nothing to bring back.", "没有可恢复的操作。"),
    "act_id_wrong": ("This is no id of an act. Give a UUID.", "操作编号有误，请给出 UUID。"),
    "case_or_list": (
        "Which case? Name one, or ask for a list with --list.",
        "请指定案件，或用 --list 列出。",
    ),
}
