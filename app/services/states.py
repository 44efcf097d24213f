"""Keeping the cached state of cases true: after a change, when its moment comes, and all of them anew."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.ageing import Days, aged
from app.domain.call_limits import are_counted
from app.domain.casefile import CaseFile
from app.domain.commitments import Commitments
from app.domain.facts import Id, from_ms, to_ms
from app.domain.rules import Rules
from app.domain.state import CaseState, derive
from app.domain.strategy import FEATURES
from app.models import casebook, states
from app.models.database import rows as read_rows
from app.models.states import BulkStates, Due, StateRow
from app.services.bulk import no_cycle_search
from app.services.context import Context
from app.services.progress import SILENT, Progress

_CHUNK = 500
LEAST_SLICE = 16
"""Cases derived in one transaction while somebody works, however slow the machine is: of fewer, the commit alone would
cost more than they do. The first slice is so large."""
FOLD_EVERY = 500
"""Cases after which what they wrote is moved from the journal into the file, between two slices."""
_SLICE_SECONDS = 0.012
"""As long as a slice takes where it meets no other work: below 20 ms where it does."""
_GROWTH = 1.5
"""How much larger than the one before it a slice is at most: one that had only light cases says little."""
_CLOCK_STEP = timedelta(hours=1)
"""By how much the clock may be set back before it matters to a state; a network clock steps by less."""


def refresh(connection: Connection, context: Context, case_ids: Sequence[Id], now: datetime) -> None:
    """Derive these cases again, and every other case of their debtors, inside the caller's transaction."""
    numbers, collectors = _numbers(connection, case_ids)
    cases = case_files(connection, context.rules, list(numbers), now)
    rows = rows_of(cases, numbers, context.rules, collectors, now)
    states.save(connection, rows, list(set(numbers.values()) - {row.case_no for row in rows}))
    if to_ms(now) > states.derivation(connection)[1]:
        states.note_moment(connection, to_ms(now))


def case_files(connection: Connection, rules: Rules, case_ids: Sequence[Id], now: datetime) -> list[CaseFile]:
    """These cases as far as a state depends on them: whole where calls may be used up, which are counted by phone."""
    cases = casebook.load_for_state(connection, case_ids)
    called = [case.case_id for case in cases if are_counted(case, rules.terms[case.rule_pack], now)]
    if not called:
        return cases
    whole = {case.case_id: case for case in casebook.load_many(connection, called)}
    return [whole.get(case.case_id, case) for case in cases]


def commitments_of(connection: Connection, context: Context, case_ids: Sequence[Id]) -> dict[Id, Commitments]:
    """What was promised in these cases, judged by their ledgers: a promise about one account is kept by that alone."""
    if not case_ids:
        return {}
    now, rules = context.now(), context.rules
    cases = case_files(connection, rules, case_ids, now)
    return {case.case_id: derive(case, rules, now).commitments for case in cases}


def _numbers(connection: Connection, case_ids: Sequence[Id]) -> tuple[dict[Id, int], dict[Id, int]]:
    marks = ", ".join("?" * len(case_ids))
    numbers = read_rows(
        connection,
        "SELECT c.id, c.no FROM case_file AS c WHERE c.person_id IN "  # noqa: S608
        f"(SELECT person_id FROM case_file WHERE id IN ({marks}))",
        tuple(case_ids),
    )
    return dict(numbers), collector_numbers(connection)


def collector_numbers(connection: Connection) -> dict[Id, int]:
    """The local number of every user."""
    return dict(read_rows(connection, 'SELECT id, no FROM "user"'))


def state_row(
    case_no: int, case_id: Id, state: CaseState, rules: Rules, collectors: Mapping[Id, int]
) -> StateRow:
    """The narrow row the queue keeps of a derived state."""
    features = state.features
    return StateRow(
        case_no,
        collectors.get(state.collector or b"", states.NOBODY),
        int(state.tier),
        state.score,
        states.tie_of(case_id),
        state.balance_minor,
        state.currency,
        state.oldest_due_on.toordinal() if state.oldest_due_on else None,
        features["amount_band"],
        features["bucket"],
        features["broken"],
        features["untouched"],
        features["recall"],
        features["limitation"],
        features["chance"],
        features["willingness"],
        features["ability"],
        features["reason_group"],
        state.reason,
        params_text(state.reason_params),
        _ms(state.next_at),
        _ms(state.changes_at),
        _ms(state.turns_at),
        rules.basis,
        _ms(state.history.last_contact.occurred_at) if state.history.last_contact else None,
        state.days.touched,
        state.days.recall,
        state.days.limitation,
    )


_SHORT = json.JSONEncoder(separators=(",", ":"))


