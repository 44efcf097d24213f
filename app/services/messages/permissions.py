"""What only the lead of a store may do: one sentence a deed."""

from __future__ import annotations

_ASK = "Ask a lead, or let one unlock: Ctrl+L locks the store."
_ASK_ZH = "请找主管处理，或按 Ctrl+L 锁定后由主管解锁。"

_DEEDS = {
    "reveal": ("Only a lead may show this number in full.", "只有主管可以显示完整号码。"),
    "export_masked": ("Only a lead may export this.", "只有主管可以导出。"),
    "export_full": (
        "Only a lead may export numbers in full. Export it masked instead, or ask.",
        "只有主管可以导出完整号码；可改为脱敏导出。",
    ),
    "back_up": ("Only a lead may back the store up.", "只有主管可以备份。"),
    "approve": (
        "Only a lead may answer this: it goes beyond a collector's limits.",
        "超出催收员权限，只有主管可以审批。",
    ),
    "edit_strategy": ("Only a lead may change the strategy.", "只有主管可以修改策略。"),
    "set_stage": ("Only a lead may change the stage of a case.", "只有主管可以变更处置阶段。"),
    "edit_rules": ("Only a lead may change the rules.", "只有主管可以修改规则。"),
    "edit_terms": (
        "Only a lead may change what was agreed with a creditor.",
        "只有主管可以修改与委托方的约定。",
    ),
    "assign": ("Only a lead may assign cases.", "只有主管可以分配案件。"),
    "erase": ("Only a lead may erase personal data.", "只有主管可以删除个人信息。"),
    "hand_back": ("Only a lead may hand cases back.", "只有主管可以退案。"),
    "restore": (
        "Only a lead may restore a store. Use a lead's passphrase or the recovery code.",
        "只有主管可以从备份恢复。请用主管的口令或恢复码。",
    ),
    "see_access": ("Only a lead may see who opened what.", "只有主管可以查看访问记录。"),
    "manage_users": ("Only a lead may manage the users.", "只有主管可以管理用户。"),
    "change_keys": (
        "Only a lead may change the key or the recovery code of the store.",
        "只有主管可以更换数据密钥或恢复码。",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    f"may_not_{deed}": (f"{english} {_ASK}", f"{chinese}{_ASK_ZH}")
    for deed, (english, chinese) in _DEEDS.items()
}
