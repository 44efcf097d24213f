"""Runs: one letter each for many cases. Listed before, confirmed by number, cancelled between two letters, resumed.

A run is never over everything by accident: it takes a view or the cases themselves, and the number of letters has to
be confirmed. Its id is made by the client and the act of each letter follows from it and the case, so what was killed
in the middle goes on without a double or a gap: letter and place in the run are one transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain.entry import Words
from app.domain.errors import NotFound, RenderProblem, RuleViolation
from app.domain.facts import Fact, Id, from_ms, to_ms
from app.domain.letters import Refusal
from app.models import letter_runs as store
from app.models.letter_runs import RunCase, RunLine
from app.services import acts, browse, views
from app.services.browse import Span, View
from app.services.changes import Changes
from app.services.context import Context
from app.services.letters import due
from app.services.letters.drafting import DraftLetter, Seen, drafted
from app.services.letters.fields import words_of
from app.services.letters.issuing import IssueLetter, attempted_in, load_fonts
from app.services.progress import SILENT, Progress
from app.services.words import Words as Reader

MOST = 5_000
"""Cases of one run: more than a printer takes in a day, and a slip of the hand that stays a slip."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What is to be written to whom: the cases of a saved view by its name, these cases, or with ``is_due`` those
    that ask for this letter today.

    ``includes_warned``: also those a rule only warns of. ``language`` None: each debtor's own.
    """

    template: str
    view: str | None = None
    case_ids: tuple[Id, ...] = ()
    language: str | None = None
    leaves_out_disputed: bool = True
    includes_warned: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class RunRow:
    """One case of the list before: what it would get, or why it gets nothing."""

    case_id: Id
    case_no: int
    name: str
    address: str
    owed_minor: int
    currency: str
    reasons: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether it gets a letter."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class RunList:
    """The list before a run; nothing is written yet."""

    request: RunRequest
    rows: tuple[RunRow, ...]
    listed_at: datetime

    @property
    def count(self) -> int:
        """How many letters it would be."""
        return sum(row.is_chosen for row in self.rows)

    @property
    def owed_minor(self) -> int:
        """What those letters name together."""
        return sum(row.owed_minor for row in self.rows if row.is_chosen)

    def lacking(self, fields: Iterable[str]) -> dict[str, int]:
        """Which of these own fields of the template nothing stands against but that they are empty: in how many
        cases, by name."""
        asked = {words_of(f"fields.{name}"): name for name in fields}
        empty = [
            reason.params["fields"]
            for row in self.rows
            for reason in row.reasons
            if {one.code for one in row.reasons} == {"letter_field_missing"}
        ]
        return dict(Counter(asked[words] for found in empty for words in found if words in asked))


@dataclass(frozen=True, slots=True)
class BeginRun:
    """Begin a run as it was listed. ``run`` is made by the client; ``confirmed`` is the number of letters a person
    agreed to."""

    run: Id
    listed: RunList
    confirmed: int


@dataclass(frozen=True, slots=True)
class RunState:
    """How far a run is."""

    run: Id
    template: str
    view: str | None
    begun_at: datetime
    waiting: int
    issued: int
    skipped: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of one case of a run."""

    position: int
    case_id: Id
    state: str
    letter: Id | None
    reasons: tuple[Refusal, ...]


def listing(context: Context, request: RunRequest, progress: Progress = SILENT) -> RunList:
    """Who would get what, and who would be skipped and why.

    Raises RuleViolation: ``run_nothing_chosen``, ``run_nothing_due``, ``run_too_many``; NotFound: ``view_missing``,
    ``template_missing``, ``template_language``; Cancelled between two cases.
    """
    cases = cases_of(context, request)
    rows = []
    for done, case in enumerate(cases):
        progress.report(done, len(cases), "letters")
        with context.db.read() as connection:
            rows.append(_row(connection, context, request, case))
    progress.report(len(cases), len(cases), "letters")
    return RunList(request, tuple(rows), context.now())


