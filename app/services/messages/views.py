"""Saved views, and the fields of the pages that ask for a number."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "view_name_missing": (
        "A view needs a name. Type one.",
        "视图需要名称。请输入名称。",
    ),
    "view_name_taken": (
        "There is a view “{name}” already. Choose another name, or delete that one first.",
        "已有视图“{name}”。请换一个名称，或先删除它。",
    ),
    "view_missing": (
        "There is no view “{name}” any more. Choose another one.",
        "视图“{name}”已不存在。请选择其他视图。",
    ),
    "count_not_a_count": (
        "This is not a number of rows. Type digits only, such as 1200.",
        "这不是行数。请只输入数字，如 1200。",
    ),
}
