"""How a case is treated, and what to do next on it, in words: the strategy in force asked about one opened case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from app.domain.call_record import PHONES
from app.domain.case_view import Ground, decided_stage, view
from app.domain.data_lines import read
from app.domain.errors import AppError, RuleViolation
from app.domain.facts import StageSet
from app.domain.gate import Decision
from app.domain.moments import Id
from app.domain.next_action import Action, Move, Way, next_action
from app.domain.permissions import Deed
from app.domain.plain_text import required_text
from app.domain.rules import Rules
from app.domain.scripts import Book
from app.domain.terms import Channel, Purpose, Stage
from app.domain.treatment import Strategy, Treated, parse
from app.models import amended, strategies
from app.services import acts
from app.services.changes import Changes
from app.services.context import Context
from app.services.holds import Moved
from app.services.letters.naming import shipped_title
from app.services.messages.next_actions import MOVES, WHYS
from app.services.points import PointCard, channel_of
from app.services.situations import Desk
from app.services.words import Words, filled
from app.system.paths import resource

_KINDS: Mapping[Channel, tuple[str, ...]] = {
    Channel.CALL: PHONES,
    Channel.SMS: ("mobile",),
    Channel.IM: ("im",),
    Channel.EMAIL: ("email",),
    Channel.LETTER: ("address",),
    Channel.VISIT: ("address",),
}


@dataclass(frozen=True, slots=True)
class NextCard:
    """What to do next on a case: in one line, and why in another. ``is_decided``: a lead put it at its stage."""

    action: Action
    treated: Treated
    is_decided: bool
    text: str
    why: str


@lru_cache(maxsize=1)
def shipped() -> str:
    """The strategy as it comes with the program."""
    return resource("strategies", "treatment.toml").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Kept:
    """The strategy in force and its text. ``problem``: why what the store says cannot be read; then the last one that
    can is in force."""

    strategy: Strategy
    text: str
    is_shipped: bool
    problem: AppError | None = None


@lru_cache(maxsize=16)
def _read(text: str, reasons: tuple[str, ...]) -> Strategy:
    return read(text, partial(parse, reasons=reasons))


def strategy_of(text: str, rules: Rules) -> Strategy:
    """A strategy from its text. Raises AppError ``data_not_toml``, ``data_refused`` with the line."""
    return _read(text, tuple(rules.reasons.by_code))


def in_force(connection: Connection, rules: Rules) -> Strategy:
    """The strategy that counts in this store."""
    return kept(connection, rules).strategy


def kept(connection: Connection, rules: Rules) -> Kept:
    """What the store says, else what comes with the program."""
    toml = strategies.get(connection, strategies.TREATMENT).toml
    if toml is None:
        return Kept(strategy_of(shipped(), rules), shipped(), True)
    try:
        return Kept(strategy_of(toml, rules), toml, False)
    except AppError as problem:
        before = [
            row.new
            for row in amended.of_row(connection, strategies.TABLE, strategies.TREATMENT)
            if row.field == "toml"
        ]
        return _last_good(before, rules, problem)


def _last_good(texts: Sequence[str | None], rules: Rules, problem: AppError) -> Kept:
    for text in texts:
        if text is not None:
            with suppress(AppError):
                return Kept(strategy_of(text, rules), text, False, problem)
    return Kept(strategy_of(shipped(), rules), shipped(), True, problem)


def next_card(
    strategy: Strategy, words: Words, desk: Desk, points: Sequence[PointCard], book: Book
) -> NextCard:
    """The next best action on an opened case."""
    rules = words.rules
    interval = desk.pack.letter_interval_days
    ground = Ground(strategy, rules, book, desk.case.zone, interval.value if interval else None)
    seen = view(desk.state, ground, desk.now)
    action = next_action(seen, ground.strategy, _Ways(desk, points))
    told = _Telling(words, desk, points, seen.treated, action)
    is_decided = decided_stage(desk.state) is not None
    return NextCard(action, seen.treated, is_decided, told.move(), told.why())


@dataclass(frozen=True, slots=True)
class SetStage:
    """Put a case at a stage; without one, its age says again."""

    act: Id
    case_id: Id
    stage: Stage | None
    why: str


def set_stage(context: Context, command: SetStage) -> tuple[Moved, Changes]:
    """Keep where a case stands, with the reason. A repeated act adds nothing.

    Raises NotFound("case_missing"); RuleViolation: ``may_not_set_stage``, ``why_required``, ``text_…``,
    ``stage_already`` (stage).
    """
    context.user.require(Deed.SET_STAGE)
    why = required_text(command.why, "why", "why_required")
    with context.db.write() as connection:
        facts = acts.saved(connection, command.act)
        if not facts:
            desk = acts.desk(connection, context, command.case_id)
            if decided_stage(desk.state) is command.stage:
                raise RuleViolation("stage_already", "stage")
            body = StageSet(why, None if command.stage is None else str(command.stage))
            entry = acts.entry(context, body, command.case_id, desk.now)
            facts = acts.append(connection, context, command.act, [entry])
    return Moved(command.act, facts[0].uid), acts.changes_of(facts)


class _Ways:
    """The gate asked for a way, over the points of those it would be used for: the debtor's first, the good ones first.

    What the points' cards were told already is not asked again.
    """

    def __init__(self, desk: Desk, points: Sequence[PointCard]) -> None:
        self._desk = desk
        self._points = sorted(points, key=lambda point: (not point.is_debtor, point.state != "good"))
        self._known: dict[tuple[Channel, Purpose], Way] = {}

    def __call__(self, channel: Channel, purpose: Purpose) -> Way:
        key = (channel, purpose)
        if key not in self._known:
            self._known[key] = self._best(channel, purpose)
        return self._known[key]

    def _best(self, channel: Channel, purpose: Purpose) -> Way:
        is_relay = purpose is Purpose.RELAY_REQUEST
        untils = []
        for point in self._points:
            if point.kind not in _KINDS[channel] or (point.purpose is Purpose.RELAY_REQUEST) is not is_relay:
                continue
            decision = self._ask(point, channel, purpose)
            if decision.allowed:
                return Way(channel, True, point.id)
            if decision.until is not None:
                untils.append(decision.until)
        return Way(channel, False, None, min(untils, default=None))

    def _ask(self, point: PointCard, channel: Channel, purpose: Purpose) -> Decision:
        if purpose is point.purpose and channel is channel_of(point.kind):
            return point.decision
        return self._desk.permit(point.id, channel, purpose)


class _Telling:
    """An action put into words."""

    def __init__(
        self, words: Words, desk: Desk, points: Sequence[PointCard], treated: Treated, action: Action
    ) -> None:
        self._words, self._desk, self._treated, self._action = words, desk, treated, action
        self._points = {point.id: point for point in points}

    def move(self) -> str:
        """What to do."""
        action = self._action
        code = "wait_open" if action.move is Move.WAIT and action.at is None else str(action.move)
        return filled(self._of(MOVES[code]), self._places())

    def why(self) -> str:
        """Why that."""
        action = self._action
        if action.why in WHYS:
            return filled(self._of(WHYS[action.why]), self._places())
        state = self._desk.state
        return self._words.reason(action.why, action.params, state.currency, state.score)

    def _of(self, pair: tuple[str, str]) -> str:
        return pair[1] if self._words.is_chinese else pair[0]

    def _places(self) -> dict[str, Any]:
        words, action, rules = self._words, self._action, self._words.rules
        language = words.language
        places: dict[str, Any] = dict(action.params)
        places["treatment"] = self._treated.treatment.words.text(language)
        if action.at is not None:
            places["moment"] = words.moment(action.at)
        if action.stage is not None:
            places["stage"] = rules.vocabulary.stages[action.stage].text(language)
        if action.hold is not None:
            places["hold"] = rules.vocabulary.holds[action.hold].words.text(language)
        if action.why in WHYS and "date" in action.params:
            places["date"] = words.day(action.params["date"])
        if "channel" in action.params:
            places["channel"] = rules.vocabulary.channels[Channel(action.params["channel"])].text(language)
        told = rules.reasons.by_code.get(self._treated.traits.reason)
        if told is not None:
            places["reason"] = told.words.text(language)
            places["proof"] = told.proof.text(language) if told.proof is not None else ""
        places["title"] = shipped_title(action.template, "zh" if words.is_chinese else "en")
        places["who"] = self._who(action.point_id)
        return places

    def _who(self, point_id: Id | None) -> str:
        point = self._points.get(point_id or b"")
        if point is None:
            return ""
        return f"{point.role_text} {point.masked}" if point.is_phone else point.role_text