def begin(context: Context, command: BeginRun) -> tuple[RunState, Changes]:
    """Keep a run; no letter is written yet, see ``go_on``. The same run again adds nothing.

    Raises RuleViolation: ``run_nothing_chosen``, ``run_count_differs`` (count, confirmed).
    """
    listed = command.listed
    with context.db.write() as connection:
        if store.get(connection, command.run) is None:
            if listed.count == 0:
                raise RuleViolation("run_nothing_chosen", "view")
            if listed.count != command.confirmed:
                raise RuleViolation(
                    "run_count_differs", "confirmed", count=listed.count, confirmed=command.confirmed
                )
            cases = [_case(position, row) for position, row in enumerate(listed.rows, start=1)]
            definition = json.dumps(_definition(listed), ensure_ascii=False)
            store.add(connection, command.run, definition, to_ms(context.now()), context.user.id, cases)
        found = _state(_line(connection, command.run))
    return found, Changes.of("letter_runs")


def go_on(context: Context, run: Id, progress: Progress = SILENT) -> tuple[RunState, Changes]:
    """Issue what is waiting, one transaction a letter; after a crash or a cancel it goes on where it stopped.

    A case that may not be written to any more is skipped with its reason. Raises NotFound ``run_missing``;
    Cancelled between two letters; StorageProblem.
    """
    with context.db.read() as connection:
        line = _line(connection, run)
        waiting = [case for case in store.cases(connection, run) if case.state == "waiting"]
    total = line.waiting + line.issued
    progress.report(line.issued, total, "letters")
    load_fonts()  # a step of its own: it takes as long as ten letters
    changes = Changes()
    for done, case in enumerate(waiting, start=line.issued):
        progress.report(done, total, "letters")
        changes |= _written(context, run, line, case)
    with context.db.write() as connection:
        store.finish(connection, run, to_ms(context.now()))
        found = _state(_line(connection, run))
    progress.report(total, total, "letters")
    return found, changes or Changes.of("letter_runs")


def give_up(context: Context, run: Id) -> tuple[RunState, Changes]:
    """Leave the rest of a run unwritten; what was issued stays issued. Raises NotFound ``run_missing``."""
    with context.db.write() as connection:
        _line(connection, run)
        store.skip_waiting(connection, run, _kept((Refusal("run_given_up"),)))
        store.finish(connection, run, to_ms(context.now()))
        found = _state(_line(connection, run))
    return found, Changes.of("letter_runs")


def runs(context: Context, limit: int = 50) -> list[RunState]:
    """The last runs, the newest first; one with something waiting can go on."""
    with context.db.read() as connection:
        return [_state(line) for line in store.newest(connection, limit)]


def outcomes(context: Context, run: Id) -> list[RunOutcome]:
    """What became of each case of a run, in its order. Raises NotFound ``run_missing``."""
    with context.db.read() as connection:
        _line(connection, run)
        return [
            RunOutcome(case.position, case.case_id, case.state, case.letter, _restored(case.reason))
            for case in store.cases(connection, run)
        ]


def _written(context: Context, run: Id, line: RunLine, case: RunCase) -> Changes:
    """One letter and its place in the run, whole or not at all."""
    definition = json.loads(line.definition)
    command = IssueLetter(
        acts.following(run, case.case_id),
        _given(definition, case.case_id),
        Seen(from_ms(definition["listed_at"]), case.total_minor),
    )
    with context.db.write() as connection:
        facts: list[Fact] = []
        try:
            facts, refusal = attempted_in(connection, context, command)
        except (RuleViolation, NotFound, RenderProblem) as error:
            # Nothing was appended: an act is checked before its first fact.
            refusal = Refusal(error.code, error.params)
        if refusal is not None:
            store.settle(connection, run, case.position, "skipped", _kept((refusal,)), None)
        else:
            letter = next(fact.uid for fact in facts if fact.kind == "letter")
            store.settle(connection, run, case.position, "issued", "", letter)
    changed = acts.changes_of(facts) if facts else Changes()
    return changed | Changes.of("letter_runs", cases={case.case_id})


