"""Exported files can be trusted by whoever has them, without a store; and the store is held against what was signed."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import fairdue
from portfolio import Portfolio
from pypdf import PdfReader

from app.domain.errors import StorageProblem
from app.domain.facts import Acknowledged
from app.files.manifests import SUFFIX, manifest_of, read
from app.services import acts, audit, backups, contact_log, manifests, weekly_files
from app.services.contact_selection import ExportContacts, Filter
from app.services.manifest_check import Checked, check, known_to
from app.services.messages import SENTENCES
from app.services.store import opened
from app.services.weekly import week_of
from app.system.paths import Home
from app.system.signing import public_key_of, sign

WEEK = Filter(date(2026, 11, 16), date(2026, 11, 22))


def note(portfolio: Portfolio) -> None:
    """One more fact."""
    context = portfolio.context
    with context.db.write() as connection:
        entry = acts.entry(context, Acknowledged("all"), portfolio.case, portfolio.clock.now)
        acts.append(connection, context, portfolio.act(), [entry])


def exported(portfolio: Portfolio, folder: Path, form: str = "csv") -> Path:
    folder.mkdir(exist_ok=True)
    command = ExportContacts(WEEK, form, purpose="对账")
    made, _ = contact_log.export(portfolio.context, portfolio.words, command, folder / f"催记.{form}")
    return made.path


def of_own(portfolio: Portfolio, path: Path) -> Checked:
    return check(path, known_to(portfolio.context.home))


def codes(checked: Checked) -> list[str]:
    return [entry.code for entry in checked.findings]


def anchors_found(portfolio: Portfolio, *against: Path) -> list[str]:
    found = audit.verify(portfolio.context, against=against)
    assert all(entry.code in SENTENCES for entry in found.kept)
    return [entry.code.removeprefix("audit_") for entry in found.kept]


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_an_export_says_what_it_is_and_who_answers_for_it(
    portfolio: Portfolio, tmp_path: Path, form: str
) -> None:
    path = exported(portfolio, tmp_path / "out", form)
    checked = of_own(portfolio, path)
    assert (codes(checked), checked.is_whole) == ([], True)
    told = checked.statement
    assert (told.kind, told.rows, told.purpose, told.is_masked) == ("contacts", 0, "对账", True)
    assert (told.made_by, told.employee_no) == ("练习", "P000")
    assert told.made_at == "2026-11-16T01:00:00+00:00"
    (head,) = told.heads
    assert (head.facts, head.link) == portfolio.chain()  # the record of the export included
    assert of_own(portfolio, checked.manifest).is_whole


def test_both_files_of_a_week_stand_in_one_manifest(portfolio: Portfolio, tmp_path: Path) -> None:
    context = portfolio.context
    week = week_of(context, "2026-W46")
    made, _ = weekly_files.save(context, portfolio.words, week, tmp_path, purpose="internal")
    for path in made.paths:
        checked = of_own(portfolio, path)
        assert (codes(checked), checked.manifest.name) == ([], f"weekly-2026-W46{SUFFIX}")
    assert {each.name for each in checked.statement.files} == {path.name for path in made.paths}
    made.paths[0].unlink()
    assert codes(of_own(portfolio, made.paths[1])) == ["manifest_file_missing"]


def test_one_changed_byte_is_found(portfolio: Portfolio, tmp_path: Path) -> None:
    path = exported(portfolio, tmp_path / "out")
    whole = path.read_bytes()
    for at in (0, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert codes(of_own(portfolio, path)) == ["manifest_file_changed"]
    path.write_bytes(whole + b" ")
    assert codes(of_own(portfolio, path)) == ["manifest_file_changed"]


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def edited(path: Path) -> None:
        data = json.loads(path.read_bytes())
        change(data)
        path.write_bytes(json.dumps(data).encode())

    return edited


FORGED = {
    "fewer rows": edit(lambda data: data["signed"].update(rows=7)),
    "another purpose": edit(lambda data: data["signed"].update(purpose="x")),
    "another person": edit(lambda data: data["signed"]["made_by"].update(name="李四")),
    "another time": edit(lambda data: data["signed"].update(made_at="2026-11-17T01:00:00+00:00")),
    "another chain": edit(lambda data: data["signed"]["chain"][0].update(facts=1)),
    "another key": edit(lambda data: data.update(key=b64encode(b"\x07" * 32).decode())),
    "no signature": edit(lambda data: data.update(signature="")),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_manifest_that_was_changed_is_found(
    portfolio: Portfolio, tmp_path: Path, forge: Callable[[Path], None]
) -> None:
    path = exported(portfolio, tmp_path / "out")
    forge(manifest_of(path))
    assert codes(of_own(portfolio, path)) == ["manifest_signature"]


def test_who_signs_anew_is_not_known(portfolio: Portfolio, tmp_path: Path) -> None:
    """A forger changes the file, the manifest too, and signs it well: with a key that nobody knows."""
    path = exported(portfolio, tmp_path / "out")
    place, manifest = manifest_of(path), read(manifest_of(path))
    forger = b"\x07" * 32
    data = json.loads(place.read_bytes())
    data["key"] = b64encode(public_key_of(forger)).decode()
    data["signature"] = b64encode(sign(forger, manifest.statement.canonical())).decode()
    place.write_bytes(json.dumps(data).encode())
    checked = of_own(portfolio, path)
    assert codes(checked) == ["manifest_key_unknown"]
    assert codes(check(path, {checked.fingerprint})) == []  # had somebody vouched for it
    assert codes(check(path, set())) == ["manifest_key_unknown"]


def garbled(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


UNREADABLE = {
    "nothing": garbled(b""),
    "no json": garbled(b"{"),
    "a list": garbled(b"[]"),
    "deep": garbled(b"[" * 100_000),
    "huge": garbled(b" " * 2_000_000),
    "newer": edit(lambda data: data.update(manifest=2)),
    "more than is known": edit(lambda data: data["signed"].update(note="pay here")),
    "more beside": edit(lambda data: data.update(note="pay here")),
    "a name twice": lambda path: (
        path.write_bytes(path.read_bytes().replace(b'"rows": 0', b'"rows": 9, "rows": 0')) and None
    ),
    "a way out of the folder": edit(lambda data: data["signed"]["files"][0].update(name="../x")),
    "no files": edit(lambda data: data["signed"].update(files=[])),
    "a number as text": edit(lambda data: data["signed"].update(rows="0")),
    "half a character": edit(lambda data: data["signed"].update(purpose="\ud800")),
}


@pytest.mark.parametrize("spoil", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_manifest_is_said(
    portfolio: Portfolio, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = exported(portfolio, tmp_path / "out")
    spoil(manifest_of(path))
    with pytest.raises(StorageProblem, match="manifest_unreadable"):
        of_own(portfolio, path)


def test_a_file_that_nothing_speaks_of(portfolio: Portfolio, tmp_path: Path) -> None:
    path = exported(portfolio, tmp_path / "out")
    other = Path(shutil.copy(path, path.with_name("other.csv")))
    with pytest.raises(StorageProblem, match="manifest_missing"):
        of_own(portfolio, other)
    shutil.copy(manifest_of(path), other.with_name(other.name + SUFFIX))
    assert codes(of_own(portfolio, other)) == ["manifest_not_of"]
    with pytest.raises(StorageProblem, match="manifest_no_file"):
        of_own(portfolio, path.with_name("nothing.csv"))


def test_the_command_line_needs_no_store(portfolio: Portfolio, tmp_path: Path) -> None:
    path = exported(portfolio, tmp_path / "out")
    nowhere = tmp_path / "nowhere"
    ran = fairdue("verify", path, "--home", nowhere, "--json")
    assert (ran.code, [entry["code"] for entry in ran.answer["findings"]]) == (1, ["manifest_key_unknown"])
    shown = ran.answer["fingerprint"]
    ran = fairdue("verify", path, "--home", nowhere, "--key", shown.lower(), "--json")
    assert (ran.code, ran.answer["ok"], ran.answer["signed"]["purpose"]) == (0, True, "对账")
    ran = fairdue("verify", path, "--home", portfolio.context.home.root, language="en")
    assert (ran.code, "Whole, as it left" in ran.out, shown in ran.out) == (0, True, True)
    path.write_bytes(b"x")
    ran = fairdue("verify", path, "--home", nowhere, "--key", shown, language="zh_CN")
    assert (ran.code, "不是签名时的文件" in ran.out) == (1, True)
    assert fairdue("verify", "--key", shown, "--home", nowhere).code == 1
    assert not nowhere.exists()


def test_the_foot_of_the_paper_bears_the_head_of_the_chain(portfolio: Portfolio, tmp_path: Path) -> None:
    facts, head = portfolio.chain()
    text = PdfReader(exported(portfolio, tmp_path / "out", "pdf")).pages[0].extract_text()
    assert head.hex() in text.replace("\n", "")
    assert f"{facts}" in text


def cut_off(portfolio: Portfolio, last: int) -> None:
    """Delete the last facts with their contents, behind the program's back, triggers and counts put right."""
    raw = portfolio.context.db.raw()
    raw.execute("PRAGMA foreign_keys=OFF")
    kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        raw.execute(f"DROP TRIGGER {name}")
    seqs = [row[0] for row in raw.execute("SELECT seq FROM fact ORDER BY seq DESC LIMIT ?", (last,))]
    for seq in seqs:
        (kind,) = raw.execute("SELECT kind FROM fact WHERE seq = ?", (seq,)).fetchone()
        raw.execute(f"DELETE FROM fact_{kind} WHERE seq = ?", (seq,))
        raw.execute("DELETE FROM fact WHERE seq = ?", (seq,))
    for _, sql in kept:
        raw.execute(sql)
    raw.close()


