"""``fairdue self-test``: does this installation carry and do what it should? Touches no store of the user."""

from __future__ import annotations

import platform
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app import __version__
from app.cli.call import PROGRAM, Call
from app.cli.terminal import Answer
from app.domain.errors import AppError
from app.system.paths import Home, resource

NAME = "self-test"
HELP = "try this installation in a temporary folder: resources, keys, store, tables, paper, passwords, window libraries"

_CASES = 12
_DAY = date(2026, 11, 21)
_TYPEFACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


def declare(parser: ArgumentParser) -> None:
    """No options of its own."""
    del parser


def run(call: Call) -> Answer:
    """Try each part; one that fails does not keep the others from being tried."""
    del call
    results = [(name, *_tried(check)) for name, check in _CHECKS.items()]
    is_fine = all(problem == "" for _, _, problem in results)
    data = {
        "ok": is_fine,
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "checks": [
            {"name": name, "ok": problem == "", "detail": problem or detail}
            for name, detail, problem in results
        ],
    }
    lines = [
        f"{'ok    ' if not problem else 'FAILED'}  {name}: {problem or detail}"
        for name, detail, problem in results
    ]
    return Answer(data, lines, 0 if is_fine else 1)


def _tried(check: Callable[[], str]) -> tuple[str, str]:
    """What a check tells, and what went wrong with it."""
    try:
        return check(), ""
    except AppError as error:
        return "", error.code
    except Exception as error:  # whatever a broken installation raises: a missing file, a missing library
        return "", f"{type(error).__name__}: {error}"


def _resources() -> str:
    from app.services.rulebook import rules_from, shipped_packs

    for name in _TYPEFACES:
        resource("fonts", name)
    for folder in ("icons", "themes", "i18n", "scripts", "sample"):
        resource(folder)
    rules = rules_from(shipped_packs())
    return f"{len(rules.codes.by_code)} result codes, rules {rules.version}"


def _store() -> str:
    """A practice store made, listed, verified, backed up; nothing of it readable in the file."""
    from app.services import audit, backups, queue, sample, states
    from app.services.store import PRACTICE_USER, opened
    from app.services.words import Words

    with tempfile.TemporaryDirectory(prefix="fairdue-self-test-") as folder:
        home = Home(Path(folder) / "practice")
        sample.build(home, today=_DAY, cases=_CASES)
        with opened(home, None, program=PROGRAM) as context:
            states.catch_up(context)
            words = Words("en", context.rules, context.now(), context.zone)
            rows = queue.listing(context, words, 0, _CASES)
            found = audit.verify(context)
            made = backups.make(context)
        if PRACTICE_USER[0].encode() in home.database.read_bytes():
            raise ValueError("the database file is not encrypted")
    if not rows or not found.is_whole:
        raise ValueError(f"{len(rows)} cases in the queue, {found.count} findings")
    return f"{len(rows)} cases, {found.facts} facts whole, backup of {made.facts} proven"


def _tables() -> str:
    """A workbook written and read back."""
    from python_calamine import CalamineWorkbook
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory(prefix="fairdue-self-test-") as folder:
        path = Path(folder) / "table.xlsx"
        with Workbook(path) as book:
            book.add_worksheet("案件").write_string(0, 0, "0012")
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    if rows != [["0012"]]:
        raise ValueError("a workbook was not read as it was written")
    return "a workbook written and read"


def _paper() -> str:
    """The letters' templates read, a page drawn with a rare name and read back, a QR code made."""
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    from app.reports import fonts, qr, templates
    from app.reports.document import document_pdf, paragraph

    fonts.register(resource("fonts"))
    found = [name for language in ("zh", "en") for name in templates.load(resource("letters"), language)]
    pdf = document_pdf("有还", [], [paragraph("张䶮", 200)], language="zh")
    with PdfDocument(pdf) as read:
        text = read[0].get_textpage().get_text_range()
    if "张䶮" not in text or not qr.qr_bars("https://example.com/"):
        raise ValueError("a page was not read as it was drawn")
    return f"{len(found)} templates, a page drawn and read"


def _protection() -> str:
    """A PDF and a zip shut behind a password, and opened by it alone."""
    from pypdf import PdfReader
    from pyzipper import AESZipFile  # type: ignore[import-untyped]

    from app.files.protection import pack, protect_pdf
    from app.reports import fonts
    from app.reports.document import document_pdf
    from app.system.file_passwords import new_file_password

    fonts.register(resource("fonts"))
    password = new_file_password()
    with tempfile.TemporaryDirectory(prefix="fairdue-self-test-") as folder:
        paper, packed = Path(folder) / "paper.pdf", Path(folder) / "packed.zip"
        paper.write_bytes(document_pdf("有还", [], [], language="zh"))
        pack([paper], packed, password)
        protect_pdf(paper, password)
        with PdfReader(paper) as reader, AESZipFile(packed) as archive:
            is_shut = not reader.decrypt("wrong") and bool(reader.decrypt(password))
            archive.setpassword(password.encode())
            is_shut = is_shut and archive.read("1.pdf").startswith(b"%PDF")
    if not is_shut:
        raise ValueError("a file was not shut as it should be")
    return "a PDF and a zip shut and opened"


def _window() -> str:
    """The window's libraries load; nothing is shown."""
    import app.main

    return f"{app.main.__name__} loads"


_CHECKS: dict[str, Callable[[], str]] = {
    "resources": _resources,
    "store": _store,
    "tables": _tables,
    "paper": _paper,
    "protection": _protection,
    "window": _window,
}
