"""One PDF of many: what stands on each page is what stood there before."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import sample_letters
from pypdf import PdfReader
from sample_letters import letter, shipped

from app.files.pdf_join import PdfJoiner
from app.reports.letter import render


def written(*names: tuple[str, str]) -> list[bytes]:
    sample_letters.register()
    return [render(letter(name, language), shipped(language)[name]) for name, language in names]


def joined(files: list[bytes]) -> bytes:
    joiner = PdfJoiner()
    for content in files:
        joiner.add(content)
    return joiner.finish()


def drawn(content: bytes) -> list[tuple[str, bytes]]:
    """The text and the picture of each page."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [(page.get_textpage().get_text_range(), bytes(page.render(scale=0.5).buffer)) for page in pdf]


def test_every_page_is_drawn_as_before():
    files = written(("notice", "zh"), ("agreement", "en"), ("statement", "zh"))
    whole = joined(files)
    assert drawn(whole) == [page for content in files for page in drawn(content)]
    assert len(drawn(whole)) > len(files)
    assert len(PdfReader(io.BytesIO(whole), strict=True).pages) == len(drawn(whole))
    assert whole == joined(files)


def test_a_reference_within_a_stream_is_left_alone():
    (content,) = written(("reminder", "zh"))
    marked = b"7 0 obj\n<< /Length 9 >>\nstream\n(3 0 R) Tj\nendstream\n"
    assert b"(3 0 R)" in joined([plain(marked, kid=7)])
    assert drawn(joined([content])) == drawn(content)


def plain(last: bytes, kid: int) -> bytes:
    """A file of a catalog, its pages and one object more, which stands for a page."""
    bodies = [
        b"1 0 obj\n<< /Pages 2 0 R >>\n",
        b"2 0 obj\n<< /Kids [ %d 0 R ] >>\n" % kid,
        *(b"%d 0 obj\nnull\n" % number for number in range(3, kid)),
        last,
    ]
    out, places = b"%PDF-1.4\n", []
    for body in bodies:
        places.append(len(out))
        out += body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    return out + head + table + b"trailer\n<< /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a letter",
        b"startxref\n3\n%%EOF\n",
        plain(b"3 0 obj\nnull\n", kid=3).replace(b"/Root", b"/Info"),
        plain(b"3 0 obj\nnull\n", kid=3).replace(b"/Kids", b"/Kin "),
        plain(b"3 0 obj\nnull\n", kid=3).replace(b"3 0 obj", b"4 0 obj"),
    ],
)
def test_a_file_of_another_kind_is_refused(content):
    with pytest.raises(ValueError, match=r"^(no |object )"):
        joined([content])
