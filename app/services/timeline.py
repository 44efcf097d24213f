"""A case's facts told as a story: newest first, undone ones struck through but never left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.allocation import COMPONENTS, AllocationRule
from app.domain.facts import Fact, Id
from app.domain.history import PAY_DAY
from app.domain.identity import mask_phone
from app.domain.state import CaseState
from app.domain.terms import Channel, HoldKind
from app.services import timeline_money, timeline_visits
from app.services.letters.naming import amount_of, status_text, title_of
from app.services.rule_words import rule_text
from app.services.skips import reason_text
from app.services.timeline_story import Story, Teller, Told
from app.services.words import Words


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline. ``tone``: ok, warn, danger, info or quiet."""

    at: datetime
    kind: str
    tone: str
    title: str
    detail: str
    act: Id
    uid: Id
    is_undone: bool


def told(
    facts: list[Fact],
    undone: frozenset[Id],
    state: CaseState,
    words: Words,
    rule: AllocationRule,
    tails: Mapping[Id, str],
) -> list[Event]:
    """The story of a case, newest first. ``facts`` are all of the case; ``undone`` the annulled acts; ``rule`` the
    order in which its payments are applied; ``tails`` the last digits of its accounts."""
    visits = frozenset(fact.uid for fact in facts if fact.kind == "visit")
    story = Story(state, words, rule, tails, visits)
    events = [_event(story, fact, fact.act in undone) for fact in facts if _is_told(fact)]
    events.sort(key=lambda event: (event.at, event.uid), reverse=True)
    return events


def _event(story: Story, fact: Fact, is_undone: bool) -> Event:
    tone, title, detail = _TELLERS[fact.kind](story, fact)
    tone = "quiet" if is_undone else tone
    return Event(fact.occurred_at, fact.kind, tone, title, detail, fact.act, fact.uid, is_undone)


def _is_told(fact: Fact) -> bool:
    """Whether there is a line for it. What is erased as a whole has none left that it could be about."""
    return fact.kind in _TELLERS and not (fact.kind == "erasure" and fact.body.field is None)


