"""The nouns of the desk: a day's work by commands, the same rules and refusals as in the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from command_line import Ran, fairdue
from portfolio import OWN

NOW = "2026-11-16T09:00+08:00"
Run = Callable[..., Ran]


@pytest.fixture
def run(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Run:
    """Run a command on a practice store that nobody holds; ``case`` is its first case."""
    home = shutil.copytree(closed_store[0], tmp_path / "free")

    def command(noun: str, *words: str, now: str = NOW) -> Ran:
        return fairdue(noun, *words, "--home", str(home), "--now", now, "--json")

    return command


def answer(ran: Ran) -> Any:
    assert ran.code == 0, ran
    return ran.answer


def test_gate_says_what_and_by_which_rule(run: Run) -> None:
    free = answer(run("gate", "1"))
    assert (free["allowed"], free["rule"], free["closes_at"]) == (True, None, "2026-11-16T22:00:00+08:00")
    assert free["counters"]["connected_limit"] == 3
    assert free["number"] == "138****0042"
    night = answer(run("gate", "1", now="2026-11-16T22:00+08:00"))
    assert (night["allowed"], night["rule"], night["severity"]) == (False, "hours", "hard")
    assert (night["source"], night["article"]) == ("cba_2026", "13")
    assert night["until"] == "2026-11-17T08:00:00+08:00"
    father = answer(run("gate", "1", "--point", "13500009999"))
    assert (father["purpose"], father["rule"]) == ("relay_request", "third_person_lost")
    assert len(father["points"]) == 5
    letter = answer(run("gate", "1", "--channel", "letter", now="2026-11-16T22:00+08:00"))
    assert letter["allowed"]


def test_call_with_a_promise_is_one_act_and_is_undone_as_one(run: Run) -> None:
    act = str(UUID(int=7))
    words = ("contact", "1", "ptp", "--identity", "yes", "--reason", "incd", "--amount", "2k", "--due", "w5")
    said = answer(run(*words, "--willingness", "3", "--act", act))
    assert (said["act"], said["rule_check"], said["next_at"]) == (act, "allowed", None)
    assert answer(run(*words, "--act", act)) == said  # again: nothing is added
    shown = answer(run("promise", "1"))
    (promise,) = shown["promises"]
    assert (promise["amount_minor"], promise["due_on"], promise["state"]) == (200_000, "2026-11-20", "open")
    assert answer(run("promise", "--list", "due"))["total"] == 1
    undone = answer(run("undo"))
    assert (undone["act"], undone["kinds"]) == (act, ["contact", "reason", "promise"])
    assert answer(run("promise", "1"))["promises"] == []
    assert answer(run("undo", "--redo"))["act"] == act
    assert answer(run("undo", act, "--why", "x", now="2026-11-16T12:00+08:00"))["act"] == act


def test_series_of_promises(run: Run) -> None:
    made = answer(run("promise", "1", "--amount", "3x500", "--due", "10"))
    days = ["2026-12-10", "2027-01-11", "2027-02-10"]  # the 10th of January is a Sunday
    assert [(p["amount_minor"], p["due_on"]) for p in made["promises"]] == [(50_000, day) for day in days]
    assert made["promise"] == made["promises"][0]["promise"]
    moved = answer(run("promise", "1", "--amount", "600", "--due", "2026-12-15"))
    assert moved["replaced"] == made["promise"]
    words = (
        "contact",
        "1",
        "ptp",
        "--identity",
        "yes",
        "--reason",
        "incd",
        "--amount",
        "+500;800",
        "--due",
        "w5;p",
    )
    assert "pay day" in run(*words).sentence
    answer(run(*words[:-1], "w4;w5"))
    shown = answer(run("promise", "1"))["promises"]
    assert sorted((p["due_on"], p["amount_minor"]) for p in shown) == [
        ("2026-11-19", 50_000), ("2026-11-20", 80_000), ("2026-12-15", 60_000), *((day, 50_000) for day in days[1:]),
    ]  # fmt: skip
    assert "3x500" in run("promise", "1", "--amount", "500x3", "--due", "10").sentence
    assert "semicolons" in run("promise", "1", "--amount", "1;2;3", "--due", "10;25").sentence
    assert "2026-11-20" in run("promise", "1", "--amount", "1", "--due", "w5;20").sentence
    assert "= in front" in run("promise", "1", "--amount", "1.5w", "--due", "w5").sentence
    assert len(answer(run("promise", "1"))["promises"]) == 5


def test_refusals_are_sentences(run: Run) -> None:
    assert "identity" in run("contact", "1", "RTP").sentence
    assert "above zero" in run("promise", "1", "--amount", "0", "--due", "+3").sentence
    assert "15,800.00" in run("promise", "1", "--amount", "9w", "--due", "+3").sentence
    assert "60" in run("plan", "1", "--periods", "61").sentence
    assert "larger" in run("plan", "1", "--instalment", "9w").sentence
    assert "cannot be seen" in run("contact", "1", "NA", "--note", "a\u202eb").sentence
    assert "4000" in run("contact", "1", "NA", "--note", "长" * 100_000).sentence
    assert "15,800.00" in run("payment", "1", "--amount", "9w").sentence
    assert run("undo").sentence
    assert run("undo", "--redo").sentence
    assert run("undo", "nonsense").sentence
    assert run("promise").sentence
    assert run("gate", "99").sentence


def test_plan_from_quote_to_end(run: Run) -> None:
    quote = answer(run("plan", "1", "--debt", "12000", "--periods", "12", "--first", "2026-12-15"))
    assert (quote["instalment_minor"], len(quote["rows"]), quote["solved"]) == (
        100_000, 12, ["instalment_minor", "last_on"],
    )  # fmt: skip
    saved = answer(run("plan", "1", "--save", "proposed"))
    assert (saved["version"], saved["periods"]) == (1, 12)
    answer(run("plan", "1", "--agree", saved["fact"], "--how", "recorded_call"))
    stopped = answer(run("gate", "1"))
    assert (stopped["rule"], stopped["source"], stopped["article"]) == (
        "hold.plan_performing",
        "card_2011",
        "70",
    )
    assert answer(run("plan", "--list", "performing"))["rows"][0]["debtor"] == "李明"
    assert answer(run("plan", "1"))[0]["state"] == "agreed"
    answer(run("plan", "1", "--end", saved["plan"], "--why", "反悔"))
    assert answer(run("gate", "1"))["allowed"]


def test_payment_and_its_reversal(run: Run) -> None:
    preview = answer(run("payment", "1", "--amount", "1000", "--preview"))
    assert preview["postings"][0]["parts"] == {"interest": 60_000, "late_fee": 20_000, "purchase": 20_000}
    assert answer(run("payment", "1")) == []
    paid = answer(run("payment", "1", "--amount", "1000", "--by", "转账", "--reference", "T-1"))
    assert (paid["balance_minor"], paid["postings"]) == (1_480_000, preview["postings"])
    back = answer(run("payment", "1", "--reverse", paid["payment"], "--why", "退票"))
    assert back["balance_minor"] == 1_580_000
    assert answer(run("payment", "1"))[0]["reversed"] is True


def test_hold_lift_and_snooze(run: Run) -> None:
    placed = answer(run("hold", "1", "--kind", "dispute", "--why", "对账"))
    (row,) = answer(run("hold", "1"))
    assert (row["hold"], row["kind"], row["lifted_by"]) == (placed["fact"], "dispute", "lead")
    answer(run("hold", "1", "--lift", placed["fact"], "--why", "无误"))
    assert answer(run("hold", "1")) == []
    assert answer(run("hold", "1", "--snooze", "1500"))["until"] == "2026-11-16T15:00:00+08:00"


def test_wish_call_back_and_number_by_itself(run: Run) -> None:
    wish = ("--wish", "hours", "--from", "18:00", "--to", "21:00", "--identity", "yes")
    answer(run("contact", "1", "PRF", "--point", OWN, *wish))
    assert answer(run("gate", "1"))["rule"] == "preferred_hours"
    agreed = answer(run("contact", "1", "CBK", "--callback", "1930"))
    assert (agreed["next_at"], agreed["next_kind"]) == ("2026-11-16T19:30:00+08:00", "callback")


def test_people_read_lines(closed_store: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    home = shutil.copytree(closed_store[0], tmp_path / "free")
    ran = fairdue("gate", "1", "--home", str(home), "--now", NOW, language="zh_CN")
    assert "可联系  本人 138****0042  0/3  0/6" in ran.out.splitlines()


def test_skip_with_a_reason(run: Run) -> None:
    later = answer(run("skip", "1"))
    assert (later["reason"], later["until"]) == ("later", "2026-11-16T11:00:00+08:00")
    papers = answer(run("skip", "1", "--reason", "papers", "--until", "w5"))
    assert (papers["text"], papers["until"]) == (
        "Waiting for the debtor's papers",
        "2026-11-20T10:00:00+08:00",
    )
    assert answer(run("skip", "1", "--reason", "papers", "--act", papers["act"]))["fact"] == papers["fact"]
    assert run("skip", "1", "--reason", "tired").code == 1


def test_what_arrived_is_seen(run: Run) -> None:
    refused = run("seen", "1")
    assert refused.code == 1
    assert "Nothing arrived" in refused.err
    answer(run("contact", "1", "NA"))
    answer(run("payment", "1", "--amount", "100", now="2026-11-16T10:00+08:00"))
    later = "2026-11-16T11:00+08:00"
    seen = answer(run("seen", "1", now=later))
    assert seen["seen"] == ["payment"]
    assert answer(run("seen", "1", "--act", seen["act"], now=later))["fact"] == seen["fact"]


def test_cases_are_given_after_a_preview(run: Run) -> None:
    (user,) = answer(run("assign"))
    preview = answer(run("assign", "1", "--to", user["name"], "--preview"))
    assert (preview["act"], preview["moving"] + preview["staying"]) == (None, 1)
    given = answer(run("assign", "1", "--to", user["name"], "--why", "分案"))
    assert bool(given["act"]) == bool(preview["moving"])
    assert answer(run("assign", "1", "--to", user["name"]))["staying"] == 1
    assert run("assign", "1", "--to", "nobody").code == 1
    assert run("assign", "--view", "none", "--to", user["name"]).code == 1
    assert run("assign", "--to", user["name"]).code == 1
