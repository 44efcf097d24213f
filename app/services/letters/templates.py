"""Templates of letters and messages: those that come with the program, and own ones with their versions.

An own template is a new version under a name: saved, never overwritten, so that a letter's ``template_version`` can
always be read again. Own versions count from ``FIRST_OWN`` on; a name keeps its shipped text beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from sqlalchemy import Connection

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import from_ms, to_ms
from app.domain.letters import Need
from app.domain.terms import Purpose
from app.models import templates as store
from app.models.templates import TemplateLine
from app.reports import templates as texts
from app.reports.templates import Template
from app.services.changes import Changes
from app.services.context import Context
from app.system.paths import resource

LANGUAGES = ("zh", "en")
FIRST_OWN = 1001
"""Own versions begin here, so that a version number says whose text it was."""

CERTIFICATE = "settled"
"""The template that says that nothing is owed."""

CHANGED = Changes.of("templates")
_CHANNELS = ("letter", "sms", "email")
_ORDER = (
    *("reminder", "notice", "formal", "visit", "agreement", "confirmation", "coupons"),
    *("statement", "settled", "sms_reminder", "sms_due", "email_reminder"),
)
"""As a debt goes; own ones come behind."""

_OF_PLAN = ("schedule", "plan_chart", "coupons")
"""The blocks that only a plan fills."""

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template as listed: its newest version. ``is_own``: changed here."""

    name: str
    language: str
    title: str
    purpose: Purpose
    channel: str
    version: int
    is_own: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an own template."""

    version: int
    source: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    """The next version of a template, as typed. A new ``name`` makes a new template."""

    name: str
    language: str
    source: str


@cache
def shipped(language: str) -> dict[str, Template]:
    """The templates that come with the program, by name."""
    return texts.load(resource("letters"), language)


def available(connection: Connection, language: str) -> dict[str, Template]:
    """Every template in force in a language, by name: own versions stand before those of the program."""
    # One that was put aside has no text: there the program's own counts again.
    own = {
        line.code: _own(line.code, language, line.body)
        for line in store.newest(connection, _language(language))
        if line.body
    }
    return {**shipped(language), **own}


def chosen(connection: Connection, name: str, language: str) -> Template:
    """One template in force. Raises NotFound ``template_missing``."""
    found = available(connection, language).get(name)
    if found is None:
        raise NotFound("template_missing", template=name, language=language)
    return found


def listing(context: Context, language: str, channel: str | None = None) -> list[TemplateRow]:
    """The templates in force in a language: letters as a debt goes, then messages."""
    with context.db.read() as connection:
        found = available(connection, language)
    rows = [
        TemplateRow(
            one.name, one.language, one.title, one.purpose, one.channel, one.version, is_own(one), one.fields
        )
        for one in found.values()
        if channel in (None, one.channel)
    ]
    return sorted(rows, key=lambda row: (_CHANNELS.index(row.channel), _place(row.name), row.name))


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def source(context: Context, name: str, language: str) -> str:
    """The text of a template in force, to be edited. Raises NotFound ``template_missing``."""
    with context.db.read() as connection:
        return chosen(connection, name, language).source


def versions(context: Context, name: str, language: str) -> list[VersionRow]:
    """The own versions of a template, the newest first; one that was put aside has no text."""
    with context.db.read() as connection:
        found = store.versions(connection, name, _language(language))
    return [VersionRow(line.version, line.body, from_ms(line.made_at)) for line in found]


def save(context: Context, command: SaveTemplate) -> tuple[TemplateRow, Changes]:
    """Keep a text as the next version. Saving what is in force already adds nothing.

    Raises RuleViolation ``template_name``; RenderProblem as ``app.reports.templates.parse`` does.
    """
    name, language = _named(command.name), _language(command.language)
    with context.db.write() as connection:
        before = available(connection, language).get(name)
        template = _checked(name, language, command.source, _next(connection, name, language))
        if before is None or before.source != _renumbered(template.source, before.version):
            line = TemplateLine(name, language, template.version, template.source, to_ms(context.now()))
            store.add(connection, context.new_id(), line)
        else:
            template = before
    row = TemplateRow(
        name, language, template.title, template.purpose, template.channel, template.version,
        is_own(template), template.fields,
    )  # fmt: skip
    return row, CHANGED


def put_aside(context: Context, name: str, language: str) -> tuple[None, Changes]:
    """Go back to the program's own text; a template of one's own disappears from the lists. Versions stay.

    Raises NotFound ``template_missing``.
    """
    with context.db.write() as connection:
        if not is_own(chosen(connection, name, _language(language))):
            raise NotFound("template_missing", template=name, language=language)
        line = TemplateLine(name, language, _next(connection, name, language), "", to_ms(context.now()))
        store.add(connection, context.new_id(), line)
    return None, CHANGED


def check(name: str, language: str, text: str) -> Template:
    """A text as it is typed, read but not kept. Raises as ``save`` does."""
    return texts.parse(_named(name), _language(language), text)


def is_own(template: Template) -> bool:
    """Whether this version was written here."""
    return template.version >= FIRST_OWN


def need(template: Template) -> Need:
    """What must be true for a letter of this template."""
    is_about_plan = any(field.startswith("plan.") for field in template.fields)
    if is_about_plan or any(f"[{block}]" in template.source for block in _OF_PLAN):
        return Need.PLAN
    if template.name == CERTIFICATE:
        return Need.SETTLED
    return Need.NOTHING if template.purpose is Purpose.ANSWER else Need.DEBT


@lru_cache(maxsize=64)
def _own(name: str, language: str, body: str) -> Template:
    """An own text, read once: a run asks for it with every letter."""
    return texts.parse(name, language, body)


def _checked(name: str, language: str, text: str, version: int) -> Template:
    return texts.parse(name, language, _renumbered(text, version))


_VERSION = re.compile(r"^version:.*$", re.MULTILINE)


def _renumbered(text: str, version: int) -> str:
    """The text under a version number of ours: whoever edits it need not count."""
    head, line, body = text.replace("\r\n", "\n").partition("\n---\n")
    numbered, found = _VERSION.subn(f"version: {version}", head, count=1)
    return (numbered if found else f"{head}\nversion: {version}") + line + body


def _next(connection: Connection, name: str, language: str) -> int:
    known = store.versions(connection, name, language)
    return known[0].version + 1 if known else FIRST_OWN


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise RuleViolation("template_name", "name", name=name)
    return name


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound("template_language", language=language)
    return language
