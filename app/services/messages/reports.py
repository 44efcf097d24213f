"""Reports and exports: weeks, periods, columns, purposes."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "week_unreadable": (
        "{week} is no week. Write the year and the number of the ISO week, such as 2026-W47.",
        "{week} 不是周次。请写年份和 ISO 周数，如 2026-W47。",
    ),
    "week_missing": (
        "There is no week {week}: that year has fewer. Choose another.",
        "没有 {week} 这一周，那一年没有这么多周。请另选。",
    ),
    "week_ahead": (
        "The week {week} has not begun yet, so there is nothing to report. Choose this week or an earlier one.",
        "{week} 还没有开始，没有可报告的内容。请选本周或更早的周。",
    ),
    "period_reversed": (
        "The period ends before it begins. Exchange the two days.",
        "结束日期早于开始日期。请调换两个日期。",
    ),
    "column_missing": (
        "There is no column {column}. Possible are: {known}.",
        "没有 {column} 这一列。可选：{known}。",
    ),
    "columns_none": (
        "No column is chosen. Tick at least one.",
        "没有选择任何列。请至少选一列。",
    ),
    "columns_too_many": (
        "{count} columns do not fit on a page. Choose {most} or fewer, or export XLSX.",
        "一页放不下 {count} 列。请最多选 {most} 列，或导出 XLSX。",
    ),
    "rows_too_many": (
        "{rows} contacts would make a PDF that nobody reads; {most} fit. Narrow the period, or export XLSX or CSV.",
        "{rows} 条催记做成 PDF 无法阅读，最多 {most} 条。请缩小范围，或导出 XLSX、CSV。",
    ),
    "purpose_required": (
        "Data leave the house only for a purpose. Say for what; it is kept with the export.",
        "导出数据必须注明用途。请选择或填写用途，它会随导出记录保存。",
    ),
    "purpose_words_required": (
        "{purpose}: say which, so that the export can be understood later.",
        "{purpose}：请补充说明具体事由，以便日后查证。",
    ),
    "case_required": (
        "Say which case: --case with its number.",
        "请用 --case 给出案件编号。",
    ),
    "forms_none": (
        "No form is chosen. Choose PDF, JSON or both.",
        "没有选择格式。请选 PDF、JSON 或两者。",
    ),
    "format_of_case": (
        "A case file is written as pdf or json. Choose one of them, or leave --format out for both.",
        "案件档案的格式是 pdf 或 json。请选其一，或省略 --format 两者都导出。",
    ),
    "format_of_contacts": (
        "Say in which form: --format xlsx, csv or pdf.",
        "请用 --format 选择 xlsx、csv 或 pdf。",
    ),
    "collector_missing": (
        "There is nobody with the number {collector}. Choose a collector from the list.",
        "没有编号为 {collector} 的人员。请从列表中选择。",
    ),
}
