"""Roles, and what was changed about a user."""

from __future__ import annotations

_ROLES = {"lead": ("lead", "主管"), "collector": ("collector", "催收员")}
_ACTIVE = {"1": ("may unlock", "启用"), "0": ("let go", "停用")}


def role_word(role: str, language: str) -> str:
    """What a role is called, in ``zh`` or ``en``."""
    return _ROLES[role][language.startswith("zh")]


def changed(field: str, old: str | None, new: str | None, language: str) -> str:
    """One change of a user, in ``zh`` or ``en``."""
    is_zh = language.startswith("zh")
    if field == "passphrase":
        return "设初始口令" if is_zh else "given a first passphrase"
    if field == "is_active":
        return _ACTIVE[new or ""][is_zh]
    if field == "role":
        old, new = role_word(old or "", language), role_word(new or "", language)
    label = {"name": ("name", "姓名"), "role": ("role", "角色")}[field][is_zh]
    return f"{label}：{old} → {new}" if is_zh else f"{label}: {old} → {new}"
