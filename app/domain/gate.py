"""The gate: may this contact be made now? A pure function of the situation, the point and the rule pack.

The rules are asked in one order (domain.md §5): state of the case and holds, class of person, wishes, hours on
the debtor's clock, counters; then, where the contact is already prepared, its content, the recording and a note
that is owed. Whatever breaks a rule becomes a ``Finding``; the severity of the rule in the pack decides whether
a finding blocks or warns. Days are the debtor's calendar days; hours are half open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.domain.codes import Connected
from app.domain.dates import local_date
from app.domain.findings import Finding, breach
from app.domain.gate_counts import MESSAGES, Tally, counted, rolling, tallies
from app.domain.question import Counters, Question
from app.domain.rulepack import Completeness, Rule, RulePack, Severity
from app.domain.situation import PointView, Preparation, Situation
from app.domain.terms import Channel, HoldKind, Purpose, Role

_WRITTEN = frozenset({Channel.LETTER, Channel.EMAIL})
"""The ways in which the debtor is told of the claim so that it can be kept (12 CFR 1006.42)."""
_STEPS = 100
"""How often a blocked moment may lead to another before the gate says that it never opens."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate says. ``blocks`` and ``warnings`` stand in the order of the gate.

    ``block`` is the finding to name: the first hard one, else the first. ``until`` is the next moment at which
    no rule blocks any more (``None`` when allowed, or when time alone does not help). ``closes_at`` is when
    today's hours end, if allowed now. ``is_partial`` says that the pack has rules this gate does not enforce.
    """

    counters: Counters
    blocks: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    until: datetime | None
    closes_at: datetime | None
    is_partial: bool
    rolling: tuple[Tally, ...] = ()
    """The calls of some days in a row on each debt, where the pack limits them so."""

    @property
    def allowed(self) -> bool:
        """Whether the contact may be made."""
        return not self.blocks

    @property
    def block(self) -> Finding | None:
        """The finding to name."""
        hard = (finding for finding in self.blocks if finding.rule.severity is Severity.HARD)
        return next(hard, next(iter(self.blocks), None))

    @property
    def rule(self) -> str | None:
        """The name of the rule that blocks."""
        return self.block.rule.name if self.block else None

    @property
    def severity(self) -> Severity | None:
        """Its severity."""
        return self.block.rule.severity if self.block else None

    @property
    def source(self) -> str | None:
        """The authority behind it, a key of the pack's ``authorities``."""
        return self.block.rule.source if self.block else None

    @property
    def article(self) -> str | None:
        """The article of that authority."""
        return self.block.rule.article if self.block else None

    @property
    def overridable(self) -> bool:
        """Blocked by soft rules only: a reason, kept in the log, opens it."""
        return bool(self.blocks) and all(f.rule.severity is Severity.SOFT for f in self.blocks)


def permit(
    situation: Situation,
    point: PointView,
    channel: Channel,
    purpose: Purpose,
    now: datetime,
    pack: RulePack,
    preparation: Preparation | None = None,
    account: bytes | None = None,
) -> Decision:
    """Decide on one contact. ``preparation`` is left out to ask "may I call?" before anything is written; ``account``
    where it is about one debt of the case alone."""
    asked = Question(situation, point, channel, purpose, now, pack, account)
    standing = tuple(_standing(asked))
    findings = (*standing, *_prepared(asked, preparation or Preparation()))
    blocks = _blocking(findings)
    return Decision(
        counters=asked.counters(),
        blocks=blocks,
        warnings=tuple(finding for finding in findings if finding not in blocks),
        until=_opening(asked, _standing) if _blocking(standing) else None,
        closes_at=None if blocks else asked.closes_at(),
        is_partial=pack.completeness is Completeness.PARTIAL,
        rolling=rolling(asked) if pack.placed_calls is not None and channel is Channel.CALL else (),
    )


def tally(situation: Situation, point: PointView, now: datetime, pack: RulePack) -> tuple[Tally, ...]:
    """What is counted of the person and number today, over all channels, whether or not the pack limits it."""
    return tallies(Question(situation, point, Channel.CALL, Purpose.COLLECTION, now, pack))


