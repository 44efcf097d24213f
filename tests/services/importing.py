"""An empty real store, and files of accounts to import into it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from app.domain.facts import FIRST_LINK
from app.services import imports
from app.services.audit import verify
from app.services.context import Context
from app.services.imports import ImportFile, ImportResult
from app.services.store import make_practice, opened
from app.system.paths import Home

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # 11:00 in Shanghai
BANK = "浦发银行"
HEADERS = (
    "客户姓名", "身份证号", "卡号", "客户号", "欠款总额", "本金", "利息", "违约金",
    "逾期天数", "截止日期", "手机号", "联系人1姓名", "联系人1关系", "联系人1电话",
)  # fmt: skip
PLAIN = {
    "客户姓名": "张三",
    "身份证号": "110101199003070011",
    "卡号": "6222020200012345678",
    "客户号": "C001",
    "欠款总额": "1234.50",
    "本金": "1000.00",
    "利息": "200.00",
    "违约金": "34.50",
    "逾期天数": "45",
    "截止日期": "2026-11-20",
    "手机号": "13800138000",
    "联系人1姓名": "李四",
    "联系人1关系": "父亲",
    "联系人1电话": "13900139000",
}
SECOND = {
    "客户姓名": "王小明",
    "身份证号": "110101198501010017",
    "卡号": "0012345678",
    "客户号": "C002",
    "手机号": "021-58881234",
    "联系人1姓名": "",
    "联系人1关系": "",
    "联系人1电话": "",
}
THIRD = {
    "客户姓名": "欧阳修远",
    "身份证号": "310101197001010013",
    "卡号": "6225880012345",
    "客户号": "C003",
    "手机号": "13700137000",
}


@dataclass
class Clock:
    """A clock the test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


def table(*changes: Mapping[str, str], headers: Sequence[str] = HEADERS) -> list[list[str]]:
    """A header and one row for each change of the plain row."""
    return [list(headers), *([(PLAIN | dict(change))[name] for name in headers] for change in changes)]


THREE = table({}, SECOND, THIRD)


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
    return path


@dataclass
class Intake:
    """An open store, a folder for files, and short words for what tests ask."""

    context: Context
    clock: Clock
    folder: Path

    def file(self, rows: Sequence[Sequence[str]], name: str = "委案.csv", encoding: str = "utf-8") -> Path:
        return write_csv(self.folder / name, rows, encoding)

    def run(self, file: Path | Sequence[Sequence[str]], **options: Any) -> ImportResult:
        path = file if isinstance(file, Path) else self.file(file)
        return imports.run(self.context, ImportFile(path, BANK, **options))[0]

    def try_out(self, file: Path | Sequence[Sequence[str]], **options: Any) -> ImportResult:
        path = file if isinstance(file, Path) else self.file(file)
        return imports.dry_run(self.context, ImportFile(path, BANK, **options))

    def all(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self.context.db.read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, parameters)]

    def one(self, statement: str, *parameters: Any) -> Any:
        (row,) = self.all(statement, *parameters)
        return row[0]

    def head(self) -> tuple[int, bytes]:
        """How many facts there are, and the last link of the chain."""
        rows = self.all("SELECT link FROM fact ORDER BY seq DESC LIMIT 1")
        return self.one("SELECT count(*) FROM fact"), rows[0][0] if rows else FIRST_LINK

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables: equal before and after means that nothing was written."""
        names = self.all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return {name: self.all(f'SELECT * FROM "{name}"') for (name,) in names}


def is_sound(intake: Intake) -> bool:
    """Pages, triggers, chain, contents, states, counts and search words all hold."""
    return not verify(intake.context).kept


def codes(result: ImportResult) -> dict[int, list[tuple[str, str]]]:
    """The refused rows: (column, code) of every problem."""
    return {row.row: [(problem.column, problem.code) for problem in row.problems] for row in result.refusals}


@contextmanager
def open_intake(closed: Path, folder: Path) -> Iterator[Intake]:
    """A copy of an empty store, open, beside a folder for files."""
    home = Home(folder / "home")
    shutil.copytree(closed, home.root)
    files = folder / "files"
    files.mkdir()
    clock = Clock()
    with opened(home, None, program="tests", clock=clock) as context:
        yield Intake(context, clock, files)


def empty_store(folder: Path) -> Path:
    make_practice(Home(folder), Clock())
    return folder