def test_a_tail_cut_off_is_found_by_the_backup(portfolio: Portfolio) -> None:
    note(portfolio)
    note(portfolio)
    assert "gap" not in anchors_found(portfolio)
    backups.make(portfolio.context)
    assert anchors_found(portfolio) == []
    cut_off(portfolio, 1)
    assert anchors_found(portfolio) == ["anchor_tail"]


def test_a_tail_cut_off_is_found_by_an_export_that_was_given_away(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    path = exported(portfolio, tmp_path / "out")
    given = manifest_of(path)
    cut_off(portfolio, 1)
    assert anchors_found(portfolio) == []  # the chain alone cannot know
    assert anchors_found(portfolio, given) == ["anchor_tail"]
    note(portfolio)  # as many as before, but not the same
    assert anchors_found(portfolio, given) == ["anchor_differs"]
    ran_home = Home(Path(shutil.copytree(portfolio.context.home.root, tmp_path / "copy")))
    ran = fairdue("verify", "--home", ran_home.root, "--against", given, "--json")
    assert (ran.code, [entry["code"] for entry in ran.answer["findings"]]) == (1, ["audit_anchor_differs"])


def test_a_head_on_paper_is_held_against_the_store(portfolio: Portfolio, tmp_path: Path) -> None:
    facts, link = portfolio.chain()
    note(portfolio)
    context = portfolio.context
    assert audit.verify(context, heads=[(facts, link), portfolio.chain()]).kept == []
    for wrong in ((facts + 1, link), (facts, bytes(32)), (facts + 9, link)):
        (found,) = audit.verify(context, heads=[wrong]).kept
        assert (found.code, found.params["facts"]) == ("audit_head", wrong[0])
    cut_off(portfolio, 1)
    home = Path(shutil.copytree(context.home.root, tmp_path / "copy"))
    ran = fairdue("verify", "--home", home, "--head", f"{facts}:{link.hex()}")
    # The copy is of an open store, which is told.
    assert (ran.code, "was not closed in order" in ran.err) == (0, True)
    ran = fairdue("verify", "--home", home, "--head", f"{facts + 1}:{link.hex()}")
    assert (ran.code, f"{facts + 1} facts" in ran.out) == (1, True)
    for typed in ("", "3", "x:00", f"0:{link.hex()}", f"3:{link.hex()[2:]}"):
        assert fairdue("verify", "--home", home, "--head", typed).code == 2


def test_anchors_that_prove_nothing_are_said(portfolio: Portfolio, tmp_path: Path) -> None:
    made = backups.make(portfolio.context).path
    place = manifest_of(made)
    whole = place.read_bytes()
    edit(lambda data: data["signed"]["chain"][0].update(facts=1))(place)
    assert anchors_found(portfolio) == ["anchor_signature"]
    place.write_bytes(b"{}")
    assert anchors_found(portfolio) == ["anchor_unreadable"]
    edit(lambda data: data["signed"].update(store="another"))(_put(place, whole))
    assert anchors_found(portfolio) == []
    assert anchors_found(portfolio, place) == ["anchor_other"]
    forger = b"\x07" * 32
    statement = read(_put(place, whole)).statement
    signed = {
        "key": b64encode(public_key_of(forger)).decode(),
        "signature": b64encode(sign(forger, statement.canonical())).decode(),
    }
    edit(lambda data: data.update(signed))(place)
    assert anchors_found(portfolio) == ["anchor_key"]
    _put(place, whole)
    assert anchors_found(portfolio) == []


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_backup_is_checked_as_a_file_too(portfolio: Portfolio) -> None:
    made = backups.make(portfolio.context)
    checked = of_own(portfolio, made.path)
    assert (codes(checked), checked.statement.rows) == ([], made.facts)
    (head,) = checked.statement.heads
    assert (head.facts, head.link) == portfolio.chain()
    made.path.with_suffix(".keyslots.json").unlink()
    assert codes(of_own(portfolio, made.path)) == ["manifest_file_missing"]


def test_a_store_signs_with_one_key(portfolio: Portfolio, tmp_path: Path) -> None:
    first = of_own(portfolio, exported(portfolio, tmp_path / "a")).fingerprint
    assert manifests.own_fingerprint(portfolio.context) == first
    home = portfolio.context.home
    portfolio.context.db.close()
    with opened(Home(Path(shutil.copytree(home.root, tmp_path / "again"))), None, program="test") as context:
        assert manifests.own_fingerprint(context) == first
    assert known_to(home) == {first}
    assert known_to(Home(tmp_path / "nowhere")) == frozenset()
