"""Letters beside the bare canvas that draws the same words: one file each, all in one file, and 500 of them; a run of
500 letters in a store, issued and written to files, with the longest wait for a cancel.

The bare canvas gets every line ready made, in the faces and sizes of the letter, and does nothing but draw it with the
fonts embedded: what is left is the price of filling templates, breaking lines, laying out and drawing the tables.
"""

from __future__ import annotations

import io
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from app.files.pdf_join import PdfJoiner
from app.reports import fonts, templates
from app.reports.letter import pages, render
from app.reports.letter_data import AccountLine, LetterData, PayChannel, Recipient, Sender
from app.reports.paper import A4, Pen
from app.reports.templates import Template
from app.services import store
from app.services.context import Context
from app.services.letters import run_files, runs
from app.services.words import Words
from app.system.paths import Home, resource
from benchmarks.figures import say
from benchmarks.stores import TODAY, sample_home

LETTERS = 500
CASES = 2_000
"""Of the store in which they are issued."""
CANCEL_MS, ISSUED_S = 200, 10
_SURNAMES, _GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰䶮𬭎琦瑶浩宇轩梓涵",
)
Drawn = list[list[tuple[str, float, float, float, str]]]


def measure() -> None:
    """Print milliseconds a letter, and seconds for all, as one file each and as one file."""
    fonts.register(resource("fonts"))
    template = templates.load(resource("letters"), "zh")["notice"]
    letters = [letter(number) for number in range(LETTERS)]
    drawn = [_recorded(data, template) for data in letters]

    def each() -> None:
        for data in letters[:50]:
            render(data, template)

    def bulk() -> None:
        pen = Pen()
        for data in letters:
            pages(data, template).draw(pen)
        pen.finish()

    def bare_each() -> None:
        for one in drawn[:50]:
            _bare([one])

    one, one_limit = _paired(each, bare_each)
    many, many_limit = _paired(bulk, lambda: _bare(drawn))
    say("letter_one_file_each", one / 50 * 1000, "ms", LETTERS, one_limit / 50 * 1000)
    say("letter_in_bulk", many / LETTERS * 1000, "ms", LETTERS, many_limit / LETTERS * 1000)
    _measure_run(many_limit * 1000)


def _measure_run(bare_ms: float) -> None:
    """A run in a store of its own; its file for the printer beside the bare canvas that draws as many letters."""
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "store")
        shutil.copytree(sample_home(CASES).root, home.root, ignore=shutil.ignore_patterns("complete"))
        with store.opened(home, None, program="benchmark", day=TODAY) as context:
            run, count = _begun(context)
            issuing, writing, began = _Steps(), _Steps(), time.process_time()
            runs.go_on(context, run, issuing)
            say("letters_500_issued_cpu", time.process_time() - began, "s", count, ISSUED_S)
            say("letters_500_issued", issuing.whole, "s", count, ISSUED_S)
            words = Words("zh_CN", context.rules, context.now(), context.zone)
            written = run_files.write(context, words, run, Path(place) / "files", writing, purpose="print")
            say("run_between_cancels", issuing.longest_ms, "ms", count, CANCEL_MS)
            say("run_files_between_cancels", writing.longest_ms, "ms", count, CANCEL_MS)
            contents = [path.read_bytes() for path in written.letters]
            began = time.process_time()
            _joined(contents)
            say("run_printer_file", (time.process_time() - began) * 1000, "ms", count, bare_ms)


def _begun(context: Context) -> tuple[bytes, int]:
    """A run over the first cases that may be written to, and how many they are."""
    with context.db.read() as connection:
        cases = tuple(connection.exec_driver_sql("SELECT id FROM case_file ORDER BY no").scalars())
    asked = runs.RunRequest("reminder", case_ids=cases, includes_warned=True)
    chosen = tuple(row.case_id for row in runs.listing(context, asked).rows if row.is_chosen)[:LETTERS]
    listed = runs.listing(context, runs.RunRequest("reminder", case_ids=chosen, includes_warned=True))
    run = context.new_id()
    runs.begin(context, runs.BeginRun(run, listed, listed.count))
    return run, listed.count


