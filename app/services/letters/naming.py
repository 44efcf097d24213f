"""What letters and what became of them are called. No template engine is needed for a timeline, so none is loaded."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from app.domain.facts import Id
from app.services.words import Words
from app.system.paths import resource

ISSUED = "issued"
STATUSES = {
    ISSUED: ("已出具", "Issued"),
    "sent": ("已寄出", "Sent"),
    "delivered": ("已送达", "Delivered"),
    "signed": ("已签收", "Signed for"),
    "returned": ("已退回", "Came back"),
    "voided": ("已作废", "Voided"),
}
"""What became of a letter, in Chinese and English."""

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


def status_text(status: str, words: Words) -> str:
    """A status in words; one of a later version stays as it is."""
    known = STATUSES.get(status)
    return status if known is None else known[not words.is_chinese]


def title_of(data: str, template: str, words: Words) -> str:
    """What a letter is called for this reader: the program's title in their language, else the one it was given."""
    known = shipped_title(template, "zh" if words.is_chinese else "en")
    return known or str(json.loads(data).get("title", template))


def title_for(name: str, title: str, words: Words) -> str:
    """As ``title_of``, for a template whose own title is known."""
    return shipped_title(name, "zh" if words.is_chinese else "en") or title


def amount_of(data: str) -> tuple[int, str]:
    """The amount a letter names and its currency, from the data it was made from."""
    told: dict[str, Any] = json.loads(data)
    return int(told.get("total_minor", told.get("balance_minor", 0))), str(told.get("currency", "CNY"))


def plan_version_of(data: str) -> Id | None:
    """The plan version that a letter is about, from the data it was made from; None where it is about none."""
    found = json.loads(data).get("plan_version")
    return None if found is None else bytes.fromhex(found)


@cache
def shipped_title(name: str, language: str) -> str:
    """What a template of the program is called in a language, from the head of its file; empty where there is none."""
    path = resource("letters") / language / f"{name}.txt"
    if not _NAME.fullmatch(name) or not path.is_file():
        return ""
    with path.open(encoding="utf-8") as file:
        heads = (line.partition(":") for line in file)
        return next((value.strip() for key, _, value in heads if key.strip() == "title"), "")
