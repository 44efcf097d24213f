"""What the gate counts: calls, messages, letters and visits, each against the rule that limits it.

Days are the debtor's calendar days; a rolling count leaves at midnight of the day its oldest call falls out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from app.domain.codes import Connected, Requirement
from app.domain.dates import local_date
from app.domain.findings import Finding, breach
from app.domain.question import Question
from app.domain.rulepack import Rule
from app.domain.situation import ContactView
from app.domain.terms import Channel, Purpose

MESSAGES = frozenset({Channel.SMS, Channel.IM, Channel.EMAIL})
_CALLS, _LETTERS, _VISITS = (
    frozenset({channel}) for channel in (Channel.CALL, Channel.LETTER, Channel.VISIT)
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was done that a rule counts. ``limit`` is ``None`` where the pack has no such rule;
    ``frees_at`` is set while the limit is reached."""

    rule: str
    channel: Channel
    count: int
    limit: int | None
    frees_at: datetime | None = None
    account: bytes | None = None
    """The debt whose calls are counted, where each is counted by itself."""


def tallies(asked: Question) -> tuple[Tally, ...]:
    """Every count that concerns the person and number of the question, over all channels."""
    pack, counters, ends = asked.pack, asked.counters(), asked.day_ends_at
    return (
        _tally("connected_calls", Channel.CALL, counters.connected, pack.connected_calls, ends),
        _tally("effective_calls", Channel.CALL, counters.effective, pack.effective_calls, ends),
        _tally("unanswered_attempts", Channel.CALL, counters.unanswered, pack.unanswered_attempts, ends),
        *rolling(asked),
        _tally("messages_per_day", Channel.SMS, len(_sent(asked)), pack.messages_per_day, ends),
        _letter_tally(asked),
        _tally("visit_contacts", Channel.VISIT, len(_met(asked)), pack.visit_contacts, ends),
    )


def rolling(asked: Question) -> tuple[Tally, ...]:
    """The calls placed in the days in a row that the pack names, of each debt that the question is about."""
    rule, found = asked.pack.placed_calls, []
    limit = rule.value.count if rule else None
    for debt in _debts(asked):
        placed = _placed(debt)
        frees_at = _frees_at(debt, placed)
        found.append(Tally("placed_calls", Channel.CALL, len(placed), limit, frees_at, debt.account))
    return tuple(found)


def _debts(asked: Question) -> tuple[Question, ...]:
    """The question about each debt by itself (12 CFR 1006.14(b)(2): a particular debt). A contact of which nobody says
    which debt it is about is about all of them, and counts to each."""
    if asked.account is not None or not asked.situation.accounts:
        return (asked,)
    return tuple(replace(asked, account=account) for account in asked.situation.accounts)


def _tally(name: str, channel: Channel, count: int, rule: Rule[int] | None, ends: datetime) -> Tally:
    limit = rule.value if rule else None
    return Tally(name, channel, count, limit, ends if limit is not None and count >= limit else None)


def _letter_tally(asked: Question) -> Tally:
    rule, last = asked.pack.letter_interval_days, _last_letter(asked)
    free_on = last + timedelta(days=rule.value) if rule and last else None
    is_waiting = free_on is not None and asked.today < free_on
    return Tally(
        "letter_interval_days",
        Channel.LETTER,
        int(is_waiting),
        1 if rule else None,
        asked.midnight(free_on) if free_on and is_waiting else None,
    )


def counted(asked: Question) -> Iterator[Finding]:
    """The limits of the channel that are reached."""
    match asked.channel:
        case Channel.CALL:
            yield from _calls(asked)
        case Channel.LETTER:
            yield from _letters(asked)
        case Channel.VISIT:
            yield from _limit(asked, asked.pack.visit_contacts, len(_met(asked)))
            yield from breach(asked.pack.visit_entry_consent)
        case _:
            yield from _messages(asked)


def _calls(asked: Question) -> Iterator[Finding]:
    pack, counters = asked.pack, asked.counters()
    yield from _limit(asked, pack.connected_calls, counters.connected)
    yield from _limit(asked, pack.effective_calls, counters.effective)
    yield from _limit(asked, pack.unanswered_attempts, counters.unanswered)
    if pack.counts_each_debt:
        yield from _longest(finding for debt in _debts(asked) for finding in _calls_on(debt))


def _calls_on(asked: Question) -> Iterator[Finding]:
    """The limits of the calls on one debt."""
    pack = asked.pack
    if any(asked.today in days for days in _consents(asked)):
        return  # 12 CFR 1006.14(b)(3)(i): asked to be called, for so many days.
    if pack.placed_calls is not None:
        placed = _placed(asked)
        limit = pack.placed_calls.value.count
        if len(placed) >= limit:
            params = {"count": len(placed), "limit": limit, "account": asked.account}
            yield from breach(pack.placed_calls, _frees_at(asked, placed), **params)
    yield from _cooldown(asked)


