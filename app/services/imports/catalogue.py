"""What a file of accounts may hold and how its headers and words are known: ``resources/codes/columns.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.domain.entry import Entry, Words
from app.system.paths import resource


class Purpose(StrEnum):
    """What a file is for."""

    PLACEMENT = "placement"
    """New accounts, and new figures of accounts already known."""
    REFRESH = "refresh"
    """New figures of accounts already known; others are refused."""
    PAYMENTS = "payments"
    """Money the creditor received on accounts already known."""
    BANK_STATEMENT = "bank_statement"
    """Money a bank shows as received, whoever it is from; see ``services/bank_statements``."""


class Value(StrEnum):
    """How the cells of a column are read."""

    NUMBER = "number"
    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    DAYS = "days"
    RATE = "rate"
    PHONE = "phone"
    SEX = "sex"
    CURRENCY = "currency"


class Many(StrEnum):
    """What several columns of one field are."""

    ONCE = "once"
    SUMMED = "summed"
    LISTED = "listed"
    GROUPED = "grouped"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a file may tell of an account. ``headers`` are compared as ``plain_header`` leaves them."""

    code: str
    words: Words
    value: Value
    many: Many
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file of one purpose must have and may have. ``needs_figures``: a total or components."""

    required: tuple[str, ...]
    needs_figures: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole data file. The word tables map a cell in lower case to our code."""

    fields: Mapping[str, Field]
    purposes: Mapping[Purpose, FilePlan]
    blanks: frozenset[str]
    doubtful: frozenset[str]
    currencies: Mapping[str, str]
    sexes: Mapping[str, str]
    roles: Mapping[str, str]
    id_types: Mapping[str, str]
    directions: Mapping[str, str]


_UNIT = re.compile(r"[(\[【].*?[)\]】]")
_NOISE = re.compile(r"[\s_\-:/.,#*'\"]+")
_ORDINAL = re.compile(r"[0-9]+|第?([一二三四五六七八九])(?!.*地址)")
_NUMERALS = "一二三四五六七八九"


def plain_header(header: str) -> tuple[str, int]:
    """A header as it is compared, and the number in it (0: none): ``联系人 2 姓名（必填）`` → ``联系人姓名``, 2."""
    folded = _UNIT.sub("", unicodedata.normalize("NFKC", header).casefold())
    bare = _NOISE.sub("", folded)
    found = _ORDINAL.search(bare)
    if found is None:
        return bare, 0
    rest = bare[: found.start()] + bare[found.end() :]
    number = _NUMERALS.index(found[1]) + 1 if found[1] else int(found[0][:4])
    return (rest, number) if rest else (bare, 0)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with FairDue. Raises AppError of ``domain.entry`` where the file is wrong."""
    with Entry(tomllib.loads(resource("codes", "columns.toml").read_text("utf-8"))) as entry:
        entry.day("as_of")
        return Catalogue(
            {code: _field(code, child) for code, child in entry.named("fields").items()},
            {Purpose(code): _plan(child) for code, child in entry.every("purposes", Purpose).items()},
            frozenset(entry.texts("blanks")),
            frozenset(plain_header(text)[0] for text in entry.texts("doubtful")),
            *(
                _words(entry.child(name))
                for name in ("currencies", "sexes", "roles", "id_types", "directions")
            ),
        )


def _field(code: str, entry: Entry) -> Field:
    with entry:
        return Field(
            code,
            entry.words(),
            entry.member("value", Value),
            entry.member("many", Many, Many.ONCE),
            tuple(dict.fromkeys(plain_header(text)[0] for text in entry.texts("headers"))),
        )


def _plan(entry: Entry) -> FilePlan:
    with entry:
        return FilePlan(entry.texts("required"), entry.flag("figures"), entry.texts("fields"))


def _words(entry: Entry) -> dict[str, str]:
    with entry:
        return {text.casefold(): code for code in entry.names() for text in entry.texts(code)}
