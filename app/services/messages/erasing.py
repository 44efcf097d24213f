"""Personal data: what is shown in full, what is erased and what stays, what goes back."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: dict[str, tuple[str, str]] = {
    "person_missing": (
        "There is no such person in this store. Name a case by its number.",
        "库中没有此人。请给出案件编号。",
    ),
    "erase_case_open": (
        "Case {case_no} is still open, so what is known of the person is still needed. Close or recall it first.",
        "案件 {case_no} 尚未结案，仍需使用相关信息。请先结案或退案。",
    ),
    "erase_legal_hold": (
        "Case {case_no} is under a legal hold: nothing of it may be erased until a lead lifts the hold.",
        "案件 {case_no} 处于证据保全中，主管解除保全之前不得删除。",
    ),
    "erase_kept": (
        "Case {case_no} must be kept until {until}: {rule}. If an authority ordered the erasure, say so, and which.",
        "案件 {case_no} 须保存至 {until}：{rule}。如系主管机关命令删除，请注明并写明文号。",
    ),
    "retention_count": (
        "{due} people are due to be erased, not {confirmed}. Look at the list again, and confirm its number.",
        "现有 {due} 人到期应删除，与确认的 {confirmed} 人不符。请重新查看清单后按人数确认。",
    ),
    "value_missing": (
        "There is nothing more to show: no such number is kept in this case.",
        "没有可显示的内容：本案没有保存这个号码。",
    ),
    "placement_missing": (
        "There is no placement {batch_no} of this creditor. Look at the list of placements.",
        "该委托方没有 {batch_no} 这一批次。请查看批次清单。",
    ),
    "hand_back_which": (
        "Say which placement and where the file goes: --creditor, --batch and --out belong together.",
        "请同时给出 --creditor、--batch 和 --out：哪一批、文件放在哪里。",
    ),
    "erase_who": (
        "Say whom: a case of the person, --due for everybody whose period is over, or --mention for one text.",
        "请指明对象：给出此人的案件编号，用 --due 处理全部到期的人，或用 --mention 处理一条文字。",
    ),
    "text_missing": (
        "There is no such text, or it is erased already. Look at the list again.",
        "没有这条文字，或已被删除。请重新查看清单。",
    ),
    "passage_no_text": (
        "That is not something written in free words: a number, an account, a letter as it was issued. A passage can "
        "only be taken out of notes and reasons.",
        "这不是自由填写的文字（号码、账号或已出具的信函）。只能从备注和理由中删去一段。",
    ),
    "passage_missing": (
        "The text does not hold this passage. Copy it out of the text exactly as it stands there.",
        "原文中没有这一段。请照原文逐字复制。",
    ),
    "passage_which": (
        "Say what goes of the text: --passage with the words as they stand there, or --whole. There is no undo.",
        "请指明删去什么：--passage 写出原文中的一段，或用 --whole 删去整条文字。无法撤销。",
    ),
    "why_names": (
        "The reason stays on record, so it must not repeat what is to be erased. Say it without names and numbers.",
        "理由会一直保留，不能重复要删除的内容。请不要写姓名和号码。",
    ),
    "erase_nothing": (
        "Nothing of this person is left to erase.",
        "此人的信息已经删除，没有可删的内容。",
    ),
}

GOES: dict[str, tuple[str, str]] = {
    "facts": ("contents of entries of the record", "条记录的内容"),
    "papers": ("letters and files", "份信函和附件"),
    "points": ("numbers and addresses", "个号码和地址"),
    "people": (
        "people: name, identity number, employer, account numbers, search",
        "人：姓名、证件号、单位、账号、搜索索引",
    ),
    "reports": (
        "reports of refused rows in the home folder, whole",
        "份被拒行清单（数据文件夹内），整份删除",
    ),
}
"""What goes: words behind a count, (English, Chinese)."""

STAYS: dict[str, tuple[str, str]] = {
    "headers": (
        "entries without content: that something was recorded, when and by whom; the chain needs them",
        "条无内容的记录头：何时、何人记过一条；记录链校验需要",
    ),
    "records": (
        "entries of exports, reveals and erasures: who did what with the data, which must stay answerable",
        "条导出、查看、删除的记录：谁动用过数据，须可追责",
    ),
    "openings": (
        "openings of the cases: who saw them and when, for three years",
        "条打开案件的记录：何人何时看过，保存三年",
    ),
}
"""What stays and why: words behind a count."""

ELSEWHERE: tuple[tuple[str, str], ...] = (
    (
        "Backups hold the person until they are thrown away (7 days, 4 weeks, 6 months); they are encrypted.",
        "备份在按期清除之前（7 日、4 周、6 月）仍含此人信息；备份是加密的。",
    ),
    (
        "Files that left (exports, letters, reports of refused rows saved elsewhere) are not reached from here.",
        "已经交出或另存到别处的文件（导出、信函、被拒行清单）不在此处删除之列。",
    ),
    (
        "Sums of the weekly reports stay; they name nobody. A line of a bank statement that paid for others too stays.",
        "周报的合计数保留，不涉及个人；同时为他人付款的银行流水保留。",
    ),
)
"""What erasing does not reach."""


def named(count: int, language: str) -> str:
    """What stands over a list of texts that name the person in the record of somebody else."""
    if language.startswith("zh"):
        return (
            f"其他案件的记录中有 {count:,} 处提到此人（可能同名）。删除此人时它们会保留；请先逐条查看并删去该删的一段，"
            "此人删除后就无法再查到："
        )
    return (
        f"{count:,} texts in the record of others name this person, or somebody of that name. They stay when the "
        "person is erased: look at each first, and take out what must go; afterwards nothing leads to them any more."
    )


def counted(counts: Mapping[str, int], language: str) -> list[str]:
    """Counts of what goes or stays, in words."""
    is_chinese = language.startswith("zh")
    return [f"{count:,} {(GOES | STAYS)[what][is_chinese]}" for what, count in counts.items()]


def elsewhere(language: str) -> list[str]:
    """What erasing does not reach, in words."""
    return [words[language.startswith("zh")] for words in ELSEWHERE]
