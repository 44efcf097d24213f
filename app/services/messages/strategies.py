"""Data files that a person edits: where they are wrong, and what may stand there."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "strategy_file_missing": (
        "Name the file of a strategy, or --shipped for what comes with FairDue.",
        "请指定策略文件，或用 --shipped 使用随附的策略。",
    ),
    "strategy_too_long": (
        "The file has more than {limit} bytes: that is no strategy. Choose another file.",
        "文件超过 {limit} 字节，不是评分策略。请选择其他文件。",
    ),
    "data_not_toml": (
        "Line {line} of the file cannot be read as TOML: {why}. Correct the line; nothing was changed.",
        "文件第 {line} 行不是有效的 TOML：{why}。请改正该行；数据未改动。",
    ),
    "data_refused": (
        "Line {line} of the file: {problem} Nothing was changed.",
        "文件第 {line} 行：{problem}数据未改动。",
    ),
}
