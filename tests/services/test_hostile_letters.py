"""Names that want to be more than text, on paper: they are printed as they are, or the letter is refused."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from portfolio import Portfolio
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from writing import furnish

from app.domain.errors import AppError
from app.services.letters.drafting import DraftLetter, draft
from app.services.letters.issuing import IssueLetter, issue, reprint

MARKUP = '<img src="file:///etc/hostname" width="300"/><b>张三</b>'
HOSTILE = {
    "markup": MARKUP,
    "template": '{{ creditor.name }}{% include "notice.txt" %}{{ 7*7 }}张三',
    "bidi": "\u202e张三\u2066",
    "control": "张\x00三\x07",
    "endless": "张三" * 2_000,
    "surrogate": "张三\ud83d",
    "pdf": ") Tj ET /JavaScript (app.alert(1)) 张三",
}
LETTERS = ("reminder", "notice", "statement")
REFUSED = {"endless": "letter_address_long", "bidi": "letter_characters", "control": "letter_characters"}
"""No envelope has room for the one, nothing can be printed for the others."""

_FORBIDDEN = {"/JavaScript", "/JS", "/URI", "/OpenAction", "/AA", "/EmbeddedFiles", "/Launch"}


@pytest.fixture
def desk(portfolio: Portfolio) -> Portfolio:
    furnish(portfolio)
    return portfolio


def renamed(desk: Portfolio, name: str) -> None:
    """As a row that came from elsewhere: what is typed or imported here is refused or cleaned before."""
    with desk.context.db.write() as connection:
        connection.exec_driver_sql("UPDATE person SET name = ? WHERE name = '李明'", (name,))


def keys_of(reader: PdfReader) -> set[str]:
    """Every name that a dictionary of the file uses as a key."""
    found: set[str] = set()
    for number in range(1, len(reader.xref[0]) + 2):
        entry = reader.get_object(IndirectObject(number, 0, reader))
        if hasattr(entry, "keys"):
            found |= set(entry.keys())
    return found


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_name_is_text_on_paper(desk: Portfolio, kind: str) -> None:
    renamed(desk, HOSTILE[kind].encode("utf-8", "replace").decode("utf-8"))
    found = [answer_of(desk, template, kind) for template in LETTERS]
    assert "printed" in found or REFUSED[kind] in found


def answer_of(desk: Portfolio, template: str, kind: str) -> str:
    """What became of one letter: printed, or why not."""
    try:
        made = draft(desk.context, DraftLetter(desk.case, template))
        number = issue(desk.context, IssueLetter.of(desk.act(), made))[0].letter
    except AppError as refused:
        return refused.code
    assert kind not in REFUSED
    assert kind != "template" or "49" not in "".join(made.paragraphs), "the braces of a name were worked out"
    reader = PdfReader(BytesIO(reprint(desk.context, number)[1]))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "张" in text
    assert not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text.replace("\n", ""))
    assert keys_of(reader).isdisjoint(_FORBIDDEN)
    return "printed"