def _contact(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    code = words.rules.codes.by_code.get(body.result)
    name = code.words.text(words.language) if code else body.result
    number = mask_phone(body.number) if body.number and body.channel != Channel.VISIT else ""
    role = words.rules.vocabulary.roles
    party = next(
        (term.words.text(words.language) for key, term in role.items() if key == body.party_role), None
    )
    checked = story.say("已核对身份", "identity checked") if body.is_identity_checked else None
    length = None
    if body.duration_s:
        minutes, seconds = divmod(body.duration_s, 60)
        length = story.say(f"通话 {minutes} 分 {seconds} 秒", f"{minutes} min {seconds} s")
    tail = story.tails.get(body.account_id or b"")
    debt = story.say(f"仅涉及账户 …{tail}", f"about account …{tail} alone") if tail else None
    tone = "info" if code is not None and code.reached_right_party else "quiet"
    note = story.say(f"“{body.note}”", f"“{body.note}”") if body.note else None
    return tone, f"{name} {number}".strip(), story.joined(party, checked, debt, length, note)


def _reason(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    known = words.rules.reasons.by_code.get(body.code)
    name = known.words.text(words.language) if known else body.code
    levels = story.say(
        f"意愿 {body.willingness or '—'} · 能力 {body.ability or '—'}",
        f"willingness {body.willingness or '—'} · ability {body.ability or '—'}",
    )
    return "warn", story.say("逾期原因：", "Reason: ") + name, story.joined(levels, body.note)


def _promise(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    amount, day = words.money(body.amount_minor, body.currency), words.full_day(body.due_on)
    return (
        "info",
        story.say(f"承诺还款 ¥{amount}", f"Promise of {amount}"),
        story.joined(story.say(f"{day} 前", f"by {day}"), body.channel, body.note),
    )


def _hold(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    term = words.rules.vocabulary.holds[HoldKind(body.hold_kind)]
    name = term.words.text(words.language)
    until = words.moment(body.until_at) if body.until_at else None
    # What stops no contact is no 停催: a legal hold keeps data.
    return (
        "warn",
        story.say(f"停催：{name}", f"Hold: {name}") if term.blocks else name,
        story.joined(until and story.say(f"至 {until}", f"until {until}"), body.why),
    )


def _release(story: Story, fact: Fact) -> Told:
    return "ok", story.say("解除停催", "Hold lifted"), fact.body.why or ""


def _placed(story: Story, fact: Fact) -> Told:
    total = _balance_total(fact)
    amount = story.words.money(total, fact.body.currency)
    recall = fact.body.recall_on
    detail = story.say(f"退案日 {recall}", f"recall on {recall}") if recall else ""
    return "quiet", story.say(f"委案 ¥{amount}", f"Placed with {amount}"), detail


def _snapshot(story: Story, fact: Fact) -> Told:
    amount = story.words.money(_balance_total(fact), fact.body.currency)
    return "quiet", story.say(f"余额更新 ¥{amount}", f"Balance now {amount}"), f"{fact.body.as_of}"


def _balance_total(fact: Fact) -> int:
    return sum(getattr(fact.body, f"{name}_minor") for name in COMPONENTS)


def _statement(story: Story, fact: Fact) -> Told:
    body = fact.body
    amount = story.words.money(body.bill_minor, body.currency)
    return (
        "quiet",
        story.say(f"账单 ¥{amount}", f"Bill of {amount}"),
        story.say(f"到期 {body.due_on}", f"due {body.due_on}"),
    )


def _plan(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    each = words.money(body.instalment_minor, body.currency)
    return (
        "info",
        story.say(f"还款计划 第 {body.version} 版", f"Plan, version {body.version}"),
        story.joined(
            f"¥{each} × {body.periods}", story.say(f"至 {body.last_on}", f"until {body.last_on}"), body.note
        ),
    )


def _agreement(story: Story, _fact: Fact) -> Told:
    return (
        "ok",
        story.say("还款协议已达成", "Plan agreed"),
        story.say("履行期间停止催收", "collection stops while it is performed"),
    )


def _plan_ended(story: Story, fact: Fact) -> Told:
    return "warn", story.say("还款计划终止", "Plan ended"), fact.body.why or ""


def _letter(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    minor, currency = amount_of(body.data)
    amount = words.money(minor, currency)
    detail = story.joined(title_of(body.data, body.template, words), story.say(f"¥{amount}", amount))
    return "quiet", story.say("信函", "Letter") + f" {body.letter_no}", detail


def _delivery(story: Story, fact: Fact) -> Told:
    status, words = fact.body.status, story.words
    became = status_text(status, words)
    title = f"信函{became}" if words.is_chinese else f"Letter: {became.lower()}"
    tone = "warn" if status in ("returned", "voided") else "quiet"
    return tone, title, story.joined(fact.body.tracking, fact.body.why)


def _message(story: Story, fact: Fact) -> Told:
    return "info", story.say("收到消息", "Message received"), fact.body.text or ""


def _snooze(story: Story, fact: Fact) -> Told:
    until = story.words.moment(fact.body.until_at)
    return (
        "quiet",
        story.say(f"推迟至 {until}", f"Put off until {until}"),
        reason_text(fact.body.why, story.words),
    )


def _acknowledged(story: Story, _fact: Fact) -> Told:
    return "quiet", story.say("已阅新情况，无需联系", "What had arrived was seen, no contact needed"), ""


def _blocked(story: Story, fact: Fact) -> Told:
    title = {
        Channel.LETTER: story.say("信函未获准出具", "Letter refused"),
        Channel.SMS: story.say("短信未获准发送", "Text message refused"),
        Channel.EMAIL: story.say("邮件未获准发送", "E-mail refused"),
        Channel.VISIT: story.say("外访未获准安排", "Visit refused"),
    }.get(fact.body.channel, story.say("拨打被规则拦截", "Contact blocked by a rule"))
    return "danger", title, rule_text(fact.body.rule, story.words)


def _override(story: Story, fact: Fact) -> Told:
    rule = rule_text(fact.body.rule, story.words)
    return "danger", story.say("规则例外", "Rule overridden"), story.joined(rule, fact.body.why)


def _recall(story: Story, fact: Fact) -> Told:
    return "quiet", story.say("退案", "Recalled"), fact.body.why or ""


def _closing(story: Story, fact: Fact) -> Told:
    return "ok", story.say("结案", "Closed"), fact.body.why or ""


def _promise_cancelled(story: Story, fact: Fact) -> Told:
    return "warn", story.say("承诺取消", "Promise cancelled"), fact.body.why or ""


def _preference(story: Story, fact: Fact) -> Told:
    wishes = {
        "no_contact": ("不再联系", "no contact"),
        "hours": ("指定时段", "preferred hours"),
        "consent_hours": ("同意的时段", "hours agreed to"),
        "channel_refused": ("拒绝此渠道", "channel refused"),
        "debt_related": ("共同债务", "shared debt"),
    }
    if fact.body.wish == PAY_DAY:
        day = fact.body.pay_day
        return "info", story.say(f"发薪日：每月 {day} 日", f"Pay day: {day}. of the month"), ""
    zh, en = wishes.get(fact.body.wish, (fact.body.wish, fact.body.wish))
    hours = f"{fact.body.hours_from}–{fact.body.hours_to}" if fact.body.hours_from else None
    return "warn", story.say(f"意愿：{zh}", f"Wish: {en}"), story.joined(hours, fact.body.note)


def _means(story: Story, fact: Fact) -> Told:
    surplus = story.words.money(fact.body.surplus_minor, fact.body.currency)
    return "info", story.say(f"收支表：每月结余 ¥{surplus}", f"Means: {surplus} left a month"), ""


def _stage_set(story: Story, fact: Fact) -> Told:
    named = {str(stage): words for stage, words in story.words.rules.vocabulary.stages.items()}
    known = named.get(fact.body.stage or "")
    stage = known.text(story.words.language) if known is not None else story.say("随账龄", "by age")
    return "info", story.say(f"处置阶段：{stage}", f"Stage: {stage}"), fact.body.why or ""


def _erasure(story: Story, fact: Fact) -> Told:
    return "quiet", story.say("删去了文字中的一段", "A passage of a text was erased"), fact.body.why


_TELLERS: dict[str, Teller] = {
    "erasure": _erasure,
    "contact": _contact,
    "reason": _reason,
    "promise": _promise,
    "promise_cancelled": _promise_cancelled,
    **timeline_money.TELLERS,
    "hold": _hold,
    "release": _release,
    "placed": _placed,
    "snapshot": _snapshot,
    "statement": _statement,
    "plan_version": _plan,
    "agreement": _agreement,
    "plan_ended": _plan_ended,
    "letter": _letter,
    "delivery": _delivery,
    **timeline_visits.TELLERS,
    "message": _message,
    "snooze": _snooze,
    "acknowledged": _acknowledged,
    "blocked": _blocked,
    "override": _override,
    "recall": _recall,
    "closing": _closing,
    "preference": _preference,
    "means": _means,
    "stage_set": _stage_set,
}
