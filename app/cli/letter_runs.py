"""Letters and texts for many cases: the part of ``fairdue letters`` that needs a view or a list of cases."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.entered import case_id, data_of, id_entered
from app.cli.letter_lines import named, reasons_of, sentences
from app.cli.options import count
from app.cli.sending import password_lines
from app.cli.terminal import Answer
from app.domain.errors import RuleViolation
from app.system.ids import uuid_text

if TYPE_CHECKING:
    from app.services.context import Context
    from app.services.letters.runs import RunList, RunRequest, RunState


def declare(what: Any, parser: ArgumentParser) -> None:
    """Options of runs; ``what`` is the group of things to do."""
    what.add_argument(
        "--run",
        dest="begin",
        metavar="TEMPLATE",
        help="letters for --view or --cases: list, or issue with --confirm",
    )
    what.add_argument("--resume", metavar="RUN", help="go on with a run that was cancelled or killed")
    what.add_argument("--give-up", metavar="RUN", help="leave the rest of a run unwritten")
    what.add_argument("--runs", action="store_true", help="the last runs")
    what.add_argument("--files", metavar="RUN", help="write a run's PDFs and register into the folder --out")
    what.add_argument(
        "--texts", metavar="TEMPLATE", help="text messages for --view or --cases as a table in --out"
    )
    many = parser.add_argument_group("many cases")
    many.add_argument("--view", metavar="NAME", help="the cases of a saved view")
    many.add_argument("--cases", nargs="+", metavar="CASE", help="these cases")
    many.add_argument("--due", action="store_true", help="those that ask for it today; alone: what is due")
    many.add_argument("--confirm", type=count, metavar="N", help="issue; N is the number of letters listed")
    many.add_argument("--with-warned", action="store_true", help="also those a rule warns of")
    many.add_argument("--run-id", metavar="ID", help="id of the run (UUID); the same again adds nothing")


def run(call: Call, context: Context) -> Answer | None:
    """What was asked for of runs; None where nothing was."""
    for option, answer in _ANSWERS.items():
        if getattr(call.options, option):
            return answer(call, context)
    return None


def _resumed(call: Call, context: Context) -> Answer:
    from app.services.letters import runs

    state, _ = runs.go_on(context, id_entered(call.options.resume, "run_missing"), call.terminal)
    return Answer(_state(context, state), [_said(call, state)])


def _given_up(call: Call, context: Context) -> Answer:
    from app.services.letters import runs

    state, _ = runs.give_up(context, id_entered(call.options.give_up, "run_missing"))
    return Answer(_state(context, state), [_said(call, state)])


def _listed(call: Call, context: Context) -> Answer:
    from app.services.letters import runs

    found = runs.runs(context, call.options.limit)
    return Answer([_state(context, state) for state in found], [_said(call, state) for state in found])


def _request(call: Call, context: Context, template: str) -> RunRequest:
    from app.services.letters.runs import RunRequest

    given = call.options
    return RunRequest(
        template,
        given.view,
        tuple(case_id(context, text) for text in given.cases or ()),
        given.language_of,
        leaves_out_disputed=not given.with_disputed,
        includes_warned=given.with_warned,
        fields=named(given.field),
        is_due=given.due,
    )


def _run(call: Call, context: Context) -> Answer:
    from app.services.letters import runs
    from app.services.letters.runs import BeginRun
    from app.services.purposes import purpose_given

    given = call.options
    listed = runs.listing(context, _request(call, context, given.begin), call.terminal)
    if given.confirm is None:
        return _list_said(call, listed)
    if given.out is not None:
        purpose_given(given.purpose)  # before anything is issued
    run = id_entered(given.run_id, "act_id_wrong") if given.run_id else context.new_id()
    begun, _ = runs.begin(context, BeginRun(run, listed, given.confirm))
    call.terminal.note(call.terminal.say(f"run {uuid_text(run)}", f"批次 {uuid_text(run)}"))
    state, _ = runs.go_on(context, begun.run, call.terminal)
    if given.out is not None:
        given.files = uuid_text(run)
        answer = _files(call, context)
        return Answer(_state(context, state) | {"files": answer.data}, [_said(call, state), *answer.lines])
    return Answer(_state(context, state), [_said(call, state)])


def _list_said(call: Call, listed: RunList) -> Answer:
    rows = [
        {
            "case_id": uuid_text(row.case_id),
            "case_no": row.case_no,
            "debtor": row.name,
            "address": row.address,
            "total_minor": row.owed_minor,
            "currency": row.currency,
            "gets_letter": row.is_chosen,
            "reasons": reasons_of(call, row.reasons),
            "warnings": reasons_of(call, row.warnings),
        }
        for row in listed.rows
    ]
    lines = []
    for row in listed.rows:
        why = " ".join(sentences(call, row.reasons))
        lines.append(f"{'✓' if row.is_chosen else '✗'} {row.case_no:>7}  {row.name}  {why}".rstrip())
    told = call.terminal.say(
        f"{listed.count} letters; issue them with --confirm {listed.count}",
        f"共 {listed.count} 封；出具请加 --confirm {listed.count}",
    )
    data = {"count": listed.count, "total_minor": listed.owed_minor, "rows": rows}
    return Answer(data, [*lines, told])


def _files(call: Call, context: Context) -> Answer:
    from app.services.letters import run_files

    given = call.options
    if given.out is None:
        raise RuleViolation("out_required", "out")
    run = id_entered(given.files, "run_missing")
    written = run_files.write(
        context,
        call.words(context),
        run,
        given.out,
        call.terminal,
        given.purpose,
        is_protected=given.protect,
    )
    data = {
        "folder": str(written.folder),
        "letters": [path.name for path in written.letters],
        "printer": written.printer and written.printer.name,
        "register_xlsx": written.register_xlsx and written.register_xlsx.name,
        "register_pdf": written.register_pdf and written.register_pdf.name,
        "packed": written.packed and written.packed.name,
        "password": written.password,
    }
    return Answer(data, [str(written.folder), *password_lines(call.terminal, written.password)])


def _texts(call: Call, context: Context) -> Answer:
    from app.services.letters import runs, texts
    from app.services.letters.texts import ExportTexts

    given = call.options
    if given.out is None:
        raise RuleViolation("out_required", "out")
    cases = runs.cases_of(context, _request(call, context, given.texts))
    export = id_entered(given.run_id, "act_id_wrong") if given.run_id else context.new_id()
    command = ExportTexts(
        export, given.texts, cases, given.out, given.language_of, given.purpose, given.protect
    )
    done, _ = texts.export(context, command, call.terminal)
    skipped = [
        {"case_id": uuid_text(one.case_id), "reasons": reasons_of(call, one.reasons)} for one in done.skipped
    ]
    data = {"path": str(done.path), "rows": done.rows, "segments": done.segments, "skipped": skipped}
    data |= {"password": done.password}
    told = call.terminal.say(
        f"{done.rows} messages, charged as {done.segments}; {len(skipped)} left out",
        f"{done.rows} 条，按 {done.segments} 条计费；略过 {len(skipped)} 件",
    )
    return Answer(data, [told, *password_lines(call.terminal, done.password)])


def _due(call: Call, context: Context) -> Answer:
    """What is due, and of the rows that are shown whether it may be issued."""
    from app.services.letters import due, runs
    from app.services.letters.naming import title_for
    from app.services.letters.runs import RunRequest

    given, words = call.options, call.words(context)
    found = due.due(context)
    shown = found[given.offset : given.offset + given.limit]
    reasons: dict[bytes, Any] = {}
    for template in {one.template for one in shown}:
        cases = tuple(one.case_id for one in shown if one.template == template)
        request = RunRequest(template, case_ids=cases, includes_warned=given.with_warned)
        reasons |= {row.case_id: row.reasons for row in runs.listing(context, request, call.terminal).rows}
    rows, lines = [], []
    for one in shown:
        title, why = title_for(one.template, one.template, words), reasons[one.case_id]
        rows.append(
            data_of(
                context.zone,
                case_id=one.case_id,
                case_no=one.case_no,
                debtor=one.name,
                template=one.template,
                title=title,
                days_overdue=one.days_overdue,
                last_template=one.last.template if one.last else None,
                last_on=one.last.on if one.last else None,
                gets_letter=not why,
            )
            | {"reasons": reasons_of(call, why)}
        )
        told = " ".join(sentences(call, why))
        lines.append(f"{'✗' if why else '✓'} {one.case_no:>7}  {one.name}  {title}  {told}".rstrip())
    counts = Counter(one.template for one in found)
    return Answer({"total": len(found), "templates": dict(counts), "rows": rows}, lines)


def _state(context: Context, state: RunState) -> dict[str, Any]:
    return data_of(
        context.zone,
        run=state.run,
        template=state.template,
        view=state.view,
        begun_at=state.begun_at,
        issued=state.issued,
        skipped=state.skipped,
        waiting=state.waiting,
        finished=state.is_finished,
    )


def _said(call: Call, state: RunState) -> str:
    return call.terminal.say(
        f"{uuid_text(state.run)}  {state.issued} issued, {state.skipped} skipped, {state.waiting} waiting",
        f"{uuid_text(state.run)}  已出具 {state.issued}，略过 {state.skipped}，待出具 {state.waiting}",
    )


_ANSWERS: dict[str, Callable[[Call, Context], Answer]] = {
    "begin": _run,
    "texts": _texts,
    "resume": _resumed,
    "give_up": _given_up,
    "files": _files,
    "runs": _listed,
    "due": _due,
}
"""What answers each option; they exclude each other."""
