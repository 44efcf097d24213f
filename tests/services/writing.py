"""The small store ready to write letters: addresses for everybody, letterheads for both creditors."""

from __future__ import annotations

from collections.abc import Mapping

from portfolio import Portfolio

from app.domain.facts import Id
from app.models import people
from app.services import creditors
from app.services.creditors import AmendCreditor
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.issuing import Issued, IssueLetter, issue

HOME = "浙江省杭州市西湖区文三路 100 号\n2 单元 301 室"
WORK = "浙江省杭州市滨江区江南大道 1 号"
LETTERHEAD = {
    "agency_name": "示例商务服务有限公司",
    "agency_address": "杭州市上城区示例路 8 号",
    "agency_phone": "0571-88880000",
    "complaint_lines": "东海银行消费者权益保护部 400-000-0001\n金融消费者投诉热线 12378",
    "check_line": "登录东海银行手机银行或拨打 400-000-0000",
    "pay_channel": "东海银行手机银行“信用卡还款”",
    "pay_payee": "东海银行信用卡中心",
    "pay_account": "6200 0000 0000 0000 123",
    "pay_url": "https://pay.example.com/r",
    "sms_signature": "示例商务",
}


def furnish(portfolio: Portfolio) -> None:
    """Addresses for the debtors and the guarantor; a letterhead for each creditor."""
    ids, context = portfolio.ids, portfolio.context
    for name in ("home", "work", "chens_home", "guarantors_home", "others_home"):
        ids[name] = context.new_id()
    with context.db.write() as connection:
        people.add_points(
            connection,
            [
                {
                    "id": ids[point], "party_id": ids[party], "kind": "address", "value": text, "normal": text,
                    "source": "contract", "is_reserved": int(reserved), "added_at": 0,
                }
                for point, party, text, reserved in (
                    ("home", "li_party", HOME, True),
                    ("work", "li_party", WORK, False),
                    ("chens_home", "chen_party", "上海市浦东新区世纪大道 5 号", True),
                    ("guarantors_home", "guarantor_party", "南京市玄武区中山路 9 号", True),
                    ("others_home", "li_other", HOME, True),
                )
            ],
        )  # fmt: skip
    for creditor in ("bank", "lender"):
        letterhead(portfolio, ids[creditor], LETTERHEAD)


def letterhead(portfolio: Portfolio, creditor: Id, values: Mapping[str, str]) -> None:
    """Change what a creditor's letters are headed with."""
    creditors.amend(portfolio.context, AmendCreditor(portfolio.act(), creditor, values))


def notice(portfolio: Portfolio, case: Id | None = None, **given: object) -> Draft:
    """The draft of a notice."""
    return draft(portfolio.context, DraftLetter(case or portfolio.case, "notice", **given))  # type: ignore[arg-type]


def issued(portfolio: Portfolio, made: Draft | None = None) -> Issued:
    """A notice that was issued."""
    command = IssueLetter.of(portfolio.act(), made or notice(portfolio))
    return issue(portfolio.context, command)[0]


def codes(made: Draft) -> list[str]:
    """Why a draft is refused."""
    return [refusal.code for refusal in made.refusals]
