"""The components of a balance, and the order in which a payment fills them."""

from __future__ import annotations

from dataclasses import dataclass

PRINCIPAL = ("cash", "purchase", "instalment")
INTEREST_AND_FEES = ("interest", "compound", "late_fee", "service_fee", "legal_cost")
COMPONENTS = (*PRINCIPAL, *INTEREST_AND_FEES)


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """In which order a payment is applied, by days past due **on the payment date**.

    Source of the default: 商业银行信用卡业务监督管理办法 (2011) art. 57: 1–90 days interest and fees first,
    91 days and more principal first.
    """

    late_from_dpd: int
    early: tuple[str, ...]
    late: tuple[str, ...]

    def order(self, dpd: int) -> tuple[str, ...]:
        """The components in the order in which a payment at ``dpd`` days past due fills them."""
        return self.late if dpd >= self.late_from_dpd else self.early


CHINESE_DEFAULT = AllocationRule(91, (*INTEREST_AND_FEES, *PRINCIPAL), (*PRINCIPAL, *INTEREST_AND_FEES))