def next_permitted(
    situation: Situation,
    points: Iterable[PointView],
    channel: Channel,
    purpose: Purpose,
    now: datetime,
    pack: RulePack,
) -> datetime | None:
    """The first moment from now on at which any of the points may be used; ``None`` if time does not help."""
    openings = (
        _opening(Question(situation, point, channel, purpose, now, pack), _standing) for point in points
    )
    return min((opening for opening in openings if opening is not None), default=None)


def uncounted_from(
    situation: Situation, phones: Iterable[PointView], now: datetime, pack: RulePack
) -> datetime:
    """The first moment from now on at which no count of calls forbids all of these phones; now where one never ends."""
    asked = (Question(situation, phone, Channel.CALL, Purpose.COLLECTION, now, pack) for phone in phones)
    openings = (_opening(one, counted) for one in asked)
    return min((opening for opening in openings if opening is not None), default=now)


def is_open_for_calls(situation: Situation, phone: PointView, now: datetime, pack: RulePack) -> bool:
    """Whether no wish and nothing known of the phone forbids it for good."""
    asked = Question(situation, phone, Channel.CALL, Purpose.COLLECTION, now, pack)
    return all(finding.until is not None for finding in _blocking(_wishes(asked)))


def _opening(asked: Question, rules: Callable[[Question], Iterable[Finding]]) -> datetime | None:
    """The first moment from the question's on at which none of the rules blocks."""
    for _ in range(_STEPS):
        blocks = _blocking(rules(asked))
        if not blocks:
            return asked.at
        untils = [finding.until for finding in blocks if finding.until is not None]
        if len(untils) < len(blocks):
            return None
        asked = replace(asked, at=max(untils))
    return None


def _blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.rule.severity.blocks)


def _standing(asked: Question) -> Iterator[Finding]:
    """What the case, the person and the clock say; only time changes it."""
    yield from _case_state(asked)
    yield from _person_class(asked)
    yield from _wishes(asked)
    yield from _hours(asked)
    yield from counted(asked)


def _case_state(asked: Question) -> Iterator[Finding]:
    situation, pack = asked.situation, asked.pack
    if situation.is_closed and asked.purpose is not Purpose.ANSWER:
        yield from breach(pack.closed_case)
    for hold in situation.holds:
        if hold.stops(asked.purpose, asked.channel, asked.at):
            yield from breach(pack.hold_rule(hold.kind), hold.until, kind=hold.kind)
    if situation.is_plan_performing:
        yield from _performing_plan(asked)
    if situation.is_deceased and asked.point.role is Role.DEBTOR:
        yield from breach(pack.deceased)
    if asked.purpose is Purpose.COLLECTION:
        yield from _claim(asked)


def _claim(asked: Question) -> Iterator[Finding]:
    """What the law says of the claim itself: whether it is time-barred, and whether it was told of in writing."""
    situation, pack = asked.situation, asked.pack
    ended_on, days = situation.limitation_on, pack.validation_days
    if pack.time_barred is not None and ended_on is not None and asked.today > ended_on:
        yield from breach(pack.time_barred, ended_on=ended_on)
    if days is None or asked.channel in _WRITTEN:
        return
    ours = [c for c in asked.outbound(frozenset(Channel)) if c.case_id == situation.case_id]
    begun = [c.at for c in ours if c.result.connected is not Connected.NO]
    if begun and not any(c.channel in _WRITTEN for c in ours):
        begun_on = local_date(min(begun), asked.zone)
        if asked.today > begun_on + timedelta(days=days.value):
            yield from breach(days, begun_on=begun_on)


def _performing_plan(asked: Question) -> Iterator[Finding]:
    """2011 Measures art 70: collection stops; a reminder of an instalment about to be due does not."""
    kind, early = HoldKind.PLAN_PERFORMING, asked.pack.plan_reminder_days
    if asked.purpose in {Purpose.COLLECTION, Purpose.RELAY_REQUEST}:
        yield from breach(asked.pack.hold_rule(kind), kind=kind)
    if asked.purpose is not Purpose.DUE_REMINDER or early is None:
        return
    due_on = asked.situation.next_due_on
    if due_on is None:
        yield from breach(early)
    elif asked.today < (first := due_on - timedelta(days=early.value)):
        yield from breach(early, asked.midnight(first), due_on=due_on)


