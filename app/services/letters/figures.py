"""The figures of a letter: the ledger's, account by account, on the day the ledger last moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.allocation import PRINCIPAL
from app.domain.book import explained_book
from app.domain.casefile import Account
from app.domain.commitments import PlanView
from app.domain.facts import Id
from app.domain.ledger import AccountBalance
from app.domain.letters import Need
from app.domain.plan_progress import PlanState
from app.domain.rules import Rules
from app.domain.terms import HoldKind
from app.reports.letter_data import AccountLine, LetterData, ScheduleLine, StatementLine, Total
from app.services.account_statement import statement
from app.services.plan_approvals import version_of
from app.services.situations import Desk

AGREEMENT = "agreement"
"""The template that both sides sign, so of a plan that is not agreed yet."""

_TAIL = 4
_AGREED = frozenset({PlanState.AGREED, PlanState.PERFORMING, PlanState.COMPLETED})
_TO_SIGN = _AGREED | {PlanState.PROPOSED, PlanState.BROKEN}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is owed on the accounts a letter speaks of. ``left_out``: the last digits of disputed ones, which it does
    not; ``disputes``: the holds that concern those alone. ``as_of``: the last day on which the ledger moved."""

    accounts: tuple[AccountLine, ...]
    owed_minor: int
    currency: str
    today: date
    as_of: date
    oldest_as_of: date | None
    left_out: tuple[str, ...]
    disputes: frozenset[Id]
    statement: tuple[StatementLine, ...]


def of_case(desk: Desk, rules: Rules, language: str, *, is_left_out: bool, need: Need) -> Figures:
    """The figures of a case as they stand; ``is_left_out``: without its disputed accounts."""
    today = desk.today
    disputes = _disputes(desk) if is_left_out else {}
    every = [
        account
        for account in desk.state.ledger.accounts
        if (account.is_open or need is Need.SETTLED) and account.account_id not in disputes
    ]
    spoken = [account.account_id for account in every]
    shown = {account.id: account for account in desk.case.accounts}
    moved = [posting.posted_on for posting in desk.state.ledger.postings if posting.account_id in spoken]
    as_of = max([*(account.as_of for account in every), *moved], default=today)
    return Figures(
        tuple(_line(shown[account.account_id], account, as_of) for account in every),
        sum(account.total_minor for account in every),
        desk.state.currency,
        today,
        as_of,
        min((account.as_of for account in every), default=None),
        tuple(shown[account].number[-_TAIL:] for account in disputes if account in shown),
        frozenset(hold for holds in disputes.values() for hold in holds),
        _statement(desk, rules, frozenset(spoken), language),
    )


def _line(shown: Account, account: AccountBalance, as_of: date) -> AccountLine:
    principal = sum(part for name, part in account.parts.items() if name in PRINCIPAL)
    interest = account.parts["interest"] + account.parts["compound"]
    return AccountLine(
        shown.product or "",
        shown.number[-_TAIL:],
        account.currency,
        principal,
        interest,
        account.total_minor - principal - interest,
        account.total_minor,
        account.dpd(as_of),
        account.oldest_due_on,
    )


def _disputes(desk: Desk) -> dict[Id, list[Id]]:
    """Accounts under a dispute or fraud check of their own, with the holds that say so."""
    found: dict[Id, list[Id]] = {}
    for hold in desk.state.holds:
        if hold.body.hold_kind in (HoldKind.DISPUTE, HoldKind.FRAUD) and hold.body.account_id is not None:
            found.setdefault(hold.body.account_id, []).append(hold.uid)
    return found


def schedule_of(plan: PlanView | None) -> tuple[ScheduleLine, ...]:
    """The rows of the plan a letter speaks of, and what was paid of each."""
    if plan is None:
        return ()
    paid = {row.no: row.paid_minor for row in plan.progress.rows}
    return tuple(
        ScheduleLine(row.no, row.due_on, row.amount_minor, row.balance_after_minor, paid.get(row.no, 0))
        for row in plan.rows
    )


def plan_of(desk: Desk, template: str, version: Id | None) -> PlanView | None:
    """The plan a letter speaks of: the version asked for, agreed unless it is to be signed; else, for an agreement, the
    newest one that can be signed; else the one in force. Raises NotFound("plan_version_missing")."""
    plans = desk.state.commitments.plans
    if version is not None:
        found = version_of(desk, version)
        return found if template == AGREEMENT or found.agreed is not None else None
    wanted = _TO_SIGN if template == AGREEMENT else _AGREED
    return next((view for view in reversed(plans) if view.progress.state in wanted), None)


def known(data: LetterData) -> Collection[int]:
    """Every amount that a letter may name: what its data holds, and sums of that."""
    found = {0}
    lines: tuple[AccountLine | Total, ...] = (*data.accounts, *data.totals)
    for line in lines:
        found |= {line.principal_minor, line.interest_minor, line.fees_minor, line.total_minor}
        found.add(line.interest_minor + line.fees_minor)
    for row in data.schedule:
        found |= {row.amount_minor, row.balance_after_minor, row.open_minor}
    found.add(sum(row.amount_minor for row in data.schedule))
    found.add(sum(row.paid_minor for row in data.schedule))
    for entry in data.statement:
        found |= {entry.charge_minor, entry.paid_minor, entry.balance_minor}
    found |= {
        sum(entry.charge_minor for entry in data.statement),
        sum(entry.paid_minor for entry in data.statement),
    }
    return found


def _statement(desk: Desk, rules: Rules, spoken: Collection[Id], language: str) -> tuple[StatementLine, ...]:
    """Every movement of these accounts, and how each payment was applied."""
    found = explained_book(desk.case, rules, desk.today)
    shown = {account.id: account for account in desk.case.accounts}
    return tuple(
        StatementLine(row.on, row.text, row.charge_minor, row.paid_minor, row.balance_minor)
        for row in statement(found, shown, spoken, language)
    )