def _joined(contents: list[bytes]) -> bytes:
    joiner = PdfJoiner()
    for content in contents:
        joiner.add(content)
    return joiner.finish()


class _Steps:
    """Hears of each chance to cancel."""

    def __init__(self) -> None:
        self._moments: list[float] = []

    def report(self, _done: int, _total: int, _what: str) -> None:
        self._moments.append(time.perf_counter())

    @property
    def longest_ms(self) -> float:
        return max(later - earlier for earlier, later in pairwise(self._moments)) * 1000

    @property
    def whole(self) -> float:
        """Seconds from the first to the last."""
        return self._moments[-1] - self._moments[0]


def _paired(work: Callable[[], None], limit: Callable[[], None], times: int = 5) -> tuple[float, float]:
    """The least of several runs in turn, in seconds of this process alone: others share the machine."""
    values, limits = [], []
    for _ in range(times):
        for run, kept in ((work, values), (limit, limits)):
            began = time.process_time()
            run()
            kept.append(time.process_time() - began)
    return min(values), min(limits)


def letter(number: int) -> LetterData:
    """A letter to an invented debtor with two cards."""
    dice = random.Random(number)
    name = dice.choice(_SURNAMES) + dice.choice(_GIVEN) + dice.choice(_GIVEN)
    accounts = tuple(
        AccountLine(
            "信用卡", f"{dice.randint(0, 9999):04d}", "CNY", a, b, c, a + b + c, 91, date(2026, 8, 22)
        )
        for a, b, c in ((dice.randint(1, 9_000_000), dice.randint(1, 400_000), 29_362) for _ in range(2))
    )
    return LetterData(
        letter_no=f"TZ-2026-{number:06d}",
        template="notice",
        language="zh",
        issued_on=date(2026, 11, 21),
        as_of=date(2026, 11, 20),
        case_reference=f"HX-2026-{number:05d}",
        sender=_SENDER,
        recipient=Recipient(
            name, "女士", ("310000", f"某省某市某区某路{number}号2幢{dice.randint(101, 999)}室")
        ),
        accounts=accounts,
        pay=PayChannel("示例银行手机银行、网上银行、柜台", qr=f"https://pay.example.com/c?ref={number % 3}"),
        fields={
            "contract": "《信用卡领用合约》第十五条",
            "law": "《商业银行信用卡业务监督管理办法》第六十九条",
            "pay_by": "2026年12月1日",
        },
    )


_SENDER = Sender(
    name="恒信资产管理有限公司",
    creditor="示例银行股份有限公司信用卡中心",
    is_agency=True,
    address="某市某区某路88号12层",
    phone="400-000-0000",
    complaint_lines=("示例银行消费者权益保护部400-000-0001",),
    check_line="示例银行客服400-000-0002",
)


class _Recorder(Pen):
    """Keeps what a letter draws: text with its place, size and face, a page a list."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Drawn = [[]]

    def turn_page(self) -> None:
        super().turn_page()
        self.pages.append([])

    def lines(self, lines, x, top, size, leading, **_options):  # type: ignore[no-untyped-def]
        for line in lines:
            for segment in line.segments:
                self.pages[-1].append(
                    (segment.text, x + segment.x, self.height - top - size, size, segment.face)
                )
            top += leading


def _recorded(data: LetterData, template: Template) -> Drawn:
    recorder = _Recorder()
    pages(data, template).draw(recorder)
    return [page for page in recorder.pages if page]


def _bare(letters: list[Drawn]) -> bytes:
    """The same words by ``drawString``, and nothing else."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    for page in (page for drawn in letters for page in drawn):
        for text, x, y, size, face in page:
            canvas.setFont(face, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
