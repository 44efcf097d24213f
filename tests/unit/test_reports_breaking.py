"""Lines of Chinese and Latin text: W3C, Requirements for Chinese Text Layout, §3.1.5; libraries' own trap list."""

from __future__ import annotations

import re

import pytest
import sample_letters
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.breaking import WIDEST_GAP, Line, break_lines, natural_width
from app.reports.fonts import BOLD, REGULAR, face_of, spelled_out, unprintable, widths
from app.reports.markup import Run

NEVER_FIRST = "，。、；：？！）》】”…"
NEVER_LAST = "（《【“¥"
PARAGRAPH = (
    "您名下示例银行两个信用卡账户已逾期，最早一笔逾期91天。依据您签署的《信用卡领用合约》第十五条及《商业银行"
    "信用卡业务监督管理办法》，现受示例银行委托“函告”如下：请于2026年12月1日（含）前还款¥83,620.21；如有疑问……"
)


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    sample_letters.register()


def lines(text: str, width: float = 459, *, size: float = 10.5, justified: bool = True) -> tuple[Line, ...]:
    return break_lines((Run(text),), size, width, justified=justified)


def texts(text: str, width: float, **options: float) -> list[str]:
    return [line.text for line in lines(text, width, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize("width", range(60, 470, 7))
def test_marks_stand_where_they_may(width):
    found = texts(PARAGRAPH, width)
    assert "".join(found) == PARAGRAPH
    assert not [line for line in found if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]


@pytest.mark.parametrize("width", range(70, 470, 7))
def test_amounts_days_and_words_are_never_split(width):
    found = texts(PARAGRAPH, width)
    for whole in ("¥83,620.21", "91天", "2026年", "12月", "1日", "……"):
        assert sum(whole in line for line in found) == 1


def test_filled_lines_are_justified_and_the_last_is_not():
    found = lines(PARAGRAPH, 300)
    assert len(found) > 2
    assert {round(line.width, 3) for line in found[:-1]} == {300}
    assert found[-1].width < 299
    assert {round(line.width, 3) for line in lines(PARAGRAPH, 300, justified=False)} != {300}


def test_english_breaks_at_spaces_and_hyphens_and_fills_the_line_by_its_spaces():
    text = (
        "A paid-in-full certificate (issued by the creditor) reaches you within ten working days of payment."
    )
    found = lines(text, 250)
    assert re.sub("- ", "-", " ".join(line.text for line in found)) == text
    assert {round(line.width, 3) for line in found[:-1]} == {250}
    for segment in (segment for line in found for segment in line.segments):
        assert segment.char_gap == 0
    assert any(segment.word_gap > 0 for line in found for segment in line.segments)


def test_kept_space_is_no_end_of_a_line_and_is_stretched_as_any_other():
    text = "due on 22\u00a0August\u00a02026 and as of 20\u00a0November\u00a02026 it makes ninety days overdue"
    for width in range(115, 300, 5):
        found = lines(text, width)
        assert max(line.width for line in found) <= width + 0.01
        for kept in ("22 August 2026", "20 November 2026"):
            assert sum(kept in line.text for line in found) == 1
        for line in found:  # what the pen draws ends where the line says it does
            last = line.segments[-1]
            drawn = last.x + advance(last.text, last.face) + last.word_gap * last.text.count(" ")
            assert drawn == pytest.approx(line.width, abs=0.01)


def advance(text: str, face: str, size: float = 10.5) -> float:
    return sum(widths(face)[ord(character)] for character in text) * size / 1000


def test_word_longer_than_a_line_is_broken_and_loses_nothing():
    text = "见https://example.com/" + "a1b2" * 60 + "。完"
    found = texts(text, 200)
    assert "".join(found) == text
    assert len(found) > 3
    assert max(line.width for line in lines(text, 200)) <= 200.01


def test_neighbouring_marks_share_their_empty_halves():
    alone = natural_width((Run("办法"),), 10)
    assert natural_width((Run("《办法》"),), 10) == pytest.approx(alone + 10)  # the outer halves are air
    assert natural_width((Run("“《办法》”，"),), 10) == pytest.approx(alone + 25)


def test_han_and_latin_stand_apart_and_typed_spaces_are_kept():
    tight = natural_width((Run("月"),), 10) + natural_width((Run("12"),), 10)
    assert natural_width((Run("月12"),), 10) == pytest.approx(tight + 1.8)
    assert texts("尾号 7364", 400) == ["尾号 7364"]


def test_quotes_are_narrow_in_english_and_wide_in_chinese():
    assert natural_width((Run("O’Brien"),), 10) == pytest.approx(natural_width((Run("OBrien"),), 10) + 5)
    assert natural_width((Run("甲“乙”丙"),), 10) == pytest.approx(50)


def test_bold_takes_what_it_lacks_from_regular():
    rare = "䶮㛃㭎𬭎𬬩𬱖"
    assert unprintable(rare) == ""
    (line,) = break_lines((Run(f"张{rare}㐂先生", bold=True),), 10.5, 400)
    faces = {character: segment.face for segment in line.segments for character in segment.text}
    assert {faces[character] for character in "张先生"} == {BOLD}
    assert all(faces[c] == face_of(c, bold=True) for c in rare)
    assert faces["㐂"] == REGULAR  # not among the characters Bold keeps
    assert line.text == f"张{rare}㐂先生"


def test_what_no_face_can_draw_is_named():
    assert unprintable("王😀\u200b五☑") == "😀\u200b☑"
    assert spelled_out("王😀五") == "王<U+1F600>五"


def test_text_without_words_is_one_empty_line():
    assert [line.text for line in lines("")] == [""]
    assert [line.text for line in lines("甲\n\n乙")] == ["甲", "", "乙"]


HAN = "的一是在不了有和人这中大为上个国我以要他䶮𬭎"
han = st.sampled_from(HAN)
marks_before = st.text("（《【“", max_size=2)
marks_after = st.text("，。、；：？！）》】”…", max_size=3)
word = st.sampled_from(["¥1,234.00", "2026-11-20", "400-000-0000", "USD", "O’Brien", "9:00–18:00", "a", "7"])
unit = st.tuples(han, marks_before, han | word, marks_after, st.sampled_from(["", "", " "])).map("".join)
written = st.lists(unit, min_size=1, max_size=40).map("".join)
hostile = st.text(st.sampled_from([*HAN, *"，。…（《“‘’—·¥$0123456789.,-/ abcXYZ'():%\u00a0"]), max_size=160)


@settings(max_examples=200, deadline=None)
@given(written, st.integers(200, 480), st.booleans())
def test_written_text_keeps_every_rule(text, width, justified):
    found = lines(text, width, justified=justified)
    assert squeeze("".join(line.text for line in found)) == squeeze(text)
    assert not [line.text for line in found[1:] if line.text[0] in NEVER_FIRST]
    assert not [line.text for line in found[:-1] if line.text[-1] in NEVER_LAST]
    for amount in re.findall(r"¥[\d,.]+", text):
        assert any(amount in line.text for line in found)
    for line in found[:-1] if justified else ():
        # Words that cannot be split may leave so few gaps that they would have to grow out of measure.
        gaps = sum(sign in HAN for sign in line.text[1:])
        assert line.width == pytest.approx(width) or width - line.width > gaps * WIDEST_GAP * 10.5 / 1000


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(hostile, st.booleans()), min_size=1, max_size=4), st.integers(60, 480), st.booleans()
)
def test_any_text_fits_and_loses_nothing(parts, width, justified):
    runs = tuple(Run(text, bold) for text, bold in parts)
    found = break_lines(runs, 10.5, width, 21.0, justified=justified)
    assert squeeze("".join(line.text for line in found)) == squeeze("".join(run.text for run in runs))
    for line in found:
        assert line.width <= width + 0.01
        assert_apart(line)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def assert_apart(line: Line) -> None:
    """A segment begins where the one before it ended, or half a character earlier: in the air of a mark."""
    end = 0.0
    for segment in line.segments:
        assert segment.x >= end - 10.5 / 2 - 0.01
        text = segment.text.rstrip(" ")
        gaps = segment.char_gap * (len(text) - 1) + segment.word_gap * text.count(" ")
        end = segment.x + advance(text, segment.face) + gaps
    assert end <= line.width + 10.5 / 2 + 0.01
