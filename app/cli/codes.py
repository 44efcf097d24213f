"""``fairdue codes``: the codes that other commands take, with their words; no store is opened."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.domain.rules import Rules

NAME = "codes"
HELP = "list the codes of results, reasons, holds or purposes"
WHAT = ("results", "reasons", "holds", "purposes")


def declare(parser: ArgumentParser) -> None:
    """Which list."""
    parser.add_argument("what", choices=WHAT, metavar="WHAT", help=", ".join(WHAT))


def run(call: Call) -> Answer:
    """List them in the order in which the window offers them."""
    from app.services.rulebook import rules_from, shipped_packs

    rows = _rows(call.options.what, rules_from(shipped_packs()), call.terminal.language)
    widest = max(len(row["code"]) for row in rows)
    return Answer(
        rows, ["  ".join((f"{row['code']:{widest}}", row["text"], *_more(row))).rstrip() for row in rows]
    )


def _more(row: dict[str, Any]) -> list[str]:
    return [str(value) for name, value in row.items() if name not in ("code", "text") and value]


def _rows(what: str, rules: Rules, language: str) -> list[dict[str, Any]]:
    from app.services.purposes import purposes

    if what == "results":
        return [
            {"code": result.code, "text": result.words.text(language), "channels": ", ".join(result.channels)}
            for result in rules.codes.chosen
        ]
    if what == "reasons":
        return [
            {
                "code": reason.code,
                "text": reason.words.text(language),
                "group": reason.group.words.text(language),
            }
            for reason in rules.reasons.by_code.values()
        ]
    if what == "holds":
        return [
            {"code": str(kind), "text": term.words.text(language)}
            for kind, term in rules.vocabulary.holds.items()
            if term.is_begun_by_hand
        ]
    return [{"code": found.code, "text": found.words.text(language)} for found in purposes().values()]
