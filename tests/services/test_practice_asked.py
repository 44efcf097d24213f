"""What was practised is asked before the queue is read: it must not go through the facts."""

from __future__ import annotations

from portfolio import Portfolio
from sqlalchemy import Connection

from app.models import practice


class Plans(list[str]):
    """Stands for a connection: notes how SQLite would answer each statement, and answers nothing."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def exec_driver_sql(self, statement: str, parameters: tuple[int, ...]) -> Plans:
        rows = self._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        self.extend(row[3] for row in rows)
        return self

    def first(self) -> None:
        return None


def test_no_fact_is_read_but_by_an_index(portfolio: Portfolio) -> None:
    with portfolio.context.db.read() as connection:
        plans = Plans(connection)
        practice.done_since(plans, 0)  # type: ignore[arg-type]
    assert sum("ix_fact_reported" in line for line in plans) == 2
    assert [line for line in plans if line.startswith("SCAN f")] == []
