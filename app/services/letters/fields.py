"""The fields of templates in words: for a refusal that names what is missing, and for the list beside the editor."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.entry import Words

_OWN = "fields."

WORDS: dict[str, Words] = {
    "letter_no": Words("信函编号", "number of the letter"),
    "issued_on": Words("出具日期", "day of issue"),
    "as_of": Words("金额截止日", "day the amounts are true for"),
    "case_reference": Words("案件编号", "reference of the case"),
    "accounts": Words("账户（产品和尾号）", "accounts with their last digits"),
    "account_count": Words("账户数", "number of accounts"),
    "days_overdue": Words("逾期天数", "days past due"),
    "oldest_due_on": Words("最早到期日", "oldest unpaid due date"),
    "principal": Words("本金", "principal"),
    "interest": Words("利息", "interest"),
    "fees": Words("违约金和费用", "fees"),
    "total": Words("欠款合计", "total owed"),
    "total_capitals": Words("欠款大写", "total in words"),
    "sender.name": Words("发函机构名称", "name of the sender"),
    "sender.creditor": Words("委托方", "creditor"),
    "sender.is_agency": Words("是否委外机构", "whether the sender is an agency"),
    "sender.address": Words("发函机构地址", "address of the sender"),
    "sender.phone": Words("咨询电话", "telephone for questions"),
    "sender.hours": Words("服务时间", "hours of service"),
    "sender.complaints": Words("投诉渠道", "where to complain"),
    "sender.check_line": Words("账户查询方式", "how to check the account"),
    "sender.licence_line": Words("机构资质", "licence of the agency"),
    "sender.handler": Words("经办人", "person in charge"),
    "recipient.name": Words("收件人", "name of the recipient"),
    "recipient.salutation": Words("称谓", "form of address"),
    "recipient.address": Words("收件地址", "address of the recipient"),
    "pay.name": Words("官方还款渠道", "official way to pay"),
    "pay.payee": Words("收款户名", "payee"),
    "pay.account": Words("收款账号", "account to pay to"),
    "plan.total": Words("计划总额", "total of the plan"),
    "plan.total_capitals": Words("计划总额大写", "total of the plan in words"),
    "plan.count": Words("期数", "number of instalments"),
    "plan.first_on": Words("首期日期", "first instalment"),
    "plan.last_on": Words("末期日期", "last instalment"),
    "plan.down": Words("首付", "down payment"),
    "plan.instalment": Words("每期金额", "instalment"),
    "plan.last": Words("末期金额", "last instalment's amount"),
    "fields.pay_by": Words("最后还款日", "pay by"),
    "fields.contract": Words("合同名称", "the contract"),
    "fields.law": Words("法律依据", "the law it rests on"),
    "fields.consequences": Words("逾期后果（如实）", "true consequences"),
    "fields.decided_on": Words("决定日期", "day of the decision"),
    "fields.legal_step": Words("已决定的法律步骤", "legal step that was decided"),
    "fields.visit_on": Words("面谈时间", "time of the visit"),
    "fields.visit_at": Words("面谈地点", "place of the visit"),
    "fields.visitors": Words("来访人员", "who comes"),
    "fields.cadence": Words("还款周期", "how often"),
    "fields.charges": Words("期间息费约定", "charges during the plan"),
    "fields.breach_days": Words("补足宽限天数", "days to make good"),
    "fields.other": Words("其他约定", "other terms"),
    "fields.reason": Words("逾期原因", "reason"),
    "fields.agreed_on": Words("商定日期", "day of the agreement"),
    "fields.credit_record": Words("征信说明", "word on the credit record"),
    "fields.id_tail": Words("证件号后四位", "last four of the identity number"),
    "fields.settled_on": Words("结清日期", "day of settlement"),
    "fields.period": Words("对账期间", "period of the statement"),
    "fields.due_on": Words("应还日期", "due on"),
    "fields.due_amount": Words("应还金额", "amount due"),
}
"""Every field a template may name; its own ``fields.…`` are called what the template calls them."""


def words_of(path: str) -> Words:
    """What a field is called."""
    own = path.removeprefix(_OWN)
    return WORDS.get(path, Words(own, own))


def own_names(paths: Iterable[str]) -> list[str]:
    """The names of a template's own fields among those it names, each once."""
    return [path.removeprefix(_OWN) for path in dict.fromkeys(paths) if path.startswith(_OWN)]
