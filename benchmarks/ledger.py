"""The ledger: deriving a worked case, explaining it and stating its account, against building the same facts as frozen
dataclasses of Python's own.

The case: 50 contacts, 30 payments, a plan of 24, one account. The statement: 200 movements, as rows and on paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain import facts as f
from app.domain.accrual import accrued_ledger
from app.domain.allocation import CHINESE_DEFAULT
from app.domain.casefile import Account, CaseFile, assembled
from app.domain.contract import parse
from app.domain.explanation import explained
from app.domain.facts import Body, Fact
from app.domain.state import derive
from app.reports import fonts, templates
from app.reports.letter import render
from app.reports.letter_data import StatementLine
from app.services.account_statement import statement
from app.services.rulebook import rules_from, shipped_packs
from app.system.paths import resource
from benchmarks import letters
from benchmarks.figures import least_cpu_ms, median_ms, paired_ms, say

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2025, 11, 3)
NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
ACCOUNT = b"account of bench"
STATED = Account(ACCOUNT, "6222000000004417", None, "CNY")


def measure() -> None:
    """Print each figure; the limit of a derivation is four times the building of its facts."""
    case, rules = worked_case(), rules_from(shipped_packs())
    value, building = paired_ms(lambda: derive(case, rules, NOW), rebuilding(case.facts))
    say("derive_worked_case", value, "ms", 1, 4 * building)
    long = statement_facts(200)
    until = START + timedelta(days=300)
    contract = {ACCOUNT: parse(resource("contracts", "cn_card.toml").read_text(encoding="utf-8"))}

    def stated() -> object:
        found = explained(long, CHINESE_DEFAULT, until)
        return statement(found, {ACCOUNT: STATED}, (ACCOUNT,), "zh")

    value, _ = paired_ms(stated, rebuilding(long))
    say("statement_200_lines", value, "ms", 1, 50.0)
    fonts.register(resource("fonts"))
    template = templates.load(resource("letters"), "zh")["statement"]
    rows = statement(explained(long, CHINESE_DEFAULT, until), {ACCOUNT: STATED}, (ACCOUNT,), "zh")
    lines = tuple(
        StatementLine(row.on, row.text, row.charge_minor, row.paid_minor, row.balance_minor) for row in rows
    )
    data = replace(letters.letter(0), template="statement", statement=lines, fields={"period": "2026"})
    value = median_ms(lambda: render(data, template))
    say("statement_200_lines_pdf", value, "ms", 1, 50.0)
    say("statement_200_lines_pdf_cpu", least_cpu_ms(lambda: render(data, template)), "ms", 1, 50.0)
    value, _ = paired_ms(lambda: accrued_ledger(long, CHINESE_DEFAULT, until, contract), rebuilding(long))
    say("accrue_200_movements", value, "ms", 1, 50.0)


def worked_case() -> CaseFile:
    """A case in which much happened."""
    told = [_fact(0, _placed(), START)]
    for number in range(50):
        code = ("NA", "BSY", "RTP", "CBK", "PTP")[number % 5]
        told.append(
            _fact(len(told), f.Contact("call", "outbound", code), START + timedelta(days=3 + number * 7))
        )
    for number in range(30):
        on = START + timedelta(days=10 + number * 12)
        told.append(_fact(len(told), f.Payment(20_000 + number, "CNY", on), on))
    rows = [[no, str(on), str(on), 50_000, 0] for no, on in enumerate(_months(24), 1)]
    plan = f.PlanVersion(
        b"plan of the bench", 1, "proposed", "CNY", 1_200_000, 0, None, 50_000, 24, "monthly",
        date(2026, 1, 5), date(2027, 12, 5), "following", "periods", f.json_text(rows),
    )  # fmt: skip
    proposed = _fact(len(told), plan, date(2025, 12, 20))
    agreed = _fact(
        len(told) + 1,
        f.Agreement(plan.plan_id, proposed.uid, date(2025, 12, 20), "signed"),
        date(2025, 12, 21),
    )
    return assembled(
        b"case of the bench", b"person of bench ", ZONE, "cn", accounts=(STATED,), points=(),
        facts=[*told, proposed, agreed],
    )  # fmt: skip


def statement_facts(movements: int) -> list[Fact]:
    """An account that moves every day, now charged, now paid."""
    told = [_fact(0, _placed(), START)]
    for number in range(1, movements):
        on = START + timedelta(days=1 + number)
        body: Body = f.Payment(9_000 + number, "CNY", on)
        if number % 2:
            body = f.Charge(ACCOUNT, "service_fee", 1_000 + number, "CNY", on)
        told.append(_fact(number, body, on))
    return told


def rebuilding(facts: tuple[Fact, ...] | list[Fact]) -> Callable[[], object]:
    """Building every header and content anew, as frozen dataclasses with the same fields."""
    parts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
    for fact in facts:
        for value in (fact.body, fact):
            names = [field.name for field in fields(value)]
            parts.append(
                (_frozen(type(value).__name__, tuple(names)), tuple(getattr(value, name) for name in names))
            )
    return lambda: [make(*values) for make, values in parts]


_MADE: dict[tuple[str, tuple[str, ...]], Callable[..., Any]] = {}


def _frozen(name: str, names: tuple[str, ...]) -> Callable[..., Any]:
    return _MADE.setdefault((name, names), make_dataclass(name, names, frozen=True, slots=True))


def _placed() -> f.Placed:
    return f.Placed(ACCOUNT, START, "CNY", 1_500_000, 0, 0, 90_000, 0, 20_000, 0, 0, date(2025, 9, 1), True)


def _months(number: int) -> list[date]:
    return [date(2026 + month // 12, month % 12 + 1, 5) for month in range(number)]


def _fact(number: int, body: Body, on: date) -> Fact:
    at = datetime(on.year, on.month, on.day, 2, number % 60, tzinfo=UTC)
    uid = number.to_bytes(16)
    return Fact(
        uid, body.KIND, uid, b"case of the bench", b"person of bench ", at, at, b"collector", None, body
    )
