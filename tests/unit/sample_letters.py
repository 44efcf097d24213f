"""Letters to invented people, one for every template in both languages, and what a PDF says when it is read back."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from app.reports import fonts, templates
from app.reports.letter_data import (
    AccountLine,
    LetterData,
    PayChannel,
    Recipient,
    ScheduleLine,
    Sender,
    StatementLine,
)
from app.reports.templates import Template
from app.system.paths import resource

LANGUAGES = ("zh", "en")
DOCUMENTS = (
    "reminder", "notice", "formal", "visit", "agreement", "confirmation", "coupons", "statement", "settled",
)  # fmt: skip
MESSAGES = ("sms_reminder", "sms_due", "email_reminder")

_SENDERS = {
    "zh": Sender(
        name="恒信资产管理有限公司",
        creditor="示例银行股份有限公司信用卡中心",
        is_agency=True,
        address="某市某区某路88号12层 100000",
        phone="400-000-0000",
        hours="工作日 9:00–18:00",
        complaint_lines=("示例银行消费者权益保护部400-000-0001", "金融消费者投诉热线12378"),
        check_line="示例银行客服400-000-0002，或手机银行“信用卡—逾期查询”",
        handler="王静 工号0217",
    ),
    "en": Sender(
        name="Hengxin Asset Management Co., Ltd.",
        creditor="Example Bank Co., Ltd., Credit Card Centre",
        is_agency=True,
        address="12F, 88 Example Road, Example District, 100000",
        phone="400-000-0000",
        hours="weekdays 9:00–18:00",
        complaint_lines=("Example Bank consumer protection 400-000-0001", "regulator's hotline 12378"),
        check_line="Example Bank service line 400-000-0002, or its mobile app",
        handler="Wang Jing, no. 0217",
    ),
}
_RECIPIENTS = {
    "zh": Recipient("张芳琪", "女士", ("310000", "某省某市某区某路9号2幢301室")),
    "en": Recipient(
        "Zhang Fangqi",
        "Ms",
        ("Room 301, Building 2, 9 Example Road", "Example District, Example City 310000"),
    ),
}
_FIELDS = {
    "zh": {
        "contract": "《信用卡领用合约》第十五条",
        "law": "《商业银行信用卡业务监督管理办法》第六十九条",
        "consequences": "还款情况依法报送金融信用信息基础数据库。",
        "pay_by": "2026年12月1日",
        "decided_on": "2026年11月18日",
        "legal_step": "向有管辖权的人民法院提起民事诉讼",
        "visit_on": "2026年11月28日14:00",
        "visit_at": "某省某市某区某路9号2幢楼下会客区",
        "visitors": "王静（工号0217）、李明（工号0231）",
        "reason": "收入减少",
        "charges": "自本协议生效之日起，各账户停止计收年费、利息和违约金",
        "cadence": "每月",
        "breach_days": "10",
        "settled_on": "2026年11月18日",
        "agreed_on": "2026年11月20日",
        "period": "2026年5月1日至2026年11月20日",
        "due_on": "2026年12月5日",
        "due_amount": "人民币6,551.68元",
    },
    "en": {
        "contract": "article 15 of the Credit Card Agreement",
        "law": "article 69 of the Measures for the Supervision of Credit Card Business of Commercial Banks",
        "consequences": "Payment is reported to the national credit database as the law provides.",
        "pay_by": "1\u00a0December\u00a02026",
        "decided_on": "18\u00a0November\u00a02026",
        "legal_step": "bring a civil claim before the competent court",
        "visit_on": "28\u00a0November\u00a02026, 14:00",
        "visit_at": "the reception area of 9 Example Road",
        "visitors": "Wang Jing (no. 0217) and Li Ming (no. 0231)",
        "reason": "a fall in income",
        "charges": "From the day this agreement takes effect, no annual fee, interest or late fee is charged",
        "cadence": "a month",
        "breach_days": "10",
        "settled_on": "18\u00a0November\u00a02026",
        "agreed_on": "20\u00a0November\u00a02026",
        "period": "1 May 2026 to 20 November 2026",
        "due_on": "5\u00a0December\u00a02026",
        "due_amount": "CNY\u00a06,551.68",
    },
}
_PAY = {
    "zh": "示例银行手机银行、网上银行、柜台，或银联转账至您的信用卡账号",
    "en": "Example Bank mobile app, online banking or branch, or a bank transfer to your card number",
}
DEBT = 8362021


@cache
def register() -> None:
    """Load the shipped fonts."""
    fonts.register(resource("fonts"))


@cache
def shipped(language: str) -> dict[str, Template]:
    """The templates of a language."""
    return templates.load(resource("letters"), language)


def letter(name: str = "notice", language: str = "zh", *, own_book: bool = False) -> LetterData:
    """Two accounts, a plan of a down payment and twelve instalments, eighteen postings."""
    is_zh = language == "zh"
    product = "信用卡" if is_zh else "credit card"
    sender = _SENDERS[language]
    if own_book:
        sender = replace(sender, name=sender.creditor, is_agency=False)
    accounts = (
        AccountLine(product, "7364", "CNY", 5495000, 245860, 66840, 5807700, 91, date(2026, 8, 22)),
        AccountLine(product, "9021", "CNY", 2417035, 107924, 29362, 2554321, 77, date(2026, 9, 5)),
    )
    if name == "settled":
        accounts = tuple(AccountLine(product, line.masked_number, "CNY", 0, 0, 0, 0) for line in accounts)
    return LetterData(
        letter_no="TZ-2026-000731",
        template=name,
        language=language,
        issued_on=date(2026, 11, 21),
        as_of=date(2026, 11, 20),
        case_reference="HX-2026-10442",
        sender=sender,
        recipient=_RECIPIENTS[language],
        accounts=accounts,
        schedule=schedule(),
        statement=postings(is_zh=is_zh),
        pay=PayChannel(_PAY[language], qr="https://pay.example.com/c?ref=HX-2026-10442"),
        fields=_FIELDS[language],
    )


def schedule() -> tuple[ScheduleLine, ...]:
    rows, left = [], DEBT
    for no in range(13):
        amount = 500000 if no == 0 else 655168 if no < 12 else left
        left -= amount
        years, month = divmod(11 + no, 12)
        rows.append(ScheduleLine(no, date(2026 + years, month + 1, 5), amount, left))
    return tuple(rows)


def postings(*, is_zh: bool) -> tuple[StatementLine, ...]:
    rows, balance = [], 0
    for number in range(1, 19):
        charge, paid = (0, 50000) if number % 3 == 0 else (123400 + number, 0)
        balance += charge - paid
        shop, payment = ("消费 示例商户", "还款") if is_zh else ("Purchase, Example Shop", "Payment")
        day = date(2026, 5, 1) + timedelta(days=9 * number)
        rows.append(StatementLine(day, shop if charge else payment, charge, paid, balance))
    return tuple(rows)


def read_back(pdf: bytes, folder: Path) -> str:
    """What another program reads out of the PDF."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    return found.stdout.decode()


def squeezed(text: str) -> str:
    """The text without its white space: where a line ends is not part of what it says."""
    return re.sub(r"\s+", "", text)
