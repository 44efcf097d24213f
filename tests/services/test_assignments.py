"""Cases given to collectors: previewed, given as one act, undone as one, told in the timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from portfolio import Broken, Portfolio, broken_in_the_middle

from app.domain.assignment import Dealing
from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Id
from app.models import people
from app.services import acts, assignments, cases, queue, score_preview
from app.services.acts import Undo
from app.services.assignment_words import told
from app.services.assignments import Assign, Given, Wish
from app.services.browse import View
from app.services.queue import EVERY_TIER
from app.services.score_preview import EVERYBODY
from app.services.words import Words


@dataclass
class Team:
    """The store with two collectors besides the lead."""

    portfolio: Portfolio
    zhao: Id
    qian: Id

    def queue_of(self, user: Id, no: int) -> set[Id]:
        context = replace(self.portfolio.context, user=replace(self.portfolio.context.user, id=user, no=no))
        return {row.case_id for row in queue.listing(context, self.portfolio.words, 0, 50, EVERY_TIER)}

    def give(self, user: Id, *case_ids: Id, why: str | None = None) -> Id:
        act = self.portfolio.act()
        assignments.assign(self.portfolio.context, Assign(act, (Given(user, case_ids),), why))
        return act


@pytest.fixture
def team(portfolio: Portfolio) -> Team:
    zhao, qian = portfolio.act(), portfolio.act()
    rows = [
        {"no": no, "id": user, "name": name, "employee_no": f"C{no}", "role": "collector", "is_active": active}
        for no, user, name, active in (
            (2, zhao, "赵敏", 1), (3, qian, "钱进", 1), (4, portfolio.act(), "已离职", 0),
        )
    ]  # fmt: skip
    with portfolio.context.db.write() as connection:
        people.add_users(connection, rows)
    return Team(portfolio, zhao, qian)


def every(portfolio: Portfolio) -> tuple[Id, ...]:
    return portfolio.case, portfolio.other_case, portfolio.neighbour


def test_preview_tells_who_gets_what_and_changes_nothing(team: Team) -> None:
    portfolio = team.portfolio
    before = portfolio.chain(), portfolio.states()
    found = assignments.preview(portfolio.context, Wish((team.zhao, team.qian), view=View()))
    assert (portfolio.chain(), portfolio.states()) == before
    shares = {share.name: set(share.case_ids) for share in found.shares}
    # Two cases are of one person, and go together.
    assert sorted(shares.values(), key=len) == [{portfolio.neighbour}, {portfolio.case, portfolio.other_case}]
    assert (found.moving, found.staying, found.closed) == (3, 0, 0)
    owed = {case: portfolio.state(case)["balance_minor"] for case in every(portfolio)}
    assert all(share.balance_minor == sum(owed[case] for case in share.case_ids) for share in found.shares)
    english = Words("en", portfolio.context.rules, portfolio.clock.now, portfolio.context.zone)
    assert told(found, english)[0].startswith("赵敏: 2 more, ")


def test_one_act_moves_them_into_the_queues_and_one_undo_back(team: Team) -> None:
    portfolio = team.portfolio
    found = assignments.preview(
        portfolio.context, Wish((team.zhao, team.qian), every(portfolio), by=Dealing.MONEY)
    )
    act = portfolio.act()
    given = tuple(Given(share.collector_id, share.case_ids) for share in found.shares)
    _, changes = assignments.assign(portfolio.context, Assign(act, given, "分案"))
    assert changes.touches(("assignments",), portfolio.neighbour)
    assert team.queue_of(team.zhao, 2) | team.queue_of(team.qian, 3) == set(every(portfolio))
    assert [team.queue_of(s.collector_id, no) for no, s in enumerate(found.shares, 2)] == [
        set(share.case_ids) for share in found.shares
    ]
    assert {fact["act"] for fact in portfolio.facts("assignment")} == {act}
    acts.undo(portfolio.context, Undo(act, portfolio.act()))
    assert team.queue_of(team.zhao, 2) | team.queue_of(team.qian, 3) == set()


def test_who_has_a_case_already_keeps_it(team: Team) -> None:
    portfolio = team.portfolio
    team.give(team.zhao, *every(portfolio))
    found = assignments.preview(portfolio.context, Wish((team.zhao,), every(portfolio)))
    assert (found.moving, found.staying, found.shares[0].had) == (0, 3, 3)


def test_timeline_tells_from_whom_to_whom_and_why(team: Team) -> None:
    portfolio = team.portfolio
    team.give(team.zhao, portfolio.case)
    team.give(team.qian, portfolio.case, why="方言")
    wrong = team.give(team.zhao, portfolio.case)
    acts.undo(portfolio.context, Undo(wrong, portfolio.act()))
    panel = cases.panel(portfolio.context, portfolio.words, portfolio.case)
    lines = [event for event in panel.events if event.kind == "assignment"]
    by = portfolio.context.user.name
    assert [(event.title, event.detail, event.is_undone) for event in lines] == [
        ("分配给 赵敏", f"原催收员 钱进 · 由 {by} 分配", True),
        ("分配给 钱进", f"原催收员 赵敏 · 由 {by} 分配 · 方言", False),
        ("分配给 赵敏", f"由 {by} 分配", False),
    ]


def test_who_may_and_what_is_wrong(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio, context = team.portfolio, team.portfolio.context
    whole = Assign(portfolio.act(), (Given(team.zhao, every(portfolio)),))
    before = portfolio.chain(), portfolio.states()
    wish = Wish((team.zhao,), every(portfolio))
    with pytest.raises(RuleViolation, match="may_not_assign"):
        assignments.assign(portfolio.as_collector(), whole)
    with pytest.raises(RuleViolation, match="may_not_assign"):
        assignments.preview(portfolio.as_collector(), wish)
    with pytest.raises(NotFound, match="collector_unknown"):
        assignments.assign(context, replace(whole, given=(Given(portfolio.case, every(portfolio)),)))
    with pytest.raises(NotFound, match="case_missing"):
        assignments.assign(context, replace(whole, given=(Given(team.zhao, (whole.act,)),)))
    for given in ((), (Given(team.zhao, ()),)):
        with pytest.raises(RuleViolation, match="nothing_chosen"):
            assignments.assign(context, replace(whole, given=given))
    with pytest.raises(RuleViolation, match="collector_not_chosen"):
        assignments.preview(context, replace(wish, collectors=()))
    with pytest.raises(NotFound, match="case_missing"):
        assignments.preview(context, replace(wish, case_ids=(whole.act,)))
    monkeypatch.setattr(assignments, "MOST", 2)
    for wrong in (wish, Wish((team.zhao,), view=View())):
        with pytest.raises(RuleViolation, match="assign_too_many"):
            assignments.preview(context, wrong)
    monkeypatch.setattr(assignments, "MOST", 3)
    with broken_in_the_middle(monkeypatch), pytest.raises(Broken):
        assignments.assign(context, whole)
    assert (portfolio.chain(), portfolio.states()) == before
    assert [worker.name for worker in assignments.workers(context)] == [context.user.name, "赵敏", "钱进"]


def test_points_are_tried_on_all_queues_or_on_a_collectors_by_the_lead_alone(team: Team) -> None:
    """A lead without cases of their own sees what new points would do to everybody's."""
    context, strategy = team.portfolio.context, team.portfolio.context.rules.strategy
    idle = replace(context, user=replace(context.user, no=9))
    team.give(team.zhao, team.portfolio.case, team.portfolio.neighbour)
    assert score_preview.preview(idle, strategy).first.cases == 0
    assert score_preview.preview(idle, strategy, whose=EVERYBODY).first.cases == 3
    owed = team.portfolio.state(team.portfolio.case)["balance_minor"]
    owed += team.portfolio.state(team.portfolio.neighbour)["balance_minor"]
    of_zhao = score_preview.for_day(idle, strategy, 1, 2)
    assert (of_zhao.first.cases, of_zhao.first.before_minor, of_zhao.day.cases) == (2, owed, 1)
    # Each who has work makes so many calls: the lead's one case, and one of the two of Zhao.
    assert score_preview.for_day(idle, strategy, 1, EVERYBODY).day.cases == 2
    for whose in (2, EVERYBODY):
        with pytest.raises(RuleViolation) as refused:
            score_preview.preview(team.portfolio.as_collector(), strategy, whose=whose)
        assert refused.value.code == "may_not_edit_strategy"