def _person_class(asked: Question) -> Iterator[Finding]:
    """Whom the debt concerns; everybody else only to relay, and only if the debtor is lost."""
    point, pack = asked.point, asked.pack
    if pack.collect_from is None or _answers_for_debt(asked, pack.collect_from.value):
        return
    if point.has_refused:
        yield from breach(pack.third_person_refusal)
    if asked.purpose is Purpose.ANSWER and point.has_offered_to_pay:
        return  # GB/T 45251-2025: one who offers to pay is told what is needed to pay.
    purposes = pack.third_person_purposes
    if purposes is None or asked.purpose not in purposes.value:
        yield from breach(_liability(asked, pack.collect_from))
    elif not asked.situation.is_deceased:
        yield from _not_lost(asked)
    channels = pack.third_person_channels
    if channels is not None and asked.channel not in channels.value:
        yield from breach(channels)
    most = pack.third_person_contacts
    if most is not None:
        made = [c for c in asked.outbound(frozenset(Channel)) if c.person_id == point.person_id]
        spoken = [c for c in made if c.result.connected is not Connected.NO]
        if len(spoken) >= most.value:
            yield from breach(most, count=len(spoken), limit=most.value)


def _answers_for_debt(asked: Question, collect_from: frozenset[Role]) -> bool:
    match asked.point.role:
        case Role.SPOUSE:
            return asked.point.is_debt_related or Role.SPOUSE in collect_from
        case Role.HEIR:
            return asked.situation.is_deceased
        case role:
            return role in collect_from


def _liability(asked: Question, collect_from: Rule[Any]) -> Rule[Any]:
    """The rule that leaves this person out: their own where the pack has one."""
    own = {Role.SPOUSE: asked.pack.spouse, Role.HEIR: asked.pack.heir}.get(asked.point.role)
    return own or collect_from


def _not_lost(asked: Question) -> Iterator[Finding]:
    lost = asked.situation.lost
    if lost is None:
        yield from breach(asked.pack.third_person_lost)
    elif asked.at < lost.opens_at:
        yield from breach(asked.pack.third_person_lost, lost.opens_at, trigger=lost.trigger)


def _wishes(asked: Question) -> Iterator[Finding]:
    point, pack = asked.point, asked.pack
    sources = pack.contact_sources
    if sources is not None and point.source is not None and point.source not in sources.value:
        yield from breach(sources, source=point.source)
    if point.do_not_contact:
        yield from breach(pack.do_not_contact)
    if point.is_invalid:
        yield from breach(pack.invalid_number)
    if asked.channel in point.refused_channels:
        yield from breach(pack.refused_channel)
    if point.shared_with:
        yield from breach(pack.shared_number, debtors=point.shared_with)
    wanted = point.preferred
    if wanted is not None and asked.has_hours and not asked.is_in(wanted):
        yield from breach(pack.preferred_hours, asked.next_in(wanted), window=wanted)


def _hours(asked: Question) -> Iterator[Finding]:
    windows = asked.windows()
    if windows and not any(asked.is_in(window) for window in windows):
        until = min(asked.next_in(window) for window in windows)
        yield from breach(asked.pack.hours, until, window=windows[0])


def _prepared(asked: Question, preparation: Preparation) -> Iterator[Finding]:
    """What the user mends before the contact is made: time does not."""
    pack, collectors, needed = asked.pack, preparation.collectors, asked.pack.visit_collectors
    if preparation.findings:
        yield from breach(pack.content, findings=preparation.findings)
    if preparation.text is not None and asked.channel in MESSAGES and pack.opt_out is not None:
        said = preparation.text.casefold()
        if not any(words.casefold() in said for words in pack.opt_out.value):
            yield from breach(pack.opt_out, words=pack.opt_out.value)
    is_visit = asked.channel is Channel.VISIT
    if is_visit and needed is not None and collectors is not None and collectors < needed.value:
        yield from breach(needed, count=collectors, limit=needed.value)
    if is_visit and preparation.is_announced is False:
        yield from breach(pack.visit_notice)
    if preparation.is_recorded is False:
        recording = {Channel.CALL: pack.call_recording, Channel.VISIT: pack.visit_recording}
        yield from breach(recording.get(asked.channel))
    if asked.situation.is_note_owed:
        yield from breach(pack.note_owed)
