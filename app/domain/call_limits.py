"""A debtor's calls are used up: until when, by everything the gate counts, on the best of the debtor's phones.

A count begins anew at midnight, but the case comes back when calls are allowed again. Most cases were not called of
late; of those no count is made and no phone need be read (``are_counted``).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.domain.call_record import PHONES, contact_views, elsewhere_views, point_view, wishes_of
from app.domain.casefile import CaseFile
from app.domain.codes import ResultCodes
from app.domain.dates import ONE_DAY, local_date, utc_of
from app.domain.facts import Id
from app.domain.gate import is_open_for_calls, uncounted_from
from app.domain.rulepack import RulePack
from app.domain.rules import CaseTerms
from app.domain.situation import PointView, Situation
from app.domain.terms import Channel, Role

_INSTANT = timedelta(microseconds=1)


def are_counted(case: CaseFile, terms: CaseTerms, now: datetime) -> bool:
    """Whether the debtor was called so often of late that a limit may be reached. The file of such a case is to be
    whole: calls are counted by phone."""
    since, found = now - terms.call_memory, 0
    for facts in (case.facts, case.person_facts):
        for fact in reversed(facts):
            if fact.occurred_at < since:
                break
            if fact.kind == "contact":
                found += fact.body.channel == Channel.CALL
            elif fact.kind == "count_elsewhere":
                found += fact.body.connected + fact.body.unanswered
    return found >= terms.fewest_calls


def used_up_until(
    case: CaseFile, terms: CaseTerms, codes: ResultCodes, now: datetime, accounts: tuple[Id, ...] = ()
) -> datetime | None:
    """When a phone of the debtor may be called again as far as calls are counted; None where one may. ``accounts``: the
    open ones."""
    contacts = contact_views(case, (), codes)
    situation = Situation(case.case_id, contacts, tuple(elsewhere_views(case)), accounts=accounts)
    phones = _phones(case, situation, now, terms.pack)
    frees = uncounted_from(situation, phones, now, terms.pack)
    if frees > now:
        return utc_of(local_date(frees, case.zone), terms.opens, case.zone)
    midnight = utc_of(local_date(now, case.zone), time(), case.zone)
    opens_at = utc_of(local_date(now, case.zone), terms.opens, case.zone)
    if now >= opens_at or uncounted_from(situation, phones, midnight - _INSTANT, terms.pack) != midnight:
        return None
    return opens_at  # a day that was used up ends with its night


def recounted_at(case: CaseFile, terms: CaseTerms, now: datetime) -> datetime | None:
    """The next midnight, where calls that are not counted today may count then: a wish to be called runs out."""
    if terms.pack.call_consent_days is None:
        return None
    return utc_of(local_date(now, case.zone) + ONE_DAY, time(), case.zone)


def _phones(case: CaseFile, situation: Situation, now: datetime, pack: RulePack) -> list[PointView]:
    """The debtor's phones that may be called some day; the debtor alone where there is none."""
    wishes = wishes_of(case)
    phones = [
        point_view(point, case, situation.contacts, wishes)
        for point in case.points
        if point.role == Role.DEBTOR and point.kind in PHONES
    ]
    usable = [phone for phone in phones if is_open_for_calls(situation, phone, now, pack)]
    return usable or [PointView("", case.person_id, Role.DEBTOR, zone=str(case.zone))]
