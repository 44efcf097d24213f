"""The desk of templates: one opened with its fields in words, and what comes of a text, drawn for an invented case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.phrases import objections
from app.domain.terms import Channel
from app.reports import letter
from app.reports.letter_data import (
    AccountLine,
    LetterData,
    PayChannel,
    Recipient,
    ScheduleLine,
    Sender,
    StatementLine,
)
from app.reports.template_values import FIELDS
from app.reports.templates import Template
from app.services import phrase_book
from app.services.context import Context
from app.services.letters import pictures, templates
from app.services.letters.drafting import UNNUMBERED
from app.services.letters.fields import own_names, words_of
from app.services.letters.issuing import load_fonts
from app.services.letters.pictures import Picture
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class Opened:
    """A template to be edited: its text, its version, every field it may name with its word.

    ``versions`` are the texts it had, the newest first: own ones, and last the one that comes with the program."""

    source: str
    version: int
    is_own: bool
    fields: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One text a template had. ``number`` counts own ones from 1; 0 is the program's, made on no day."""

    number: int
    made_at: datetime | None
    source: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What comes of a text: pages of a letter, or the words of a message; and what of it may never be said."""

    pages: tuple[Picture, ...]
    text: str
    forbidden: tuple[str, ...]


def opened(context: Context, words: Words, name: str, language: str) -> Opened:
    """Open a template. Raises NotFound ``template_missing``."""
    with context.db.read() as connection:
        found = templates.chosen(connection, name, language)
    kept = [
        Version(row.version - templates.FIRST_OWN + 1, row.made_at, row.source)
        for row in templates.versions(context, name, language)
        if row.source
    ]
    shipped = templates.shipped(language).get(name)
    if shipped is not None:
        kept.append(Version(0, None, shipped.source))
    own = [path for path in found.fields if path.startswith("fields.")]
    paths = [*own, *sorted(FIELDS)]
    return Opened(
        found.source,
        found.version,
        templates.is_own(found),
        tuple((path, words_of(path).text(words.language)) for path in paths),
        tuple(kept),
    )


def seen(context: Context, name: str, language: str, text: str) -> Seen:
    """Draw a text as it is typed, with invented people and figures. Raises RenderProblem where it is wrong."""
    template = templates.check(name, language, text)
    data = invented(template, context)
    said = "\n".join(letter.text_of(data, template))
    found = {objection.found for objection in objections(said, _pack(context), phrase_book.phrases())}
    if template.channel != Channel.LETTER:
        return Seen((), said, tuple(sorted(found)))
    load_fonts()
    return Seen(pictures.of_pdf(letter.render(data, template)), "", tuple(sorted(found)))


def invented(template: Template, context: Context) -> LetterData:
    """What a template is drawn with where there is no case: invented people, its own fields by their names."""
    return replace(
        _invented(template.language, context.today()),
        template=template.name,
        fields={
            name: f"[{words_of(f'fields.{name}').text(template.language)}]"
            for name in own_names(template.fields)
        },
    )


def _pack(context: Context) -> str:
    return next(iter(sorted(context.packs)), "cn")


def _late(days: int, today: date) -> tuple[int, date]:
    return days, today - timedelta(days=days)


def _invented(language: str, today: date) -> LetterData:
    """A letter nobody ever got."""
    is_chinese = language == "zh"
    creditor = "示例银行" if is_chinese else "Sample Bank"
    product = "信用卡" if is_chinese else "credit card"
    return LetterData(
        UNNUMBERED,
        "",
        language,
        issued_on=today,
        as_of=today,
        case_reference="000001",
        sender=Sender(
            "示例商务服务有限公司" if is_chinese else "Sample Services Ltd",
            creditor,
            is_agency=True,
            address="示例市示例路 1 号" if is_chinese else "1 Sample Road",
            phone="400-000-0000",
            hours="9:00-18:00",
            complaint_lines=("400-000-0001",),
            check_line="400-000-0000",
            handler="张某 P000" if is_chinese else "A. Sample P000",
        ),
        recipient=Recipient(
            "李某某" if is_chinese else "Alex Sample",
            "先生" if is_chinese else "Mr",
            ("示例市样例区 2 号",) if is_chinese else ("2 Sample Street",),
        ),
        accounts=(
            AccountLine(product, "0001", "CNY", 1_000_000, 60_000, 20_000, 1_080_000, *_late(76, today)),
            AccountLine(product, "0002", "CNY", 500_000, 0, 0, 500_000, *_late(46, today)),
        ),
        schedule=tuple(ScheduleLine(no, today, 790_000, 1_580_000 - 790_000 * no) for no in (1, 2)),
        statement=(StatementLine(today, product, 1_580_000, 0, 1_580_000),),
        pay=PayChannel(creditor, creditor, "", "https://pay.example.com/r"),
    )
