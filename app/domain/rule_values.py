"""One rule of a pack: what it may hold, what it does when broken, where it comes from, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from app.domain.entry import Entry, Words
from app.domain.errors import AppError
from app.domain.terms import Channel, Purpose, Role, Source

T = TypeVar("T")


class Severity(StrEnum):
    """What a rule does when it is broken. 不应/严禁 = hard, 不宜 = soft or warn."""

    HARD = "hard"
    """Blocks; nobody may override."""
    SOFT = "soft"
    """Blocks; may be overridden with a reason, which is kept."""
    WARN = "warn"
    """Allowed, with a warning."""
    INFO = "info"
    """Allowed, with a remark."""

    @property
    def blocks(self) -> bool:
        """Whether the contact is stopped."""
        return self in {Severity.HARD, Severity.SOFT}


class Status(StrEnum):
    """How sure the number is."""

    VERIFIED_TEXT = "verified_text"
    """The rule's own words were read."""
    SECOND_HAND = "second_hand"
    """A report states it."""
    RECALLED = "recalled"
    """From memory; to be confirmed by a person."""
    PRODUCT_CHOICE = "product_choice"
    """FairDue's own default, not law; editable."""


class Completeness(StrEnum):
    """Whether the gate enforces every rule of the pack, or only some yet."""

    COMPLETE = "complete"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Authority:
    """The instrument a rule comes from."""

    words: Words
    kind: str
    """``law``, ``regulation``, ``standard``, ``self_regulation`` or ``product``."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One number or list of a pack, with what a person needs to trust it. ``source`` names an authority."""

    name: str
    value: T
    severity: Severity
    source: str
    article: str
    status: Status
    as_of: date
    words: Words


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day, half open: ``start`` is inside, ``end`` is not. An end that is not after the start lies
    on the next day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Rolling:
    """At most ``count`` in any ``days`` days in a row."""

    count: int
    days: int


@dataclass(frozen=True, slots=True)
class AllocationStep:
    """Order of components for a payment made from ``from_dpd`` days past due on, the oldest first."""

    from_dpd: int
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """A yearly rate as a decimal (``0.03`` is 3 %) from a day on; ``last_confirmed`` says how fresh."""

    starts_on: date
    rate: Decimal
    last_confirmed: date


Reader = Callable[[Entry], Any]


def _window(entry: Entry) -> Window:
    with entry.child("value") as value:
        return Window(value.clock("start"), value.clock("end"))


def _rolling(entry: Entry) -> Rolling:
    with entry.child("value") as value:
        return Rolling(value.integer("count", lowest=1), value.integer("days", lowest=1))


def _integer(entry: Entry) -> int:
    return entry.integer("value")


def flag(entry: Entry) -> bool:
    return entry.flag("value")


def _rate(entry: Entry) -> Decimal:
    return entry.rate("value")


def _texts(entry: Entry) -> tuple[str, ...]:
    return entry.texts("value")


def _channels(entry: Entry) -> frozenset[Channel]:
    return frozenset(entry.members("value", Channel))


def _purposes(entry: Entry) -> frozenset[Purpose]:
    return frozenset(entry.members("value", Purpose))


def _roles(entry: Entry) -> frozenset[Role]:
    return frozenset(entry.members("value", Role))


def _sources(entry: Entry) -> frozenset[Source]:
    return frozenset(entry.members("value", Source))


def _counts(entry: Entry) -> dict[str, int]:
    with entry.child("value") as value:
        return {name: value.integer(name) for name in value.names()}


def _allocation(entry: Entry) -> tuple[AllocationStep, ...]:
    steps = []
    for row in entry.children("value"):
        with row:
            steps.append(AllocationStep(row.integer("from_dpd"), row.texts("order")))
    if [s.from_dpd for s in steps] != sorted({s.from_dpd for s in steps}) or not steps or steps[0].from_dpd:
        raise AppError("data_value", entry=entry.at("value"), found="from_dpd", expected="rising from 0")
    return tuple(steps)


def _rate_periods(entry: Entry) -> tuple[RatePeriod, ...]:
    periods = []
    for row in entry.children("value"):
        with row:
            periods.append(RatePeriod(row.day("from"), row.rate("rate"), row.day("last_confirmed")))
    return tuple(sorted(periods, key=lambda period: period.starts_on))


def _day(entry: Entry) -> date:
    return entry.day("value")


def worded(words: Words, value: Any) -> Words:
    """The words of a rule with its own number in them, so that they follow when it is changed: ``{value}``,
    ``{percent}``, ``{start}`` and ``{end}``, ``{count}`` and ``{days}``."""
    places: dict[str, str] = {}
    if isinstance(value, Window):
        places = {"start": _hour(value.start), "end": _hour(value.end)}
    elif isinstance(value, Rolling):
        places = {"count": str(value.count), "days": str(value.days)}
    elif isinstance(value, Decimal):
        places = {"percent": f"{(value * 100).normalize():f}"}
    elif isinstance(value, int):
        places = {"value": str(value)}
    zh, en = words.zh, words.en
    for name, text in places.items():
        zh, en = zh.replace(f"{{{name}}}", text), en.replace(f"{{{name}}}", text)
    return Words(zh, en)


def _hour(at: time) -> str:
    return f"{at.hour}:{at:%M}"


def stated(entry: Entry) -> bool | int | str | tuple[str, ...]:
    """The value of a rule that is only shown: true or false, a whole number, a text or a list of texts."""
    return entry.plain("value")


# A rule by the shape of its value; the annotation carries the reader, so a field below is declared once.
IntegerRule = Annotated[Rule[int] | None, _integer]
RequiredRule = Annotated[Rule[bool], flag]
FlagRule = Annotated[Rule[bool] | None, flag]
RateRule = Annotated[Rule[Decimal] | None, _rate]
DayRule = Annotated[Rule[date] | None, _day]
TextsRule = Annotated[Rule[tuple[str, ...]] | None, _texts]
CountsRule = Annotated[Rule[dict[str, int]] | None, _counts]
WindowRule = Annotated[Rule[Window] | None, _window]
RollingRule = Annotated[Rule[Rolling] | None, _rolling]
ChannelsRule = Annotated[Rule[frozenset[Channel]] | None, _channels]
PurposesRule = Annotated[Rule[frozenset[Purpose]] | None, _purposes]
SourcesRule = Annotated[Rule[frozenset[Source]] | None, _sources]
RolesRule = Annotated[Rule[frozenset[Role]] | None, _roles]
AllocationRule = Annotated[Rule[tuple[AllocationStep, ...]] | None, _allocation]
RatePeriodsRule = Annotated[Rule[tuple[RatePeriod, ...]] | None, _rate_periods]
