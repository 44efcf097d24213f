"""The columns of the contact log: what is asked of a contact note (collection-rules §6.4), one column a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from app.domain.codes import Connected
from app.domain.errors import RuleViolation
from app.domain.identity import mask_id, mask_name, mask_phone
from app.domain.moments import Id, from_ms
from app.domain.money import currency_of
from app.domain.terms import Channel, Direction, Role, Source
from app.domain.values import value
from app.models.contact_log import ContactRow, Told
from app.services.words import Words
from app.system.ids import uuid_text
from app.system.redaction import redact

Value = str | int | Decimal | date | None


@value
class Seen:
    """One contact with everything its columns say: what stands, who made it, what its case says of it."""

    row: ContactRow
    status: str
    collector: str
    employee_no: str
    reason: Told | None
    promise: Told | None
    override: Told | None
    batch: str


class _Told(NamedTuple):
    """What a result code says, in words."""

    connected: str | None
    right_party: str | None
    result: str | None


class Writer:
    """Says the values of one contact for one reader, masked or in full."""

    def __init__(self, words: Words, *, is_full: bool) -> None:
        self.words, self.is_full = words, is_full
        self._results = words.rules.codes.by_code
        self._reasons = words.rules.reasons.by_code
        vocabulary = words.rules.vocabulary
        self._terms: dict[type, Mapping[Any, str]] = {
            Channel: {k: v.text(words.language) for k, v in vocabulary.channels.items()},
            Direction: {k: v.text(words.language) for k, v in vocabulary.directions.items()},
            Source: {k: v.text(words.language) for k, v in vocabulary.sources.items()},
            Role: {k: v.words.text(words.language) for k, v in vocabulary.roles.items()},
        }
        self._yes_no = ("否", "是") if words.is_chinese else ("no", "yes")
        self._moments = _Moments(words.zone)
        self._told = cache(self._say)

    def values(self, seen: Seen, columns: Sequence[Column]) -> list[Value]:
        """The cells of a row."""
        return [column.value(self, seen) for column in columns]

    def moment(self, ms: int | None) -> str | None:
        """A moment by the store's clock."""
        return None if ms is None else self._moments.text(ms)

    def term(self, kind: type, code: str | None) -> str | None:
        """The word for a member of a vocabulary; an unknown one stays its code."""
        return None if code is None else self._terms[kind].get(code, code)

    def yes_no(self, value: bool | int | None) -> str | None:
        """Yes, no, or nothing where it was not noted."""
        return None if value is None else self._yes_no[bool(value)]

    def private(self, text: str | None, mask: Callable[[str], str]) -> str | None:
        """A personal text, masked unless the export is in full."""
        return text if text is None or self.is_full else mask(text)

    def free(self, text: str | None, name: str) -> str | None:
        """What was typed: masked, without the debtor's name and without any personal number."""
        if not text or self.is_full:
            return text
        return redact(text.replace(name, mask_name(name)) if name else text)

    def connected(self, seen: Seen) -> str | None:
        """Whether it got through; nothing where the question has no meaning."""
        return self._told(seen.row.result).connected

    def right_party(self, seen: Seen) -> str | None:
        """Whether the obligor was spoken to (有效联络); unknown counts as no."""
        return self._told(seen.row.result).right_party

    def result(self, seen: Seen) -> str | None:
        """The result in words."""
        return self._told(seen.row.result).result

    def _say(self, result: str | None) -> _Told:
        code = self._results.get(result or "")
        if code is None:
            return _Told(None, None, result)
        connected = None if code.connected is Connected.NONE else self.yes_no(code.connected is Connected.YES)
        right_party = self.yes_no(code.reached_right_party)
        return _Told(connected, right_party, code.words.text(self.words.language))

    def reason(self, seen: Seen) -> str | None:
        """The overdue reason in words."""
        code = None if seen.reason is None else seen.reason.values[0]
        found = self._reasons.get(code or "")
        return code if found is None else found.words.text(self.words.language)


class _Moments:
    """Local times of very many moments in the order of time: the zone is asked once a minute."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._minute = lru_cache(maxsize=_MINUTES_KEPT)(self._minute_of)

    def text(self, ms: int) -> str:
        return f"{self._minute(ms // 60_000)}:{ms // 1000 % 60:02}"

    def _minute_of(self, minute: int) -> str:
        return f"{from_ms(minute * 60_000).astimezone(self._zone):%Y-%m-%d %H:%M}"


_MINUTES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code, its title (English, Chinese), and how its cells are made."""

    code: str
    title: tuple[str, str]
    value: Callable[[Writer, Seen], Value]

    def name(self, language: str) -> str:
        """Its title in a language."""
        return self.title[language.startswith("zh")]


STATUS: Mapping[str, tuple[str, str]] = {
    "standing": ("stands", "有效"),
    "undone": ("undone", "已撤销"),
    "replaced": ("replaced", "已更正"),
    "erased": ("erased", "已删除"),
}
"""What became of a contact since it was written down."""


def _of(told: Told | None, place: int) -> Any:
    return None if told is None else told.values[place]


def _promised(_writer: Writer, seen: Seen) -> Value:
    if seen.promise is None:
        return None
    minor, currency = seen.promise.values[:2]
    return Decimal(minor).scaleb(-currency_of(currency).decimals)


def _begun(writer: Writer, seen: Seen) -> Value:
    return writer.moment(seen.row.started_at if seen.row.started_at is not None else seen.row.occurred_at)


