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
from app.domain.permissions import Deed
from app.files.problems import CELL_PROBLEMS, FILE_PROBLEMS, ROW_PROBLEMS
from app.models.database import _SQLITE_CODES
from app.services import audit, messages, openings_check
from app.services.messages import AREAS, SENTENCES, imports, sentence

APP = Path(messages.__file__).resolve().parents[2]
PASSED_ON = {
    "files/cells.py:date": {"date_order", "date_short_year", "date_serial"},
    "files/decoding.py:reading": {"encoding_unknown", "encoding_wrong"},
    "files/delimited.py:records": {"row_quotes", "row_cell_too_long"},
    "files/kinds.py:_refuse_other": {"file_is_pdf", "file_is_image", "file_is_document"},
    "files/pictures.py:opened": {"picture_kind", "picture_damaged", "scan_kind", "scan_damaged"},
    "models/database.py:_open": set(_SQLITE_CODES.values()),
    "models/database.py:driver_errors": set(_SQLITE_CODES.values()),
    "services/context.py:require": {f"may_not_{deed}" for deed in Deed},
    "services/second_place.py:of": {"place_missing", "copy_differs", "backup_exists"},
    "services/contacts.py:_check_requirements": {"identity_required", "promise_required", "remark_required"},
}
"""Where a code is kept in a variable that is no parameter: what it may be, as far as no literal shows it."""


@dataclass(frozen=True)
class Site:
    """One place that raises: its codes, and the names of the parameters it brings (None: not to be seen)."""

    where: str
    codes: frozenset[str]
    params: frozenset[str] | None


@cache
def kinds() -> frozenset[str]:
    """The names of AppError and all its children."""
    classes = [
        node for path in APP.rglob("*.py") for node in tree(path).body if isinstance(node, ast.ClassDef)
    ]
    found = {"AppError"}
    for _ in range(3):
        found |= {
            node.name
            for node in classes
            if any(isinstance(b, ast.Name) and b.id in found for b in node.bases)
        }
    return frozenset(found - {"Cancelled"})


def literals(node: ast.expr | None) -> frozenset[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset({node.value})
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return frozenset()


Function = ast.FunctionDef | None


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(node: ast.AST, function: Function = None) -> Iterator[tuple[Function, ast.Call]]:
    """Every call, with the function it stands in."""
    waiting = [(function, node)]
    while waiting:
        outer, found = waiting.pop()
        if isinstance(found, ast.Call):
            yield outer, found
        inner = found if isinstance(found, ast.FunctionDef) else outer
        waiting += [(inner, child) for child in ast.iter_child_nodes(found)][::-1]


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def parameter(function: Function, argument: ast.expr | None) -> int | None:
    """Which parameter of the function the argument is, not counting ``self``."""
    if function is None or not isinstance(argument, ast.Name):
        return None
    names = [name.arg for name in function.args.args if name.arg != "self"]
    return names.index(argument.id) if argument.id in names else None


@cache
def sites() -> tuple[Site, ...]:
    """All places that raise. Read when a test asks: every worker of a run collects this file, one runs it."""
    return tuple(found_sites())


def found_sites() -> Iterator[Site]:
    """Every place that names a code; a helper is followed to where it is called, and on from there."""
    every = [
        (path.relative_to(APP).as_posix(), function, call)
        for path in sorted(APP.rglob("*.py"))
        for function, call in calls(tree(path))
    ]
    helpers: dict[tuple[str, str], int] = {}

    def key(file: str, name: str) -> tuple[str, str]:
        return (file if name.startswith("_") else "", name)  # a private helper is its own file's

    def code(file: str, call: ast.Call) -> tuple[bool, ast.expr | None]:
        """Whether the call names a code, and the argument that is it: an error's first, or the helper's."""
        name = called(call)
        is_plain = isinstance(call.func, ast.Name) or name.startswith("_")
        place = 0 if name in kinds() else helpers.get(key(file, name)) if is_plain else None
        return place is not None, call.args[place] if place is not None and place < len(call.args) else None

    for _ in range(3):
        for file, function, call in every:
            place = parameter(function, code(file, call)[1])
            if function is not None and place is not None:
                helpers[key(file, function.name)] = place
    for file, function, call in every:
        is_site, argument = code(file, call)
        is_again = isinstance(argument, ast.Attribute) and argument.attr == "code"  # of an error met before
        if is_site and not is_again and parameter(function, argument) is None:
            where = f"{file}:{function.name if function else ''}"
            yield raised(where, call) if called(call) in kinds() else Site(where, literals(argument), None)


def raised(where: str, call: ast.Call) -> Site:
    keywords = {keyword.arg for keyword in call.keywords}
    params = None if None in keywords else frozenset(str(name) for name in keywords)
    if params is not None and called(call) == "CellError":
        params |= {"text"}
    return Site(where, literals(call.args[0] if call.args else None), params)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_search_sees_the_program() -> None:
    assert len(sites()) > 150
    assert {"StorageProblem", "CellError", "ImportProblem"} <= kinds()


def test_every_code_has_a_sentence() -> None:
    codes = {code for site in sites() for code in site.codes} | {
        code for found in PASSED_ON.values() for code in found
    }
    codes |= FILE_PROBLEMS.keys() | ROW_PROBLEMS.keys() | CELL_PROBLEMS.keys() | {Cancelled().code}
    assert sorted(codes - SENTENCES.keys()) == []


def test_places_that_keep_a_code_in_a_variable_are_known() -> None:
    open_sites = {site.where for site in sites() if not site.codes}
    assert sorted(open_sites - PASSED_ON.keys()) == []
    assert sorted(PASSED_ON.keys() - open_sites) == []


@pytest.mark.parametrize("language", [0, 1], ids=["en", "zh"])
def test_sentences_ask_only_for_what_errors_bring(language: int) -> None:
    brought: dict[str, frozenset[str]] = {}
    for site in sites():
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
    codes = {
        code
        for module in (audit, openings_check)
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8")))
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
