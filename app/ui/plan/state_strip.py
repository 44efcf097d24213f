"""How a saved version stands, in one strip: what it means for collection, what was paid, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.plan_progress import PlanState
from app.domain.plan_track import Cover, Track, course, covering
from app.services.plan_approvals import ApprovalState
from app.services.plans import VersionRow
from app.services.words import Words
from app.ui.plan.wording import STATE_TONES, how_word, limit_word
from app.ui.widgets.strips import Strip

_DECIDABLE = frozenset({ApprovalState.WAITING, ApprovalState.REFUSED})


def waits(version: VersionRow | None) -> bool:
    """Whether the lead's answer to a version is still wanted, or may be turned."""
    is_open = version is not None and version.agreed_on is None and version.state.is_offered
    return is_open and version is not None and version.approval.state in _DECIDABLE


def say_state(
    strip: Strip, version: VersionRow | None, words: Words, balance_minor: int, beyond: Sequence[str] = ()
) -> None:
    """Show the state of a version; for terms that are only typed (no version) the limits that they exceed."""
    if version is None:
        detail = QCoreApplication.translate("Plan", "{limits}; once saved it waits for the lead")
        head = QCoreApplication.translate("Plan", "Beyond your limits") if beyond else ""
        strip.say(head, detail.format(limits=_limits(beyond)) if beyond else "", "warn")
        return
    if waits(version):
        _say_approval(strip, version)
        return
    if version.state not in STATE_TONES:
        strip.say("")
        return
    strip.say(_headline(version.state), _detail(version, words, balance_minor), STATE_TONES[version.state])


def _limits(beyond: Sequence[str]) -> str:
    return ", ".join(limit_word(limit) for limit in beyond)


def _say_approval(strip: Strip, version: VersionRow) -> None:
    approval = version.approval
    if approval.state is ApprovalState.REFUSED:
        refused = QCoreApplication.translate("Plan", "Refused by the lead")
        strip.say(refused, approval.why or "", "danger")
    else:
        strip.say(
            QCoreApplication.translate("Plan", "Waits for the lead's approval"),
            _limits(approval.beyond),
            "warn",
        )


def _headline(state: PlanState) -> str:
    if state is PlanState.BROKEN:
        return QCoreApplication.translate("Plan", "Broken: collection may go on")
    if state is PlanState.COMPLETED:
        return QCoreApplication.translate("Plan", "Completed")
    return QCoreApplication.translate("Plan", "Collection rests while the plan is kept")


def _detail(version: VersionRow, words: Words, balance_minor: int) -> str:
    progress, currency = version.progress, version.terms.currency
    parts = []
    if version.agreed_on is not None:
        agreed = QCoreApplication.translate("Plan", "agreed {day}, {how}")
        parts.append(agreed.format(day=words.day(version.agreed_on), how=how_word(version.how_agreed or "")))
    due = sum(row.amount_minor for row in version.rows if row.due_on <= words.today)
    paid = QCoreApplication.translate("Plan", "due so far {due}, paid {paid}")
    parts.append(paid.format(due=words.money(due, currency), paid=words.money(progress.paid_minor, currency)))
    if version.state is not PlanState.COMPLETED:
        parts += [track_of(version, words)[1], *_cover(version, words, balance_minor)]
    if progress.overdue_minor:
        overdue = QCoreApplication.translate("Plan", "overdue {amount}")
        parts.append(overdue.format(amount=words.money(progress.overdue_minor, currency)))
    elif progress.next_row is not None:
        following = QCoreApplication.translate("Plan", "next {amount} on {day}")
        row = progress.next_row
        parts.append(
            following.format(amount=words.money(row.amount_minor, currency), day=words.full_day(row.due_on))
        )
    return " · ".join(parts)


def track_of(version: VersionRow, words: Words) -> tuple[str, str]:
    """On track, ahead or behind, and by how much, after its tone; nothing unless the version is in force."""
    if not version.state.is_in_force:
        return "", ""
    at = course(version.rows, version.progress, 0, words.today)
    tone, text = {
        Track.ON_TRACK: ("ok", QCoreApplication.translate("Plan", "on track")),
        Track.AHEAD: ("ok", QCoreApplication.translate("Plan", "{amount} ahead")),
        Track.BEHIND: ("danger", QCoreApplication.translate("Plan", "{amount} behind")),
    }[at.track]
    return tone, text.format(amount=words.money(abs(at.by_minor), version.terms.currency))


def _cover(version: VersionRow, words: Words, balance_minor: int) -> Iterator[str]:
    """What a balance that changed underneath the plan means for it; nothing where both agree."""
    found = covering(version.rows, version.progress, version.terms.waived_minor, balance_minor)
    amount = words.money(found.by_minor, version.terms.currency)
    if found.cover is Cover.SHORT:
        yield QCoreApplication.translate("Plan", "{amount} is owed beside the plan").format(amount=amount)
    elif found.cover is Cover.OVER:
        text = QCoreApplication.translate("Plan", "{amount} less is owed, the last instalments shrink")
        yield text.format(amount=amount)
