"""What was copied of people leaves the clipboard, unless somebody else put something there since."""

from __future__ import annotations

from app.ui import clipboard
from app.ui.clipboard import PrivateClipboard, private_clipboard


def test_it_is_cleared_after_its_time_and_asks_histories_to_leave_it_alone(qapp, qtbot, monkeypatch) -> None:
    assert clipboard.CLEAR_MS == 30_000
    private = PrivateClipboard(qapp)
    private._timer.setInterval(20)
    private.copy("13800000042")
    board = qapp.clipboard()
    assert board.text() == "13800000042"
    data = board.mimeData()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert any("ExcludeClipboardContentFromMonitorProcessing" in kind for kind in data.formats())
    qtbot.waitUntil(lambda: board.text() == "", timeout=5_000)
    private.deleteLater()


def test_what_somebody_else_copied_since_stays(qapp) -> None:
    private = private_clipboard()
    assert private_clipboard() is private
    private.copy("13800000042")
    qapp.clipboard().setText("a line of another program")
    private.clear()
    assert qapp.clipboard().text() == "a line of another program"
    private.copy("13800000042")
    private.clear()
    assert qapp.clipboard().text() == ""
