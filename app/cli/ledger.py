"""``fairdue ledger``: what was owed on a day and why, and the terms by which a creditor's money is reckoned."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import act_of, data_of, day_past, declare_act, declare_case, desk_of
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.domain.accrual import Accrual, Bill
    from app.services.context import Context
    from app.services.ledgers import AccountTold, LedgerTold, LineTold, YearlyCost
    from app.services.money_terms import Lenience, MoneyTerms
    from app.services.words import Words

NAME = "ledger"
HELP = "what was owed on a day, line by line; how a creditor's money is reckoned"
WHAT = ("explain", "terms")


def declare(parser: ArgumentParser) -> None:
    """What is asked, the case and the day; or the creditor and its terms."""
    parser.add_argument("what", choices=WHAT, help="explain a case, or show and set the terms of a creditor")
    declare_case(parser, is_optional=True)
    parser.add_argument("--on", metavar="DAY", help="explain: the day; default: today")
    parser.add_argument("--creditor", metavar="NAME", help="terms: whose")
    parser.add_argument(
        "--allocation", metavar="PRESET", help="terms: in which order payments are applied; or steps as TOML"
    )
    parser.add_argument(
        "--tolerance", metavar="AMOUNT", help="terms: by how much a promise may fall short; empty: the pack's"
    )
    parser.add_argument("--grace", metavar="DAYS", help="terms: how late it may come; empty: the pack's")
    parser.add_argument(
        "--contract", type=Path, metavar="FILE", help="terms: what an own book accrues, as TOML"
    )
    declare_act(parser)


def run(call: Call) -> Answer:
    """Explain a case, or show or set terms."""
    with call.store() as context:
        if call.options.what == "terms":
            return _terms(call, context)
        return _explained(call, context)


def _explained(call: Call, context: Context) -> Answer:
    from app.domain.errors import NotFound
    from app.services import ledgers

    if call.options.case is None:
        raise NotFound("case_missing")
    words = call.words(context)
    desk = desk_of(call, context)
    told = ledgers.explain(context, words, desk.case.case_id, day_past(call.options.on, desk, "on"))
    return Answer(_data(context, told), _lines(call, told, words))


def _data(context: Context, told: LedgerTold) -> dict[str, Any]:
    return data_of(
        context.zone,
        case_id=told.case_id,
        on=told.on,
        own_book=told.is_own_book,
        allocation=told.allocation,
        owed_minor=dict(told.owed_minor),
        unallocated_minor=told.unallocated_minor,
        limitation_on=told.limitation_on,
        limitation_restarts=[
            data_of(context.zone, on=restart.on, by=restart.by) for restart in told.restarts
        ],
        all_in_definition=told.definition,
        plan_interest=[
            data_of(
                context.zone,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                interest=span.interest,
                yearly_rate=str(span.yearly_rate),
            )
            for span in told.plan_interest
        ],
        accounts=[_account(context, account) for account in told.accounts],
        lines=[_line(context, line) for line in told.lines],
    )


def _account(context: Context, account: AccountTold) -> dict[str, Any]:
    balance = account.balance
    return data_of(
        context.zone,
        account_id=account.id,
        number=account.number,
        product=account.product,
        currency=balance.currency,
        balance_minor=balance.total_minor,
        parts=_owed(balance.parts),
        as_of=balance.as_of,
        dpd=account.dpd,
        open=balance.is_open,
        estimate=_estimate(context, account.estimate),
        all_in=_cost(account.cost),
        bill=_bill(context, account.bill),
    )


def _owed(parts: Any) -> dict[str, int]:
    return {name: minor for name, minor in parts.items() if minor}


def _estimate(context: Context, ran: Accrual | None) -> dict[str, Any] | None:
    if ran is None:
        return None
    return data_of(
        context.zone,
        interest_minor=ran.minor,
        since=ran.first_on,
        days=ran.days,
        base_minor=ran.base_minor,
        daily_rate=str(ran.rate),
    )


def _bill(context: Context, bill: Bill | None) -> dict[str, Any] | None:
    if bill is None:
        return None
    return data_of(
        context.zone, minimum_minor=bill.minimum_minor, due_on=bill.due_on, paid_minor=bill.paid_minor
    )


def _cost(cost: YearlyCost | None) -> dict[str, Any] | None:
    if cost is None:
        return None
    return {
        "yearly_rate": str(cost.rate),
        "limit": None if cost.limit is None else str(cost.limit),
        "source": cost.source,
        "above": cost.is_above,
        "estimate": cost.is_estimate,
    }


def _line(context: Context, line: LineTold) -> dict[str, Any]:
    return data_of(
        context.zone,
        on=line.on,
        kind=line.kind,
        text=line.title,
        detail=line.detail,
        account_id=line.account_id,
        fact=line.fact,
        currency=line.currency,
        parts=dict(line.parts),
        change_minor=line.change_minor,
        unallocated_minor=line.unallocated_minor,
        balance_minor=line.balance_minor,
        dpd=line.dpd,
    )


def _lines(call: Call, told: LedgerTold, words: Words) -> Iterator[str]:
    from app.services.ledger_words import nothing_text, percent, plan_interest_text

    if not told.lines:
        yield nothing_text(told.on, words.language)
    for line in told.lines:
        change = words.money(line.change_minor or line.unallocated_minor, line.currency)
        balance = words.money(line.balance_minor, line.currency)
        yield f"{line.on}  {line.tail:4}  {change:>14}  {balance:>14}  {line.title}  {line.detail}".rstrip()
    for span in told.plan_interest:
        yield plan_interest_text(span, words.language)
    for currency, minor in told.owed_minor.items():
        yield (
            call.terminal.say(f"owed on {told.on}: ", f"{told.on} 欠款：")
            + f"{words.money(minor, currency)} {currency}"
        )
    for account in told.accounts:
        if account.estimate is not None:
            ran = words.money(account.estimate.minor, account.balance.currency)
            yield call.terminal.say(
                f"estimate, not owed: interest of {ran} may have run since {account.estimate.first_on}",
                f"估算(不计入欠款)：自 {account.estimate.first_on} 起可能新增利息 {ran}",
            )
        if account.cost is not None:
            rate = percent(account.cost.rate, 2)
            above = call.terminal.say(" above the line", " 超过提示线") if account.cost.is_above else ""
            yield (
                call.terminal.say("all-in yearly cost ", "综合年化成本 ") + f"{account.number} {rate}{above}"
            )


def _terms(call: Call, context: Context) -> Answer:
    from app.services import money_terms
    from app.services.money_terms import SetMoneyTerms

    given = call.options
    terms = money_terms.of_creditor(context, given.creditor or "")
    lenience = _lenience(given, terms)
    if any(term is not None for term in (given.allocation, given.contract, lenience)):
        text = None if given.contract is None else _text(given.contract)
        command = SetMoneyTerms(act_of(call, context), terms.creditor, given.allocation, text, lenience)
        terms, _ = money_terms.put(context, command)
    return Answer(_terms_data(context, terms), _terms_lines(context, terms, call.words(context)))


def _lenience(given: Namespace, terms: MoneyTerms) -> Lenience | None:
    """Both numbers with what was given, None where nothing was; an empty text takes the number of the rule pack."""
    from app.domain.money import parse_amount
    from app.services.money_terms import LONGEST_GRACE, Lenience
    from app.services.term_entry import days_from

    if given.tolerance is None and given.grace is None:
        return None
    tolerance, grace = terms.lenience.tolerance_minor, terms.lenience.grace_days
    if given.tolerance is not None:
        text = given.tolerance
        tolerance = parse_amount(text, terms.currency, field="tolerance_minor") if text else None
    if given.grace is not None:
        grace = days_from(given.grace, "grace_days", 0, LONGEST_GRACE) if given.grace else None
    return Lenience(tolerance, grace)


def _text(path: Path) -> str:
    from app.domain.errors import StorageProblem

    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise StorageProblem("file_failed", path=str(path), reason="UTF-8") from None
    except OSError as error:
        raise StorageProblem.of(error, path) from None


def _terms_data(context: Context, terms: MoneyTerms) -> dict[str, Any]:
    from app.domain.contract import described

    return data_of(
        context.zone,
        creditor=terms.name,
        own_book=terms.is_own_book,
        allocation=terms.allocation,
        tolerance_minor=terms.judged_by.tolerance_minor,
        grace_days=terms.judged_by.grace_days,
        contract=None if terms.contract is None else described(terms.contract),
        presets={
            name: {"text": preset.words.en, "source": preset.source, "status": preset.status}
            for name, preset in context.rules.allocations.items()
        },
    )


def _terms_lines(context: Context, terms: MoneyTerms, words: Words) -> Iterator[str]:
    from app.services.ledger_words import percent

    yield f"{terms.name}  {terms.allocation or ''}".rstrip()
    if terms.contract is not None:
        for period in terms.contract.rates:
            yield f"  {period.starts_on}  {percent(period.rate)}"
    for name, preset in context.rules.allocations.items():
        yield f"  {name}  {preset.words.text(words.language)}"
