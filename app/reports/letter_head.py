"""What stands around a letter's body: who writes, to whom, which letter it is, and the footer.

Every text has a field of fixed size; one too long for it is set smaller, and refused where nothing smaller can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.domain.errors import RenderProblem
from app.reports.breaking import Line, break_lines
from app.reports.letter_data import LetterData
from app.reports.letter_words import WORDS
from app.reports.markup import Run
from app.reports.paper import A4, FAINT, GREY, MM, NAVY, Pen
from app.reports.pictures import Marks, image_of
from app.reports.wording import day_text

LEFT = 24 * MM
WIDTH = A4[0] - 2 * LEFT
_RIGHT = LEFT + WIDTH

_HEAD_TOP, _HEAD_RULE = 44.0, 101.0
_HEAD_HEIGHT = _HEAD_RULE - _HEAD_TOP - 4
_LOGO_WIDTH, _LOGO_HEIGHT, _LOGO_GAP = 92.0, 44.0, 10.0
_ASK = LEFT + WIDTH * 0.53
_ADDRESS_TOP, _ADDRESS_HEIGHT = 49 * MM, 40 * MM
_ADDRESS_WIDTH = 105 * MM - LEFT
_PARTICULARS, _LABELS = 126 * MM, 66.0
_FOOT = A4[1] - 45

_NAME_SIZES = ((15, 23), (13, 19), (11, 16), (9, 12), (7.5, 9.5))
_ACTING_SIZES = ((9, 13), (8, 11), (7, 9.2))
_ASK_SIZES = ((8.5, 13), (8, 11.2), (7, 9), (6, 7.6))
_ADDRESS_SIZES = ((10.5, 16), (9.5, 14), (8.5, 12), (7.5, 10))
_PARTICULAR_SIZES = ((9, 14.5), (8, 12), (7, 9.5))
_FOOT_SIZES = ((8, 12), (7, 12), (6, 12), (5, 12))

Sizes = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Lines in the largest size that fits."""

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    def at(self, x: float, top: float) -> tuple[tuple[Line, ...], float, float, float, float]:
        """As the pen takes it."""
        return self.lines, x, top, self.size, self.leading


@lru_cache(maxsize=256)
def _fit(
    runs: tuple[Run, ...], sizes: Sizes, width: float, height: float, *, unbroken: int = 0
) -> _Fitted | None:
    """The text in the first size that fits; in one of the ``unbroken`` first ones if that keeps its lines whole."""
    own_lines = sum(run.text.count("\n") for run in runs) + 1
    for size, leading in sizes[:unbroken]:
        lines = break_lines(runs, size, width)
        if len(lines) == own_lines and own_lines * leading <= height:
            return _Fitted(lines, size, leading)
    for size, leading in sizes:
        lines = break_lines(runs, size, width)
        if len(lines) * leading <= height:
            return _Fitted(lines, size, leading)
    return None


