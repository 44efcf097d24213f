"""Saving states writes what changed, and nothing of a case that is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from portfolio import Portfolio
from sqlalchemy import Connection

from app.models import states
from app.models.states import StateRow
from app.services import states as service


def kept(connection: Connection) -> list[StateRow]:
    return list(states.rows_between(connection, 0, 99).values())


def written(connection: Connection, rows: list[StateRow]) -> int:
    """How many rows of any table a save writes."""
    driver: Any = connection.connection.driver_connection
    before = int(driver.total_changes)
    states.save(connection, rows)
    after = int(driver.total_changes)
    return after - before


def test_a_state_that_is_as_it_was_is_not_written(portfolio: Portfolio) -> None:
    with portfolio.context.db.write() as connection:
        rows = kept(connection)
        assert len(rows) == 3
        assert written(connection, rows) == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"score": 7}, 1),
        ({"changes_at": None, "untouched": 3}, 1),
        ({"oldest_due": None}, 1),
        ({"balance_minor": 5}, 2),  # and the count of its tier
        ({"tier": 9}, 3),  # and those of two
    ],
)
def test_only_the_state_that_changed_is_written(
    portfolio: Portfolio, change: dict[str, Any], expected: int
) -> None:
    with portfolio.context.db.write() as connection:
        first, *others = kept(connection)
        assert written(connection, [first._replace(**change), *others]) == expected
        assert kept(connection) == [first._replace(**change), *others]
        due = (
            connection.exec_driver_sql("SELECT due_order FROM case_state ORDER BY case_no").scalars().first()
        )
    assert due == (states.NEVER_DUE if change == {"oldest_due": None} else first.oldest_due)


def test_a_debtor_who_is_called_otherwise_is_listed_so(portfolio: Portfolio) -> None:
    context = portfolio.context
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET pinyin = 'aa' WHERE id = ?", (portfolio.ids["li"],))
        service.refresh(connection, context, [portfolio.case], context.now())
        names = connection.exec_driver_sql(
            "SELECT name_order = 'aa' FROM case_state ORDER BY case_no"
        ).scalars()
        assert list(names) == [1, 1, 0]
