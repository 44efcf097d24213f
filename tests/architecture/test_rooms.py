"""Rules of the house that a reader would otherwise have to remember (import-linter keeps the directions).

Each rule stands beside a line that breaks it and a line that keeps it: a rule that catches nothing fails.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"

Found = Iterator[tuple[int, str]]

GPL_OR_SLOW = {
    "PySide6.QtCharts": "GPL: draw with QPainter",
    "PySide6.QtGraphs": "GPL: draw with QPainter",
    "PySide6.QtDataVisualization": "GPL: draw with QPainter",
    "PySide6.QtVirtualKeyboard": "GPL",
    "QSortFilterProxyModel": "crosses into Python for each comparison: sort in SQL or in the model",
}
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": {
        "fork",
        "getuid",
        "geteuid",
        "getgid",
        "chown",
        "getpgid",
        "setsid",
        "killpg",
        "uname",
        "O_NOFOLLOW",
    },
    "signal": {"SIGKILL", "SIGHUP", "SIGALRM", "alarm"},
}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
MACHINE_PATH = re.compile(r"(?<![\w.])/(home|root|tmp|opt|mnt|srv|work|Users)/")


def imported(node: ast.AST) -> list[str]:
    """Dotted names that an import statement brings in; `from a import b` gives `a` and `a.b`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def called(node: ast.AST) -> tuple[str, str]:
    """Owner and name of a call: ("datetime", "now") for `datetime.now()`, ("", "QLabel") for `QLabel()`."""
    if not isinstance(node, ast.Call):
        return ("", "")
    if isinstance(node.func, ast.Name):
        return ("", node.func.id)
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value
        return (owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", ""), node.func.attr)
    return ("", "")


def only_standard_library(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        for name in imported(node):
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and not name.startswith("app.domain") and name != "app":
                yield node.lineno, f"{name} is not of the standard library"


def no_qt(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        for name in imported(node):
            if name.startswith(("PySide6", "shiboken6")):
                yield node.lineno, f"{name}: Qt lives in app.ui and app.main"


def no_gpl_or_slow_qt(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        names = {*imported(node), *(name.rpartition(".")[2] for name in imported(node))}
        for name in names & GPL_OR_SLOW.keys():
            yield node.lineno, f"{name}: {GPL_OR_SLOW[name]}"


def is_fixed_text(node: ast.expr) -> bool:
    """A literal, translated or not, or what a `plain_…` function made safe: nothing a debtor wrote."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_fixed_text(node.body) and is_fixed_text(node.orelse)
    owner_and_name = called(node)
    if owner_and_name[1].startswith("plain"):
        return True
    return isinstance(node, ast.Call) and owner_and_name[1] in {"tr", "translate"}


def plain_text_only(tree: ast.Module) -> Found:
    """QLabel, QMessageBox and tooltips guess HTML: a debtor's name could load a file."""
    if any(isinstance(node, ast.ClassDef) and node.name == "PlainLabel" for node in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        name = called(node)[1]
        if name == "QLabel":
            yield node.lineno, "QLabel guesses HTML: use PlainLabel"
        if name in {"setToolTip", "setWhatsThis"} and not is_fixed_text(node.args[0]):
            yield node.lineno, f"{name} with data guesses HTML: wrap the text in a plain_… function"


def no_clock(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        if called(node) in CLOCKS:
            yield node.lineno, f"{'.'.join(called(node))}(): the clock is a parameter"


def no_float(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"{node.value}: money and rates are integers and Decimal"
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float: money and rates are integers and Decimal"


def asks_the_platform(node: ast.AST) -> bool:
    test = ast.unparse(node.test) if isinstance(node, ast.If | ast.IfExp) else ""
    return any(word in test for word in ("sys.platform", "os.name", "hasattr(os", "hasattr(signal"))


def runs_on_windows(tree: ast.Module) -> Found:
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if asks_the_platform(node):
            continue
        pending += ast.iter_child_nodes(node)
        for name in imported(node):
            if name in POSIX_MODULES:
                yield node.lineno, f"{name} exists only on POSIX: guard it by sys.platform"
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            continue
        if node.attr in POSIX_NAMES.get(node.value.id, ()):
            yield node.lineno, f"{node.value.id}.{node.attr} exists only on POSIX: guard it by sys.platform"


def no_machine_path(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and MACHINE_PATH.search(node.value):
            yield node.lineno, f"{node.value!r} is a path of one machine"


def translates_literals(tree: ast.Module) -> Found:
    """lupdate reads the source: `tr(f"…")`, a variable, a tr() outside any function is never translated."""
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node)[1] != "tr":
            continue
        text = node.args[0] if node.args else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            yield node.lineno, "tr() needs a literal"
        if id(node) not in inside:
            yield node.lineno, "tr() at import time runs before the language is chosen"


def imports_nothing_of_ours(tree: ast.Module) -> Found:
    for node in ast.walk(tree):
        for name in imported(node):
            if name == "app" or name.startswith("app."):
                yield node.lineno, f"{name}: a migration must mean the same in ten years; spell the table out"


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule holds (glob patterns under the project), and one line each that breaks and keeps it."""

    check: Callable[[ast.Module], Found]
    where: tuple[str, ...]
    breaks: str
    keeps: str

    def files(self) -> list[Path]:
        return sorted({path for pattern in self.where for path in ROOT.glob(pattern)})


EVERYWHERE = ("app/**/*.py",)
OUTSIDE_THE_WINDOW = tuple(
    f"app/{room}/**/*.py" for room in ("cli", "services", "models", "reports", "files", "system", "domain")
)
RULES = [
    Rule(
        only_standard_library,
        ("app/domain/**/*.py",),
        "import tomli_w",
        "from app.domain.errors import AppError",
    ),
    Rule(only_standard_library, ("app/domain/**/*.py",), "from app.services import cases", "import decimal"),
    Rule(no_qt, OUTSIDE_THE_WINDOW, "from PySide6.QtCore import Qt", "import queue"),
    Rule(no_gpl_or_slow_qt, EVERYWHERE, "from PySide6 import QtCharts", "from PySide6 import QtWidgets"),
    Rule(
        no_gpl_or_slow_qt,
        EVERYWHERE,
        "from PySide6.QtCore import QSortFilterProxyModel",
        "from PySide6.QtCore import QAbstractTableModel",
    ),
    Rule(plain_text_only, ("app/ui/**/*.py", "app/main.py"), "QLabel(name)", "PlainLabel(name)"),
    Rule(
        plain_text_only,
        ("app/ui/**/*.py", "app/main.py"),
        "w.setToolTip(row.name)",
        "w.setToolTip(self.tr('Save'))",
    ),
    Rule(
        no_clock,
        ("app/domain/**/*.py", "app/services/**/*.py"),
        "datetime.datetime.now(UTC)",
        "clock.now()",
    ),
    Rule(no_float, ("app/domain/**/*.py",), "rate = 0.5", "rate = Decimal('0.5')"),
    Rule(no_float, ("app/domain/**/*.py",), "def f(x: float): ...", "def f(x: int): ..."),
    Rule(runs_on_windows, EVERYWHERE, "import fcntl", "if sys.platform != 'win32':\n    import fcntl"),
    Rule(runs_on_windows, EVERYWHERE, "os.geteuid()", "if os.name == 'posix':\n    os.geteuid()"),
    Rule(no_machine_path, EVERYWHERE, "'/home/li/store'", "'and/or/either'"),
    Rule(
        translates_literals,
        ("app/ui/**/*.py", "app/main.py"),
        "def f(self): self.tr(f'{n} cases')",
        "def f(self): self.tr('{n} cases').format(n=n)",
    ),
    Rule(translates_literals, ("app/ui/**/*.py", "app/main.py"), "TITLE = tr('Queue')", "TITLE = 'Queue'"),
    Rule(
        imports_nothing_of_ours,
        ("app/models/migrations/**/*.py",),
        "from app.models import tables",
        "import sqlalchemy as sa",
    ),
]
NAMES = [f"{rule.check.__name__}-{number}" for number, rule in enumerate(RULES)]


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_tells_good_from_bad(rule: Rule) -> None:
    assert list(rule.check(ast.parse(rule.breaks)))
    assert not list(rule.check(ast.parse(rule.keeps)))


@pytest.mark.parametrize(
    "rule", {rule.check: rule for rule in RULES}.values(), ids=lambda rule: rule.check.__name__
)
def test_house_keeps_rule(rule: Rule) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in rule.files()
        for line, text in rule.check(ast.parse(path.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


def test_no_drawer_for_everything() -> None:
    drawers = [
        path for path in APP.rglob("*.py") if path.stem in {"utils", "util", "helpers", "misc", "common"}
    ]
    assert not drawers, "name a module for what it holds"


def test_packaging_is_no_package() -> None:
    """With an `__init__.py` our folder would hide the `packaging` library from every tool run here."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
