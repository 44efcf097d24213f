"""A plan on paper: its instalments as bars filled by what was paid, and a slip to pay each of them by."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import sample_letters
from sample_letters import letter, read_back, shipped, squeezed

from app.domain.errors import RenderProblem
from app.reports.charts import Column, Columns
from app.reports.letter import pages, render, text_of
from app.reports.letter_data import LetterData, PayChannel, ScheduleLine
from app.reports.paper import NAVY, TINT, Pen
from app.reports.plan_blocks import Coupons, chart_texts, coupon_payload, coupons, plan_chart, unpaid

LONGEST_PLAN = 60


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    sample_letters.register()


def under_way(name: str, language: str = "zh") -> LetterData:
    """The down payment and the first instalment are paid, of the second 2,000.00."""
    data = letter(name, language)
    paid = (500000, 655168, 200000, *([0] * 10))
    rows = (replace(row, paid_minor=minor) for row, minor in zip(data.schedule, paid, strict=True))
    return replace(data, schedule=tuple(rows))


class Boxes(Pen):
    """A pen that remembers the boxes it drew: fill, left, top, height."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[tuple[object, float, float, float]] = []

    def box(self, x, top, width, height, *, fill=None, edge=None):  # type: ignore[no-untyped-def]
        self.drawn.append((fill, x, top, height))
        super().box(x, top, width, height, fill=fill, edge=edge)


def drawn(chart: Columns) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """The outlines and the fillings of the columns, without the legend's two."""
    pen = Boxes()
    chart.draw(pen, 0.0, 0.0)
    of = {fill: [box[1:] for box in pen.drawn if box[0] == fill][1:] for fill in (TINT, NAVY)}
    return of[TINT], of[NAVY]


def test_bars_are_as_tall_as_their_amounts_and_filled_as_far_as_they_are_paid():
    columns = (Column("1", 400, 400), Column("2", 200, 50), Column("3", 100, 0), Column("4", 100, 900))
    outlines, fillings = drawn(Columns(columns, ("due", "paid"), 400.0, plot=40.0))
    assert [height for _, _, height in outlines] == [40, 20, 10, 10]
    assert [(left, height) for left, _, height in fillings] == [
        (outlines[0][0], 40), (outlines[1][0], 5), (outlines[3][0], 10),
    ]  # fmt: skip
    assert len({round(top + height, 6) for _, top, height in (*outlines, *fillings)}) == 1, "on one line"


def test_the_longest_plan_fits_beside_itself():
    rows = tuple(ScheduleLine(no, date(2027, 1, 5), 10000, 0) for no in range(1, LONGEST_PLAN + 1))
    chart = plan_chart(replace(letter("confirmation"), schedule=rows), 300.0)
    outlines, fillings = drawn(chart)
    assert len(outlines) == LONGEST_PLAN
    assert fillings == []
    assert max(left for left, _, _ in outlines) < 300 - 300 / LONGEST_PLAN / 2


@pytest.mark.parametrize(
    ("language", "due", "paid"),
    [
        ("zh", "各期应还，合计人民币83,620.21元", "截至2026年11月20日已还人民币13,551.68元"),
        ("en", "Due in each instalment, CNY 83,620.21 in all", "Paid by 20 November 2026: CNY 13,551.68"),
    ],
)
@pytest.mark.parametrize("name", ["confirmation", "agreement"])
def test_the_chart_says_what_is_due_and_what_was_paid(name, language, due, paid, tmp_path):
    data = under_way(name, language)
    assert tuple(text.replace("\u00a0", " ") for text in chart_texts(data)) == (due, paid)
    assert "  ".join(chart_texts(data)) in text_of(data, shipped(language)[name])
    said = squeezed(read_back(render(data, shipped(language)[name]), tmp_path))
    assert squeezed(due) in said
    assert squeezed(paid) in said
    assert len(pages(data, shipped(language)[name]).placed) == 2, "the bars add no page"


