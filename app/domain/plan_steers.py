"""How the overdue reason changes the plan that begins lightest: low first, and more later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.entry import Entry, Words
from app.domain.money import round_half_up
from app.domain.plan_terms import PAYMENTS_A_YEAR, Terms
from app.domain.reasons import Offer


@dataclass(frozen=True, slots=True)
class Steer:
    """What a kind of reason does to the lightest plan. ``start_share``: the first instalment, of the even one;
    ``step_share``: by what part of the first one it rises every ``step_months``. ``words`` say so."""

    words: Words
    start_share: Decimal
    step_share: Decimal
    step_months: int

    def shaped(self, terms: Terms, even_minor: int) -> Terms:
        """These terms by the reason; ``even_minor`` is what would be paid each period without it."""
        first = min(max(rounded_down(round_half_up(even_minor * self.start_share)), 1), terms.financed_minor)
        return replace(
            terms,
            instalment_minor=first,
            step_minor=rounded_down(round_half_up(first * self.step_share)),
            step_every=max(self.step_months * PAYMENTS_A_YEAR[terms.cadence] // 12, 1),
        )


def read(root: Entry, key: str) -> dict[Offer, Steer]:
    """The table of kinds of reasons (``offer`` of reasons.toml) and what they do. Raises AppError: ``data_…``."""
    found: dict[Offer, Steer] = {}
    for name, entry in root.named(key).items():
        if name not in list(Offer):
            raise root.refuse(key, ", ".join(Offer))
        with entry:
            found[Offer(name)] = Steer(
                entry.words(),
                entry.rate("start_share"),
                entry.rate("step_share"),
                entry.integer("step_months", lowest=1),
            )
    return found


def rounded_down(minor: int) -> int:
    """Two figures and zeros: 1,740.00 is 1,700.00."""
    step: int = 10 ** max(len(str(minor)) - 2, 0)
    return minor // step * step
