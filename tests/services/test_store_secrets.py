"""What lies on the disk says nothing; a practice store never becomes a real one."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from portfolio import OWN, START, Clock, Portfolio, at

from app.domain.errors import AppError, CredentialProblem, StorageProblem
from app.domain.facts import Erasure, Message
from app.models import search
from app.services import acts, backups, drafts, store
from app.services.store import NewStore, is_practice, make, opened
from app.system.paths import Home

ID_NUMBER = "11010519491231002X"
SAID = "下个月十五号把钱还上"
CANARIES = (
    "李明",
    "周莉",
    "李大海",
    "东海银行",
    ID_NUMBER,
    OWN,
    "6222000000000001",
    SAID,
    "在催款",
    "CREATE TABLE",
    "SQLite format",
)
PASSPHRASE = "纸船 四只 renkouchu 91"


def seed(portfolio: Portfolio) -> None:
    """Names, numbers and words in every kind of place: reference rows, a fact, a draft, the search."""
    context = portfolio.context
    with context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET id_number = ? WHERE name = '李明'", (ID_NUMBER,))
        entry = acts.entry(context, Message("sms", "debtor", SAID), portfolio.case, portfolio.clock.now)
        acts.append(connection, context, portfolio.act(), [entry])
        search.replace(connection, 1, search.words_of(["李明"], ["lm"], ["liming"], [OWN]))
    drafts.keep(context, portfolio.case, "call_note", "在催款")


def hits(folder: Path) -> dict[str, list[str]]:
    """The canaries that stand in clear in any file, however they are written."""
    found: dict[str, list[str]] = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found[path.name] = [
            word
            for word in CANARIES
            if any(
                word.encode(encoding) in content
                for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
            )
        ]
    return found


def test_nothing_on_the_disk_can_be_read(portfolio: Portfolio) -> None:
    seed(portfolio)
    backups.make(portfolio.context)
    found = hits(portfolio.context.home.root)
    assert {"fairdue.db", "fairdue.db-wal", "fairdue.db-shm", "keyslots.json"} <= found.keys()
    assert len([name for name in found if name.endswith(".db")]) == 2
    assert {name: words for name, words in found.items() if words} == {}
    assert (portfolio.context.home.root / "fairdue.db-wal").stat().st_size > 4096


def test_the_search_for_words_finds_them_in_a_store_without_key(portfolio: Portfolio, tmp_path: Path) -> None:
    """The same rows in a plain file: were the store not encrypted, the test above would see it."""
    seed(portfolio)
    plain = sqlite3.connect(tmp_path / "plain.db")
    with portfolio.context.db.read() as connection:
        for table, columns in (("person", "name, id_number"), ("fact_message", "text"), ("draft", "value")):
            rows = connection.exec_driver_sql(f"SELECT {columns} FROM {table}").all()
            plain.execute(f"CREATE TABLE {table} ({columns})")
            marks = ", ".join("?" * len(columns.split(",")))
            plain.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(row) for row in rows])
    plain.commit()
    plain.close()
    (found,) = (words for name, words in hits(tmp_path).items() if name == "plain.db")
    assert {"李明", ID_NUMBER, SAID, "在催款", "CREATE TABLE", "SQLite format"} <= set(found)


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the file, free space too: AES-256-CBC, at the end of each page 16 bytes of IV and 64 of HMAC."""
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        reader = Cipher(algorithms.AES(key), modes.CBC(page[4016:4032])).decryptor()
        pages.append(reader.update(page[16 if start == 0 else 0 : 4016]))
    return b"".join(pages)


def test_what_was_erased_is_gone_for_one_who_has_the_key_too(portfolio: Portfolio) -> None:
    """secure_delete: no page keeps the words once the write-ahead log is folded in."""
    seed(portfolio)
    context = portfolio.context
    (message,) = portfolio.facts("message")

    def folded() -> bytes:
        raw = context.db.raw()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        return decrypted(context.db.path, context.db.key)

    assert SAID.encode() in folded()
    with context.db.write() as connection:
        body = Erasure(message["uid"], "asked")
        acts.append(
            connection, context, portfolio.act(), [acts.entry(context, body, None, portfolio.clock.now)]
        )
        connection.exec_driver_sql(
            "UPDATE fact_message SET salt = NULL, channel = NULL, sender = NULL, text = NULL WHERE seq = ?",
            (message["seq"],),
        )
    content = folded()
    assert "李明".encode() in content
    # A shorter row may lie over the end of the old one.
    assert [SAID[at : at + 3] for at in range(len(SAID) - 2) if SAID[at : at + 3].encode() in content] == []


@pytest.fixture
def practice(closed_store: tuple[Path, Any], tmp_path: Path) -> Home:
    shutil.copytree(closed_store[0], tmp_path / "home")
    return Home(tmp_path / "home")