def test_what_is_paid_has_no_slip_and_what_is_partly_paid_one_for_the_rest():
    data = under_way("coupons")
    assert [row.no for row in unpaid(data)] == list(range(2, 13))
    said = [text for text in text_of(data, shipped("zh")["coupons"]) if text.startswith("第")]
    assert said[0].split("  ") == [
        "第2期", "应还日期：2027年2月5日", "应还金额：人民币4,551.68元", "还款备注：HX-2026-10442",
        "示例银行股份有限公司信用卡中心",
    ]  # fmt: skip
    assert len(said) == 11
    settled = replace(
        data, schedule=tuple(replace(row, paid_minor=row.amount_minor) for row in data.schedule)
    )
    blocks = [placed.block for page in pages(settled, shipped("zh")["coupons"]).placed for placed in page]
    assert not any(isinstance(block, Coupons) for block in blocks)


def test_a_telephone_reads_the_code_of_every_slip(tmp_path):
    data = letter("coupons")
    found = []
    with pypdfium2.PdfDocument(render(data, shipped("zh")["coupons"])) as pdf:
        for number, page in enumerate(pdf):
            picture = tmp_path / f"{number}.png"
            page.render(scale=200 / 72).to_pil().save(picture)
            command = ["zbarimg", "--raw", "-q", str(picture)]
            found += subprocess.run(command, capture_output=True, check=True).stdout.decode().split()
    assert sorted(found) == sorted(coupon_payload(data, row) for row in data.schedule)
    assert "https://pay.example.com/c?ref=HX-2026-10442&due=2027-01-05&amount=6551.68&currency=CNY" in found


@pytest.mark.parametrize(
    ("qr", "reference", "currency", "amount"),
    [
        ("https://pay.example.com/r", "C 7/甲", "CNY", "6551.68"),
        ("https://pay.example.com/r?bank=1", "C-7", "USD", "6551.68"),
        ("https://pay.example.com/r", "C-7", "JPY", "655168"),
        ("https://pay.example.com/r", "C-7", "KWD", "655.168"),
    ],
)
def test_what_a_code_says_is_ascii_and_exact(qr, reference, currency, amount):
    data = replace(
        letter("coupons"), pay=PayChannel("银行", qr=qr), case_reference=reference, currency=currency
    )
    payload = coupon_payload(data, data.schedule[1])
    assert payload.isascii()
    assert payload.startswith(qr)
    asked = parse_qs(urlsplit(payload).query)
    told = {"ref": [reference], "due": ["2027-01-05"], "amount": [amount], "currency": [currency]}
    assert {name: asked[name] for name in told} == told
    assert set(asked) - set(told) == ({"bank"} if "?" in qr else set())


def test_without_an_address_a_slip_bears_no_code():
    data = replace(letter("coupons"), pay=PayChannel("银行柜台"))
    assert coupon_payload(data, data.schedule[0]) == ""
    blocks = [placed.block for page in pages(data, shipped("zh")["coupons"]).placed for placed in page]
    slips = [slip for block in blocks if isinstance(block, Coupons) for slip in block.slips]
    assert len(slips) == 13
    assert all(slip.bars is None for slip in slips)


@pytest.mark.parametrize(
    ("qr", "code"),
    [("付款", "letter_qr_not_ascii"), ("https://p.example/" + "a" * 290, "letter_qr_too_long")],
)
def test_an_address_no_telephone_would_read_is_refused(qr, code):
    with pytest.raises(RenderProblem) as caught:
        render(replace(letter("coupons"), pay=PayChannel("银行", qr=qr)), shipped("zh")["coupons"])
    assert caught.value.code == code


def test_a_slip_grows_with_what_it_says():
    short, long = letter("coupons"), replace(letter("coupons"), case_reference="HX-2026-" * 20)
    heights = [[block.height for block in coupons(data, 480.0)] for data in (short, long)]
    assert len(heights[0]) == len(heights[1]) == 7
    assert all(tall > low for low, tall in zip(*heights, strict=True))
    lines = [line for block in coupons(long, 480.0) for slip in block.slips for line in slip.lines]
    assert max(line.width for line in lines) <= 240 - 72 - 16
