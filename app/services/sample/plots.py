"""The plots: how a case's story ends before the reference day, and in which tier that leaves it.

A plot is chosen so that it agrees with what the client really paid; see ``fits``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import HolidayRule
from app.domain.facts import Closing, Payment, Recall, Snooze
from app.domain.plans import Terms
from app.domain.terms import HoldKind, Role, Tier
from app.services.sample.bills import CURRENCY, LATEST_DAYS, Bills
from app.services.sample.clients import Client
from app.services.sample.dice import Weighed
from app.services.sample.pools import sayings
from app.services.sample.story import ONE_DAY, Story

Ending = Callable[[Story], None]
UNANSWERED = ("NA", "NA", "NA", "REJ", "OFF", "BSY", "UNR")


@dataclass(frozen=True, slots=True)
class Plot:
    """One way a story ends.

    ``begins``: how many days before the reference day the ending begins, from and to. ``billed``: the same for the
    last bill. ``weight``: how often among a thousand or so cases; ``practised``: how many of the 60 practice cases.
    ``is_quiet``: nothing may be paid once the ending has begun. ``is_paid``: it ends with the last payment.
    """

    name: str
    tier: Tier
    ending: Ending
    weight: int
    practised: int
    begins: tuple[int, int]
    billed: tuple[int, int] = (1, LATEST_DAYS)
    least_age: int = 6
    is_quiet: bool = False
    is_paid: bool = False

    def fits(self, client: Client) -> bool:
        """Whether the client's payments allow it."""
        return not self.is_paid or client.paid[0] >= 10_000


