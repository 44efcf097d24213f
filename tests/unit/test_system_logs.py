"""The log says what happened and where, and nothing about a person."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.domain.errors import StorageProblem
from app.system import logs
from app.system.logs import configure, describe
from app.system.paths import Home
from app.system.redaction import redact

CANARIES = {
    "id": [
        "110101199003070011",
        "11010119900307001X",
        "11010119900307001x",
        "110101 19900307 0011",
        "110101900307001",
    ],
    "card": ["6222021234567890123", "6222 0212 3456 7890 123", "6222-0212-3456-7890", "4111111111111111"],
    "phone": [
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "008613800138000",
        "１３８００１３８０００",
        "0571-87654321",
        "(010)62345678",
        "01062345678",
        "+1 415-555-2671",
        "+44 20 7946 0958",
        "+919876543210",
    ],
    "mail": ["zhang.san@example.com.cn", "a+b@x-y.org"],
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    home = Home(tmp_path / "store")
    handler = configure(home, logging.DEBUG)
    yield home.logs / "fairdue.log"
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(logging.WARNING)
    handler.close()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in CANARIES.items() for value in values]
)
@pytest.mark.parametrize(
    "around", ["{}", "证件{}打不通", "id={};", "'{}'", "row 3: {}, next", "a{}b", "{}.", "({})"]
)
def test_personal_numbers_go(kind: str, value: str, around: str) -> None:
    found = redact(around.format(value))
    assert value not in found
    assert not any(part in found for part in ("0013", "8765", "1234567", "555", "7946", "example"))
    assert f"[{kind}]" in found or "[card]" in found or "[phone]" in found


@pytest.mark.parametrize(
    "text",
    [
        "0192f0c1-7b2a-7123-8123-123456789012",
        "12345678-1234-7123-8123-123456789012",
        "0192f0c17b2a71238123123456789012",
        "sha256 " + "0a" * 32,
        "2026-11-21T10:15:00.123456+08:00",
        "2026-11-21 10:15:00",
        "20261121-101500",
        "1763719974123",
        "¥83,620.21 and 12345678.90 and -1234567890",
        "balance_minor=13812345678",
        '{"total_minor": 13812345678}',
        "changed by +12345.67, +1234 and +123456789.00",
        "rows 1000000 in 19.4 s at pid 12345",
        "fairdue 0.1.0 on python 3.11.7",
        "催记 12 条",
    ],
)
def test_amounts_identities_and_moments_stay(text: str) -> None:
    assert redact(text) == text


def test_names_cannot_be_found_which_is_why_they_are_never_logged() -> None:
    assert redact("张三") == "张三"


def test_several_in_one_text() -> None:
    text = "13800138000,13900139000;110101199003070011 110101199003070011"
    assert redact(text) == "[phone],[phone];[id] [id]"


def test_redaction_is_quick_and_linear() -> None:
    for hostile in (
        "1" * 50_000,
        "1 " * 25_000,
        "a@" * 25_000,
        "a" * 50_000 + "@",
        "-".join(["1234"] * 10_000),
    ):
        start = time.process_time()
        redact(hostile)
        assert time.process_time() - start < 2


def test_line_of_the_log(log: Path) -> None:
    logging.getLogger("app.services.contacts").info("recorded act %s for %s", "0192f0c1", "13800138000")
    (line,) = lines(log)
    assert line["text"] == "recorded act 0192f0c1 for [phone]"
    assert (line["level"], line["logger"]) == ("INFO", "app.services.contacts")
    assert line["at"].endswith("+00:00")
    assert set(line) == {"at", "level", "logger", "text"}


def test_exception_is_class_and_place_never_text(log: Path) -> None:
    try:
        try:
            {}["张三 110101199003070011"]
        except KeyError as error:
            raise StorageProblem("disk_full", path="/张三") from error
    except StorageProblem:
        logging.getLogger("app").exception("import stopped")
    content = log.read_text("utf-8")
    (line,) = lines(log)
    assert "张三" not in content
    assert "0011" not in content
    outer, cause = line["error"]
    assert outer["class"] == "app.domain.errors.StorageProblem"
    assert outer["code"] == "disk_full"
    assert cause["class"] == "builtins.KeyError"
    assert outer["places"][0].startswith("tests/unit/test_system_logs.py:")
    assert outer["places"][0].endswith(" test_exception_is_class_and_place_never_text")
    assert str(Path(__file__).parents[2]) not in content


def test_driver_error_keeps_its_code_and_loses_its_text(log: Path) -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute("create table person (name text unique)")
    try:
        connection.execute("select 张三 from person")
    except dbapi2.Error:
        logging.getLogger("app").exception("query failed")
    finally:
        connection.close()
    assert "张三" not in log.read_text("utf-8")

    class Driver(Exception):
        sqlite_errorname = "SQLITE_CONSTRAINT_UNIQUE"
        sqlstate = "张三"

    assert describe(Driver("张三"))[0]["code"] == "SQLITE_CONSTRAINT_UNIQUE"
    del Driver.sqlite_errorname
    assert "code" not in describe(Driver("张三"))[0]


def test_groups_and_rings_of_causes_end() -> None:
    first, second = ValueError("张三"), KeyError("张三")
    first.__cause__, second.__cause__ = second, first
    assert len(describe(first)) <= 12


def test_wrongly_written_log_call_is_kept_and_nothing_is_printed(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.Logger("detached")  # pytest's own handler would raise
    logger.addHandler(next(h for h in logging.getLogger().handlers if isinstance(h, logs._PrivateFile)))
    logger.error("two %s %s", *["13800138000"])
    assert lines(log)[0]["text"] == "two %s %s"

    class Unprintable:
        def __str__(self) -> str:
            raise RuntimeError("张三")

    logger.error("one %s", Unprintable())
    assert capsys.readouterr().err == ""


def test_every_canary_through_every_road(log: Path) -> None:
    logger = logging.getLogger("app.canary")
    for value in (value for values in CANARIES.values() for value in values):
        logger.warning("text " + value)
        logger.warning("arg %s", value)
        logger.warning("dict %s", {"phone": value})
        logger.warning(ValueError(value))
        try:
            raise ValueError(value)
        except ValueError:
            logger.exception("raised", stack_info=True)
    content = log.read_text("utf-8")
    assert len(lines(log)) == 5 * sum(map(len, CANARIES.values()))
    for values in CANARIES.values():
        for value in values:
            assert value not in content


def test_libraries_that_quote_values_are_kept_quiet(log: Path) -> None:
    logging.getLogger("sqlalchemy.engine").info("[parameters: ('张三')]")
    logging.getLogger("app").debug("seen")
    assert [line["text"] for line in lines(log)] == ["seen"]


def test_rotates_and_stays_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST_FILE", 2000)
    home = Home(tmp_path / "store")
    handler = configure(home)
    try:
        for number in range(300):
            logging.getLogger("app").info("line %d", number)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
        handler.close()
    files = sorted(home.logs.iterdir())
    assert len(files) == 6
    assert all(path.stat().st_size <= 2000 for path in files)
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_second_call_moves_the_log(log: Path, tmp_path: Path) -> None:
    handler = configure(Home(tmp_path / "other"))
    try:
        logging.getLogger("app").warning("here")
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert lines(log) == []
    assert [line["text"] for line in lines(tmp_path / "other" / "logs" / "fairdue.log")] == ["here"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_full_disk_stops_nothing_and_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path / "store")
    home.create()
    (home.logs / "fairdue.log").symlink_to("/dev/full")
    handler = configure(home)
    try:
        logging.getLogger("app").warning("13800138000")
    finally:
        logging.getLogger().removeHandler(handler)
        try:
            handler.close()
        except OSError:
            sys.stdout.write("")
    assert capsys.readouterr().err == ""


def test_log_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StorageProblem):
        configure(Home(tmp_path / "store"))