_ALL: tuple[Column, ...] = (
    Column("started_at", ("Begun", "开始时间"), _begun),
    Column("ended_at", ("Ended", "结束时间"), lambda w, s: w.moment(s.row.ended_at)),
    Column("duration_s", ("Seconds", "时长（秒）"), lambda _, s: s.row.duration_s),
    Column("case_no", ("Case no.", "案件编号"), lambda _, s: s.row.case_no),
    Column("case_id", ("Case id", "案件标识"), lambda _, s: uuid_text(s.row.case_id)),
    Column("creditor", ("Creditor", "委托方"), lambda _, s: s.row.creditor),
    Column("batch", ("Batch", "委案批次"), lambda _, s: s.batch),
    Column("customer_no", ("Customer no.", "客户号"), lambda w, s: w.private(s.row.customer_no, mask_phone)),
    Column("debtor", ("Debtor", "债务人"), lambda w, s: w.private(s.row.name, mask_name)),
    Column("id_number", ("Identity no.", "证件号码"), lambda w, s: w.private(s.row.id_number, mask_id)),
    Column("channel", ("Channel", "渠道"), lambda w, s: w.term(Channel, s.row.channel)),
    Column("direction", ("Direction", "方向"), lambda w, s: w.term(Direction, s.row.direction)),
    Column("number", ("Number or address", "号码或地址"), lambda w, s: w.private(s.row.number, mask_phone)),
    Column(
        "number_source", ("Source of number", "号码来源"), lambda w, s: w.term(Source, s.row.point_source)
    ),
    Column("party", ("Spoken to", "对象"), lambda w, s: w.term(Role, s.row.party_role)),
    Column(
        "identity_checked", ("Identity checked", "身份核验"), lambda w, s: w.yes_no(s.row.is_identity_checked)
    ),
    Column("identity_how", ("Checked by", "核验方式"), lambda w, s: w.free(s.row.identity_how, s.row.name)),
    Column("connected", ("Connected", "是否接通"), Writer.connected),
    Column("right_party", ("Right party", "有效联络"), Writer.right_party),
    Column("result_code", ("Result code", "结果代码"), lambda _, s: s.row.result),
    Column("result", ("Result", "结果"), Writer.result),
    Column("reason_code", ("Reason code", "逾期原因代码"), lambda _, s: _of(s.reason, 0)),
    Column("reason", ("Overdue reason", "逾期原因"), Writer.reason),
    Column("willingness", ("Willingness 1–5", "还款意愿 1–5"), lambda _, s: _of(s.reason, 1)),
    Column("ability", ("Ability 1–5", "还款能力 1–5"), lambda _, s: _of(s.reason, 2)),
    Column("promise_amount", ("Promised", "承诺金额"), _promised),
    Column("promise_currency", ("Currency", "币种"), lambda _, s: _of(s.promise, 1)),
    Column("promise_on", ("Promised for", "承诺还款日"), lambda _, s: _of(s.promise, 2)),
    Column("promise_channel", ("To be paid by", "承诺还款渠道"), lambda _, s: _of(s.promise, 3)),
    Column("next_at", ("Next step", "下次跟进"), lambda w, s: w.moment(s.row.next_at)),
    Column("next_kind", ("Kind of next step", "跟进类型"), lambda _, s: s.row.next_kind),
    Column("recording", ("Recording", "录音编号"), lambda _, s: s.row.recording_ref),
    Column("script", ("Template and version", "话术模板及版本"), lambda _, s: s.row.script_ref),
    Column("rule_check", ("Rule check", "规则检查"), lambda _, s: s.row.rule_check),
    Column("rule_pack", ("Rule pack", "规则包版本"), lambda _, s: s.row.pack_version),
    Column(
        "override_why", ("Why overridden", "越过原因"), lambda w, s: w.free(_of(s.override, 0), s.row.name)
    ),
    Column("note", ("Remark", "备注"), lambda w, s: w.free(s.row.note, s.row.name)),
    Column("collector", ("Collector", "催收员"), lambda _, s: s.collector),
    Column("employee_no", ("Employee no.", "工号"), lambda _, s: s.employee_no),
    Column("recorded_at", ("Recorded", "记录时间"), lambda w, s: w.moment(s.row.recorded_at)),
    Column("contact_id", ("Contact id", "催记标识"), lambda _, s: uuid_text(s.row.uid)),
    Column("status", ("Status", "状态"), lambda w, s: STATUS[s.status][w.words.is_chinese]),
)
COLUMNS: Mapping[str, Column] = {column.code: column for column in _ALL}
"""Every column by code, in the order of the log. The status is always shown: a log does not hide what was undone."""

ON_PAPER = (
    "started_at", "case_no", "debtor", "channel", "number", "party", "result", "reason", "promise_amount",
    "promise_on", "next_at", "note", "collector", "status",
)  # fmt: skip
"""What fits across a page."""


def chosen(codes: Sequence[str] | None, default: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these codes in this order, the status last unless it is among them.

    Raises RuleViolation: ``column_missing``, ``columns_none``.
    """
    wanted = list(dict.fromkeys(default if codes is None else codes))
    for code in wanted:
        if code not in COLUMNS:
            raise RuleViolation("column_missing", "columns", column=code, known=list(COLUMNS))
    if not wanted:
        raise RuleViolation("columns_none", "columns")
    if "status" not in wanted:
        wanted.append("status")
    return tuple(COLUMNS[code] for code in wanted)


def employee(users: Mapping[Id, tuple[str, str]], actor: Id) -> tuple[str, str]:
    """Name and employee number of whoever made a contact; nothing of somebody unknown here."""
    return users.get(actor, ("", ""))
