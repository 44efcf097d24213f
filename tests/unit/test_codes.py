"""The shipped result codes against collection-rules.md §6.5 and desk.md §2.2, and what a bad file is told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.codes import Connected, Counts, NumberEffect, Requirement, ResultCode, parse
from app.domain.errors import AppError, NotFound
from app.domain.terms import Channel, Direction, HoldKind

FILE = Path(__file__).parents[2] / "resources/codes/results.toml"


def data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


CODES = parse(data())

# Code: connected, right party, counts (3 = connected calls, 6 = unanswered attempts), as in the table of §6.5.
TABLE = """
NA n n 6|BSY n n 6|REJ n n 6|OFF n n 6|UNR n n 6|SET n n 6|VM n n 6|SUS n n 6|EMP n n 6
NSN y n -|NSA y n -|TPR y n -|TPX y n -|WTR y n -|IVF y ? 3|DEN y n 3|HUP y ? 3
CBK y y 3|CIN y y -|CMIN y y 3|WTP y y 3|PTP y y 3|PTPP y y 3|KP - ? -|BP - ? -|CP y y 3|PYD - ? -|STL - ? -
RTP y y 3|LOW y y 3|NPA y y 3|INS y y 3|WAV y y 3|DSP y y 3|FRD y y 3|CMP y y 3|AGT y ? 3|STP y y 3|PRF y y 3
LAW y y 3|VUL y y 3|SUI y y 3|DEC y n -|INC y n -|BKR y y 3|HOC n n -|OOC n n -
SND - ? -|SD - ? -|SF - ? -|SR - ? -|LS - ? -|LG - ? -|LB - ? -|EB - ? -|VS1 y y -
VS2 n n -|VS3 n n -|VS4 y y -|OTH - ? -
"""
_SIGNS = {"y": "yes", "n": "no", "?": "unknown", "-": "none"}
_COUNTS = {"3": Counts.CONNECTED, "6": Counts.UNANSWERED, "-": Counts.NONE}
ROWS = [row.split() for row in TABLE.strip().replace("\n", "|").split("|")]


def test_every_code_of_the_trade_is_there() -> None:
    assert {row[0] for row in ROWS} == set(CODES.by_code)


@pytest.mark.parametrize(("code", "connected", "right_party", "counts"), ROWS)
def test_flags_are_those_of_the_table(code: str, connected: str, right_party: str, counts: str) -> None:
    result = CODES.get(code)
    assert result.connected == _SIGNS[connected]
    assert result.right_party == _SIGNS[right_party]
    assert result.counts is _COUNTS[counts]
    assert result.counts_connected == (counts == "3")
    assert result.counts_unanswered == (counts == "6")


def test_an_attempt_connects_or_counts_as_unanswered_and_is_outbound() -> None:
    attempts = {code for code, result in CODES.by_code.items() if result.is_attempt}
    assert {"NA", "EMP", "HUP", "PTP", "NSA", "VS1"} <= attempts
    assert not attempts & {"CIN", "SND", "SD", "LS", "VS2", "KP", "OTH", "OOC"}


def test_worked_is_right_party_message_left_or_number_ruled_out() -> None:
    for result in CODES.by_code.values():
        ruled_out = result.number in {NumberEffect.INVALID, NumberEffect.NEVER}
        assert result.is_worked == (result.reached_right_party or result.code == "TPR" or ruled_out), (
            result.code
        )


def test_only_outbound_calls_count() -> None:
    promise, unanswered = CODES.get("PTP"), CODES.get("NA")
    assert promise.counted(Channel.CALL, Direction.OUTBOUND) is Counts.CONNECTED
    assert unanswered.counted(Channel.CALL, Direction.OUTBOUND) is Counts.UNANSWERED
    assert promise.counted(Channel.CALL, Direction.INBOUND) is Counts.NONE
    assert promise.counted(Channel.VISIT, Direction.OUTBOUND) is Counts.NONE


@pytest.mark.parametrize(
    ("code", "number"),
    [("EMP", "invalid"), ("SUS", "doubtful"), ("NSN", "never"), ("TPX", "never"), ("NA", "none")],
)
def test_effect_on_the_number(code: str, number: str) -> None:
    assert CODES.get(code).number == number


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("CP", HoldKind.PAYMENT_CHECK),
        ("DSP", HoldKind.DISPUTE),
        ("FRD", HoldKind.FRAUD),
        ("CMP", HoldKind.COMPLAINT),
        ("AGT", HoldKind.AGENT_CHECK),
        ("STP", HoldKind.STOP_REQUEST),
        ("LAW", HoldKind.LAWYER),
        ("VUL", HoldKind.VULNERABLE),
        ("SUI", HoldKind.SELF_HARM),
        ("DEC", HoldKind.DECEASED),
        ("INC", HoldKind.CUSTODY),
        ("BKR", HoldKind.BANKRUPTCY),
        ("PTP", None),
    ],
)
def test_holds(code: str, kind: HoldKind | None) -> None:
    assert CODES.get(code).hold is kind


def test_what_a_result_asks_next() -> None:
    assert CODES.get("PTP").requires == (Requirement.IDENTITY, Requirement.REASON, Requirement.PROMISE)
    assert CODES.get("INS").requires[-1] is Requirement.PLAN
    assert CODES.get("CBK").requires == (Requirement.CALLBACK,)
    assert CODES.get("OTH").requires == (Requirement.REMARK,)
    assert CODES.get("SUI").requires == ()


def test_what_reached_nobody_needs_no_more_than_its_key() -> None:
    """desk.md §2.2."""
    assert all(r.requires == () for r in CODES.by_code.values() if r.connected is Connected.NO)


PAD = {
    "1": "NA BSY REJ OFF UNR SET VM",
    "2": "HUP IVF DEN",
    "3": "EMP SUS NSN",
    "4": "NSA TPR TPX WTR",
    "5": "PTP PTPP WTP",
    "6": "CP",
    "7": "INS WAV NPA CMIN",
    "8": "DSP CMP FRD STP LAW VUL SUI AGT",
    "9": "RTP LOW",
    "0": "CBK PRF",
}


def test_the_outcome_pad_is_that_of_the_desk() -> None:
    pad = {k.key: " ".join(r.code for r in (k.default, *k.variants)) for k in CODES.pad}
    assert pad == PAD
    assert [key.key for key in CODES.pad if not key.goes_on] == ["7", "8"]
    assert CODES.key("5").default.code == "PTP"


def test_derived_results_are_never_chosen() -> None:
    derived = set(CODES.by_code) - {result.code for result in CODES.chosen}
    assert derived == {"KP", "BP", "PYD", "STL", "HOC", "OOC"}


def found(text: str) -> list[str]:
    return [result.code for result in CODES.search(text)]


def test_search_by_code_then_by_words() -> None:
    assert found("ptp") == ["PTP", "PTPP"]
    assert found("拒") == ["REJ", "TPX", "RTP", "VS4"]
    assert found("law")[0] == "LAW"
    assert "STL" not in found("结清")
    assert found("zzz") == []


def test_search_by_pinyin_after_code_and_words() -> None:
    first, second = CODES.chosen[:2]
    spellings = {first.words.zh: ("qzx", "quezuxing"), second.words.zh: ("xyz", "xuyongzhe")}
    assert CODES.search("zx", spellings) == (first,)
    assert CODES.search("quez", spellings) == (first,)
    assert CODES.search("uez", spellings) == ()
    assert CODES.search("zx") == ()
    by_code = CODES.search(second.code, {first.words.zh: (second.code.casefold(), "")})
    assert by_code[0] == second
    assert by_code[-1] == first
    assert len(by_code) == len(set(by_code))


def test_unknown_codes_and_keys() -> None:
    with pytest.raises(NotFound, match="result_unknown"):
        CODES.get("XXX")
    with pytest.raises(NotFound, match="result_key_unknown"):
        CODES.key("x")


def result(**changes: Any) -> dict[str, Any]:
    return {"code": "X", "zh": "某", "en": "some", "connected": "yes", "right_party": "no"} | changes


def file(*results: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"source": "s", "as_of": data()["as_of"], "results": list(results), "pad": []} | changes


def test_a_small_file_reads() -> None:
    assert parse(file(result())).get("X").words.text("en") == "some"


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"counts": "connected", "connected": "no"}, "counts"),
        ({"counts": "unanswered"}, "counts"),
        ({"counts": "connected", "inbound": True}, "inbound"),
        ({"right_party": "yes", "connected": "no"}, "right_party"),
        ({"right_party": "yes", "worked": True, "third_person": True}, "third_person"),
        ({"right_party": "yes"}, "worked"),
    ],
)
def test_flags_that_contradict_are_named(changes: dict[str, Any], flag: str) -> None:
    with pytest.raises(AppError) as caught:
        parse(file(result(**changes)))
    error = caught.value
    assert (error.code, error.params) == ("result_contradicts", {"entry": "results[X]", "flag": flag})


PAD_ROW = {"key": "1", "zh": "一", "en": "one", "default": "X"}
BAD: list[tuple[Callable[[], dict[str, Any]], str, str]] = [
    (lambda: file(result(), result()), "data_twice", "results[X]"),
    (lambda: file(result(colour="red")), "data_unknown", "results[X].colour"),
    (lambda: file(result(connected="maybe")), "data_value", "results[X].connected"),
    (lambda: file(result(hold="nap")), "data_value", "results[X].hold"),
    (lambda: file(result(next_days=-1)), "data_value", "results[X].next_days"),
    (lambda: file(result(), pad=[PAD_ROW | {"default": "Y"}]), "result_unknown", "pad[1]"),
    (lambda: file(result(derived=True), pad=[PAD_ROW]), "result_unknown", "pad[1]"),
    (lambda: file(result(), pad=[PAD_ROW, PAD_ROW]), "data_twice", "pad[1]"),
    (lambda: file(result(), extra=1), "data_unknown", "extra"),
]


@pytest.mark.parametrize(("make", "code", "path"), BAD)
def test_a_bad_file_names_the_entry(make: Callable[[], dict[str, Any]], code: str, path: str) -> None:
    with pytest.raises(AppError) as caught:
        parse(make())
    assert (caught.value.code, caught.value.params["entry"]) == (code, path)


def test_next_step_defaults() -> None:
    steps: dict[str, tuple[int | None, int]] = {}
    row: ResultCode
    for row in CODES.chosen:
        steps[row.code] = (row.next_days, row.next_hours)
    assert steps["NA"] == (0, 0)
    assert steps["HUP"] == (0, 2)
    assert steps["RTP"] == (3, 0)
    assert steps["PTP"] == (None, 0)
