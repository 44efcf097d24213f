"""What is true of a case now: a pure function of its facts, the rules and the moment.

``derive`` gives the whole picture the panel shows and the small part the queue keeps. Time alone changes little:
``changes_at`` is the next moment at which the picture changes by itself, so nothing is derived again before it; until
``turns_at`` it only ages (see ``ageing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.domain.ageing import NO_DAYS, Days, changes_at
from app.domain.book import book
from app.domain.call_limits import are_counted, recounted_at, used_up_until
from app.domain.casefile import CaseFile
from app.domain.commitments import Commitments, PlanView, commitments
from app.domain.dates import local_date, utc_of
from app.domain.dues import Dues
from app.domain.facts import Fact, Id
from app.domain.history import History, add_person, history
from app.domain.ledger import Ledger, posted_on
from app.domain.limitation import limitation_of, restart_days
from app.domain.payment_chance import chance_of
from app.domain.queue import Claim, Place, Standing, Wait, place
from app.domain.rules import CaseTerms, Rules
from app.domain.strategy import Measure, Measures
from app.domain.terms import Channel, HoldKind, Purpose, Tier, VisitStatus
from app.domain.turning import Moments
from app.domain.values import value

NO_CURRENCY = "CNY"
"""Shown for a case to which no account was placed: an import that was taken back."""


@value
class CaseState:
    """The derived state of one case. Money in minor units of ``currency``; times aware UTC."""

    tier: Tier
    reason: str
    reason_params: Mapping[str, Any]
    next_at: datetime | None
    changes_at: datetime | None
    turns_at: datetime | None
    score: int
    measures: Measures
    features: Mapping[str, int]
    balance_minor: int
    currency: str
    days: Days
    oldest_due_on: date | None
    recall_on: date | None
    limitation_on: date | None
    collector: Id | None
    ledger: Ledger
    history: History
    commitments: Commitments
    holds: tuple[Fact, ...]

    def dpd(self, today: date) -> int:
        """Days past due of the oldest unpaid due date; the due date itself is day 0."""
        return max((today - self.oldest_due_on).days, 0) if self.oldest_due_on else 0


def derive(case: CaseFile, rules: Rules, now: datetime) -> CaseState:
    """The state of a case at ``now``."""
    return _Derivation(case, rules, now).state()


class _Derivation:
    """One derivation: the parts are read once and used by several rules."""

    def __init__(self, case: CaseFile, rules: Rules, now: datetime) -> None:
        self.case, self.rules, self.now = case, rules, now
        self.zone = case.zone
        self.today = now.astimezone(case.zone).date()
        self.terms: CaseTerms = rules.terms_of(case.rule_pack, case.tolerance_minor, case.grace_days)
        self.past = history(case.facts, rules.codes)
        add_person(self.past, case.person_facts)
        self.ledger = book(case, rules, self.today)
        self.commitments = commitments(self.past, self.zone, self.today, self.terms, self.ledger)
        self.moments = Moments(now, case.zone)

    def state(self) -> CaseState:
        open_accounts = self.ledger.open_accounts
        oldest_due_on = min([a.oldest_due_on for a in open_accounts if a.oldest_due_on], default=None)
        recall_on = min([a.recall_on for a in open_accounts if a.recall_on], default=None)
        limitation_on = self._limitation(oldest_due_on)
        holds = self.past.active_holds(self.now)
        where = place(self._standing(bool(open_accounts), holds))
        balance = sum([account.total_minor for account in open_accounts])
        # Nothing of a closed case is weighed, so that time does not change it.
        days, measures = NO_DAYS, dict[Measure, int | None]()
        if where.tier is not Tier.CLOSED:
            days = Days(
                oldest_due_on.toordinal() if oldest_due_on else None,
                self._touched(),
                recall_on.toordinal() if recall_on else None,
                limitation_on.toordinal() if limitation_on else None,
            )
            measures = self._measures(balance, days)
        features, days_left = self.rules.strategy.read(measures)
        turns_at = self._turns_at(where)
        currencies = {fact.body.currency for fact in self.past.placed}
        return CaseState(
            where.tier,
            where.reason,
            where.params,
            where.next_at,
            changes_at(turns_at, self.today, days_left, self.zone),
            turns_at,
            self.rules.strategy.total(features),
            measures,
            features,
            balance,
            min(currencies, default=NO_CURRENCY),
            days,
            oldest_due_on,
            recall_on,
            limitation_on,
            self._collector(),
            self.ledger,
            self.past,
            self.commitments,
            tuple(holds),
        )

    def _collector(self) -> Id | None:
        """Who works the case: whoever it was given to, else whoever took it in."""
        if self.past.collector is None and self.past.placed:
            return self.past.placed[0].actor
        return self.past.collector

    # The moments at which time alone changes something.

    def _turns_at(self, where: Place) -> datetime | None:
        if where.tier is Tier.CLOSED:
            self.moments.forget()
        else:
            self.moments.at(where.next_at)
            for hold in self.past.holds:
                self.moments.at(hold.body.starts_at)
                self.moments.at(hold.body.until_at)
        if self.ledger.moves_on is not None:
            self.moments.on(self.ledger.moves_on)
        return self.moments.first()

    # What the tier is decided from.

    def _standing(self, is_open: bool, holds: list[Fact]) -> Standing:
        hold, hold_until = self._hold(holds)
        due_today: Claim | None = None
        promise_wait: Wait | None = None
        broken: Claim | None = None
        if self.commitments.promises or self.commitments.plans:
            dues = Dues(self.commitments, self.terms.grace_days, self.today, self.moments)
            due_today, promise_wait = dues.due()
            broken = dues.broken(self.past.last_right_party)
        retry, call_back = self._next_step()
        return Standing(
            is_open,
            "" if is_open else self._how_closed(),
            hold,
            hold_until,
            self._limit(),
            call_back or self._appointment(),
            due_today,
            broken,
            self._news(),
            bool(self.past.contacts),
            retry,
            promise_wait,
        )

    def _how_closed(self) -> str:
        """Settled when nothing is owed any more, else what ended the last account."""
        if not any(account.total_minor > 0 for account in self.ledger.accounts):
            return "settled"
        ends = [
            (on, fact.order, "recalled" if fact.kind == "recall" else str(fact.body.how))
            for fact in self.case.facts
            if fact.kind in ("closing", "recall") and (on := posted_on(fact)) and on <= self.today
        ]
        how = max(ends)[2] if ends else ""
        known = self.rules.vocabulary.tier_reasons.get(how)
        # "Sold" and whatever else a creditor may say have no words of their own.
        return how if known is not None and known.tier is Tier.CLOSED else "closed"

    def _hold(self, holds: list[Fact]) -> tuple[Claim | None, datetime | None]:
        blocking = [
            hold
            for hold in holds
            if Purpose.COLLECTION in self.rules.vocabulary.holds[HoldKind(hold.body.hold_kind)].blocks
        ]
        if blocking:
            longest = max(
                blocking, key=lambda hold: (hold.body.until_at is None, hold.body.until_at or self.now)
            )
            until = longest.body.until_at
            params = {"hold": longest.body.hold_kind} | ({"date": until} if until else {})
            reason = "on_hold" if until else "on_hold_open"
            return Claim(reason, longest.occurred_at, params), until
        plan = self.commitments.plan
        if plan is not None and plan.progress.state.blocks_collection:
            return self._performing(plan)
        return None, None

    def _performing(self, plan: PlanView) -> tuple[Claim, datetime | None]:
        row = plan.progress.next_row
        since = plan.agreed.occurred_at if plan.agreed else plan.fact.occurred_at
        if plan.progress.changes_on is not None:
            self.moments.on(plan.progress.changes_on)
        if row is None:
            return Claim("plan_performing", since), None
        until = self.moments.midnight(row.due_on)
        return Claim("plan_performing", since, {"date": row.due_on}), until if until > self.now else None

    def _limit(self) -> Wait | None:
        """The calls that the gate lets be made are used up, in whichever of the debtor's cases."""
        if not are_counted(self.case, self.terms, self.now):
            return None
        accounts = tuple([account.account_id for account in self.ledger.open_accounts])
        until = used_up_until(self.case, self.terms, self.rules.codes, self.now, accounts)
        if until is None:
            self.moments.at(recounted_at(self.case, self.terms, self.now))
            return None
        return Wait("limit_reached", until, self.now, {"moment": until})

    def _next_step(self) -> tuple[Wait | None, Claim | None]:
        """What the last contact or a later snooze asks for: a wait until then, or a call-back that is due.

        A snooze takes the place of a step of our own. A call-back was agreed with the debtor: a snooze made before
        its time does not move it, one made after puts it off.
        """
        contact, snooze = self.past.last_contact, self.past.snooze
        if snooze is not None and contact is not None and snooze.order < contact.order:
            snooze = None
        wait, call_back = self._agreed(contact, snooze is not None)
        if snooze is None:
            return wait, call_back
        until = snooze.body.until_at
        self.moments.at(until)
        agreed_for = call_back.since if call_back else wait.until if wait else None
        if until <= self.now or (agreed_for is not None and snooze.occurred_at < agreed_for < until):
            return wait, call_back
        return Wait("snoozed", until, snooze.occurred_at, {"moment": until}), None

    def _agreed(self, contact: Fact | None, is_snoozed: bool) -> tuple[Wait | None, Claim | None]:
        """The next step of the last contact; only a call-back if the case was snoozed since."""
        if contact is None or contact.body.next_at is None:
            return None, None
        at, is_call_back = contact.body.next_at, contact.body.next_kind == "callback"
        if is_snoozed and not is_call_back:
            return None, None
        self.moments.at(at)
        if at > self.now:
            reason = "call_back_ahead" if is_call_back else "next_step_ahead"
            return Wait(reason, at, contact.occurred_at, {"moment": at}), None
        return None, Claim("call_back_due", at, {"moment": at}) if is_call_back else None

    def _appointment(self) -> Claim | None:
        """A visit whose day has come, until it was made or called off."""
        claim: Claim | None = None
        for fact in self.past.visits:
            if fact.body.status != VisitStatus.PLANNED:
                continue
            at: datetime = fact.body.planned_at
            opens_at = min(at, utc_of(local_date(at, self.zone), self.terms.opens, self.zone))
            self.moments.at(opens_at)
            if opens_at <= self.now and (claim is None or at < claim.since):
                claim = Claim("appointment_due", at, {"moment": at})
        return claim

    def _news(self) -> Claim | None:
        """What arrived after the last contact and was not acknowledged."""
        fresh = self.past.fresh_news
        if not fresh:
            return None
        fact = fresh[-1]
        if fact.kind == "payment":
            params = {"amount_minor": fact.body.amount_minor, "date": fact.body.paid_on}
            return Claim("payment_arrived", fact.recorded_at, params)
        if fact.kind == "message":
            params = {"channel": fact.body.channel, "date": self._day_of(fact)}
            return Claim("message_arrived", fact.recorded_at, params)
        if fact.kind == "reversal":
            return Claim("payment_reversed", fact.recorded_at, {"date": fact.body.reversed_on})
        return Claim("delivery_failed", fact.recorded_at, {"channel": Channel.LETTER})

    # What the score is made from.

    def _measures(self, balance: int, days: Days) -> dict[Measure, int | None]:
        reason = self.past.reason
        known = None if reason is None else self.rules.reasons.by_code.get(reason.body.code)
        return {
            Measure.BALANCE_MINOR: balance,
            Measure.BROKEN_PROMISES: self._broken_promises(),
            **days.measures(self.today),
            Measure.PAYMENT_CHANCE: self._payment_chance(),
            Measure.WILLINGNESS: None if reason is None else reason.body.willingness,
            Measure.ABILITY: None if reason is None else reason.body.ability,
            Measure.REASON_GROUP: None if known is None else int(known.group.digit),
        }

    def _broken_promises(self) -> int:
        return sum(view.outcome.state.is_breach for view in self.commitments.promises)

    def _touched(self) -> int | None:
        last = self.past.last_contact
        if last is None:
            last = self.past.placed[-1] if self.past.placed else None
        return None if last is None else self._day_of(last).toordinal()

    def _payment_chance(self) -> int | None:
        found = chance_of(self.past, self.zone, self.today)
        if found is None:
            return None
        if found.changes_on is not None:
            self.moments.on(found.changes_on)
        return found.percent

    def _limitation(self, oldest_due_on: date | None) -> date | None:
        """The last day of the limitation period of what is owed longest."""
        if oldest_due_on is None:
            return None
        found = restart_days(self.past, self.zone, self.today)
        return limitation_of(
            oldest_due_on, found, self.terms.limitation_years, self.terms.limitation_absolute_years
        )

    def _day_of(self, fact: Fact) -> date:
        return fact.occurred_at.astimezone(self.zone).date()
