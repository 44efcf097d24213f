"""``fairdue plan limits``: how far each role may go in a plan for a creditor, shown or given by a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from app.cli.call import Call
from app.cli.entered import act_of
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation, StorageProblem

LIMITS = "limits"
"""In the place of a case."""


def declare_limits(parser: ArgumentParser) -> None:
    """Whose limits, and from which file."""
    parser.add_argument("--creditor", metavar="NAME", help="of plan limits")
    parser.add_argument(
        "--file", type=Path, metavar="TOML", help="of plan limits: take these; an empty file takes them back"
    )


def run_limits(call: Call) -> Answer:
    """Show or set. Raises NotFound ``creditor_unknown``; RuleViolation ``limits_wrong``; AppError ``data_…``."""
    from app.services import creditors, plan_rules

    given = call.options
    with call.store() as context:
        card = creditors.named(context, given.creditor or "")
        if given.file is not None:
            plan_rules.set_limits(context, act_of(call, context), card.id, _text(given.file))
        toml, is_own = plan_rules.limits_text(context, card.id)
    return Answer({"creditor": card.name, "own": is_own, "toml": toml}, toml.splitlines())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StorageProblem.of(error, path) from None
    except UnicodeDecodeError as error:
        raise RuleViolation("limits_wrong", "plan_limits", problem=error.reason) from None