def cases_of(context: Context, request: RunRequest) -> tuple[Id, ...]:
    """The cases a request names. Raises as ``listing`` does."""
    if request.is_due:
        found = due.cases(context, request.template)
        if not found:
            raise RuleViolation("run_nothing_due", "view")
        _check_size(len(found))
        return found
    if request.view is None:
        if not request.case_ids:
            raise RuleViolation("run_nothing_chosen", "view")
        _check_size(len(request.case_ids))
        return tuple(dict.fromkeys(request.case_ids))
    saved = next((saved for saved in views.listing(context) if saved.name == request.view), None)
    if saved is None:
        raise NotFound("view_missing", name=request.view)
    _check_size(saved.cases)
    return _of_view(context, saved.view)


def _of_view(context: Context, view: View) -> tuple[Id, ...]:
    reader = Reader("en", context.rules, context.now(), context.zone)
    found: list[Id] = []
    while True:
        rows = browse.window(context, reader, view, Span(len(found), _AT_ONCE))
        found += [row.case_id for row in rows]
        if len(rows) < _AT_ONCE:
            return tuple(found)


def _check_size(count: int) -> None:
    if count > MOST:
        raise RuleViolation("run_too_many", "view", count=count, limit=MOST)


def _row(connection: Connection, context: Context, request: RunRequest, case: Id) -> RunRow:
    given = DraftLetter(
        case,
        request.template,
        request.language,
        leaves_out_disputed=request.leaves_out_disputed,
        fields=request.fields,
    )
    made = drafted(connection, context, given)
    reasons = made.refusals
    if not reasons and made.warnings and not request.includes_warned:
        reasons = tuple(Refusal("run_warned", warning.params) for warning in made.warnings)
    return RunRow(
        case, made.case_no, made.name, made.address, made.owed_minor, made.currency, reasons, made.warnings
    )


def _case(position: int, row: RunRow) -> RunCase:
    state = "waiting" if row.is_chosen else "skipped"
    return RunCase(position, row.case_id, row.owed_minor, state, _kept(row.reasons), None)


def _definition(listed: RunList) -> dict[str, Any]:
    request = listed.request
    return {
        "template": request.template,
        "view": request.view,
        "language": request.language,
        "leaves_out_disputed": request.leaves_out_disputed,
        "fields": dict(request.fields),
        "listed_at": to_ms(listed.listed_at),
    }


def _given(definition: dict[str, Any], case: Id) -> DraftLetter:
    return DraftLetter(
        case,
        definition["template"],
        definition["language"],
        leaves_out_disputed=definition["leaves_out_disputed"],
        fields=definition["fields"],
    )


def _line(connection: Connection, run: Id) -> RunLine:
    line = store.get(connection, run)
    if line is None:
        raise NotFound("run_missing")
    return line


def _state(line: RunLine) -> RunState:
    definition = json.loads(line.definition)
    return RunState(
        line.id,
        definition["template"],
        definition["view"],
        from_ms(line.begun_at),
        line.waiting,
        line.issued,
        line.skipped,
        line.finished_at is not None,
    )


def _kept(reasons: Sequence[Refusal]) -> str:
    """Reasons as JSON: codes with the values of their sentences, words in both languages."""
    if not reasons:
        return ""
    return json.dumps(
        [[reason.code, {name: _value(value) for name, value in reason.params.items()}] for reason in reasons],
        ensure_ascii=False,
    )


def _value(value: Any) -> Any:
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, int | str):
        return value
    if isinstance(value, tuple | list):
        return [_value(item) for item in value]
    return str(value)


def _restored(text: str) -> tuple[Refusal, ...]:
    if not text:
        return ()
    return tuple(
        Refusal(code, {name: _words(value) for name, value in params.items()})
        for code, params in json.loads(text)
    )


def _words(value: Any) -> Any:
    if isinstance(value, dict):
        return Words(value["zh"], value["en"])
    return [_words(item) for item in value] if isinstance(value, list) else value