def params_text(params: Mapping[str, Any]) -> str:
    """The parameters of a reason as short JSON; dates as ISO text, moments as milliseconds."""
    return _SHORT.encode({name: _plain(value) for name, value in params.items()}) if params else "{}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_ms(value)
    return value.isoformat() if isinstance(value, date) else value


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def catch_up(context: Context, progress: Progress = SILENT) -> int:
    """Derive again every case whose moment has come, however long the program was closed; returns how many.

    Under other rules than those the states were derived by, or with a clock that went back, everything is derived
    anew.
    """
    done = 0
    while True:
        count = _refresh_due(context, _CHUNK)
        if count is None:
            return rebuild(context, progress)
        done += count
        if count < _CHUNK:
            return done
        progress.report(done, done, "states")


def catch_up_slice(context: Context, size: int | None = None) -> tuple[int, int]:
    """As much of ``catch_up`` as ``size`` cases, so that what the user saves meanwhile waits no longer.

    Returns how many cases were derived, and how many the next slice should be, on this machine at this moment: 0 where
    nothing more is due.
    """
    began, size = time.perf_counter(), size or LEAST_SLICE
    count = _refresh_due(context, size)
    if count is None:
        return rebuild(context), 0
    return count, next_size(size, time.perf_counter() - began) if count == size else 0


def next_size(size: int, seconds: float) -> int:
    """The cases of a slice that takes as long as a slice should, after one of ``size`` took so many seconds."""
    fits = size * min(_SLICE_SECONDS / seconds, _GROWTH) if seconds > 0 else size * _GROWTH
    return max(int(fits), LEAST_SLICE)


def _refresh_due(context: Context, limit: int) -> int | None:
    """Derive the first cases whose moment has come, in one transaction; how many. Of those that only grew older no
    fact is read. None where every case is to be derived anew: by other rules, or with a clock that went back."""
    now = context.now()
    with no_cycle_search(), context.db.write() as connection:
        rules_version, derived_at = states.derivation(connection)
        if rules_version != context.rules.version or now < from_ms(derived_at) - _CLOCK_STEP:
            return None
        due = states.due_cases(connection, to_ms(now), limit)
        if due:
            turned = [one for one in due if one.turns_by(to_ms(now))]
            older = [_aged(one, context.rules, now) for one in due if not one.turns_by(to_ms(now))]
            rows = older + _turned(connection, turned, context.rules, now)
            states.renew(connection, {one.row.case_no: one.row for one in due}, rows)
            if to_ms(now) > derived_at:
                states.note_moment(connection, to_ms(now))
    return len(due)


def _turned(connection: Connection, due: Sequence[Due], rules: Rules, now: datetime) -> list[StateRow]:
    if not due:
        return []
    numbers = {one.case_id: one.row.case_no for one in due}
    cases = case_files(connection, rules, list(numbers), now)
    return rows_of(cases, numbers, rules, collector_numbers(connection), now)


def _aged(due: Due, rules: Rules, now: datetime) -> StateRow:
    row = due.row
    features = {name: getattr(row, name) for name in FEATURES}
    days = Days(row.oldest_due, row.touched, row.recall_on, row.limitation_on)
    turns_at = None if row.turns_at is None else from_ms(row.turns_at)
    older = aged(rules.strategy, features, days, turns_at, now, ZoneInfo(due.zone))
    changed: dict[str, Any] = {**older.features}
    return row._replace(score=older.score, changes_at=_ms(older.changes_at), **changed)


def rebuild(context: Context, progress: Progress = SILENT) -> int:
    """Throw the cached states away and derive every case anew, in one transaction; returns how many."""
    now = context.now()
    with context.db.write() as connection:
        return derive_all(connection, context.rules, now, progress)


def derive_all(connection: Connection, rules: Rules, now: datetime, progress: Progress) -> int:
    """Derive every case anew by these rules inside the caller's transaction; returns how many."""
    with no_cycle_search():
        total = connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one()
        collectors = collector_numbers(connection)
        bulk = BulkStates(connection, is_rebuild=True)
        done = after = 0
        while numbered := casebook.case_ids(connection, after, _CHUNK):
            numbers = {case_id: no for no, case_id in numbered}
            cases = case_files(connection, rules, list(numbers), now)
            bulk.add(rows_of(cases, numbers, rules, collectors, now))
            after = numbered[-1][0]
            done += len(numbered)
            progress.report(done, total, "states")
        bulk.finish()
        states.note_rules(connection, rules.version)
        states.note_moment(connection, to_ms(now))
    return done


def rows_of(
    cases: Iterable[CaseFile],
    numbers: Mapping[Id, int],
    rules: Rules,
    collectors: Mapping[Id, int],
    now: datetime,
) -> list[StateRow]:
    """The state rows of case files that hold any fact."""
    return [
        state_row(numbers[case.case_id], case.case_id, derive(case, rules, now), rules, collectors)
        for case in cases
        if case.facts
    ]
