"""A store as revision 0001 left it, made from the migration itself and plain SQL.

Nothing of today's tables or services is used, so the file stays what it was whatever becomes of them. It holds a
creditor, a debtor with an account, three facts in a chain (one erased), a cached state and the words of the search.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine
from sqlcipher3 import dbapi2

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "app" / "models" / "migrations"
KEY = bytes(range(32))
DEVICE, ACTOR = b"\x01" * 16, b"\x02" * 16
PERSON, CREDITOR, CASE, ACCOUNT = (bytes([no]) * 16 for no in (3, 4, 5, 6))
NAME = "张三丰"


def open_raw(path: Path, key: bytes = KEY) -> Any:
    """A driver connection without any of the program's own settings."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def make(path: Path, key: bytes = KEY, info: dict[str, str] | None = None) -> None:
    """Make the store at ``path``; ``info`` are further lines of ``store_info``."""
    raw = open_raw(path, key)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=NullPool)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    raw = open_raw(path, key)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("BEGIN")
    _fill(raw, {"device": DEVICE.hex().upper(), "practice": "1", "zone": "Asia/Shanghai", **(info or {})})
    raw.execute("COMMIT")
    raw.close()


def _fill(raw: Any, info: dict[str, str]) -> None:
    raw.executemany("INSERT INTO store_info VALUES (?, ?)", list(info.items()))
    raw.execute("INSERT INTO device (id, name, started_at) VALUES (?, 'desk', 0)", (DEVICE,))
    raw.execute("INSERT INTO user VALUES (1, ?, '练习', 'P000', 'lead', 1)", (ACTOR,))
    pack = (ROOT / "resources" / "rules" / "cn.toml").read_text(encoding="utf-8")
    raw.execute("INSERT INTO rule_pack VALUES (?, 'cn', ?, 0)", (b"\x09" * 16, pack))
    raw.execute(
        "INSERT INTO creditor (id, name, kind, lender_type, currency, zone, rule_pack) "
        "VALUES (?, '东海银行', 'agency', 'bank', 'CNY', 'Asia/Shanghai', 'cn')",
        (CREDITOR,),
    )
    raw.execute("INSERT INTO person (no, id, kind, name) VALUES (1, ?, 'natural', ?)", (PERSON, NAME))
    raw.execute(
        "INSERT INTO case_file (no, id, person_id, creditor_id, opened_at) VALUES (1, ?, ?, ?, 0)",
        (CASE, PERSON, CREDITOR),
    )
    raw.execute(
        "INSERT INTO account (id, case_id, creditor_id, number, currency) VALUES (?, ?, ?, '6222', 'CNY')",
        (ACCOUNT, CASE, CREDITOR),
    )
    raw.execute("INSERT INTO search (rowid, words) VALUES (1, ?)", (f"{NAME} 张三| 三丰|",))
    link = bytes(32)
    link = _fact(raw, 1, "promise", link, {"amount_minor": 50_000, "currency": "CNY", "due_on": "2026-11-20"})
    link = _fact(raw, 2, "message", link, {"channel": "sms", "sender": "debtor", "text": "月底还"})
    _fact(raw, 3, "erasure", link, {"target": _uid(2), "why": "asked"})
    raw.execute(
        "UPDATE fact_message SET salt = NULL, channel = NULL, sender = NULL, text = NULL WHERE seq = 2"
    )


def _uid(seq: int) -> bytes:
    return bytes([100 + seq]) * 16


def _fact(raw: Any, seq: int, kind: str, previous: bytes, content: dict[str, Any]) -> bytes:
    salt = bytes([seq]) * 16
    said = ",".join(
        f'"{name}":' + (f'"{value.hex()}"' if isinstance(value, bytes) else repr(value).replace("'", '"'))
        for name, value in sorted(content.items())
    )
    digest = hashlib.sha256(salt + f'["{kind}",1,{{{said}}}]'.encode()).digest()
    uid, act = _uid(seq), bytes([200 + seq]) * 16
    header = (
        f"{uid.hex()}|{kind}|1|{DEVICE.hex()}|{seq}|{act.hex()}|{CASE.hex()}||{seq}|{seq}|{ACTOR.hex()}||"
    )
    link = hashlib.sha256(previous + header.encode() + digest).digest()
    raw.execute(
        "INSERT INTO fact VALUES (?, ?, ?, 1, ?, ?, ?, ?, NULL, ?, ?, ?, NULL, ?, ?)",
        (seq, uid, kind, DEVICE, seq, act, CASE, seq, seq, ACTOR, digest, link),
    )
    names = ", ".join(content)
    marks = ", ".join("?" * (len(content) + 2))
    raw.execute(
        f"INSERT INTO fact_{kind} (seq, salt, {names}) VALUES ({marks})", (seq, salt, *content.values())
    )
    return link


def dump(path: Path, key: bytes = KEY) -> dict[str, list[Any]]:
    """Everything a store holds: its schema, and the rows of every table."""
    raw = open_raw(path, key)
    schema = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    tables = [name for kind, name, sql in schema if kind == "table" and not name.startswith("sqlite_")]
    rows = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    raw.close()
    return {"schema": schema, **rows}
