"""The words of ``plan_phrase``: what each part of a phrase is, in the longest reading at its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.date_entry import WEEKDAYS
from app.domain.errors import RuleViolation
from app.domain.halfwidth import half_width
from app.domain.money import parse_amount
from app.domain.plan_terms import Cadence
from app.domain.spoken_days import WEEKDAY, Around, day_at
from app.domain.spoken_numbers import in_figures

LONGEST = 200


class Is(StrEnum):
    """What a word says."""

    AMOUNT = "amount"
    NOW = "now"
    REST = "rest"
    FROM = "from"
    ON = "on"
    BY = "by"
    OVER = "over"  # so many instalments
    MONTHS = "months"  # so long
    PER = "per"
    ALL = "all"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Word:
    """``number``: minor units of an amount, instalments or months. ``on``, ``by`` and ``day`` as in ``Spoken``."""

    kind: Is
    number: int = 0
    cadence: Cadence | None = None
    weekday: int | None = None
    on: date | None = None
    by: date | None = None
    day: int | None = None


Make = Callable[[re.Match[str]], Word | None]


def words_of(text: str, currency: str, around: Around) -> list[Word]:
    """The words of a phrase. Raises RuleViolation as ``plan_phrase.understood`` does."""
    typed = half_width(text).lower()
    if not typed:
        raise RuleViolation("plan_phrase_empty", "said")
    plain = in_figures(_plain(typed))
    if len(plain) > LONGEST:
        raise RuleViolation("plan_phrase_not_understood", "said", typed=plain[:24])
    found: list[Word] = []
    at = 0
    while at < len(plain):
        candidates = [
            *_forms_at(plain, at),
            *_day_forms_at(plain, at, around),
            *_amount_at(plain, at, currency),
        ]
        if not candidates:
            raise RuleViolation("plan_phrase_not_understood", "said", typed=plain[at : at + 24])
        word, at = max(candidates, key=lambda each: each[1])
        if word is not None:
            found.append(word)
    if not found:
        raise RuleViolation("plan_phrase_not_understood", "said", typed=plain[:24])
    return found


_PLAIN = (
    ("half a year", "6 months"),
    ("a year and a half", "18 months"),
    ("a year", "12 months"),
    ("1年半", "18个月"),
    ("一年半", "18个月"),
    ("半年", "6个月"),
    ("一次性", "全部"),
    ("一次", "全部"),
    ("一起", "全部"),
    ("第一期", "首期"),
)


def _plain(text: str) -> str:
    """What figures would tear apart, in words that they leave whole."""
    for said, plain in _PLAIN:
        text = text.replace(said, plain)
    return text


def _nothing(_found: re.Match[str]) -> None:
    return None


def _is(kind: Is) -> Make:
    return lambda _found: Word(kind)


def _per(cadence: Cadence) -> Make:
    return lambda _found: Word(Is.PER, cadence=cadence)


def _weekly(cadence: Cadence) -> Make:
    return lambda found: Word(Is.PER, cadence=cadence, weekday=WEEKDAYS[found["name"][:3]])


def _number(kind: Is, factor: int = 1) -> Make:
    return lambda found: Word(kind, number=factor * int(found["number"]))


_PARTS = r"(?:instal?lments?|payments?|times|parts)\b"
_FORMS: tuple[tuple[str, Make], ...] = (
    (r"[\s,;.!:]+", _nothing),
    (
        r"(?:i|we|he|she|you|they|it|that|is|can|could|will|would|i'll|we'll|i'd|we'd|pay|paying|paid|give|let|me|do|make|"
        r"manage|about|around|maybe|ok|okay|yes|well|then|and|of|to|in|with|please|back|off|plus|"
        r"after that|afterwards|only|per instalment|each|at|for|over)\b",
        _nothing,
    ),
    (r"我|你们|你|可以|能够|能|就|再|然后|那么?|行|好的?|嗯|大概|左右|差不多|吧|的话|的|了|还清|付清|结清|清掉|还上|还完|还|付|给|交|打|来|在|按|分|内|每次|"
     r"之后|以后|后", _nothing),
    (
        r"(?:right |straight )?(?:now|away)\b|today\b|at once|immediately|(?:as a )?down(?: payment)?\b|up ?front",
        _is(Is.NOW),
    ),
    (r"首付|首期款|先|现在|今天|马上|立刻|当场|这会儿", _is(Is.NOW)),
    (r"(?:the )?(?:rest|remainder|remaining|balance)\b|what(?:'s| is) left", _is(Is.REST)),
    (r"剩下的?|剩余的?(?:部分)?|其余的?|余下的?|余款|尾款|其他的?", _is(Is.REST)),
    (r"(?:all of it|everything|the whole (?:lot|thing|debt|amount)|in full|all)\b|全部|全款|所有的?", _is(Is.ALL)),
    (r"(?:without|no|free of) interest|(?:不要|不计|停|免)(?:利息|息)|没有?利息", _is(Is.FREE)),
    (r"(?:a|per|each|every) month\b|monthly\b|每个?月的?|月供", _per(Cadence.MONTHLY)),
    (r"(?:a|per|each|every) week\b|weekly\b|每个?(?:周|星期|礼拜)", _per(Cadence.WEEKLY)),
    (r"(?:a|per|each|every) fortnight\b|fortnightly\b|every (?:2|other|2th) weeks?\b|每2个?(?:周|星期|礼拜)|隔周",
     _per(Cadence.FORTNIGHTLY)),
    (r"(?:at |on )?(?:the )?(?:end of (?:each|every|the) month|month ends?|"
     r"last working day(?: of (?:each|every|the) month)?)\b|每个?月(?:[底末]|最后1?[个天]?工作日)",
     _per(Cadence.MONTH_END)),
    (rf"(?:every|each) (?P<name>{WEEKDAY})s?\b", _weekly(Cadence.WEEKLY)),
    (rf"(?:on )?(?P<name>{WEEKDAY})s\b", _weekly(Cadence.WEEKLY)),
    (rf"every (?:other|2th|second) (?P<name>{WEEKDAY})s?\b", _weekly(Cadence.FORTNIGHTLY)),
    (r"每个?(?:周|星期|礼拜)(?P<name>[一二三四五六日天1-6])", _weekly(Cadence.WEEKLY)),
    (rf"(?:over |in |for )?(?P<number>\d+) (?:monthly |weekly |equal )?{_PARTS}", _number(Is.OVER)),
    (r"[x×] ?(?P<number>\d+)\b", _number(Is.OVER)),
    (r"(?:分(?:成)?)?(?P<number>\d+)期", _number(Is.OVER)),
    (r"(?:(?:over|in|for|within) )?(?:the next )?(?P<number>\d+) months?\b", _number(Is.MONTHS)),
    (r"分?(?P<number>\d+)个月(?:之?内)?", _number(Is.MONTHS)),
    (r"(?:(?:over|in|for|within) )?(?:the next )?(?P<number>\d+) years?\b", _number(Is.MONTHS, 12)),
    (r"(?P<number>\d+)年(?:之?内)?(?!\d|底|末)", _number(Is.MONTHS, 12)),
)  # fmt: skip
_COMPILED = tuple((re.compile(form), make) for form, make in _FORMS)


def _forms_at(text: str, at: int) -> list[tuple[Word | None, int]]:
    matches = ((form.match(text, at), make) for form, make in _COMPILED)
    return [(make(found), found.end()) for found, make in matches if found and found.end() > at]


_BEFORE_DAY = (
    (re.compile(r"(?:by|before|until|till|no later than)(?: the)? "), Is.BY),
    (re.compile(r"(?:from|starting(?: from| on| in)?|beginning(?: on| in)?|as of) |从|自"), Is.FROM),
    (re.compile(r"(?:on|every|each|in) "), Is.ON),
    (re.compile(r""), Is.ON),
)
_AFTER_DAY = (
    (re.compile(r"(?:之前|以前|前)"), Is.BY),
    (re.compile(r"(?:开始|起)"), Is.FROM),
    (re.compile(r" ?(?:at the latest)"), Is.BY),
    (re.compile(r" ?(?:onwards?|on)\b"), Is.FROM),
)


def _day_forms_at(text: str, at: int, around: Around) -> list[tuple[Word | None, int]]:
    found: list[tuple[Word | None, int]] = []
    for form, kind in _BEFORE_DAY:
        prefix = form.match(text, at)
        spoken = day_at(text, prefix.end(), around) if prefix else None
        if spoken is None:
            continue
        day, end = spoken
        after = ((match, said) for said_form, said in _AFTER_DAY if (match := said_form.match(text, end)))
        match, meant = next(after, (None, kind))
        found.append((Word(meant, on=day.on, by=day.by, day=day.day), match.end() if match else end))
    return found


_AMOUNT = re.compile(
    r"(?:[¥$£€]|rmb ?)?(?P<figures>\d[\d,]*(?<!,)(?:\.\d+)?)(?P<times> ?k\b|千|万)?"
    r"(?:块钱?|元|圆| ?(?:yuan|rmb|dollars?|pounds?|quid|euros?)\b)?"
)


def _amount_at(text: str, at: int, currency: str) -> list[tuple[Word | None, int]]:
    found = _AMOUNT.match(text, at)
    if found is None:
        return []
    minor = parse_amount(found["figures"] + (found["times"] or "").strip(), currency, field="said")
    return [(Word(Is.AMOUNT, number=minor), found.end())]
