"""A masked value is shown in full only after it is on record who saw it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from portfolio import OWN, Portfolio, broken_in_the_middle

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Id
from app.services import acts, reveals
from app.services.reveals import ShowInFull

ID_NUMBER = "110101199003070011"


@pytest.fixture
def known(portfolio: Portfolio) -> Portfolio:
    with portfolio.context.db.write() as connection:
        connection.exec_driver_sql(
            "UPDATE person SET id_number = ? WHERE id = ?", (ID_NUMBER, portfolio.ids["li"])
        )
    return portfolio


def show(known: Portfolio, what: str, row: Id, case: Id | None = None) -> str:
    command = ShowInFull(known.act(), case or known.case, what, row)
    return reveals.show(known.context, command)[0].value


def test_each_value_is_shown_and_logged(known: Portfolio) -> None:
    with known.context.db.read() as connection:
        card = connection.exec_driver_sql(
            "SELECT number FROM account WHERE id = ?", (known.ids["card"],)
        ).scalar_one()
    assert show(known, "id_number", known.ids["li"]) == ID_NUMBER
    assert show(known, "account", known.ids["card"]) == card
    assert show(known, "point", known.ids["own"]) == OWN
    logged = [(fact["field"], fact["row_id"], fact["case_id"]) for fact in known.facts("reveal")]
    assert logged == [
        ("id_number", known.ids["li"], known.case),
        ("account", known.ids["card"], known.case),
        ("point", known.ids["own"], known.case),
    ]
    with pytest.raises(RuleViolation, match="undo_not_possible"):
        acts.undo(known.context, acts.Undo(known.facts("reveal")[0]["act"], known.act()))


def test_a_value_of_another_case_is_not_shown(known: Portfolio) -> None:
    for what, row in (
        ("point", known.ids["chens_phone"]),
        ("account", known.ids["chens"]),
        ("id_number", known.ids["chen"]),
    ):
        with pytest.raises(NotFound, match="value_missing"):
            show(known, what, row)
    assert known.facts("reveal") == []


def test_what_cannot_be_logged_is_not_shown(known: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    with broken_in_the_middle(monkeypatch), pytest.raises(Exception):  # noqa: B017, PT011
        show(known, "id_number", known.ids["li"])
    assert known.facts("reveal") == []


def test_the_same_act_is_logged_once_and_no_log_shows_it(known: Portfolio) -> None:
    command = ShowInFull(known.act(), known.case, "id_number", known.ids["li"])
    first = reveals.show(known.context, command)[0]
    reveals.show(known.context, command)
    assert len(known.facts("reveal")) == 1
    assert ID_NUMBER not in repr(first)


def test_a_collector_may_and_somebody_who_may_not_sees_nothing(
    known: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = replace(known.context.user, role="collector", has_lead=True)
    context = replace(known.context, user=user)
    command = ShowInFull(known.act(), known.case, "id_number", known.ids["li"])
    assert reveals.show(context, command)[0].value == ID_NUMBER
    monkeypatch.setattr("app.services.context.may", lambda *_, **__: False)
    with pytest.raises(RuleViolation, match="may_not_reveal"):
        reveals.show(context, replace(command, act=known.act()))
    assert len(known.facts("reveal")) == 1
