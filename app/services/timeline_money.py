"""Money in the timeline: what was paid, taken back, charged, corrected, waived, written off, and who said where it
goes."""

from __future__ import annotations

from app.domain.facts import Fact
from app.services.ledger_words import component_word
from app.services.timeline_story import Story, Teller, Told


def _payment(story: Story, fact: Fact) -> Told:
    body, words = fact.body, story.words
    postings = story.postings.get(fact.uid, [])
    parts = [
        f"{component_word(name, story.words)} {words.money(-amount, body.currency)}"
        for posting in postings
        for name, amount in posting.parts.items()
    ]
    order = ""
    if postings:
        dpd = postings[0].dpd
        first = story.rule.is_principal_first(dpd)
        order = story.say(
            f"逾期 {dpd} 天，{'先本金后息费' if first else '先息费后本金'}",
            f"{dpd} days past due, {'principal first' if first else 'interest and fees first'}",
        )
    amount = words.money(body.amount_minor, body.currency)
    return (
        "ok",
        story.say(f"到账 ¥{amount}", f"Received {amount}"),
        story.joined(story.say("、", ", ").join(parts), order, body.channel, body.reference),
    )


def _reversal(story: Story, fact: Fact) -> Told:
    return "danger", story.say("到账冲回", "Payment reversed"), fact.body.why or ""


def _charge(story: Story, fact: Fact) -> Told:
    title = _titled(story, fact, fact.body.amount_minor, "新增", "Charged")
    return "quiet", title, fact.body.what or ""


def _correction(story: Story, fact: Fact) -> Told:
    amount = fact.body.amount_minor
    zh, en = ("调增", "Corrected up:") if amount > 0 else ("调减", "Corrected down:")
    return "quiet", _titled(story, fact, abs(amount), zh, en), fact.body.why


def _waiver(story: Story, fact: Fact) -> Told:
    waits = story.say("待审批", "needs approval") if fact.body.needs_approval else None
    title = _titled(story, fact, fact.body.amount_minor, "减免", "Waived")
    return "info", title, story.joined(waits, fact.body.why)


def _approval(story: Story, fact: Fact) -> Told:
    plans = story.state.commitments.plans
    plan = next((view.fact for view in plans if view.fact.uid == fact.body.target), None)
    if plan is not None:
        no, is_yes = plan.body.version, fact.body.is_approved
        zh, en = ("获批", "approved") if is_yes else ("未获批", "not approved")
        title = story.say(f"还款计划第 {no} 版{zh}", f"Plan, version {no}: {en}")
        return "ok" if is_yes else "warn", title, fact.body.why or ""
    if fact.body.is_approved:
        return "ok", story.say("审批通过", "Approved"), fact.body.why or ""
    return "warn", story.say("审批未通过", "Not approved"), fact.body.why or ""


def _write_off(story: Story, fact: Fact) -> Told:
    amount = story.words.money(fact.body.amount_minor, fact.body.currency)
    title = story.say(f"债权人核销 ¥{amount}，债权仍在", f"Creditor wrote off {amount}; the debt stays")
    return "quiet", title, fact.body.why or ""


def _wish(story: Story, _fact: Fact) -> Told:
    return "info", story.say("债务人指定还款所还账户", "Debtor named the account a payment is for"), ""


def _by_hand(story: Story, fact: Fact) -> Told:
    return "info", story.say("手工拆分还款", "Payment split by hand"), fact.body.why


def _titled(story: Story, fact: Fact, minor: int, zh: str, en: str) -> str:
    component = component_word(fact.body.component, story.words)
    amount = story.words.money(minor, fact.body.currency)
    return story.say(f"{zh}{component} ¥{amount}", f"{en} {component} {amount}")


TELLERS: dict[str, Teller] = {
    "payment": _payment,
    "reversal": _reversal,
    "charge": _charge,
    "correction": _correction,
    "waiver": _waiver,
    "approval": _approval,
    "write_off": _write_off,
    "debtor_wish": _wish,
    "hand_allocation": _by_hand,
}
