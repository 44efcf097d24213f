"""What each kind of due work is called. Kind → (English, Chinese)."""

from __future__ import annotations

TITLES: dict[str, tuple[str, str]] = {
    "call_back": ("Call back now", "到点回拨"),
    "promise": ("Due today", "今日到期"),
    "hand_back": ("Back to the creditor", "临近退案"),
    "approval": ("Waiting for a lead", "待主管审批"),
    "visit": ("Visits", "外访"),
    "letter": ("Letters", "信函"),
    "next": ("Worth a look", "待处置"),
}