class LetterHead:
    """The fixed texts of one letter, each in its field."""

    def __init__(self, data: LetterData, title: str, version: int, code: str, marks: Marks) -> None:
        """Raises RenderProblem ``letter_address_long``, ``letter_head_long`` or ``letter_picture``."""
        self._words = WORDS[data.language]
        self._language = data.language
        self._title, self._version, self._letter_no = title, version, data.letter_no
        self._sender = data.sender.name
        self._logo = image_of(marks.logo) if marks.logo else None
        self._logo_size = self._logo.fitted(_LOGO_WIDTH, _LOGO_HEIGHT) if self._logo else (0.0, 0.0)
        self._name_left = LEFT + self._logo_size[0] + (_LOGO_GAP if self._logo else 0.0)
        self._fit_sender(data)
        address = _fit(
            _address(data, self._words.private), _ADDRESS_SIZES, _ADDRESS_WIDTH, _ADDRESS_HEIGHT, unbroken=2
        )
        if address is None:
            raise RenderProblem("letter_address_long")
        self._address = address
        self._particulars = self._rows(data)
        self._code = break_lines((Run(self._words.check_code.format(code=code)),), 8, WIDTH)

    def _fit_sender(self, data: LetterData) -> None:
        sender, words = data.sender, self._words
        acting = words.acting_for.format(creditor=sender.creditor) if sender.is_agency else ""
        left = _ASK - self._name_left - 10
        self._acting = _fit((Run(acting),), _ACTING_SIZES, left, 28, unbroken=2) if acting else None
        below = self._acting.height + 1 if self._acting else 0
        name = _fit((Run(sender.name, bold=True),), _NAME_SIZES, left, _HEAD_HEIGHT - below, unbroken=3)
        ask = _fit((Run(self._ask(data)),), _ASK_SIZES, _RIGHT - _ASK, _HEAD_HEIGHT, unbroken=3)
        if name is None or ask is None or (acting and self._acting is None):
            raise RenderProblem("letter_head_long")
        self._name, self._asked = name, ask

    def _ask(self, data: LetterData) -> str:
        """Where and whom to ask, a line each."""
        sender, words = data.sender, self._words
        hours = f"（{sender.hours}）" if self._language == "zh" else f" ({sender.hours})"
        phone = sender.phone + (hours if sender.hours else "")
        said = (
            sender.address,
            words.phone.format(phone=phone) if sender.phone else "",
            words.handler.format(handler=sender.handler) if sender.handler else "",
            sender.licence_line,
        )
        return "\n".join(line for line in said if line)

    def _rows(self, data: LetterData) -> list[tuple[_Fitted, _Fitted]]:
        """Name and text of each particular."""
        words, width = self._words, _RIGHT - _PARTICULARS - _LABELS
        said = (
            (words.letter_no, data.letter_no),
            (words.date, day_text(data.issued_on, self._language)),
            (words.case, data.case_reference),
            (words.as_of, day_text(data.as_of, self._language)),
        )
        rows = []
        for label, text in said:
            if not text:
                continue
            name = _fit((Run(label),), _PARTICULAR_SIZES, _LABELS - 4, 14.5)
            value = _fit((Run(text),), _PARTICULAR_SIZES, width, 28.5)
            if name is None or value is None:
                raise RenderProblem("letter_head_long")
            rows.append((name, value))
        return rows

    def draw(self, pen: Pen) -> None:
        """The head of the first page."""
        left = self._name_left
        if self._logo:
            width, height = self._logo_size
            pen.picture(self._logo, LEFT, _HEAD_TOP + (_HEAD_HEIGHT - height) / 2 - 2, width, height)
        pen.lines(*self._name.at(left, _HEAD_TOP), colour=NAVY)
        if self._acting:
            pen.lines(*self._acting.at(left, _HEAD_TOP + self._name.height + 1), colour=GREY)
        pen.lines(*self._asked.at(_ASK, _HEAD_TOP), colour=GREY, align="right", width=_RIGHT - _ASK)
        pen.rule(LEFT, _HEAD_RULE, WIDTH, weight=1.4, colour=NAVY)
        pen.lines(*self._address.at(LEFT, _ADDRESS_TOP))
        top = _ADDRESS_TOP
        for name, value in self._particulars:
            pen.lines(*name.at(_PARTICULARS, top), colour=GREY)
            pen.lines(*value.at(_PARTICULARS + _LABELS, top))
            top += value.height + 1

    def draw_running(self, pen: Pen) -> None:
        """The head of the further pages."""
        said = _fit((Run(f"{self._sender}\u3000{self._title}"),), _FOOT_SIZES, WIDTH, 24)
        if said is not None:
            pen.lines(*said.at(LEFT, 46 - said.height), colour=GREY)
        pen.rule(LEFT, 50, WIDTH, colour=FAINT)

    def draw_footer(self, pen: Pen, number: int, total: int) -> None:
        """Letter, page, template and check code."""
        words = self._words
        said = (
            self._letter_no,
            words.page.format(number=number, total=total),
            words.template.format(title=self._title, version=self._version),
        )
        pen.rule(LEFT, _FOOT, WIDTH, colour=FAINT)
        room = WIDTH - self._code[0].width - 12
        left = _fit((Run("\u3000".join(said)),), _FOOT_SIZES, room, 24)
        if left is not None:
            pen.lines(*left.at(LEFT, _FOOT + 5), colour=GREY)
        pen.lines(self._code, LEFT, _FOOT + 5, 8, 12, colour=GREY, align="right", width=WIDTH)


def _address(data: LetterData, private: str) -> tuple[Run, ...]:
    """Chinese order: address, then the name; else the name above the address."""
    recipient = data.recipient
    lines = "\n".join(recipient.address_lines)
    if data.language == "zh":
        name = f"{recipient.name} {recipient.salutation} {private}".replace("  ", " ")
        return (Run(f"{lines}\n" if lines else ""), Run(name, bold=True))
    name = f"{recipient.salutation} {recipient.name}".strip()
    return (Run(f"{private}\n"), Run(f"{name}\n", bold=True), Run(lines))
