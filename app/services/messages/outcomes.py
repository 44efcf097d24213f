"""What an outcome key will do, in the few words that fit on it. Code → (English, Chinese)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "promise": ("amount, date", "金额、日期"),
    "plan": ("opens the plan", "打开计划"),
    "callback": ("time", "时间"),
    "preference": ("time or channel", "时间或渠道"),
    "number_stopped": ("stops this number", "停用此号"),
    "third_person": ("hides the debt", "隐藏债务信息"),
    "hold_days": ("{hold}, {days:day|days}", "{hold}，暂停 {days} 天"),
    "hold_open": ("stop and verify", "停催并核实"),
    "hold_stands": ("stopped already", "已在停催"),
    "nothing": ("", ""),
    "in_days": ("→ in {days:day|days}", "→ {days} 天后"),
    "tonight": ("→ tonight {moment}", "→ 今晚 {moment}"),
    "next": ("→ {moment}", "→ {moment}"),
}