def rewrite(home: Home, change: Callable[[dict[str, Any]], None]) -> None:
    """The slot file changed by somebody who knows how its check is made."""
    content = json.loads(home.slots.read_bytes())
    change(content)
    content.pop("check")
    text = json.dumps(content, separators=(",", ":"))
    content["check"] = hashlib.sha256(text.encode()).hexdigest()
    home.slots.write_bytes(json.dumps(content, separators=(",", ":")).encode() + b"\n")


def told(home: Home, passphrase: str | None = None) -> str:
    """The code with which opening is refused."""
    with suppress(AppError):
        try:
            with opened(home, passphrase, program="test"):
                return "opened"
        except AppError as error:
            return error.code
    return ""


def make_real(content: dict[str, Any]) -> None:
    content["practice"] = False


def make_strong(content: dict[str, Any]) -> None:
    content["practice"] = False
    content["slots"][0]["kdf"] |= {"memory_kib": 65536, "passes": 3, "lanes": 4}


def test_a_practice_store_says_so_and_opens_without_a_secret(practice: Home) -> None:
    assert is_practice(practice)
    with opened(practice, None, program="test") as context:
        assert (context.is_practice, context.user.name) == (True, "练习")


def test_the_flag_of_a_practice_store_cannot_be_edited(practice: Home) -> None:
    text = practice.slots.read_bytes()
    practice.slots.write_bytes(text.replace(b'"practice":true', b'"practice":false'))
    assert told(practice) == "slots_damaged"
    practice.slots.write_bytes(text)
    rewrite(practice, make_real)
    assert told(practice) == "slots_downgraded"
    practice.slots.write_bytes(text)
    rewrite(practice, make_strong)
    assert told(practice, store.PRACTICE_PASSPHRASE) == "passphrase_wrong"
    practice.slots.write_bytes(text)
    assert told(practice) == "opened"


def test_a_real_store_cannot_be_called_practice(tmp_path: Path) -> None:
    home = Home(tmp_path / "real")
    make(home, NewStore(PASSPHRASE, "王小明", "0817"), lambda _code: True, Clock(START))
    assert not is_practice(home)
    rewrite(home, lambda content: content.update(practice=True))
    assert told(home) == told(home, PASSPHRASE) == "passphrase_wrong"


def test_slots_and_database_must_name_the_same_store(practice: Home) -> None:
    with opened(practice, None, program="test") as context, context.db.write() as connection:
        connection.exec_driver_sql("UPDATE store_info SET value = ? WHERE name = 'db_uuid'", ("0" * 32,))
    assert told(practice) == "slots_of_other_store"


def test_a_home_in_use_is_refused_and_the_first_goes_on(portfolio: Portfolio) -> None:
    assert told(portfolio.context.home) == "home_in_use"
    portfolio.clock.now = at("10:00")
    seed(portfolio)


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "home_missing"), ("keyslots.json", "slots_missing"), ("fairdue.db", "store_missing")],
)
def test_what_is_missing_is_named(practice: Home, name: str, code: str) -> None:
    if name:
        (practice.root / name).unlink()
    else:
        shutil.rmtree(practice.root)
    assert told(practice) == code
    assert name == "" or not (practice.root / name).exists()


def test_a_store_without_an_active_user_cannot_be_used(practice: Home) -> None:
    with opened(practice, None, program="test") as context, context.db.write() as connection:
        connection.exec_driver_sql('UPDATE "user" SET is_active = 0')
    assert told(practice) == "user_missing"


def refuse(home: Home, error: type[AppError], code: str, wanted: NewStore, confirm: bool = True) -> None:
    with pytest.raises(error, match=code):
        make(home, wanted, lambda _code: confirm, Clock(START))
    assert not home.has_store


def test_half_a_store_is_never_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = NewStore(PASSPHRASE, "王小明", "0817")
    refuse(Home(tmp_path / "a"), CredentialProblem, "passphrase_weak", NewStore("123456", "王小明", "0817"))
    refuse(Home(tmp_path / "b"), StorageProblem, "recovery_not_confirmed", wanted, confirm=False)
    refuse(Home(tmp_path / "OneDrive" / "c"), StorageProblem, "folder_synced", wanted)

    def fail(*_: Any) -> None:
        raise StorageProblem("disk_full")

    monkeypatch.setattr(store, "write_slots", fail)
    refuse(Home(tmp_path / "d"), StorageProblem, "disk_full", wanted)
    assert [path for path in (tmp_path / "d").iterdir() if path.is_file()] == []


def test_no_store_is_made_over_another(practice: Home) -> None:
    before = practice.database.read_bytes()
    for make_over in (
        store.make_practice,
        lambda home: make(home, NewStore(PASSPHRASE, "a", "b"), lambda _: True),
    ):
        with pytest.raises(StorageProblem, match="store_exists"):
            make_over(practice)
    assert practice.database.read_bytes() == before
