"""What a debtor says of a plan, turned into terms: ``200 from the 10th``, ``现在还三千，剩下的夏天前还清``.

A closed grammar of Chinese and English: the phrase is read word by word, and where a word is none of it the phrase is
refused rather than guessed past. Numbers stand in figures or words, days are relative to today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domain.dates import ONE_DAY, add_months, next_weekday
from app.domain.errors import RuleViolation
from app.domain.plan_terms import Cadence, Interest, Terms
from app.domain.plan_words import Is, Word, words_of
from app.domain.spoken_days import Around


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a plan; None where nothing was. The solver finds what is open."""

    down_minor: int | None = None
    down_on: date | None = None
    instalment_minor: int | None = None
    periods: int | None = None
    last_on: date | None = None
    cadence: Cadence | None = None
    first_on: date | None = None
    day: int | None = None
    is_free: bool = False  # without interest

    @property
    def is_open(self) -> bool:
        """Whether nothing was said of amount, number and end."""
        return self.instalment_minor is None and self.periods is None and self.last_on is None


def understood(text: str, currency: str, today: date, pay_day: int | None = None) -> Said:
    """What was said.

    Raises RuleViolation at ``said``: ``plan_phrase_empty``; ``plan_phrase_not_understood`` with ``typed``, from where
    on; ``plan_phrase_ambiguous``, more amounts than things they can be; the codes of amounts and days.
    """
    words = words_of(text, currency, Around(today, pay_day))
    at = next((at for at, word in enumerate(words) if word.kind is Is.REST), None)
    before, body = ([], words) if at is None else (words[:at], words[at + 1 :])
    if any(word.kind is Is.AMOUNT for word in before):
        return _body(body, _down(before, today), today, is_rest=True)
    spoken = [*before, *body]
    amounts = [word for word in spoken if word.kind is Is.AMOUNT]
    if len(amounts) == 2 or (amounts and any(word.kind is Is.NOW for word in spoken)):
        split = _split(spoken)
        return _body(spoken[split:], _down(spoken[:split], today), today, is_rest=False)
    return _body(spoken, Said(), today, is_rest=at is not None)


def _split(words: Sequence[Word]) -> int:
    """Where the down payment ends: behind the first amount and what belongs to it."""
    at = next(at for at, word in enumerate(words) if word.kind is Is.AMOUNT) + 1
    is_said = any(word.kind in (Is.NOW, Is.ON) for word in words[:at])
    while not is_said and at < len(words) and words[at].kind in (Is.NOW, Is.ON):
        at += 1
    return at


def _down(words: Sequence[Word], today: date) -> Said:
    amounts = [word.number for word in words if word.kind is Is.AMOUNT]
    days = [word.on for word in words if word.kind in (Is.ON, Is.FROM) and word.on is not None]
    if len(amounts) != 1 or any(word.kind not in _OF_DOWN for word in words):
        raise RuleViolation("plan_phrase_ambiguous", "said")
    return Said(down_minor=amounts[0], down_on=days[0] if days else today)


_OF_DOWN = frozenset({Is.AMOUNT, Is.NOW, Is.ON, Is.FROM})


def _body(words: Sequence[Word], said: Said, today: date, *, is_rest: bool) -> Said:
    """The instalments: how much, how often, how many, from when, until when."""
    found = {word.kind: word for word in words}
    if sum(word.kind is Is.AMOUNT for word in words) > 1:
        raise RuleViolation("plan_phrase_ambiguous", "said")
    said = _rhythm(found, said, today)
    if amount := found.get(Is.AMOUNT):
        said = replace(said, instalment_minor=amount.number)
    if over := found.get(Is.OVER):
        said = replace(said, periods=over.number)
    elif months := found.get(Is.MONTHS):
        is_monthly = said.cadence in (None, Cadence.MONTHLY, Cadence.MONTH_END)
        end = None if is_monthly else add_months(today, months.number)
        said = replace(said, periods=months.number if is_monthly else None, last_on=end)
    if by := found.get(Is.BY):
        said = replace(said, last_on=by.by)
    is_once = Is.ALL in found or (is_rest and Is.ON in found)
    is_unsaid = said.instalment_minor is None and said.periods is None
    if is_once and is_unsaid and said.cadence in (None, Cadence.MONTH_END):
        said = replace(said, periods=1, first_on=said.first_on or said.last_on, last_on=None)
    return replace(said, is_free=Is.FREE in found)


def _rhythm(found: dict[Is, Word], said: Said, today: date) -> Said:
    per, starts = found.get(Is.PER), found.get(Is.FROM) or found.get(Is.ON)
    if per is not None:
        said = replace(said, cadence=per.cadence)
        if per.weekday is not None:
            said = replace(said, first_on=next_weekday(today, per.weekday), day=per.weekday + 1)
    if starts is None or starts.on is None:
        return said
    on = found.get(Is.ON)
    day = on.day if on is not None and on.day is not None else starts.day
    if said.cadence not in (None, Cadence.MONTHLY):
        day = said.day
    return replace(said, first_on=starts.on, day=day)


def applied(said: Said, base: Terms, today: date) -> Terms:
    """The terms of ``base`` with what was said. What was not said of amount, number and end is open; where an amount
    and an end were said, the amount holds."""
    is_amount = said.instalment_minor is not None
    terms = replace(
        base,
        down_minor=said.down_minor or 0,
        down_on=(said.down_on or today) if said.down_minor else None,
        instalment_minor=said.instalment_minor,
        periods=None if is_amount else said.periods,
        last_on=None if is_amount or said.periods is not None else said.last_on,
        edits=(),
    )
    if said.cadence is not None and said.cadence is not base.cadence:
        terms = replace(terms, cadence=said.cadence, day=None)
    if said.first_on is not None:
        terms = replace(terms, first_on=said.first_on, day=said.day)
    if said.is_free:
        terms = replace(terms, interest=Interest.NONE, yearly_rate=Decimal(0))
    if terms.down_on is not None and terms.first_on <= terms.down_on:
        terms = replace(terms, first_on=terms.down_on + ONE_DAY, day=terms.day or _day_of(base))
    return terms


def _day_of(base: Terms) -> int | None:
    """The due day of terms that move behind a down payment."""
    return base.day or (base.first_on.day if base.cadence is Cadence.MONTHLY else None)
