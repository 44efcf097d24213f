"""Strict reading: what is missing, unknown, of a wrong type or written twice is named by its path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from app.domain.entry import Entry, Words, unique
from app.domain.errors import AppError
from app.domain.terms import Channel

DATA: dict[str, Any] = {
    "text": "a",
    "empty": " ",
    "texts": ["a", "b"],
    "number": 3,
    "negative": -1,
    "numbers": [1, -2],
    "flag": True,
    "rate": "0.0005",
    "minus": "-1",
    "endless": "Infinity",
    "no_rate": "a tenth",
    "day": date(2026, 11, 21),
    "moment": datetime(2026, 11, 21, tzinfo=UTC),
    "clock": time(8),
    "channel": "call",
    "channels": ["call", "sms"],
    "twice": ["call", "call"],
    "table": {"zh": "中", "en": "e"},
    "tables": [{"code": "A"}, {"x": 1}],
    "named": {"one": {}, "two": {}},
}


def entry() -> Entry:
    return Entry(DATA, "file")


def test_reads_each_shape() -> None:
    e = entry()
    assert e.text("text") == "a"
    assert e.text("absent", "") == ""
    assert e.texts("texts") == ("a", "b")
    assert e.texts("absent", ()) == ()
    assert e.integer("number") == 3
    assert e.integer("negative", lowest=None) == -1
    assert e.integers("numbers") == (1, -2)
    assert e.flag("flag") is True
    assert e.flag("absent", False) is False
    assert e.rate("rate") == Decimal("0.0005")
    assert e.day("day") == date(2026, 11, 21)
    assert e.clock("clock") == time(8)
    assert e.member("channel", Channel) is Channel.CALL
    assert e.member("absent", Channel, Channel.SMS) is Channel.SMS
    assert e.members("channels", Channel) == (Channel.CALL, Channel.SMS)
    assert e.members("absent", Channel, ()) == ()
    assert e.child("table").words() == Words("中", "e")
    assert [child.path for child in e.children("tables")] == ["file.tables[A]", "file.tables[1]"]
    assert list(e.named("named")) == ["one", "two"]
    assert e.has("text")
    assert not e.has("absent")
    assert Entry({"a": 1}).names() == ("a",)
    assert Entry({}).at("a") == "a"


REFUSED: list[tuple[Callable[[Entry], object], str, str]] = [
    (lambda e: e.text("absent"), "data_missing", "file.absent"),
    (lambda e: e.text("number"), "data_type", "file.number"),
    (lambda e: e.text("empty"), "data_value", "file.empty"),
    (lambda e: e.texts("text"), "data_type", "file.text"),
    (lambda e: e.texts("numbers"), "data_type", "file.numbers"),
    (lambda e: e.integer("flag"), "data_type", "file.flag"),
    (lambda e: e.integer("negative"), "data_value", "file.negative"),
    (lambda e: e.integers("texts"), "data_type", "file.texts"),
    (lambda e: e.flag("number"), "data_type", "file.number"),
    (lambda e: e.rate("number"), "data_type", "file.number"),
    (lambda e: e.rate("no_rate"), "data_value", "file.no_rate"),
    (lambda e: e.rate("minus"), "data_value", "file.minus"),
    (lambda e: e.rate("endless"), "data_value", "file.endless"),
    (lambda e: e.day("moment"), "data_type", "file.moment"),
    (lambda e: e.clock("text"), "data_type", "file.text"),
    (lambda e: e.member("text", Channel), "data_value", "file.text"),
    (lambda e: e.members("texts", Channel), "data_value", "file.texts"),
    (lambda e: e.members("twice", Channel), "data_twice", "file.twice"),
    (lambda e: e.child("text"), "data_type", "file.text"),
    (lambda e: e.children("tables")[1].text("code"), "data_missing", "file.tables[1].code"),
    (lambda e: e.children("texts"), "data_type", "file.texts[0]"),
    (lambda e: e.named("tables"), "data_type", "file.tables"),
    (lambda e: e.every("named", Channel), "data_value", "file.named"),
    (lambda e: e.finish(), "data_unknown", "file.text"),
    (lambda e: unique([("A", 1), ("A", 2)], "file"), "data_twice", "file[A]"),
    (lambda e: Entry([], "file"), "data_type", "file"),
]


@pytest.mark.parametrize(("read", "code", "path"), REFUSED)
def test_refuses_and_names_the_entry(read: Callable[[Entry], object], code: str, path: str) -> None:
    with pytest.raises(AppError) as caught:
        read(entry())
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)


def test_every_member_must_be_there() -> None:
    data = {"channels": {channel.value: {} for channel in Channel if channel is not Channel.IM}}
    with pytest.raises(AppError) as caught:
        Entry(data).every("channels", Channel)
    assert caught.value.params["entry"] == "channels.im"


def test_leaving_the_block_refuses_keys_nobody_asked_for() -> None:
    with pytest.raises(AppError) as caught, Entry({"a": 1, "b": 2}) as e:
        e.integer("a")
    assert (caught.value.code, caught.value.params["entry"]) == ("data_unknown", "b")


def test_an_error_inside_the_block_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Entry({"a": 1}):
        raise ZeroDivisionError


def test_words_by_language() -> None:
    words = Words("中", "e")
    assert [words.text(code) for code in ("zh_CN", "zh", "en", "de")] == ["中", "中", "e", "e"]
