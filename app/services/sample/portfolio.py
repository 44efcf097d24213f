"""The creditors of the practice portfolio and the batches in which they placed their cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.domain.moments import Id
from app.services.sample.bills import CURRENCY
from app.services.sample.dice import Weighed
from app.system.ids import IdSource

AGES = (1, 8, 15, 22, 29, 36, 50, 64, 78, 85, 120)
"""How many days ago the first creditor's batches came; the others' a day or two earlier."""

AGENCY = "练习资产管理有限公司"
_LONG_AGE = 100


@dataclass(frozen=True, slots=True)
class House:
    """A creditor: its name, kind, product and how large a part of the cases is its own."""

    code: str
    name: str
    lender_type: str
    product: str
    is_loan: bool
    weight: int
    pay_channel: str


HOUSES = (
    House("B1", "示例银行信用卡中心", "bank", "信用卡", False, 60, "示例银行手机银行"),
    House("B2", "样例城市商业银行", "bank", "信用卡", False, 25, "样例银行网银"),
    House("F1", "练习消费金融有限公司", "consumer_finance", "消费贷", True, 15, "对公账户转账"),
)
SHARES = Weighed.of({place: house.weight for place, house in enumerate(HOUSES)})


@dataclass(frozen=True, slots=True)
class Lot:
    """One batch: the placement, and the act of its import with the fact that says so."""

    id: Id
    act: Id
    import_fact: Id
    age: int

    @property
    def recall_days(self) -> int:
        """For how long the cases are with us."""
        return 180 if self.age > _LONG_AGE else 90


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The creditors with their batches, by place in ``HOUSES``; the latest batch first."""

    creditors: tuple[Id, ...]
    lots: tuple[tuple[Lot, ...], ...]


def portfolio(seed: int, made_at: datetime) -> Portfolio:
    """The creditors and batches of a seed."""
    source = IdSource(Random(seed).randbytes)  # noqa: S311  # repeatable on purpose
    creditors = tuple(source.new(made_at) for _ in HOUSES)
    lots = tuple(
        tuple(Lot(source.new(made_at), source.new(made_at), source.new(made_at), age + place) for age in AGES)
        for place in range(len(HOUSES))
    )
    return Portfolio(creditors, lots)


def creditor_rows(creditors: tuple[Id, ...], zone: str, rule_pack: str) -> list[dict[str, Any]]:
    """The creditors as rows."""
    return [
        {
            "id": identity,
            "name": house.name,
            "kind": "agency",
            "lender_type": house.lender_type,
            "currency": CURRENCY,
            "zone": zone,
            "rule_pack": rule_pack,
            "agency_name": AGENCY,
            "contact_phone": "400-000-0000",
            "pay_channel": house.pay_channel,
            **_letterhead(house),
        }
        for identity, house in zip(creditors, HOUSES, strict=True)
    ]


def _letterhead(house: House) -> dict[str, str]:
    """What its letters say of it: invented throughout, with numbers and an address that cannot exist."""
    return {
        "agency_address": "浙江省杭州市示例区练习路 1 号",
        "agency_phone": "400-000-0002",
        "agency_licence": "练习用机构，不对外营业",
        "address": "浙江省杭州市示例区样例路 2 号",
        "service_hours": "工作日 9:00-18:00",
        "check_line": f"{house.name}手机应用，或致电 400-000-0000",
        "complaint_lines": f"{house.name}消费者权益保护热线 400-000-0001\n金融消费者投诉热线 12378",
        "pay_payee": house.name,
        "pay_url": "https://pay.example.com/r",
        "sms_signature": AGENCY,
    }


def batch_no(house: House, received_on: date) -> str:
    """The number of a batch: ``B1-20261101``."""
    return f"{house.code}-{received_on:%Y%m%d}"


def placement_row(
    lot: Lot, *, creditor_id: Id, house: House, today: date, count: int, total: int
) -> dict[str, Any]:
    """A batch as a row, with its control totals."""
    received_on = today - timedelta(days=lot.age)
    return {
        "id": lot.id,
        "creditor_id": creditor_id,
        "batch_no": batch_no(house, received_on),
        "received_on": received_on.isoformat(),
        "recall_on": (received_on + timedelta(days=lot.recall_days)).isoformat(),
        "control_count": count,
        "control_minor": total,
        "commission_rate": "0.18",
    }
