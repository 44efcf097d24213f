"""The desk of letterheads: what a letter of a creditor looks like while its head is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.errors import NotFound
from app.domain.facts import Id
from app.models import creditors as store
from app.reports import letter
from app.reports.letter_data import LetterData, PayChannel
from app.reports.templates import Template
from app.services.context import Context
from app.services.letters import pictures, template_desk, templates
from app.services.letters.fields import words_of
from app.services.letters.issuing import load_fonts
from app.services.letters.letterhead import marks_of, pay_channel, sender_of
from app.services.letters.pictures import Picture

SHOWN = "notice"
"""The template a letterhead is shown with: it names every line of it."""


def seen(context: Context, creditor: Id, values: Mapping[str, str], language: str) -> tuple[Picture, ...]:
    """The pages of a notice to an invented person under this head. ``values`` are the lines as typed; a line that the
    notice needs and nobody filled stands there by its name.

    Raises NotFound ``creditor_unknown``; RenderProblem where a line is too long or cannot be drawn.
    """
    with context.db.read() as connection:
        row = store.get(connection, creditor)
        if row is None:
            raise NotFound("creditor_unknown", creditor="")
        template = templates.chosen(connection, SHOWN, language)
        marks = marks_of(connection, row)
    typed = row | dict(values)
    data = replace(
        template_desk.invented(template, context),
        sender=sender_of(typed, context.user),
        pay=pay_channel(typed) or PayChannel(_named("pay.name", language)),
    )
    data = _filled(data, template)
    load_fonts()
    return pictures.of_pdf(letter.render(data, template, marks))


def _filled(data: LetterData, template: Template) -> LetterData:
    missing: dict[str, Any] = {
        name.removeprefix("sender."): _named(name, data.language) for name in template.check(data)
    }
    complaints = missing.pop("complaints", None)
    lines = (complaints,) if complaints else data.sender.complaint_lines
    return replace(data, sender=replace(data.sender, complaint_lines=lines, **missing))


def _named(field: str, language: str) -> str:
    return f"[{words_of(field).text(language)}]"
