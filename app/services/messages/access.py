"""Who did what with the data, in words: what was done, where, which field, what left. Code → (English, Chinese)."""

from __future__ import annotations

DID: dict[str, tuple[str, str]] = {
    "opened": ("Opened", "打开案件"),
    "revealed": ("Shown in full", "查看完整信息"),
    "exported": ("Exported", "导出"),
}
WHAT: dict[str, tuple[str, str]] = {
    "desk": ("on the desk", "工作台"),
    "plan": ("in the plan", "分期方案"),
    "ledger": ("in the ledger", "欠款明细"),
    "letters": ("in the letters", "信函"),
    "cli": ("by the command line", "命令行"),
    "id_number": ("identity number", "证件号码"),
    "account": ("account number", "账号"),
    "point": ("number or address", "电话或地址"),
    "contacts": ("contact log", "催收记录"),
    "case": ("case file", "案件档案"),
    "weekly": ("weekly report", "周报"),
    "letters_out": ("letters", "信函"),
    "letter": ("one letter", "单封信函"),
    "draft": ("draft of a letter", "信函草稿"),
    "sms": ("text messages for a platform", "短信平台导出"),
    "hand_back": ("return file", "退案文件"),
    "access": ("access log", "访问记录"),
    "signed": ("signed copy", "签署件"),
    "refused": ("refused rows of a file", "导入时被拒的行"),
    "backup": ("backup", "备份"),
}
MASKED = ("masked", "已脱敏")
COLUMNS: dict[str, tuple[str, str]] = {
    "at": ("When", "时间"),
    "did": ("Done", "操作"),
    "who": ("Who", "操作人"),
    "employee_no": ("Employee no.", "工号"),
    "case_no": ("Case", "案件"),
    "name": ("Debtor", "债务人"),
    "what": ("What", "内容"),
    "purpose": ("Purpose", "用途"),
    "rows": ("Rows", "行数"),
}


def did_text(did: str, language: str) -> str:
    """What was done."""
    return DID[did][language.startswith("zh")]


def what_text(code: str, language: str) -> str:
    """Where, or which field; a code without words as it is."""
    found = WHAT.get(code)
    return code if found is None else found[language.startswith("zh")]


def export_text(kind: str, is_masked: bool, language: str) -> str:
    """What left: the words of its kind, or its file name."""
    told = what_text("letters_out" if kind == "letters" else kind, language)
    is_chinese = language.startswith("zh")
    if not is_masked:
        return told
    return f"{told}（{MASKED[1]}）" if is_chinese else f"{told}, {MASKED[0]}"
