"""The fixed words on a letter's page, around what the template says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``{…}`` are filled with what the name says."""

    acting_for: str
    phone: str
    handler: str
    letter_no: str
    date: str
    case: str
    as_of: str
    private: str
    page: str
    template: str
    check_code: str
    seal: str
    party_a: str
    party_b: str
    agent: str
    signed: str
    signed_on: str
    chart_due: str
    chart_paid: str
    down: str
    down_payment: str
    instalment: str
    coupon_due: str
    coupon_amount: str
    coupon_reference: str


WORDS = {
    "zh": Words(
        acting_for="受{creditor}委托",
        phone="咨询与异议：{phone}",
        handler="经办：{handler}",
        letter_no="函件编号",
        date="日期",
        case="案件编号",
        as_of="金额截至",
        private="亲启",
        page="第{number}页，共{total}页",
        template="模板 {title} v{version}",
        check_code="核验码 {code}",
        seal="业务公章",
        party_a="甲方（债权人）",
        party_b="乙方（债务人）",
        agent="甲方受托机构：{agency}",
        signed="签章",
        signed_on="日期",
        chart_due="各期应还，合计{amount}",
        chart_paid="截至{as_of}已还{amount}",
        down="首付",
        down_payment="首付",
        instalment="第{number}期",
        coupon_due="应还日期：{day}",
        coupon_amount="应还金额：{amount}",
        coupon_reference="还款备注：{reference}",
    ),
    "en": Words(
        acting_for="acting for {creditor}",
        phone="Enquiries: {phone}",
        handler="In charge: {handler}",
        letter_no="Letter no.",
        date="Date",
        case="Case",
        as_of="Amounts as of",
        private="Private and confidential",
        page="Page {number} of {total}",
        template="Template {title} v{version}",
        check_code="Check code {code}",
        seal="Business seal",
        party_a="Party A (creditor)",
        party_b="Party B (debtor)",
        agent="Party A's agent: {agency}",
        signed="Signed",
        signed_on="Date",
        chart_due="Due in each instalment, {amount} in all",
        chart_paid="Paid by {as_of}: {amount}",
        down="Down",
        down_payment="Down payment",
        instalment="Instalment {number}",
        coupon_due="Due on: {day}",
        coupon_amount="Amount: {amount}",
        coupon_reference="Reference: {reference}",
    ),
}
