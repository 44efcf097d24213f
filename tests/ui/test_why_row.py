"""Why a case stands where it stands, and what would change that once it was asked for."""

from __future__ import annotations

from app.services.queue import Why
from app.ui.desk.why_row import WhyRow

WHY = (Why("ranked", 0, "排序"), Why("amount", 18, "金额 50,000.00 以上"))


def test_what_would_change_it_is_told_when_asked_for_and_stays_for_the_next_case(qtbot, look) -> None:
    row = WhyRow()
    qtbot.addWidget(row)
    row.show_why(WHY, 18, ("3 天后 +6：7 天以上未联系", "联系一次后 -3"))
    assert not row.more.isHidden()
    assert row.outlook.isHidden()
    row.more.click()
    assert row.outlook.text() == "3 天后 +6：7 天以上未联系 · 联系一次后 -3"
    assert not row.outlook.isHidden()
    row.show_why(WHY[:1], 0, ())
    assert row.more.isHidden()
    assert row.outlook.isHidden()
    row.show_why(WHY, 18, ("联系一次后 -3",))
    assert (row.outlook.isHidden(), row.outlook.text()) == (False, "联系一次后 -3")
