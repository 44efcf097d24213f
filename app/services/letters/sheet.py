"""What the page of letters shows, each in one reading: a draft with its pictures, a kept letter, the list of a view."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.casefile import Point
from app.domain.errors import AppError
from app.domain.facts import Id
from app.domain.terms import Channel, Role
from app.models import casebook
from app.services import acts
from app.services.context import Context
from app.services.letters import issuing, pictures, templates
from app.services.letters.addresses import KINDS
from app.services.letters.drafting import Draft, DraftLetter, draft
from app.services.letters.fields import words_of
from app.services.letters.pictures import Picture
from app.services.letters.templates import TemplateRow
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class AddressChoice:
    """An address the letter could go to, and whose it is."""

    point_id: Id
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class FieldAsked:
    """One of the template's own fields: its name, what it is called, what stands in it."""

    name: str
    label: str
    text: str


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


def pages_to_print(context: Context, letter: Id) -> tuple[Picture, ...]:
    """As ``kept_pages``, as fine as a printer draws."""
    return pictures.of_pdf(issuing.reprint(context, letter)[1], pictures.ON_PAPER)


def _fields(rows: tuple[TemplateRow, ...], made: Draft, words: Words) -> tuple[FieldAsked, ...]:
    own = next((row.fields for row in rows if row.name == made.data.template), ())
    names = [name.removeprefix("fields.") for name in own if name.startswith("fields.")]
    return tuple(
        FieldAsked(name, words_of(f"fields.{name}").text(words.language), made.data.fields.get(name, ""))
        for name in names
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
