"""Texts of letters: a head of ``name: value`` lines, ``---``, and a body with ``{{ fields }}`` and ``{% if %}``.

Templates are written by users and run on debtors' data, so they can do next to nothing: Jinja's immutable sandbox,
strict about what is undefined, and of its language only fields, ``if`` and comparisons. Loops, calls, filters,
arithmetic and includes are refused when a template is read: a sandbox alone lets ``'a' * 10**9`` run. Every field
is known by name, so a misspelt one is refused then too, not when the letter goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.domain.errors import RenderProblem
from app.domain.terms import Purpose
from app.reports import markup
from app.reports.letter_data import LetterData
from app.reports.markup import CLOSE, MISSING, OPEN, Part
from app.reports.template_values import FIELDS, FREE, Value, values_of

LONGEST_TEMPLATE = 20_000
"""Characters of a template: four pages."""

LONGEST_TEXT = 200_000
"""Characters of a filled one."""

CHANNELS = ("letter", "sms", "email")
_HEAD = ("title", "purpose", "version", "channel")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If, nodes.CondExpr),
    *(nodes.Compare, nodes.Operand, nodes.Const, nodes.And, nodes.Or, nodes.Not),
)
_FREE_NAME = re.compile(rf"{FREE}\.[a-z][a-z0-9_]{{0,39}}")
# What cannot be seen becomes a sign for it, which no font here has: so it is reported, not dropped.
_CONTROL = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\r\t"}
_SHOWN = _CONTROL | dict.fromkeys(map(ord, "\n\r\t"), " ")
_UNSEEN = re.compile("[\x00-\x1f]")
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_MISSING = re.compile(rf"{MISSING}([^{CLOSE}]*){CLOSE}")


def _quoted(value: object) -> str:
    """What is put in the place of a field: text between marks, so that it is never read as markup."""
    if isinstance(value, Value) and not value:
        return f"{MISSING}{value.path}{CLOSE}"
    text = str(value)
    return OPEN + (text.translate(_SHOWN) if _UNSEEN.search(text) else text) + CLOSE


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=jinja2.StrictUndefined,
    finalize=_quoted,
    autoescape=False,  # paper is no HTML; what a value may do is markup's to say
)
_ENVIRONMENT.globals.clear()


@dataclass(frozen=True, slots=True)
class Template:
    """One text in one language. ``fields`` are all the fields it names, in alphabetical order."""

    name: str
    language: str
    title: str
    purpose: Purpose
    version: int
    channel: str
    source: str
    fields: tuple[str, ...]
    _compiled: jinja2.Template = field(repr=False, compare=False)

    def check(self, data: LetterData) -> list[str]:
        """The fields that this letter needs and ``data`` leaves empty; none under an unmet ``if``."""
        return list(dict.fromkeys(_MISSING.findall(self._filled(data))))

    def parts(self, data: LetterData) -> tuple[Part, ...]:
        """The body. Raises RenderProblem ``letter_field_missing`` (``fields``) or ``letter_too_long``."""
        filled = self._filled(data)
        missing = dict.fromkeys(_MISSING.findall(filled))
        if missing:
            raise RenderProblem("letter_field_missing", fields=tuple(missing))
        return markup.parts_of(filled)

    def _filled(self, data: LetterData) -> str:
        filled = self._compiled.render(values_of(data))
        if len(filled) > LONGEST_TEXT:
            raise RenderProblem("letter_too_long", found=len(filled), limit=LONGEST_TEXT)
        return filled


def load(folder: Path, language: str) -> dict[str, Template]:
    """The templates of ``folder``/``language`` (such as ``resource("letters")``, ``zh``) by name.

    Raises RenderProblem as ``parse`` does.
    """
    return {
        path.stem: parse(path.stem, language, path.read_text(encoding="utf-8"))
        for path in sorted((folder / language).glob("*.txt"))
    }


def parse(name: str, language: str, source: str) -> Template:
    """One template from its text.

    Raises RenderProblem with ``template`` and, where one is to blame, ``line`` and ``choices``:
    ``template_too_long``, ``template_head``, ``template_purpose``, ``template_version``, ``template_channel``,
    ``template_syntax``, ``template_not_allowed``, ``template_field_unknown``, ``template_block_unknown``,
    ``template_frame``, ``template_bold_open``, ``template_control``.
    """
    source = source.replace("\r\n", "\n").removeprefix("\ufeff")
    if len(source) > LONGEST_TEMPLATE:
        raise RenderProblem("template_too_long", template=name, found=len(source), limit=LONGEST_TEMPLATE)
    head, body = _split(name, source)
    _check_lines(name, body)
    try:
        tree = _ENVIRONMENT.parse(body)
        fields = tuple(sorted(set(_fields(name, tree))))
        compiled = _ENVIRONMENT.from_string(tree)
    except jinja2.TemplateSyntaxError as error:
        raise RenderProblem(
            "template_syntax", template=name, line=error.lineno, reason=error.message or ""
        ) from error
    except RecursionError as error:
        raise RenderProblem("template_syntax", template=name, line=1, reason="nesting") from error
    return Template(
        name,
        language,
        head["title"],
        Purpose(head["purpose"]),
        int(head["version"]),
        head.get("channel", CHANNELS[0]),
        source,
        fields,
        compiled,
    )


def _split(name: str, source: str) -> tuple[dict[str, str], str]:
    """The head as a mapping, and the body with empty lines before it, so that its lines keep their numbers."""
    lines = source.split("\n")
    if "---" not in lines:
        raise RenderProblem("template_head", template=name, line=1, choices="---")
    end = lines.index("---")
    head: dict[str, str] = {}
    for number, line in enumerate(lines[:end], 1):
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in _HEAD or not value.strip():
            raise RenderProblem("template_head", template=name, line=number, choices=", ".join(_HEAD))
        head[key.strip()] = value.strip()
    if "title" not in head:
        raise RenderProblem("template_head", template=name, line=1, choices="title")
    if head.get("purpose", "") not in tuple(Purpose):
        raise RenderProblem("template_purpose", template=name, choices=", ".join(Purpose))
    if head.get("channel", CHANNELS[0]) not in CHANNELS:
        raise RenderProblem("template_channel", template=name, choices=", ".join(CHANNELS))
    if not re.fullmatch(r"[1-9]\d{0,5}", head.get("version", "")):
        raise RenderProblem("template_version", template=name)
    return head, "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _check_lines(name: str, body: str) -> None:
    """What markup would otherwise guess at: blocks, the frame, faces left open, characters nobody can see."""
    is_framed, open_since = False, 0
    for number, line in enumerate(body.split("\n"), 1):
        if any(code in line for code in map(chr, _CONTROL)):
            raise RenderProblem("template_control", template=name, line=number)
        if _TAG.sub("", line).count("**") % 2:
            open_since = 0 if open_since else number
        if open_since and not line.strip():
            raise RenderProblem("template_bold_open", template=name, line=open_since)
        block = markup.block_named(line)
        if block and block not in (*markup.BLOCKS, markup.END):
            raise RenderProblem(
                "template_block_unknown",
                template=name,
                line=number,
                block=block,
                choices=", ".join(markup.BLOCKS),
            )
        if block in (markup.FRAME, markup.END):
            if is_framed is (block == markup.FRAME):
                raise RenderProblem("template_frame", template=name, line=number)
            is_framed = not is_framed
    if open_since:
        raise RenderProblem("template_bold_open", template=name, line=open_since)
    if is_framed:
        raise RenderProblem("template_frame", template=name, line=body.count("\n") + 1)


def _fields(name: str, node: nodes.Node) -> Iterator[str]:
    """Every field below ``node``; refuses what is neither a field nor one of the few allowed constructs."""
    if not isinstance(node, _ALLOWED):
        lines = (found.lineno for found in (node, *node.find_all(nodes.Node)) if found.lineno)
        raise RenderProblem(
            "template_not_allowed", template=name, line=next(lines, 1), what=type(node).__name__.lower()
        )
    if isinstance(node, nodes.Name | nodes.Getattr):
        path = _path(node)
        if path not in FIELDS and not _FREE_NAME.fullmatch(path):
            raise RenderProblem(
                "template_field_unknown",
                template=name,
                line=node.lineno,
                field=path,
                choices=", ".join([*sorted(FIELDS), f"{FREE}.…"]),
            )
        yield path
        return
    for child in node.iter_child_nodes():
        yield from _fields(name, child)


def _path(node: Any) -> str:
    """``sender.name`` of the attribute of a name; nothing of any other attribute."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name | nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return ""
