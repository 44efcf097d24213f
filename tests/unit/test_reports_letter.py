"""Letters on paper: everything said is on them, within the frame, in the window, and the same bytes each time."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import sample_letters
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sample_letters import DOCUMENTS, LANGUAGES, letter, read_back, shipped, squeezed

from app.domain.errors import RenderProblem
from app.domain.money import LARGEST_MINOR, format_minor
from app.reports import templates
from app.reports.layout import Paragraph
from app.reports.letter import check_code, pages, render, text_of
from app.reports.letter_data import AccountLine, LetterData, PayChannel, Recipient, Sender
from app.reports.letter_head import LEFT, WIDTH
from app.reports.letter_page import FRAME, WINDOW
from app.reports.paper import A4
from app.reports.tables import Table

ALL = [(name, language, own) for name in DOCUMENTS for language in LANGUAGES for own in (False, True)]


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    sample_letters.register()


def drawn(data: LetterData) -> bytes:
    return render(data, shipped(data.language)[data.template])


@pytest.mark.parametrize(("name", "language", "own_book"), ALL)
def test_every_paragraph_is_read_back(tmp_path, name, language, own_book):
    data = letter(name, language, own_book=own_book)
    said = squeezed(read_back(drawn(data), tmp_path))
    for text in text_of(data, shipped(language)[name]):
        for cell in text.split("  "):
            # A paragraph that runs over a page has the footer and a head in its middle.
            assert squeezed(cell) in said or name in ("agreement", "statement", "confirmation"), cell
    for part in (data.letter_no, data.recipient.name, data.sender.name, data.sender.phone, check_code(data)):
        assert squeezed(part) in said
    assert ("委托" in said or "actingfor" in said) is not own_book or name in ("agreement", "settled")


@pytest.mark.parametrize(("name", "language", "own_book"), ALL)
def test_nothing_leaves_the_frame_or_lies_over_another(name, language, own_book):
    assert_in_frame(letter(name, language, own_book=own_book))


def assert_in_frame(data: LetterData) -> None:
    laid = pages(data, shipped(data.language)[data.template])
    for number, page in enumerate(laid.placed):
        below = FRAME.first_top if number == 0 else FRAME.top
        assert page, "an empty page"
        for block, top in page:
            assert top >= below - 0.01
            below = top + block.height
            if isinstance(block, Paragraph):
                room = block.width - block.style.left
                assert max(line.width for line in block.lines) <= room + 0.01
            if isinstance(block, Table):
                assert sum(block.widths) <= WIDTH + 0.01
                for row in (block.header, *block.rows):
                    for lines, width in zip(row.cells, block.widths, strict=True):
                        assert (
                            max((line.width for line in lines), default=0) <= width - block.look.pad_x + 0.01
                        )
        assert below <= FRAME.bottom + 0.01


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_name_and_address_show_through_the_envelope(language):
    data = letter("formal", language)
    with pypdfium2.PdfDocument(drawn(data)) as pdf:
        page = pdf[0]
        left, top, right, bottom = WINDOW
        height = page.get_height()
        seen = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    lines = [squeezed(line) for line in seen.splitlines()]
    recipient = data.recipient
    wanted = [squeezed(line) for line in recipient.address_lines]
    if language == "zh":
        assert lines == [*wanted, "张芳琪女士亲启"]
    else:
        assert lines == ["Privateandconfidential", "MsZhangFangqi", *wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signature_never_stands_on_a_page_of_its_own(language):
    template = shipped(language)["reminder"]
    for accounts in range(1, 40):
        data = letter("reminder", language)
        data = replace(data, accounts=data.accounts[:1] * accounts)
        last = pages(data, template).placed[-1]
        assert len(last) > 1 or not template.source.rstrip().endswith("[seal]")


def test_the_same_data_gives_the_same_bytes():
    assert drawn(letter()) == drawn(letter())
    visit = letter("visit", "en"), shipped("en")["visit"]
    assert render(*visit) == render(*visit)
    later = replace(letter(), issued_on=date(2026, 11, 22))
    assert drawn(later) != drawn(letter())


def test_the_paper_tells_nothing_of_machine_or_moment():
    metadata = PdfReader(__import__("io").BytesIO(drawn(letter()))).metadata
    assert metadata is not None
    assert metadata.title == "催收通知书 TZ-2026-000731"
    assert str(metadata.creation_date_raw).startswith("D:2000")


@pytest.mark.parametrize(
    "change",
    [
        {"letter_no": "TZ-2026-000732"},
        {"as_of": date(2026, 11, 19)},
        {"recipient": Recipient("张芳琪", "先生")},
        {"accounts": ()},
        {"fields": {"pay_by": "2026年12月2日"}},
        {"pay": None},
    ],
)
def test_the_check_code_is_made_of_the_data(change):
    code = check_code(letter())
    assert code == check_code(letter())
    assert len(code) == 9
    assert not set(code) & set("ILOU")
    assert check_code(replace(letter(), **change)) != code


def test_the_code_of_the_channel_is_read_by_a_telephone(tmp_path):
    (tmp_path / "letter.pdf").write_bytes(drawn(letter()))
    with pypdfium2.PdfDocument(tmp_path / "letter.pdf") as pdf:
        pdf[0].render(scale=200 / 72).to_pil().save(tmp_path / "letter.png")
    found = subprocess.run(
        ["zbarimg", "--raw", "-q", str(tmp_path / "letter.png")], capture_output=True, check=True
    )
    assert found.stdout.decode().strip() == "https://pay.example.com/c?ref=HX-2026-10442"


def test_rare_names_are_printed(tmp_path):
    name = "䶮㛃㭎𬭎𬬩𬱖"
    data = replace(letter(), recipient=Recipient(name, "先生", ("某市䶮路1号",)))
    said = squeezed(read_back(drawn(data), tmp_path))
    assert f"尊敬的{name}先生：" in said
    assert f"{name}先生亲启" in said
    assert "某市䶮路1号" in said


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        ({"recipient": Recipient("张😀\u200b")}, "letter_characters", {"characters": "U+1F600, U+200B"}),
        ({"recipient": Recipient("张", "", ("某路" * 300,))}, "letter_address_long", {}),
        ({"letter_no": "N" * 200}, "letter_head_long", {}),
        ({"sender": replace(letter().sender, address="某路" * 200)}, "letter_head_long", {}),
        ({"pay": PayChannel("银行", qr="付款")}, "letter_qr_not_ascii", {}),
        ({"pay": PayChannel("银行", qr="a\nb")}, "letter_qr_not_ascii", {}),
        ({"pay": PayChannel("银行", qr="a" * 301)}, "letter_qr_too_long", {"found": 301, "limit": 300}),
        (
            {"fields": {}},
            "letter_field_missing",
            {"fields": ("fields.contract", "fields.law", "fields.pay_by")},
        ),
    ],
)
def test_a_letter_that_cannot_be_right_is_refused(change, code, params):
    with pytest.raises(RenderProblem) as caught:
        drawn(replace(letter(), **change))
    assert (caught.value.code, caught.value.params) == (code, params)


def test_several_currencies_have_a_sum_each(tmp_path):
    data = letter()
    foreign = AccountLine("信用卡", "1111", "USD", 10000, 500, 0, 10500, 30, date(2026, 10, 20))
    data = replace(data, accounts=(*data.accounts, foreign))
    said = squeezed(read_back(drawn(data), tmp_path))
    for amount in ("CNY83,620.21", "USD105.00", "人民币捌万叁仟陆佰贰拾元零贰角壹分"):
        assert amount in said


def test_a_long_schedule_repeats_its_header(tmp_path):
    data = letter("confirmation")
    rows = tuple(replace(data.schedule[1], no=no) for no in range(1, 61))
    data = replace(data, schedule=rows)
    said = read_back(drawn(data), tmp_path)
    assert said.count("金额大写") == len(pages(data, shipped("zh")["confirmation"]).placed) == 3
    assert squeezed(said).count(squeezed("6,551.68陆仟伍佰伍拾壹元陆角捌分")) == 60


def test_text_too_tall_for_a_frame_runs_on_without_one():
    template = templates.parse(
        "mine", "zh", "title: 函\npurpose: answer\nversion: 1\n---\n[pay]\n{{ fields.a }}\n[end]\n[seal]"
    )
    laid = pages(replace(letter(), fields={"a": "甲，" * 4000}), template)
    assert len(laid.placed) > 3


words = st.text(
    st.sampled_from(
        [*"的一是在不了有和人这䶮𬭎", *"，。、；：？！）》】”…（《【“", *"¥0123456789.,- abcXYZ"]
    ),
    max_size=80,
)
minor = st.integers(0, LARGEST_MINOR // 8)
lines = st.builds(
    lambda product, number, a, b, c, day: AccountLine(product, number, "CNY", a, b, c, a + b + c, 91, day),
    words, st.from_regex(r"\A[0-9]{4}\Z"), minor, minor, minor, st.dates(date(2000, 1, 1), date(2026, 11, 1)),
)  # fmt: skip


@st.composite
def letters(draw: st.DrawFn) -> LetterData:
    language = draw(st.sampled_from(LANGUAGES))
    data = letter(draw(st.sampled_from(DOCUMENTS)), language, own_book=draw(st.booleans()))
    fields = {name: draw(words.map(lambda text: text.strip() or "甲")) for name in data.fields}
    sender = replace(data.sender, name=draw(words).strip() or "甲", hours=draw(words), handler=draw(words))
    name = draw(st.text(st.sampled_from("张王李䶮㛃㭎𬭎𬬩𬱖·abc"), min_size=1, max_size=20))
    recipient = Recipient(name, draw(words), tuple(draw(st.lists(words, max_size=4))))
    accounts = tuple(draw(st.lists(lines, min_size=1, max_size=30)))
    return replace(data, fields=fields, sender=sender, recipient=recipient, accounts=accounts)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=letters())
def test_any_letter_is_whole(data, tmp_path):
    template = shipped(data.language)[data.template]
    try:
        pages(data, template)
    except RenderProblem as problem:
        if problem.code in ("letter_address_long", "letter_head_long"):
            return
        raise
    assert_in_frame(data)
    pdf = drawn(data)
    said = squeezed(read_back(pdf, Path(tmp_path)))
    for account in data.accounts if "[accounts]" in template.source else ():
        assert format_minor(account.total_minor) in said
    assert squeezed(data.recipient.name) in said
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            assert_inside(page)


def assert_inside(page: pypdfium2.PdfPage) -> None:
    """No character stands in a margin, but for the air of a mark at the end of a line."""
    text, height = page.get_textpage(), page.get_height()
    right = LEFT + WIDTH + 8
    for strip in (
        (0, 0, LEFT - 8, height),
        (right, 0, A4[0], height),
        (0, 0, A4[0], 20),
        (0, height - 30, A4[0], height),
    ):
        assert not text.get_text_bounded(*strip).strip()


def test_sender_of_the_own_book_is_the_creditor():
    with pytest.raises(TypeError):
        Sender("甲", "乙")  # type: ignore[call-arg]  # nobody forgets to say who acts for whom
