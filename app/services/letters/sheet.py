"""What the page of letters shows, each in one reading: a draft with its pictures, a kept letter, the list of a view."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.casefile import Point
from app.domain.errors import AppError
from app.domain.facts import Id
from app.domain.terms import Channel, Role
from app.models import casebook
from app.services import acts, views
from app.services.context import Context
from app.services.letters import due, issuing, pictures, proposals, runs, templates
from app.services.letters.addresses import KINDS
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.fields import own_names, words_of
from app.services.letters.pictures import Picture
from app.services.letters.runs import RunState
from app.services.letters.templates import TemplateRow
from app.services.views import SavedView
from app.services.words import Words

_RUNS = 10
"""Runs that are looked at for one that stopped."""


@dataclass(frozen=True, slots=True)
class AddressChoice:
    """An address the letter could go to, and whose it is."""

    point_id: Id
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class FieldAsked:
    """One of the template's own fields: its name, what it is called, what stands in it. ``is_proposed``: left empty,
    it is filled for each case from what is on file."""

    name: str
    label: str
    text: str
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class LetterForMany:
    """A letter as a run offers it, and what it asks of whoever writes it: first what no file can say."""

    name: str
    title: str
    fields: tuple[FieldAsked, ...]


@dataclass(frozen=True, slots=True)
class RunChoices:
    """The saved views, the letters, the last runs, and how many cases ask for which letter today."""

    saved: list[SavedView]
    letters: tuple[LetterForMany, ...]
    runs: list[RunState]
    due: dict[str, int]


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One draft as the page shows it. ``pages`` is empty where it cannot be drawn; ``problem`` then says why."""

    draft: Draft
    pages: tuple[Picture, ...]
    problem: AppError | None
    templates: tuple[TemplateRow, ...]
    addresses: tuple[AddressChoice, ...]
    fields: tuple[FieldAsked, ...]


def letter_templates(context: Context, language: str) -> list[TemplateRow]:
    """The templates of letters on paper."""
    return templates.listing(context, language, Channel.LETTER)


def run_choices(context: Context, words: Words) -> RunChoices:
    """What a run can be made of."""
    letters = tuple(_letters_for_many(context, words))
    return RunChoices(views.listing(context), letters, runs.runs(context, _RUNS), due.counts(context))


def _letters_for_many(context: Context, words: Words) -> list[LetterForMany]:
    """The letters of a run, called in the reader's language. Each debtor is written to in their own, so a letter asks
    for what either of its texts does."""
    first, second = ("zh", "en") if words.is_chinese else ("en", "zh")
    others = {row.name: row.fields for row in letter_templates(context, second)}
    return [
        LetterForMany(
            row.name,
            row.title,
            _asked_of_many([*row.fields, *others.get(row.name, ())], words),
        )
        for row in letter_templates(context, first)
    ]


def _asked_of_many(fields: list[str], words: Words) -> tuple[FieldAsked, ...]:
    asked = [
        FieldAsked(name, words_of(f"fields.{name}").text(words.language), "", proposals.is_proposed(name))
        for name in own_names(fields)
    ]
    return tuple(sorted(asked, key=lambda one: one.is_proposed))


def sheet(context: Context, words: Words, given: DraftLetter) -> LetterSheet:
    """Draft a letter and draw it. Raises as ``draft`` does."""
    made = draft(context, given)
    pages: tuple[Picture, ...] = ()
    problem: AppError | None = None
    try:
        pages = pictures.of_pdf(issuing.preview(made, context))
    except AppError as error:
        problem = error
    rows = tuple(letter_templates(context, made.data.language))
    return LetterSheet(
        made, pages, problem, rows, _addresses(context, words, given.case_id), _fields(rows, made, words)
    )


def kept_pages(context: Context, letter: Id) -> tuple[Picture, ...]:
    """The pages of an issued letter, from its very bytes. Raises as ``reprint`` does."""
    return pictures.of_pdf(issuing.reprint(context, letter)[1])


def _fields(rows: tuple[TemplateRow, ...], made: Draft, words: Words) -> tuple[FieldAsked, ...]:
    own = next((row.fields for row in rows if row.name == made.data.template), ())
    return tuple(
        FieldAsked(name, words_of(f"fields.{name}").text(words.language), made.data.fields.get(name, ""))
        for name in own_names(own)
    )


def _addresses(context: Context, words: Words, case_id: Id) -> tuple[AddressChoice, ...]:
    with context.db.read() as connection:
        desk = acts.desk(connection, context, case_id)
        values = casebook.point_values(connection, case_id)
        names = casebook.party_names(connection, case_id)
    roles = words.rules.vocabulary.roles

    def owner(point: Point) -> str:
        role = roles[Role(point.role)].words.text(words.language)
        return f"{names[point.party_id][0]} · {role}"

    return tuple(
        AddressChoice(point.id, " ".join(values[point.id][0].split()), owner(point))
        for point in desk.case.points
        if point.kind in KINDS[Channel.LETTER]
    )
