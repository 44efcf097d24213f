"""What the entry of a data file should be, in Chinese: the domain names it in English. Choices stay as in the file."""

from __future__ import annotations

import re

KINDS: dict[str, str] = {
    "table": "表",
    "text": "文字",
    "some text": "非空文字",
    "list of texts": "文字列表",
    "list of tables": "表的列表",
    "whole number": "整数",
    "list of whole numbers": "整数列表",
    "true or false": "true 或 false",
    "true or false, whole number, text": "true 或 false、整数、文字",
    "decimal number as text": "写成文字的小数",
    "decimal number, not negative": "非负小数",
    "date": "日期",
    "time of day": "时刻",
    "a day of the month": "每月的一天",
    "a rate, and one for each day it starts on": "费率，每个起始日各一个",
    "a share of {}": "占比，不超过 {}",
    "at least one step": "至少一档",
    "at most {}": "不超过 {}",
    "at most {}, with the days of grace": "连同宽限期不超过 {} 天",
    "at most sure": "不高于 sure",
    "digits {} to {}, once each": "数字 {} 至 {}，各一次",
    "every component once": "各分项各一次",
    "one or two, the first from {} days, rising": "一或两档，首档自 {} 天起，依次递增",
    "pairs of characters, each other form once": "成对的字，每个异体各一次",
    "rising from {}": "自 {} 起递增",
    "time zone such as Asia/Shanghai": "时区，如 Asia/Shanghai",
    "yes, no": "是、否",
    "{} to {}": "{} 至 {}",
    "{} to {} reasons": "{} 至 {} 个原因",
}
_NUMBER = re.compile(r"\d+")


def in_chinese(expected: str) -> str:
    """What is expected, where it is a kind; choices and examples as they are."""
    known = KINDS.get(_NUMBER.sub("{}", expected))
    return expected if known is None else known.format(*_NUMBER.findall(expected))
