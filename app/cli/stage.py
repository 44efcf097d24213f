"""``fairdue stage``: where a case stands on the way from reminder to enforcement, or put it elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser

from app.cli.call import Call
from app.cli.entered import act_of, data_of, declare_act, declare_case, opened_case
from app.cli.terminal import Answer
from app.domain.terms import Stage

NAME = "stage"
HELP = "show the stage of a case, or put it at another"
BY_AGE = "by_age"


def declare(parser: ArgumentParser) -> None:
    """The case and the stage."""
    declare_case(parser)
    choices = [*(str(stage) for stage in Stage), BY_AGE]
    parser.add_argument("--to", choices=choices, help=f"the new stage; {BY_AGE}: as its age says again")
    parser.add_argument("--why", metavar="TEXT")
    declare_act(parser)


def run(call: Call) -> Answer:
    """Show or change it."""
    from app.services import cases, treatments
    from app.services.treatments import SetStage

    given = call.options
    with call.store() as context:
        case, words = opened_case(context, given.case), call.words(context)
        if given.to is not None:
            stage = None if given.to == BY_AGE else Stage(given.to)
            treatments.set_stage(context, SetStage(act_of(call, context), case, stage, given.why or ""))
        found = cases.panel(context, words, case).next
        treated = found.treated
        data = data_of(
            context.zone,
            case=case,
            stage=treated.stage,
            is_decided=found.is_decided,
            risk=treated.risk,
            treatment=treated.treatment.name,
            proposed=treated.escalation,
        )
        named = context.rules.vocabulary.stages[treated.stage].text(words.language)
        how = (
            call.terminal.say("by a lead", "主管决定")
            if found.is_decided
            else call.terminal.say("by age", "随账龄")
        )
        return Answer(data, [f"{named}  {how}  {treated.treatment.words.text(words.language)}"])
