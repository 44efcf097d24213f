"""Every threat we answer has a test that can fail: the goal table of the security design, row by row, and what was
asked of keys, chain, exports, privacy and hostile input. ``goals.toml`` names the tests; each must be there and must
assert something.
"""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
GOALS: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads(
    Path(__file__).with_name("goals.toml").read_text("utf-8")
)
SHOWN = [
    pytest.param(shown, id=f"{row}: {what}")
    for table in GOALS.values()
    for row, demands in table.items()
    for what, shown in demands.items()
]


@cache
def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions of a module by name."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def can_fail(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> bool:
    """Whether it asserts something, expects a refusal or waits for something to be so; or a function beside it does
    that it calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Attribute) and node.attr in {"raises", "waitUntil", "waitSignal"}:
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = beside.get(node.func.id)
            if called not in (None, function) and can_fail(called, beside):
                return True
    return False


def test_the_rows_are_those_of_the_design() -> None:
    """Of its 25 rows two are of a server; two of ours came to them."""
    assert len(GOALS["threats"]) == 25
    assert list(GOALS["clauses"]) == [
        "keys", "audit chain", "exports", "privacy on the screen and on disk", "hostile input",
    ]  # fmt: skip
    assert all(
        shown
        for demands in (*GOALS["threats"].values(), *GOALS["clauses"].values())
        for shown in demands.values()
    )


@pytest.mark.parametrize("shown", SHOWN)
def test_what_is_demanded_has_its_tests(shown: list[str]) -> None:
    for named in shown:
        file, _, name = named.partition("::")
        assert (TESTS / file).is_file(), f"{file} is gone"
        beside = functions(TESTS / file)
        assert name in beside, f"{named} is gone"
        assert file.startswith("../torture/") or can_fail(beside[name], beside), f"{named} asserts nothing"


@pytest.mark.parametrize(
    ("body", "expected"), [("assert x", True), ("pytest.raises(E)", True), ("g()", True), ("print(1)", False)]
)
def test_a_test_that_asserts_nothing_is_told_from_one_that_does(body: str, expected: bool) -> None:
    tree = ast.parse(f"def f():\n    {body}\ndef g():\n    assert x")
    made = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert can_fail(made["f"], made) is expected
