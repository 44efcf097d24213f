"""Where a letter or message goes: the best point of the channel, and whether the last letter came back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.call_record import LETTER_RESULTS
from app.domain.casefile import Point
from app.domain.codes import NumberEffect
from app.domain.dates import local_date
from app.domain.facts import Id
from app.domain.terms import Channel, Role
from app.services.situations import Desk

KINDS = {Channel.LETTER: ("address",), Channel.SMS: ("mobile",), Channel.EMAIL: ("email",)}
"""The kinds of point a channel uses."""


@dataclass(frozen=True, slots=True)
class Address:
    """A point to write to. ``returned_on``: the last letter to it came back, and nothing better was heard since."""

    point_id: Id
    party_id: Id
    text: str
    returned_on: date | None

    @property
    def lines(self) -> tuple[str, ...]:
        """As it stands in the window of an envelope."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


def address_for(
    desk: Desk, values: Mapping[Id, tuple[str, str | None]], channel: Channel, point_id: Id | None
) -> Address | None:
    """The point that is asked for, else the debtor's best one; None where there is none.

    Raises NotFound("point_missing") for a point of another case or another kind.
    """
    if point_id is not None:
        point = desk.point(point_id)
        return _address(desk, values, point) if point.kind in KINDS[channel] else None
    found = [
        _address(desk, values, point)
        for point in desk.case.points
        if point.kind in KINDS[channel] and point.role == Role.DEBTOR
    ]
    found.sort(key=lambda one: (one.returned_on is not None, desk.points[one.point_id].is_invalid))
    return found[0] if found else None


def _address(desk: Desk, values: Mapping[Id, tuple[str, str | None]], point: Point) -> Address:
    text = values[point.id][0] if point.kind == "address" else point.normal
    return Address(point.id, point.party_id, text, _returned_on(desk, point))


def _returned_on(desk: Desk, point: Point) -> date | None:
    said = [
        contact
        for contact in desk.situation.contacts
        if contact.number == point.normal and contact.result.number is not NumberEffect.NONE
    ]
    if not said or said[-1].result.code != LETTER_RESULTS["returned"]:
        return None
    return local_date(said[-1].at, desk.case.zone)