def _amount(bills: Bills) -> int:
    """What a debtor promises: about the minimum, in round hundreds."""
    owed = bills.balance_minor
    return min(owed, max(owed // 10 // 10_000 * 10_000, 30_000))


# 1 and 2: today


def _call_back(story: Story) -> None:
    at = story.diary.at(story.today, story.dice.one_of((8 * 60 + 30, 8 * 60 + 45, 9 * 60)))
    call = story.call(story.ago(1), "CBK", next_at=at, next_kind="callback")
    story.reason(call)


def _call_back_ahead(story: Story) -> None:
    minute = story.dice.one_of((10 * 60 + 30, 14 * 60 + 30, 16 * 60, 19 * 60))
    at = story.diary.at(story.today + timedelta(days=story.dice.number(0, 1)), minute)
    story.reason(story.call(story.ago(1), "CBK", next_at=at, next_kind="callback"))


def _promise_due(story: Story) -> None:
    story.promise(story.begins_on, _amount(story.bills), story.today)


def _promise_ahead(story: Story) -> None:
    due_on = story.today + timedelta(days=story.dice.number(1, 8))
    amount, owed = _amount(story.bills), story.bills.balance_minor
    story.promise(story.begins_on, amount, due_on, is_part=amount < owed)


# 3: not kept


def _promise_broken(story: Story) -> None:
    due_on = max(story.ago(story.dice.number(1, 4)), story.begins_on + ONE_DAY)
    story.promise(story.begins_on, _amount(story.bills), due_on)
    if story.dice.chance(30) and due_on < story.ago(1):
        story.call(
            story.ago(1), "NA", next_at=story.diary.at(story.ago(1), story.minute + 90), next_kind="retry"
        )


def _part_kept(story: Story) -> None:
    bills = story.bills
    paid, paid_on = bills.client.paid[0], bills.paid_on[0]
    story.promise(story.begins_on, min(2 * paid, bills.balance_minor + paid), paid_on + ONE_DAY)
    story.payment(_last_payment(story))


def _last_payment(story: Story) -> Payment:
    bills = story.bills
    channel = story.dice.one_of(sayings().lists["pay_channels"])
    return Payment(bills.client.paid[0], CURRENCY, bills.paid_on[0], bills.account_id, channel, None, "file")


# 4: something new


def _payment_news(story: Story) -> None:
    payment = _last_payment(story)
    if story.dice.chance(60):
        story.promise(story.begins_on, payment.amount_minor, payment.paid_on + ONE_DAY)
    else:
        story.talk(story.begins_on, "WTP", "CMIN")
    story.payment(payment)


def _message_news(story: Story) -> None:
    story.talk(story.begins_on, "WTP", "LOW", "CMIN")
    story.message(story.ago(1))


def _letter_returned(story: Story) -> None:
    story.call(story.begins_on, story.dice.one_of(UNANSWERED))
    letter, _ = story.letter(story.day)
    story.delivery(letter, max(story.ago(story.dice.number(1, 3)), story.day + 3 * ONE_DAY), "returned")


# 5 and 6: work


def _fresh(story: Story) -> None:
    """Nothing happened yet."""


def _ranked(story: Story) -> None:
    next_at = story.diary.at(story.today, 8 * 60)
    if story.dice.chance(45):
        is_long_ago = story.begins_on < story.ago(8)  # without means, the next step is a week away
        story.talk(story.begins_on, "WTP", "LOW", "CMIN", "RTP", *(("NPA",) if is_long_ago else ()))
    else:
        story.call(story.begins_on, story.dice.one_of((*UNANSWERED, "HUP")))
    if story.dice.chance(20) and story.day < story.ago(1):
        story.call(story.day + ONE_DAY, "NA", next_at=next_at, next_kind="retry")


def _lost(story: Story) -> None:
    """Not reached on three days in a row; then a listed contact may be asked to relay."""
    first = story.begins_on
    for days in range(3):
        for phone in story.cast.own[:2]:
            story.call(first + days * ONE_DAY, story.dice.one_of(UNANSWERED), phone)
    relays = [phone for phone in story.cast.others if phone.role is Role.LISTED_CONTACT]
    if relays:
        next_at = story.diary.at(story.today, 8 * 60)
        story.call(
            first + 3 * ONE_DAY,
            story.dice.one_of(("TPR", "NSA")),
            relays[0],
            next_at=next_at,
            next_kind="retry",
        )


# 7: later


def _retry_ahead(story: Story) -> None:
    at = story.diary.at(story.today, story.dice.one_of((10 * 60, 12 * 60 + 30, 18 * 60, 19 * 60 + 30)))
    story.call(story.ago(1), story.dice.one_of(UNANSWERED), next_at=at, next_kind="retry")


def _snoozed(story: Story) -> None:
    story.talk(story.begins_on, "CMIN", "WTP")
    until = story.diary.at(story.today + timedelta(days=story.dice.number(1, 9)), 9 * 60)
    at = story.diary.at(story.day, story.minute + 30)
    story.add(story.new_id(), Snooze(until, story.dice.one_of(sayings().lists["snooze_why"])), at)


# 8: held


def _held(result: str, kind: HoldKind, reason: str | None = None) -> Ending:
    def ending(story: Story) -> None:
        third = next((phone for phone in story.cast.others if phone.role is Role.LISTED_CONTACT), None)
        call = story.call(story.begins_on, result, third if result == "DEC" else None)
        if reason is not None:
            story.reason(call, reason)
        story.hold(call, kind)

    return ending


def _plan_performing(story: Story) -> None:
    first_on = story.today + timedelta(days=story.dice.number(3, 25))
    story.plan(story.begins_on, _terms(story, first_on, story.dice.one_of((6, 12, 18, 24))))


def _instalment_due(story: Story) -> None:
    """A down payment was made and came; the first instalment falls due today."""
    payment = _last_payment(story)
    terms = _terms(story, story.today, 12, payment)
    story.plan(story.begins_on, terms)
    story.payment(payment)


def _plan_broken(story: Story) -> None:
    first_on = max(story.ago(story.dice.number(1, 6)), story.begins_on + 2 * ONE_DAY)
    story.plan(story.begins_on, _terms(story, first_on, story.dice.one_of((6, 12, 24))))


def _terms(story: Story, first_on: date, periods: int, down: Payment | None = None) -> Terms:
    paid = down.amount_minor if down else 0
    return Terms(
        story.bills.balance_minor + paid,
        first_on,
        CURRENCY,
        paid,
        down.paid_on if down else None,
        periods=periods,
        holiday_rule=HolidayRule.NONE,
    )


# 9: closed


def _recalled(story: Story) -> None:
    story.call(story.begins_on, story.dice.one_of(UNANSWERED))
    day = max(story.ago(story.dice.number(1, 5)), story.day)
    why = story.dice.one_of(sayings().lists["recall_why"])
    for account_id in story.accounts:
        story.add(story.new_id(), Recall(account_id, day, why), story.diary.at(day, LAST_FILE))


def _settled(story: Story) -> None:
    """The whole bill is paid after it came. This one payment is invented; the source ends with the last bill."""
    story.talk(story.begins_on, "WTP", "CMIN")
    bills, day = story.bills, story.ago(2)
    channel = story.dice.one_of(sayings().lists["pay_channels"])
    story.payment(Payment(bills.balance_minor, CURRENCY, day, bills.account_id, channel, None, "file"))
    closing = Closing(bills.account_id, story.ago(1), "settled")
    story.add(story.new_id(), closing, story.diary.at(story.ago(1), LAST_FILE))


LAST_FILE = 18 * 60

PLOTS = {
    plot.name: plot
    for plot in (
        Plot("call_back", Tier.CALL_BACK, _call_back, 12, 3, (1, 1)),
        Plot("promise_due", Tier.DUE_TODAY, _promise_due, 25, 5, (1, 6), is_quiet=True),
        Plot("instalment_due", Tier.DUE_TODAY, _instalment_due, 6, 1, (2, 9), (1, 3), 15, is_paid=True),
        Plot("promise_broken", Tier.BROKEN, _promise_broken, 60, 4, (3, 9), (4, LATEST_DAYS), is_quiet=True),
        Plot("part_kept", Tier.BROKEN, _part_kept, 15, 2, (2, 9), (1, 6), 15, is_paid=True),
        Plot("plan_broken", Tier.BROKEN, _plan_broken, 12, 1, (9, 20), (12, LATEST_DAYS), 22, is_quiet=True),
        Plot("payment_news", Tier.NEWS, _payment_news, 45, 3, (2, 9), (1, 6), 15, is_paid=True),
        Plot("message_news", Tier.NEWS, _message_news, 12, 1, (2, 6), is_quiet=True),
        Plot(
            "letter_returned",
            Tier.NEWS,
            _letter_returned,
            8,
            1,
            (6, 12),
            (13, LATEST_DAYS),
            15,
            is_quiet=True,
        ),
        Plot("fresh", Tier.NEW, _fresh, 150, 8, (0, 0), least_age=1),
        Plot("ranked", Tier.RANKED, _ranked, 300, 12, (4, 34), is_quiet=True),
        Plot("lost", Tier.RANKED, _lost, 70, 3, (5, 9), is_quiet=True),
        Plot("promise_ahead", Tier.WAITING, _promise_ahead, 80, 3, (1, 4), is_quiet=True),
        Plot("call_back_ahead", Tier.WAITING, _call_back_ahead, 20, 2, (1, 1)),
        Plot("retry_ahead", Tier.WAITING, _retry_ahead, 60, 2, (1, 1)),
        Plot("snoozed", Tier.WAITING, _snoozed, 15, 1, (2, 8), is_quiet=True),
        Plot("dispute", Tier.HELD, _held("DSP", HoldKind.DISPUTE, "ARGU"), 12, 1, (2, 20)),
        Plot("complaint", Tier.HELD, _held("CMP", HoldKind.COMPLAINT), 8, 1, (2, 15)),
        Plot("says_paid", Tier.HELD, _held("CP", HoldKind.PAYMENT_CHECK), 10, 1, (1, 1)),
        Plot("stop_request", Tier.HELD, _held("STP", HoldKind.STOP_REQUEST), 4, 0, (2, 12)),
        Plot("hardship", Tier.HELD, _held("NPA", HoldKind.HARDSHIP, "UNEM"), 10, 1, (3, 25)),
        Plot("lawyer", Tier.HELD, _held("LAW", HoldKind.LAWYER), 3, 0, (5, 30)),
        Plot("deceased", Tier.HELD, _held("DEC", HoldKind.DECEASED, "DEAD"), 2, 0, (5, 30)),
        Plot("vulnerable", Tier.HELD, _held("VUL", HoldKind.VULNERABLE, "DIS"), 3, 0, (2, 12)),
        Plot("plan_performing", Tier.HELD, _plan_performing, 35, 1, (2, 12), is_quiet=True),
        Plot("recalled", Tier.CLOSED, _recalled, 25, 2, (2, 9)),
        Plot("settled", Tier.CLOSED, _settled, 8, 1, (3, 7), (3, 9), is_quiet=True),
    )
}
OF_PERSON = frozenset({"deceased", "vulnerable"})
"""Plots whose hold concerns the person and so every case of theirs."""

ENDINGS = Weighed.of({plot.name: plot.weight for plot in PLOTS.values()})
