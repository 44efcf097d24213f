"""One rule of a pack changed in its text: what a person types becomes TOML, and every other line stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.errors import NotFound, RuleViolation
from app.domain.rulepack import Rolling, Rule, RulePack, Severity, Window

_YES, _NO = frozenset({"yes", "true", "on", "是", "1"}), frozenset({"no", "false", "off", "否", "0"})
_WINDOW = re.compile(r"(\d{1,2}:\d{2})\s*[-–~至]\s*(\d{1,2}:\d{2})")
_ROLLING = re.compile(r"(\d+)\s*(?:/|in|次)\s*(\d+)")
_NEXT_KEY = r"(?=^[A-Za-z_]+\s*=|\Z)"


def typed_form(rule: Rule[Any]) -> str:
    """The value of a rule as it would be typed: ``3``, ``yes``, ``08:00-22:00``, ``7/7``, ``0.24``, ``call, sms``;
    empty where it is a table of its own, which is changed in the file."""
    value = rule.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Window):
        return f"{value.start:%H:%M}-{value.end:%H:%M}"
    if isinstance(value, Rolling):
        return f"{value.count}/{value.days}"
    if isinstance(value, int | Decimal | str | date):
        return str(value)
    if isinstance(value, tuple | frozenset) and all(isinstance(one, str) for one in value):
        texts = [str(one) for one in value]
        return ", ".join(sorted(texts) if isinstance(value, frozenset) else texts)
    return ""


def changed(text: str, pack: RulePack, name: str, typed: str, severity: Severity | None = None) -> str:
    """The text of a pack with one rule changed.

    Raises NotFound ``rule_unknown``; RuleViolation ``rule_value_wrong`` (``found``, ``expected``),
    ``rule_not_typed`` (a table: change the file).
    """
    rule = pack.rule(name)
    if rule is None:
        raise NotFound("rule_unknown", rule=name, choices=tuple(one.name for one in pack.rules()))
    section = name.replace("hold.", "holds.", 1) if "." in name else f"rules.{name}"
    wanted = _replaced(text, section, "value", _literal(rule, typed.strip()))
    return wanted if severity is None else _replaced(wanted, section, "severity", json.dumps(str(severity)))


def _replaced(text: str, section: str, key: str, literal: str) -> str:
    table = re.search(rf"^\[{re.escape(section)}\][^\n]*\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    found = table and re.search(rf"^{key}\s*=.*?{_NEXT_KEY}", table[1], re.MULTILINE | re.DOTALL)
    if table is None or found is None:
        raise RuleViolation("rule_not_typed", "value", rule=section)
    start = table.start(1) + found.start()
    return f"{text[:start]}{key} = {literal}\n{text[table.start(1) + found.end() :]}"


def _literal(rule: Rule[Any], typed: str) -> str:
    """The TOML of what was typed, in the unit that the rule has."""
    for kind, (read, expected) in _READ.items():
        if isinstance(rule.value, kind):
            try:
                return read(typed)
            except (ValueError, InvalidOperation):
                raise RuleViolation("rule_value_wrong", "value", found=typed, expected=expected) from None
    if not typed_form(rule):
        raise RuleViolation("rule_not_typed", "value", rule=rule.name)
    return json.dumps(
        [part.strip() for part in re.split(r"[,，、]", typed) if part.strip()], ensure_ascii=False
    )


def _flag(typed: str) -> str:
    if typed.casefold() not in _YES | _NO:
        raise ValueError
    return "true" if typed.casefold() in _YES else "false"


def _integer(typed: str) -> str:
    if not (typed.isascii() and typed.isdigit()):
        raise ValueError
    return str(int(typed))


def _rate(typed: str) -> str:
    share = Decimal(typed.rstrip("% ")) / 100 if typed.endswith("%") else Decimal(typed)
    if not share.is_finite() or share < 0:
        raise ValueError
    return json.dumps(f"{share.normalize():f}")


def _window(typed: str) -> str:
    found = _WINDOW.fullmatch(typed)
    if found is None:
        raise ValueError
    start, end = (time.fromisoformat(f"{clock:0>5}") for clock in found.groups())
    return f"{{ start = {start:%H:%M:%S}, end = {end:%H:%M:%S} }}"


def _rolling(typed: str) -> str:
    found = _ROLLING.fullmatch(typed)
    if found is None:
        raise ValueError
    return f"{{ count = {int(found[1])}, days = {int(found[2])} }}"


_READ: dict[type, tuple[Callable[[str], str], str]] = {
    bool: (_flag, "yes, no"),
    int: (_integer, "0, 1, 2 …"),
    Decimal: (_rate, "0.24, 24 %"),
    Window: (_window, "08:00-22:00"),
    Rolling: (_rolling, "7/7"),
    date: (lambda typed: date.fromisoformat(typed).isoformat(), "2026-08-01"),
    str: (lambda typed: json.dumps(typed, ensure_ascii=False), "text"),
}
"""How a value of each kind is typed; a truth is no whole number, so it is asked for first."""


def differences(old: RulePack | None, new: RulePack) -> list[tuple[str, Rule[Any] | None, Rule[Any] | None]]:
    """What differs between two packs: the rule's name, what it was, what it is; ``None`` where it is not there."""
    before = {rule.name: rule for rule in old.rules()} if old is not None else {}
    after = {rule.name: rule for rule in new.rules()}
    names = [*after, *(name for name in before if name not in after)]
    return [
        (name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]
