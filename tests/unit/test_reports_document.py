"""Tables, charts and documents: whole over pages, readable back, the same bytes each time."""

from __future__ import annotations

from fractions import Fraction

import pypdfium2
import pytest
import sample_letters
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_letters import read_back, squeezed

from app.domain.errors import Cancelled
from app.reports.charts import Bar, Bars, Grid, Lines, Series
from app.reports.document import MARGIN, content_width, document_pdf, heading, page_text, paragraph
from app.reports.layout import Block, Frame, flow
from app.reports.tables import Column, Table

WIDTH = content_width(landscape=True)
COLUMNS = (
    Column("时间"), Column("债务人"), Column("备注", share=3), Column("金额", "right"), Column("下一步", share=1)
)  # fmt: skip
ROW = ("2026-11-21 09:30", "张芳琪", "本人承诺本月25日还款2,000元。", "12,345.00", "回访")


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    sample_letters.register()


def document(*blocks: Block, landscape: bool = True) -> bytes:
    return document_pdf(
        "催记明细", ["期间：2026-11"], blocks, language="zh", footer="仅限内部", landscape=landscape
    )


def test_a_table_repeats_its_header_and_keeps_its_sum_from_standing_alone(tmp_path):
    for count in range(20, 60):
        table = Table.of(COLUMNS, [ROW] * count, WIDTH, totals=[("合计", "", "", "99.00", "")])
        pages = flow([table], Frame(MARGIN, WIDTH, MARGIN, MARGIN, 500))
        last = pages[-1][-1].block
        assert isinstance(last, Table)
        assert len(last.rows) > 1
    pdf = document(Table.of(COLUMNS, [ROW] * 200, WIDTH, totals=[("合计", "", "", "99.00", "")]))
    said = read_back(pdf, tmp_path)
    with pypdfium2.PdfDocument(pdf) as read:
        assert said.count("债务人") == len(read) > 5
        assert f"第1页，共{len(read)}页" in squeezed(said)
    assert squeezed(said).count("张芳琪") == 200
    assert said.count("合计") == 1


def test_a_cell_taller_than_a_page_goes_on_where_it_stopped(tmp_path):
    note = "".join(f"第{number}句话。" for number in range(1200))
    said = read_back(document(Table.of(COLUMNS, [(*ROW[:2], note, *ROW[3:]), ROW], WIDTH)), tmp_path)
    body = squeezed(said)
    assert all(f"第{number}句话" in body for number in range(1200))


def test_what_no_face_can_draw_stands_there_as_its_code_point(tmp_path):
    said = read_back(document(Table.of(COLUMNS, [("", "王😀五", "", "", "")], WIDTH)), tmp_path)
    assert "王<U+1F600>五" in squeezed(said)


def test_columns_get_smaller_before_amounts_are_broken():
    rows = [("名称", *["999,999,999,999.99"] * 5)]
    columns = (Column("账户", share=1), *(Column("金额", "right") for _ in range(5)))
    table = Table.of(columns, rows, 459)
    assert table.look.size < 9
    assert all(len(cell) == 1 for cell in table.rows[0].cells[1:])
    assert sum(table.widths) == pytest.approx(459)


def test_charts_say_what_they_draw(tmp_path):
    grid = Grid(
        "上周→本周", ("M1", "结清"), ("M1",), ((Fraction(7, 10), None),), (("70%", ""),), WIDTH
    )  # fmt: skip
    lines = Lines(
        ("W46", "W47"),
        (
            Series("联系", (30, 41), ("30", "41")),
            Series("承诺", (None, 40), ("–", "40")),
            Series("空", (None, None), ("–", "–")),
        ),
        WIDTH,
    )
    bars = Bars((Bar("王静", 120, "120 通"), Bar("李明", 0, "0 通")), WIDTH)
    pdf = document(heading("一、工作量", WIDTH), paragraph("按坐席。", WIDTH), bars, lines, grid)
    said = squeezed(read_back(pdf, tmp_path))
    for word in (
        "一、工作量",
        "王静",
        "120通",
        "0通",
        "W46",
        "W47",
        "联系",
        "41",
        "40",
        "上周→本周",
        "70%",
        "第1页，共1页",
    ):
        assert word in said
    assert grid.texts() == ["M1  70%  "]


@pytest.mark.parametrize("landscape", [True, False])
def test_charts_of_nothing_are_drawn(landscape):
    width = content_width(landscape=landscape)
    nothing = (Bars((), width), Lines((), (), width), Grid("", (), (), (), (), width))
    assert document(*nothing, landscape=landscape).startswith(b"%PDF")


def test_a_document_is_the_same_each_time_and_can_be_stopped():
    def made() -> bytes:
        return document(Table.of(COLUMNS, [ROW] * 80, WIDTH))

    assert made() == made()
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        document_pdf(
            "", [], [Table.of(COLUMNS, [ROW] * 200, WIDTH)], language="en", landscape=True, progress=stop
        )
    assert [done for done, _ in heard] == [1, 2]


def test_page_numbers_speak_both_languages():
    assert (page_text(1, 3, "zh_CN"), page_text(1, 3, "en")) == ("第1页，共3页", "Page 1 of 3")


cells = st.text(
    st.sampled_from([*"的一是在不了有人䶮", *"，。（《“😀", *"¥0123456789.,- abcXYZ\n"]), max_size=60
)
tall = st.builds(lambda text, times: text * times, cells, st.sampled_from([1, 1, 1, 40]))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(cells, tall, cells), max_size=40), st.booleans(), st.booleans())
def test_any_table_keeps_its_frame_and_its_words(rows, has_totals, has_share):
    columns = (Column("甲", share=1.0 * has_share), Column("乙", share=2), Column("丙", "right"))
    table = Table.of(columns, rows, 400, totals=[("合计", "", "1.00")] * has_totals)
    frame = Frame(50, 400, 300, 60, 700)
    seen: list[str] = []
    for number, page in enumerate(flow([heading("题", 400), table], frame)):
        below = frame.top if number else frame.first_top
        for block, top in page:
            assert top >= below - 0.01
            below = top + block.height
            if isinstance(block, Table):
                for row in block.rows:
                    for lines, width in zip(row.cells, block.widths, strict=True):
                        assert (
                            max((line.width for line in lines), default=0) <= width - block.look.pad_x + 0.01
                        )
                        assert len(lines) * block.look.leading <= row.height
                        seen += [line.text for line in lines]
        assert below <= frame.bottom + 0.01
    said = sorted(squeezed("".join(seen)))
    assert said == sorted(squeezed("".join(table.said[1:])))
