"""States of cases whose only facts are the placements just made: derived once for all that stand alike.

Of a case with one new account a state depends on the amount only through the steps of the amount's features. So of
the cases that agree in everything else, one is derived and the others take its row with amounts of their own.
``fairdue verify`` derives each of them and compares; so do the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from app.domain.casefile import Account, assembled
from app.domain.facts import Fact, Id
from app.domain.rules import Rules
from app.domain.strategy import Measure
from app.models.states import COLUMNS, StateRow, tie_of
from app.services.imports.making import Terms
from app.services.states import rows_of

_NO, _TIE, _BALANCE = (COLUMNS.index(name) for name in ("case_no", "tie", "balance_minor"))


class NewCase(NamedTuple):
    """A case of a new person, as it was made."""

    case_no: int
    case_id: Id
    person_id: Id
    accounts: list[Account]
    facts: list[Fact]
    balance_minor: int


class FreshStates:
    """Gives the state rows of new cases of new people, one by one."""

    def __init__(self, terms: Terms, rules: Rules, collectors: Mapping[Id, int], now: datetime) -> None:
        self._terms = terms
        self._rules = rules
        self._collectors = collectors
        self._now = now
        self._steps = [
            feature
            for feature in rules.strategy.features.values()
            if feature.measure is Measure.BALANCE_MINOR
        ]
        self._known: dict[tuple[Any, ...], StateRow] = {}

    def row(self, new: NewCase) -> StateRow:
        """The state row of a new case."""
        if len(new.facts) != 1:
            return self._derived(new)
        fact, balance = new.facts[0], new.balance_minor
        alike = (
            fact.body.as_of,
            fact.body.oldest_due_on,
            fact.body.recall_on,
            fact.occurred_at,
            *(feature.of(balance) for feature in self._steps),
        )
        row = self._known.get(alike)
        if row is None:
            row = self._known[alike] = self._derived(new)
            return row
        own: list[Any] = list(row)
        own[_NO], own[_TIE], own[_BALANCE] = new.case_no, tie_of(new.case_id), balance
        return StateRow._make(own)

    def _derived(self, new: NewCase) -> StateRow:
        case = assembled(
            new.case_id,
            new.person_id,
            self._terms.zone,
            self._terms.rule_pack,
            accounts=tuple(new.accounts),
            points=(),  # no rule of the state asks for them
            facts=new.facts,
        )
        numbers = {new.case_id: new.case_no}
        return rows_of([case], numbers, self._rules, self._collectors, self._now)[0]