def _longest(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of each rule the finding that lasts longest: a call about several debts has to be allowed on each."""
    longest: dict[str, Finding] = {}
    for finding in findings:
        known = longest.get(finding.rule.name)
        if known is None or _end(finding) > _end(known):
            longest[finding.rule.name] = finding
    yield from longest.values()


def _end(finding: Finding) -> datetime:
    return finding.until or datetime.max.replace(tzinfo=UTC)


def _placed(asked: Question) -> list[date]:
    """The days of the calls placed to the person on this debt that still count, in order (12 CFR 1006.14(b))."""
    rule, but = asked.pack.placed_calls, asked.pack.placed_calls_but
    if rule is None:
        return []
    left_out, consents, zone = set(but.value) if but else set(), _consents(asked), asked.zone
    first = asked.today - timedelta(days=rule.value.days - 1)
    days = [
        local_date(call.at, zone)
        for call in _of_debt(asked)
        if call.is_dial and call.result.code not in left_out and call.at <= asked.at
    ]
    return sorted(day for day in days if day >= first and not any(day in span for span in consents))


def _frees_at(asked: Question, placed: list[date]) -> datetime | None:
    rule = asked.pack.placed_calls
    if rule is None or len(placed) < rule.value.count:
        return None
    return asked.midnight(placed[-rule.value.count] + timedelta(days=rule.value.days))


def _cooldown(asked: Question) -> Iterator[Finding]:
    """No call within so many days after a conversation, whose own day is the first (12 CFR 1006.14(b)(2)(i)(B))."""
    rule = asked.pack.conversation_cooldown_days
    talks = [call.at for call in _of_debt(asked) if call.at <= asked.at and _is_conversation(asked, call)]
    if rule is None or not talks:
        return
    last_on = local_date(max(talks), asked.zone)
    free_on = last_on + timedelta(days=rule.value)
    if asked.today < free_on:
        yield from breach(rule, asked.midnight(free_on), last_on=last_on, account=asked.account)


def _is_conversation(asked: Question, call: ContactView) -> bool:
    """Whoever called: the person of the point was spoken to by telephone."""
    spoken_to = call.reached_id or call.person_id
    is_person = spoken_to == asked.point.person_id
    return call.channel is Channel.CALL and is_person and call.result.reached_right_party


def _of_debt(asked: Question) -> Iterator[ContactView]:
    """What was done about this debt with the person of the point: each debt is counted by itself."""
    person = asked.point.person_id
    for contact in asked.situation.contacts:
        is_theirs = person in (contact.person_id, contact.reached_id)
        is_about = asked.account is None or contact.account_id in (None, asked.account)
        if contact.case_id == asked.situation.case_id and is_theirs and is_about:
            yield contact


@dataclass(frozen=True, slots=True)
class _Span:
    """Days from ``first`` to ``last``, both in."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _consents(asked: Question) -> list[_Span]:
    """The days for which the person asked to be called back: the day it was said is the first."""
    rule = asked.pack.call_consent_days
    if rule is None:
        return []
    return [
        _Span(said_on, said_on + timedelta(days=rule.value - 1))
        for contact in _of_debt(asked)
        if Requirement.CALLBACK in contact.result.requires and contact.result.reached_right_party
        for said_on in (local_date(contact.at, asked.zone),)
        if contact.at <= asked.at
    ]


def _messages(asked: Question) -> Iterator[Finding]:
    if asked.purpose is not Purpose.ANSWER:
        yield from _limit(asked, asked.pack.messages_per_day, len(_sent(asked)))


def _sent(asked: Question) -> list[ContactView]:
    return [c for c in asked.outbound_today(MESSAGES) if c.person_id == asked.point.person_id]


def _letters(asked: Question) -> Iterator[Finding]:
    """GB/T 45251-2025: letters on one product at least seven natural days apart. An answer is no reminder."""
    rule = asked.pack.letter_interval_days
    last_on = _last_letter(asked) if rule is not None and asked.purpose is not Purpose.ANSWER else None
    if rule is None or last_on is None:
        return
    free_on = last_on + timedelta(days=rule.value)
    if asked.today < free_on:
        yield from breach(rule, asked.midnight(free_on), last_on=last_on)


def _last_letter(asked: Question) -> date | None:
    letters = asked.outbound(_LETTERS)
    sent = [contact.at for contact in letters if contact.case_id == asked.situation.case_id]
    return local_date(max(sent), asked.zone) if sent else None


def _met(asked: Question) -> list[ContactView]:
    visits, person = asked.outbound_today(_VISITS), asked.point.person_id
    return [v for v in visits if v.person_id == person and v.result.connected is Connected.YES]


def _limit(asked: Question, rule: Rule[int] | None, count: int) -> Iterator[Finding]:
    """A count of the debtor's day that has reached its limit; midnight frees it."""
    if rule is not None and count >= rule.value:
        yield from breach(rule, asked.day_ends_at, count=count, limit=rule.value)
