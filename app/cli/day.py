"""``fairdue day``: the user's day: calls made and left, what they carry, why cases were skipped, the days after."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from app.cli.call import Call
from app.cli.entered import data_of
from app.cli.options import count
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.budget import Portion
    from app.services.budget import Budget
    from app.services.skips import SkipCount
    from app.services.words import Words

NAME = "day"
HELP = "the day's budget: calls made and left, what they carry, the days after"
MOST_DAYS = 60


def declare(parser: ArgumentParser) -> None:
    """How many calls a day, and how far to look ahead."""
    parser.add_argument(
        "--calls", type=count, metavar="N", help="calls a day; 0: the own pace; default: the preferences"
    )
    parser.add_argument("--days", type=count, default=5, metavar="N", help="working days, today included (5)")


def run(call: Call) -> Answer:
    """The day in figures."""
    from app.services import budget, day, preferences, skips

    given = call.options
    with call.store() as context:
        words = call.words(context)
        wanted = preferences.of(context.home).preferences.calls_a_day if given.calls is None else given.calls
        found, counted = budget.today(context, wanted), day.today(context)
        ahead = budget.days(context, found, min(max(given.days, 1), MOST_DAYS))
        skipped = skips.today(context, words)
    data = data_of(
        context.zone,
        on=found.on,
        calls_a_day=found.a_day,
        is_own_pace=found.is_own_pace,
        done=found.done,
        left=found.left,
        fits=found.fits,
        fits_minor=found.fits_minor,
        to_do=found.to_do,
        to_do_minor=found.to_do_minor,
        share_percent=found.share,
        due=found.due,
        contacts=counted.contacts,
        connected=counted.connected,
        promises=counted.promises,
        promised_minor=counted.promised_minor,
        currency=counted.currency,
        days=[data_of(context.zone, **_portion(portion)) for portion in ahead],
        skipped=[data_of(context.zone, reason=s.code, text=s.text, cases=s.cases) for s in skipped],
    )
    return Answer(data, _lines(words, found, ahead, skipped))


def _portion(portion: Portion) -> dict[str, object]:
    return {
        "on": portion.on,
        "returning": portion.returning,
        "cases": portion.cases,
        "balance_minor": portion.balance_minor,
    }


def _lines(words: Words, found: Budget, ahead: Sequence[Portion], skipped: Sequence[SkipCount]) -> list[str]:
    from app.services.budget_words import told, told_day

    lines = [told(found, words), *(told_day(portion, words) for portion in ahead)]
    title = "跳过：" if words.is_chinese else "skipped: "
    if skipped:
        lines.append(title + "；".join(f"{count.text} {count.cases}" for count in skipped))
    return lines
