"""Which letter a case asks for next: reminder, notice, formal notice. Data in ``resources/strategies/treatment.toml``.

What is due here is a proposal: whether it may be issued is decided by ``app.domain.letters`` at every letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.entry import Entry
from app.domain.errors import AppError


@dataclass(frozen=True, slots=True)
class Step:
    """One letter of the row: from how many days past due, and so many days after which other one."""

    template: str
    from_dpd: int
    after: str
    wait_days: int


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that went out and was not voided."""

    template: str
    on: date


@dataclass(frozen=True, slots=True)
class Steps:
    """The letters in the order in which a debt meets them."""

    steps: tuple[Step, ...]

    @property
    def first_dpd(self) -> int:
        """Before so many days past due nothing is asked for."""
        return min(step.from_dpd for step in self.steps)

    def due(
        self, due_on: date, written: Sequence[Written], today: date, interval_days: int | None
    ) -> Step | None:
        """The step that is due today, None where none is. ``due_on`` is the oldest unpaid due date; letters from
        before it belong to a debt that was paid. ``interval_days``: the least between two letters of a case."""
        if interval_days and any((today - one.on).days < interval_days for one in written):
            return None
        last = {one.template: one.on for one in sorted(written, key=lambda one: one.on) if one.on >= due_on}
        for step in reversed(self.steps):
            if step.template in last:
                return None
            if (today - due_on).days >= step.from_dpd and _has_waited(step, last, today):
                return step
        return None


def _has_waited(step: Step, last: Mapping[str, date], today: date) -> bool:
    if not step.after:
        return True
    return step.after in last and (today - last[step.after]).days >= step.wait_days


def read(root: Entry, key: str) -> Steps:
    """The steps of a list in a data file.

    Raises ``AppError`` naming the entry: the ``data_…`` codes of ``entry.py`` and ``letter_steps`` (a step names a
    letter that does not stand before it, or comes earlier than it).
    """
    found: list[Step] = []
    for entry in root.children(key):
        with entry:
            step = Step(
                entry.text("template"),
                entry.integer("from_dpd"),
                entry.text("after", ""),
                entry.integer("wait_days", 0),
            )
        known = {one.template for one in found}
        if step.template in known or (step.after and step.after not in known):
            raise AppError("letter_steps", entry=entry.at("after"))
        if found and step.from_dpd <= found[-1].from_dpd:
            raise AppError("letter_steps", entry=entry.at("from_dpd"))
        found.append(step)
    if not found:
        raise root.refuse(key, "at least one step")
    return Steps(tuple(found))
