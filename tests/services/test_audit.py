"""Verification finds what was done behind the program's back, at the exact place, and accepts what was allowed.

The store is a real encrypted file. What a thief would do is done by a raw connection with the store's own key.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from portfolio import Portfolio
from sqlcipher3 import dbapi2

from app.domain.errors import Cancelled
from app.domain.facts import Acknowledged, Body, Erasure, Id, Message, Promise, to_ms
from app.models import journal, search
from app.models.audit import damaged_pages
from app.models.database import Database, connect_new
from app.models.journal import Entry, Journal
from app.services import audit, states
from app.services.audit import Findings, verify
from app.services.context import Context
from app.services.messages import said
from app.system.ids import uuid_text

PAGE = 4096


def append(portfolio: Portfolio, *bodies: Body) -> list[Id]:
    """Append facts to the first case as one act, and keep the states true."""
    context = portfolio.context
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, context.now())
        entries = [Entry(context.new_id(), body, portfolio.case, None, context.now()) for body in bodies]
        journal.append(context.new_id(), entries)
        journal.flush()
        states.refresh(connection, context, [portfolio.case], context.now())
    return [entry.uid for entry in entries]


@pytest.fixture
def store(portfolio: Portfolio) -> Portfolio:
    """Eight facts of four kinds: placed 1–4, a message 5, a promise 6, acknowledged 7, a message 8."""
    append(portfolio, Message("sms", "debtor", "已收到"))
    append(portfolio, Promise(100_00, "CNY", date(2026, 11, 25)), Acknowledged("seen"))
    append(portfolio, Message("sms", "debtor", "再宽限两天"))
    with portfolio.context.db.write() as connection:
        search.put(connection, [(no, "李明") for no in (1, 2, 3)])
    return portfolio


@contextmanager
def thief(store: Portfolio, *, drops_triggers: bool = True) -> Iterator[Any]:
    """A raw connection with the key; afterwards the triggers stand as before."""
    raw = store.context.db.raw()
    try:
        raw.execute("PRAGMA foreign_keys=OFF")
        kept = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        if drops_triggers:
            for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {row[0]}")
        yield raw
        if drops_triggers:
            for sql in kept:
                raw.execute(sql)
    finally:
        raw.close()


def codes(found: Findings) -> list[str]:
    return [finding.code.removeprefix("audit_") for finding in found.kept]


def places(found: Findings) -> list[tuple[str, Any]]:
    return [(f.code.removeprefix("audit_"), f.params.get("seq")) for f in found.kept]


def test_an_untouched_store_is_whole(store: Portfolio) -> None:
    found = verify(store.context)
    assert places(found) == []
    assert (found.facts, found.cases, found.devices, found.erased, found.waiting) == (8, 3, 1, 0, 0)
    assert found.is_whole
    assert found.seconds > 0


NASTY = "".join(map(chr, range(1, 128))) + "\"\\\r\n\t/'é李明😀\u2028\u0085\ufffd"


def test_the_database_writes_out_what_a_digest_is_made_of(store: Portfolio) -> None:
    append(store, *(Message("sms", "debtor", text) for text in ("", NASTY, "0", "null")))
    append(store, Promise(-1, "CNY", date(2026, 11, 25), is_partial=True, note="a\u0000b"))
    with store.context.db.inspection() as raw:
        (facts,) = audit.store.headers(raw)
        texts = {
            seq: text
            for kind in {fact.header.kind for fact in facts}
            for seq, text in audit.store.salted_texts(raw, kind, 1, 1, len(facts))
        }
    assert len(facts) == 13
    assert {seq: sha256(text or b"").digest() for seq, text in texts.items()} == {
        fact.seq: fact.header.digest for fact in facts
    }


def test_progress_is_told_and_can_stop(store: Portfolio) -> None:
    steps: list[str] = []

    class Stop:
        def report(self, done: int, total: int, step: str = "") -> None:
            steps.append(step)
            if step == "states":
                raise Cancelled

    with pytest.raises(Cancelled):
        verify(store.context, Stop())
    assert steps == ["facts", "states"]


TRIES = {
    "update of a header": "UPDATE fact SET occurred_at = occurred_at + 1 WHERE seq = 6",
    "delete of a header": "DELETE FROM fact WHERE seq = 8",
    "replace of a header": "INSERT OR REPLACE INTO fact SELECT * FROM fact WHERE seq = 6",
    "update of a content": "UPDATE fact_promise SET amount_minor = 1 WHERE seq = 6",
    "emptying a content that no erasure names": "UPDATE fact_promise SET amount_minor = NULL WHERE seq = 6",
    "delete of a content": "DELETE FROM fact_promise WHERE seq = 6",
    "replace of a content": "INSERT OR REPLACE INTO fact_promise SELECT * FROM fact_promise WHERE seq = 6",
    "a fact that leaves a gap": (
        "INSERT INTO fact SELECT seq + 10, randomblob(16), kind, kind_version, device, device_seq + 5, act, case_id, "
        "person_id, occurred_at, recorded_at, actor, supersedes, digest, link FROM fact WHERE seq = 8"
    ),
}


@pytest.mark.parametrize("statement", TRIES.values(), ids=TRIES.keys())
def test_triggers_refuse(store: Portfolio, statement: str) -> None:
    with thief(store, drops_triggers=False) as raw, pytest.raises(dbapi2.IntegrityError):
        raw.execute(statement)
    assert verify(store.context).is_whole


def test_facts_in_bulk_leave_the_triggers_as_they_were(
    store: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_BULK", 2)
    asked: list[str] = []
    with store.context.db.write() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        writing = Journal(connection, store.context.user.id, store.context.now())
        for number in range(3):
            body = Message("sms", "debtor", str(number))
            entry = Entry(store.context.new_id(), body, store.case, None, store.context.now())
            writing.append(store.context.new_id(), [entry])
        writing.flush()
        driver.set_trace_callback(None)
        states.refresh(connection, store.context, [store.case], store.context.now())
    assert sum("max(device_seq)" in statement for statement in asked) == 1  # where the trigger is made again
    with thief(store, drops_triggers=False) as raw, pytest.raises(dbapi2.IntegrityError, match="gaps"):
        raw.execute(TRIES["a fact that leaves a gap"])
    found = verify(store.context)
    assert (places(found), found.facts) == ([], 11)


TAMPERED: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "another time": ("UPDATE fact SET occurred_at = occurred_at + 1 WHERE seq = 3", [("link", 3)]),
    "another case": ("UPDATE fact SET case_id = randomblob(16) WHERE seq = 8", [("link", 8)]),
    "another actor": ("UPDATE fact SET actor = zeroblob(16) WHERE seq = 5", [("link", 5)]),
    "one minor unit": (
        "UPDATE fact_placed SET purchase_minor = purchase_minor + 1 WHERE seq = 2",
        [("digest", 2)],
    ),
    "one letter": ("UPDATE fact_message SET text = text || '。' WHERE seq = 8", [("digest", 8)]),
    "a byte that is no text": (
        "UPDATE fact_message SET text = CAST(x'ff' AS TEXT) WHERE seq = 8",
        [("digest", 8)],
    ),
    "another salt": ("UPDATE fact_message SET salt = zeroblob(16) WHERE seq = 5", [("digest", 5)]),
    "a digest to fit": ("UPDATE fact SET digest = zeroblob(32) WHERE seq = 7", [("link", 7), ("digest", 7)]),
    "another link": ("UPDATE fact SET link = zeroblob(32) WHERE seq = 4", [("link", 4), ("link", 5)]),
    "a case told as text": ("UPDATE fact SET case_id = CAST(case_id AS TEXT) WHERE seq = 6", [("link", 6)]),
    "a uid told as text": ("UPDATE fact SET uid = hex(uid) WHERE seq = 7", [("link", 7)]),
    "a salt told as text": (
        "UPDATE fact_message SET salt = CAST(salt AS TEXT) WHERE seq = 5",
        [("digest", 5)],
    ),
    "an account told as text": (
        "UPDATE fact_placed SET account_id = CAST(account_id AS TEXT) WHERE seq = 2",
        [("digest", 2)],
    ),
    "a content taken away": ("DELETE FROM fact_acknowledged WHERE seq = 7", [("content_missing", 7)]),
    "a content put in": (
        "INSERT INTO fact_acknowledged (seq, salt, what) VALUES (6, zeroblob(16), 'x')",
        [("content_stray", 6)],
    ),
    "a content emptied": (
        "UPDATE fact_message SET salt = NULL, channel = NULL, sender = NULL, text = NULL WHERE seq = 5",
        [("erased_unnamed", 5)],
    ),
    "a device that nobody knows": (
        "UPDATE fact SET device = zeroblob(16), device_seq = 1 WHERE seq = 8",
        [("device_unknown", None), ("link", 8)],
    ),
}


@pytest.mark.parametrize(("statement", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_a_change_is_found_at_its_place(
    store: Portfolio,
    statement: str,
    expected: list[tuple[str, int | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with thief(store) as raw:
        raw.execute(statement)
    for chunk in (1, 3, 5, 10_000):
        monkeypatch.setattr(audit.store, "CHUNK", chunk)
        found = verify(store.context)
        chain = [place for place in places(found) if not place[0].startswith("state")]
        assert chain == expected
        assert not found.is_whole


def test_a_fact_deleted_in_the_middle(store: Portfolio) -> None:
    with thief(store) as raw:
        raw.execute("DELETE FROM fact WHERE seq = 5")
        raw.execute("DELETE FROM fact_message WHERE seq = 5")
    found = verify(store.context)
    assert places(found)[0] == ("gap", 6)
    assert found.kept[0].params | {"uid": ""} == {
        "missing": 1,
        "after": 4,
        "seq": 6,
        "kind": "promise",
        "uid": "",
    }


def test_a_deletion_hidden_by_new_numbers(store: Portfolio) -> None:
    with thief(store) as raw:
        raw.execute("DELETE FROM fact WHERE seq = 5")
        raw.execute("DELETE FROM fact_message WHERE seq = 5")
        for seq in (6, 7, 8):
            raw.execute("UPDATE fact SET device_seq = device_seq - 1 WHERE seq = ?", (seq,))
    assert places(verify(store.context))[:3] == [("link", 6), ("link", 7), ("link", 8)]


def test_two_facts_that_changed_seats(store: Portfolio) -> None:
    with thief(store) as raw:
        for seq, number in ((6, -1), (7, 6), (6, 7)):
            raw.execute("UPDATE fact SET device_seq = ? WHERE seq = ?", (number, seq))
    assert [code for code, _ in places(verify(store.context))] == ["link", "link", "link"]
    assert places(verify(store.context))[0] == ("link", 7)


def test_every_finding_names_its_fact_in_words(store: Portfolio) -> None:
    with thief(store) as raw:
        raw.execute("UPDATE fact_message SET text = '' WHERE seq = 8")
        uid = raw.execute("SELECT uid FROM fact WHERE seq = 8").fetchone()[0]
    (finding,) = verify(store.context).kept
    for language, words in (("en", "was changed after it was written"), ("zh_CN", "被改动")):
        text = said(finding.code, finding.params, language)
        assert words in text
        assert uuid_text(uid) in text


TRIGGERS: dict[str, tuple[str, str]] = {
    "dropped": ("DROP TRIGGER fact_no_update", "trigger_missing"),
    "weakened": (
        "DROP TRIGGER fact_no_update; CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
        "trigger_changed",
    ),
    "added": (
        "CREATE TRIGGER quiet AFTER INSERT ON fact BEGIN UPDATE case_state SET score = 0; END",
        "trigger_added",
    ),
}


@pytest.mark.parametrize(("script", "code"), TRIGGERS.values(), ids=TRIGGERS.keys())
def test_triggers_are_compared(store: Portfolio, script: str, code: str) -> None:
    with thief(store, drops_triggers=False) as raw:
        raw.executescript(script)
    found = verify(store.context)
    assert codes(found) == [code]
    assert found.kept[0].params == {"name": "quiet" if code == "trigger_added" else "fact_no_update"}


def erase(store: Portfolio, uid: Id, statement: str) -> None:
    append(store, Erasure(uid, "保存期满"))
    raw = store.context.db.raw()
    try:
        raw.execute(statement, (uid,))
    finally:
        raw.close()


_OF = "WHERE seq = (SELECT seq FROM fact WHERE uid = ?)"


def test_an_erasure_keeps_the_chain_whole(store: Portfolio) -> None:
    (uid,) = append(store, Message("sms", "debtor", "我的新号码是……"))
    erase(
        store, uid, f"UPDATE fact_message SET salt = NULL, channel = NULL, sender = NULL, text = NULL {_OF}"
    )
    states.rebuild(store.context)
    found = verify(store.context)
    assert places(found) == []
    assert found.erased == 1


def test_an_erased_fact_stands_for_nothing(store: Portfolio) -> None:
    (uid,) = append(store, Promise(500_00, "CNY", date(2026, 11, 20)))
    before = store.state()
    assert before["reason"] == "promise_ahead"
    erase(
        store,
        uid,
        f"UPDATE fact_promise SET salt = NULL, amount_minor = NULL, currency = NULL, due_on = NULL {_OF}",
    )
    states.rebuild(store.context)
    assert "2026-11-20" in before["reason_params"]
    assert "2026-11-20" not in store.state()["reason_params"]


def test_an_erasure_that_was_not_carried_out(store: Portfolio) -> None:
    (uid,) = append(store, Message("sms", "debtor", "还在这里"))
    append(store, Erasure(uid, "保存期满"))
    assert places(verify(store.context)) == [("erasure_undone", 9)]


def test_an_erasure_that_left_something(store: Portfolio) -> None:
    (uid,) = append(store, Message("sms", "debtor", "还在这里"))
    erase(store, uid, f"UPDATE fact_message SET salt = NULL {_OF}")
    states.rebuild(store.context)
    assert places(verify(store.context)) == [("erasure_left", 9)]


def test_an_erasure_lets_nothing_be_rewritten(store: Portfolio) -> None:
    (uid,) = append(store, Message("sms", "debtor", "原文"))
    append(store, Erasure(uid, "保存期满"))
    with thief(store, drops_triggers=False) as raw, pytest.raises(dbapi2.IntegrityError):
        raw.execute(f"UPDATE fact_message SET text = '改写' {_OF}", (uid,))


DERIVED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a balance": (
        "UPDATE case_state SET balance_minor = balance_minor + 1 WHERE case_no = 2",
        "state",
        {"case_no": 2, "columns": ["balance_minor"]},
    ),
    "a score": (
        "UPDATE case_state SET score = 999 WHERE case_no = 3",
        "state",
        {"case_no": 3, "columns": ["score"]},
    ),
    "a case out of the queue": ("DELETE FROM case_state WHERE case_no = 3", "state_missing", {"case_no": 3}),
    "a case of nothing": (
        "INSERT INTO case_state SELECT * FROM (SELECT * FROM case_state WHERE case_no = 3)",
        "state_without_case",
        {"case_no": 77},
    ),
    "a count": (
        "UPDATE queue_count SET cases = cases + 1 WHERE tier = 5",
        "counts",
        {"collector_no": 1, "tier": 5},
    ),
    "a search entry": ("DELETE FROM search WHERE rowid = 2", "search_missing", {"case_no": 2}),
    "a search entry too many": (
        "INSERT INTO search (rowid, words) VALUES (9, 'x')",
        "search_extra",
        {"case_no": 9},
    ),
}


@pytest.mark.parametrize(("statement", "code", "params"), DERIVED.values(), ids=DERIVED.keys())
def test_what_is_derived_is_compared(
    store: Portfolio, statement: str, code: str, params: dict[str, Any]
) -> None:
    with thief(store, drops_triggers=False) as raw:
        if code == "state_without_case":
            raw.execute("UPDATE case_state SET case_no = 77 WHERE case_no = 3")
        else:
            raw.execute(statement)
    found = [(finding.code, finding.params) for finding in verify(store.context).kept]
    assert (f"audit_{code}", params) in found
    states.rebuild(store.context)
    left = codes(verify(store.context))
    assert left == ([code] if code.startswith("search") else [])


def test_a_state_whose_moment_has_come_is_not_compared(store: Portfolio) -> None:
    store.clock.now += timedelta(days=40)
    found = verify(store.context)
    assert found.is_whole
    assert found.waiting >= 1
    states.catch_up(store.context)
    assert verify(store.context).waiting == 0


def test_states_derived_later_are_judged_by_their_own_day(store: Portfolio) -> None:
    store.go("09:00", 28)
    store.clock.now -= timedelta(days=10)
    assert verify(store.context).is_whole


def test_states_of_other_rules_are_not_compared(store: Portfolio) -> None:
    with store.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE store_info SET value = 'older' WHERE name = 'derived_by'")
    found = verify(store.context)
    assert (found.is_whole, found.waiting, found.cases) == (True, 3, 3)


def test_a_damaged_fact_does_not_stop_the_rest(store: Portfolio) -> None:
    with thief(store) as raw:
        raw.execute("UPDATE fact_placed SET as_of = 'gestern' WHERE seq = 4")
        raw.execute("UPDATE case_state SET score = 999 WHERE case_no = 1")
    found = verify(store.context)
    assert ("digest", 4) in places(found)
    assert [(f.code, f.params["case_no"]) for f in found.kept if "case_no" in f.params] == [
        ("audit_state", 1),
        ("audit_state_underivable", 3),
    ]


def test_findings_in_words_are_limited_and_all_are_counted(
    store: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "KEPT", 2)
    with thief(store) as raw:
        raw.execute("UPDATE fact SET link = zeroblob(32)")
    found = verify(store.context)
    assert (len(found.kept), found.count) == (2, 8)


def harmed(store: Portfolio, places: Sequence[tuple[int, int]]) -> Context:
    """The store closed, one bit turned at each place (page, byte in it), and open again."""
    context = store.context
    path, key = context.db.path, context.db.key
    context.db.close()
    with path.open("r+b") as file:
        for page, byte in places:
            file.seek((page - 1) * PAGE + byte)
            old = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([old[0] ^ 1]))
    return replace(context, db=Database(path, key))


def test_a_damaged_page_is_named(store: Portfolio) -> None:
    with store.context.db.read() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'fact_message'"
        ).scalar_one()
    context = harmed(store, [(page, 100)])
    (finding,) = verify(context).kept
    context.db.close()
    assert finding.code == "audit_page"
    assert finding.params["said"].endswith(f"page {page}")


def test_a_byte_in_each_of_a_hundred_pages_is_found_each_time(store: Portfolio) -> None:
    dice, size = random.Random(6), store.context.db.path.stat().st_size
    pages = sorted(
        dice.sample(range(2, size // PAGE + 1), 100)
    )  # the first one holds the salt: it does not open
    context = harmed(store, [(page, dice.randrange(PAGE)) for page in pages])
    # Not opened as the program does: its schema may lie in one of them, and then it is refused at once.
    raw = connect_new(context.db.path, context.db.key)
    found = damaged_pages(raw)
    raw.close()
    context.db.close()
    assert [int(said.rsplit(" ", 1)[1]) for said in found] == pages


def test_every_device_has_a_chain_of_its_own(store: Portfolio) -> None:
    """Facts of another device that arrived by merge are followed from their own first fact."""
    context = store.context
    other = bytes(15) + b"\x07"
    with context.db.write() as connection:
        own = connection.exec_driver_sql("SELECT value FROM store_info WHERE name = 'device'").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO device (id, name, started_at) VALUES (?, 'laptop', ?)", (other, to_ms(context.now()))
        )
        set_device = "UPDATE store_info SET value = ? WHERE name = 'device'"
        connection.exec_driver_sql(set_device, (other.hex().upper(),))
    append(store, Message("sms", "debtor", "从另一台"))
    with context.db.write() as connection:
        connection.exec_driver_sql(set_device, (own,))
    append(store, Message("sms", "debtor", "从这一台"))
    found = verify(context)
    assert places(found) == []
    assert (found.devices, found.facts) == (2, 10)
