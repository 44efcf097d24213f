"""A case's whole story: what the creditor's files told, the first attempts, each month as it was paid, the ending."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.facts import Assignment, Id
from app.services.sample.bills import Bills
from app.services.sample.clients import MONTHS
from app.services.sample.plots import UNANSWERED, Plot
from app.services.sample.pools import sayings
from app.services.sample.portfolio import Lot
from app.services.sample.story import FILE_COMES, ONE_DAY, Story


def tell(story: Story, plot: Plot) -> None:
    """Write everything that happened after the case came to us."""
    _payments(story, plot)
    if story.begins_on - story.received_on > 3 * ONE_DAY:
        _opening(story)
        for month in reversed(range(MONTHS - 1)):
            _month(story, month, leaves_payment=plot.is_paid and month == 0)
    story.begins_on = max(story.begins_on, story.day)
    plot.ending(story)


def files(story: Story, bills: Bills, lot: Lot, collector_id: Id) -> None:
    """Write what came with the placement file (the payments before it too), and the bills since."""
    came_on = story.received_on
    came_at = story.diary.at(came_on, FILE_COMES)
    placed = bills.placed(came_on, lot.id, came_on + timedelta(days=lot.recall_days))
    story.add(lot.act, placed, story.diary.at(came_on, 0), came_at)
    if bills is story.bills:
        story.add(lot.act, Assignment(collector_id), came_at)
    for statement in bills.statements(came_on):
        billed_at = story.diary.at(statement.statement_on, 0)
        if statement.statement_on <= came_on:
            story.add(lot.act, statement, billed_at, came_at)
        else:
            story.add(
                story.new_id(), statement, billed_at, story.diary.at(statement.statement_on, FILE_COMES)
            )
    channel = story.dice.one_of(sayings().lists["pay_channels"])
    for payment in bills.payments(came_on, channel):
        if payment.paid_on < came_on:
            story.add(lot.act, payment, story.diary.at(payment.paid_on, 720), came_at)
    if bills.billed_on[0] > came_on:
        told_at = story.diary.at(bills.billed_on[0], FILE_COMES + 10)
        story.add(story.new_id(), bills.snapshot(), story.diary.at(bills.billed_on[0], 1), told_at)


def _payments(story: Story, plot: Plot) -> None:
    """Write the payments that came since, but not one that the ending tells of."""
    bills = story.bills
    channel = story.dice.one_of(sayings().lists["pay_channels"])
    for payment in bills.payments(story.received_on, channel):
        is_of_ending = plot.is_paid and payment.paid_on == bills.paid_on[0]
        if payment.paid_on >= story.received_on and not is_of_ending:
            story.payment(payment)


def _opening(story: Story) -> None:
    """The first days: a text message, calls nobody answers, a number that is dead, a letter."""
    dice, first = story.dice, story.received_on + ONE_DAY
    last = story.begins_on - 2 * ONE_DAY
    if dice.chance(25):
        story.text(first)
    for days in range(dice.number(0, 2)):
        if first + days * ONE_DAY <= last:
            story.call(first + days * ONE_DAY, dice.one_of(UNANSWERED))
    if len(story.cast.own) > 1 and dice.chance(15):
        story.call(max(story.day, first), "EMP", story.cast.own[1])
    if last - first > 10 * ONE_DAY and dice.chance(20):
        letter, _ = story.letter(first + 2 * ONE_DAY)
        story.delivery(letter, first + 6 * ONE_DAY, "signed")


def _month(story: Story, month: int, *, leaves_payment: bool) -> None:
    """Between two bills: a promise before the payment that really came, or one that was not kept."""
    bills = story.bills
    opens = max(bills.billed_on[month + 1], story.received_on, story.day) + ONE_DAY
    closes = min(bills.billed_on[month], story.begins_on - ONE_DAY)
    if closes <= opens or leaves_payment:
        return
    paid, paid_on = bills.client.paid[month], bills.paid_on[month]
    if paid > 0:
        _kept(story, paid, paid_on, opens, closes)
    elif closes - opens >= timedelta(days=9) and story.dice.chance(45):
        _not_kept(story, opens)
    elif story.dice.chance(40):
        story.call(closes, story.dice.one_of(UNANSWERED))


def _kept(story: Story, paid: int, paid_on: date, opens: date, closes: date) -> None:
    made_on = paid_on - timedelta(days=story.dice.number(1, 3))
    if opens <= made_on < closes and paid >= 10_000 and story.dice.chance(70):
        story.promise(made_on, paid, paid_on + timedelta(days=story.dice.number(0, 1)))


def _not_kept(story: Story, opens: date) -> None:
    dice, owed = story.dice, story.bills.balance_minor
    due_on = opens + timedelta(days=dice.number(2, 5))
    story.promise(opens, min(owed, max(owed // 20 // 10_000 * 10_000, 20_000)), due_on)
    # A conversation takes the breach up; one that nobody took up is a plot of its own.
    story.talk(due_on + timedelta(days=dice.number(2, 3)), "LOW", "RTP", "NPA", "CMIN")
