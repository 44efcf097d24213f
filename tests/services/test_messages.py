"""Every refusal that the program can raise has its sentence, in both languages, filled from what the error brings.

The codes are read out of the source: literals, both sides of a choice, arguments handed through a helper, and the
tables of the rooms that raise a code kept in a variable. A new place that keeps its code in a variable fails here
until its codes are named.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from app.domain.errors import Cancelled, StorageProblem
from app.files.problems import CELL_PROBLEMS, FILE_PROBLEMS, ROW_PROBLEMS
from app.models.database import _SQLITE_CODES
from app.services import audit, messages
from app.services.messages import AREAS, SENTENCES, imports, sentence

APP = Path(messages.__file__).resolve().parents[2]
HELPERS = {"_refuse": 1, "required_text": 2, "_typed": 1}
"""Helpers that raise a code they are given, and from which argument on it may stand."""
PASSED_ON = {
    "cli/init.py:_text": {"user_name_missing", "employee_no_missing"},
    "domain/date_entry.py:_typed": {"date_empty", "date_not_understood", "time_empty", "time_not_understood"},
    "domain/plain_text.py:required_text": {"why_required", "override_needs_reason"},
    "domain/plans.py:_refuse": {"plan_no_debt"},
    "files/cells.py:date": {"date_order", "date_short_year", "date_serial"},
    "files/decoding.py:reading": {"encoding_unknown", "encoding_wrong"},
    "files/delimited.py:records": {"row_quotes", "row_cell_too_long"},
    "files/kinds.py:_refuse_other": {"file_is_pdf", "file_is_image", "file_is_document"},
    "files/layout.py:find_header": set(ROW_PROBLEMS),
    "models/database.py:_driver_errors": set(_SQLITE_CODES.values()),
    "services/contacts.py:_check_requirements": {"identity_required", "promise_required", "remark_required"},
    "services/imports/checks.py:resident_id": {"id_empty", "id_shape", "id_rounded", "id_birth_date"},
    "system/keyslots.py:_open": {"passphrase_wrong", "recovery_wrong", "keyring_wrong"},
}
"""Where a code is kept in a variable: what it may be, as far as no literal shows it."""


@dataclass(frozen=True)
class Site:
    """One place that raises: its codes, and the names of the parameters it brings (None: not to be seen)."""

    where: str
    codes: frozenset[str]
    params: frozenset[str] | None


@cache
def kinds() -> frozenset[str]:
    """The names of AppError and all its children."""
    found = {"AppError"}
    trees = [ast.parse(path.read_text("utf-8")) for path in APP.rglob("*.py")]
    for _ in range(3):
        found |= {
            node.name
            for tree in trees
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            and any(isinstance(b, ast.Name) and b.id in found for b in node.bases)
        }
    return frozenset(found - {"Cancelled"})


def literals(node: ast.expr | None) -> frozenset[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset({node.value})
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return frozenset()


def sites() -> Iterator[Site]:
    for path in sorted(APP.rglob("*.py")):
        name = path.relative_to(APP).as_posix()
        for function, call in calls(ast.parse(path.read_text("utf-8")), ""):
            called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            if called in kinds():
                yield raised(f"{name}:{function}", called, call)
            elif called in HELPERS:
                codes = [literals(argument) for argument in call.args[HELPERS[called] :]]
                known = frozenset(
                    code for group in codes for code in group if "_" in code and code in SENTENCES
                )
                yield Site(f"{name}:{function}", known or codes[0], None)


def calls(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        if isinstance(child, ast.Call):
            yield inner, child
        yield from calls(child, inner)


def raised(where: str, kind: str, call: ast.Call) -> Site:
    keywords = {keyword.arg for keyword in call.keywords}
    params = None if None in keywords else frozenset(str(name) for name in keywords)
    if params is not None and kind == "CellError":
        params |= {"text"}
    return Site(where, literals(call.args[0] if call.args else None), params)


ALL = tuple(sites())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_search_sees_the_program() -> None:
    assert len(ALL) > 150
    assert {"StorageProblem", "CellError", "ImportProblem"} <= kinds()


def test_every_code_has_a_sentence() -> None:
    codes = {code for site in ALL for code in site.codes} | {
        code for found in PASSED_ON.values() for code in found
    }
    codes |= FILE_PROBLEMS.keys() | ROW_PROBLEMS.keys() | CELL_PROBLEMS.keys() | {Cancelled().code}
    assert sorted(codes - SENTENCES.keys()) == []


def test_places_that_keep_a_code_in_a_variable_are_known() -> None:
    open_sites = {site.where for site in ALL if not site.codes}
    assert sorted(open_sites - PASSED_ON.keys()) == []
    assert sorted(PASSED_ON.keys() - open_sites) == []


@pytest.mark.parametrize("language", [0, 1], ids=["en", "zh"])
def test_sentences_ask_only_for_what_errors_bring(language: int) -> None:
    brought: dict[str, frozenset[str]] = {}
    for site in ALL:
        for code in site.codes:
            if site.params is not None:
                brought[code] = brought.get(code, site.params) & site.params
    wrong = {
        code: places(SENTENCES[code][language]) - brought[code]
        for code in brought
        if code in SENTENCES and not places(SENTENCES[code][language]) <= brought[code]
    }
    assert wrong == {}


def test_both_languages_are_written() -> None:
    for code, (english, chinese) in SENTENCES.items():
        assert english.isascii() or "“" in english or "…" in english, code
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), code
        assert (english[-1] in ".?", chinese[-1] in "。？") == (True, True), code


def test_no_code_is_said_in_two_ways() -> None:
    """But for cells of a file: their report quotes the cell, which no form can."""
    in_files = imports.CELLS.keys() | imports.ROWS.keys()
    counts = Counter(
        code for area in AREAS for code in area.SENTENCES if area is not imports or code not in in_files
    )
    assert [code for code, count in counts.items() if count > 1] == []


def test_every_area_is_spoken() -> None:
    folder = Path(messages.__file__).parent
    areas = {path.stem for path in folder.glob("*.py") if "\nSENTENCES" in path.read_text("utf-8")} - {
        "__init__"
    }
    assert areas == {area.__name__.rpartition(".")[2] for area in AREAS}


def test_findings_of_the_audit_have_sentences() -> None:
    tree = ast.parse(Path(audit.__file__).read_text("utf-8"))
    codes = {
        code
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add"
        for code in literals(node.args[0])
    }
    assert len(codes) > 15
    assert {f"audit_{code}" for code in codes} == messages.audit.SENTENCES.keys()


def test_values_are_shown_as_people_read_them() -> None:
    low = StorageProblem("disk_low", path="D:/FairDue", free=12_345_678, needed=2_000_000_000)
    assert sentence(low, "en").startswith(
        "Not enough room in D:/FairDue: 2,000 MB are needed, 12 MB are free."
    )
    gone = StorageProblem("promise_in_past", on=date(2026, 2, 28))
    assert "2026-02-28" in sentence(gone, "zh_CN")
    above = StorageProblem("promise_above_debt", owed_minor=123_456)
    assert "1,234.56" in sentence(above, "zh_CN")


def test_a_missing_value_or_word_never_hides_the_error() -> None:
    assert "…" in sentence(StorageProblem("home_missing"), "en")
    assert "no_such_code" in sentence(StorageProblem("no_such_code"), "zh_CN")
