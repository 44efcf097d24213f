"""The disk is full, or may not be written any more, while a call is being taken down: it is said, nothing typed is
lost, and the same key saves it once there is room again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from practice import Desk

NOTE = "月底发工资后先还一部分，" * 300


def limited(desk: Desk, *, is_over: bool) -> None:
    """No page more than there are; then as many as one likes."""
    _tell_writer(desk, f"max_page_count={1_000_000 if is_over else 1}")


def closed(desk: Desk, *, is_over: bool) -> None:
    """The writer may not write, as on a disk that the system has closed to it."""
    _tell_writer(desk, f"query_only={'OFF' if is_over else 'ON'}")


def _tell_writer(desk: Desk, pragma: str) -> None:
    with desk.context.db._writer.connect() as connection:
        connection.connection.driver_connection.execute(f"PRAGMA {pragma}")


@pytest.mark.parametrize(("stop", "said"), [(limited, "磁盘"), (closed, "只读")])
def test_what_was_typed_stays_until_it_can_be_saved(desk: Desk, stop: Callable[..., None], said: str) -> None:
    case = desk.panel.case_id
    stop(desk, is_over=False)
    desk.press("n")
    desk.bench.application.clipboard().setText(NOTE)
    desk.bench.application.focusWidget().paste()
    desk.press("Enter", "2")
    toast = desk.bench.window.toast
    assert said in toast.headline.text()
    assert desk.panel.case_id == case
    assert desk.assistant.note.text() == NOTE
    stop(desk, is_over=True)
    desk.press("2")
    assert desk.stored()["contact"]["note"] == NOTE
