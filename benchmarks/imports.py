"""An import, against parsing the same file and writing the same rows into the same tables by raw executemany."""

from __future__ import annotations

import csv
import random
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.domain.facts import KINDS
from app.domain.identity import id_check_digit
from app.models.contents import table_name
from app.models.database import WRITE_CACHE_KIB
from app.models.intake import search_material
from app.services import store
from app.services.context import Context
from app.services.imports import ImportFile, run
from app.services.imports.making import words_of
from app.services.names import pinyin_of
from app.system.paths import Home
from benchmarks.figures import say

HEADERS = (
    "卡号", "姓名", "身份证号", "手机", "家庭电话", "单位", "欠款总额", "本金", "利息", "违约金",
    "最早逾期日", "额度", "币种", "产品",
)  # fmt: skip
FIRST = ("store_info", "user", "device", "rule_pack")
"""What a new store holds; taken from the other store, so that keys and the chain fit."""
REFERENCE = ("creditor", "placement", "person", "case_file", "account", "party", "contact_point")


def write_file(path: Path, rows: int) -> None:
    """A placement file of invented debtors."""
    dice = random.Random(7)
    surnames, given = (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
        "芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰",
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(rows):
            principal, interest, fee = dice.randint(2_000, 90_000) * 100, dice.randint(0, 900_000), 5_000
            born = date(1960, 1, 1) + timedelta(days=dice.randint(0, 16_000))
            first = f"3301{dice.randint(10, 29)}{born:%Y%m%d}{number % 1000:03d}"
            writer.writerow(
                (
                    f"6222{number:012d}",
                    dice.choice(surnames) + dice.choice(given) + dice.choice(given),
                    first + id_check_digit(first),
                    f"13{dice.randint(0, 999_999_999):09d}",
                    f"0571-8{dice.randint(0, 9_999_999):07d}",
                    "示例单位",
                    f"{(principal + interest + fee) / 100:.2f}",
                    f"{principal / 100:.2f}",
                    f"{interest / 100:.2f}",
                    f"{fee / 100:.2f}",
                    (date(2026, 11, 20) - timedelta(days=dice.randint(1, 300))).isoformat(),
                    "50000.00",
                    "CNY",
                    "信用卡",
                )
            )


def measure(cases: int) -> None:
    """Print the import's time and its ratio to the bare work."""
    with tempfile.TemporaryDirectory(prefix="fairdue-bench-") as folder:
        path = Path(folder) / "placement.csv"
        write_file(path, cases)
        home = Home(Path(folder) / "home")
        store.make_practice(home)
        with store.opened(home, None, program="benchmark") as context:
            began = time.perf_counter()
            result, _ = run(context, ImportFile(path, "示例银行"))
            took = time.perf_counter() - began
            limit = _bare(path, context, Home(Path(folder) / "bare"))
        shutil.rmtree(home.root)
    if result.new < cases * 0.99:
        raise SystemExit(f"only {result.new} of {cases} rows came in")
    say("import_csv", took, "s", cases, limit)
    say("import_rows_per_second", cases / took, "1/s", cases)


def _bare(path: Path, context: Context, home: Home) -> float:
    """Seconds for parsing the file and for writing the imported rows once more by the raw driver.

    Into the same tables with their indexes, keys and triggers, with the same pragmas, in one transaction.
    """
    began = time.perf_counter()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for _ in csv.reader(file, strict=True):
            pass
    parsing = time.perf_counter() - began
    rows, words = _written(context)
    store.make_practice(home)
    with store.opened(home, None, program="benchmark") as empty:
        bare = empty.db.raw(WRITE_CACHE_KIB)
        for table in FIRST:
            bare.execute(f'DELETE FROM "{table}"')
        began = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            if found:
                marks = ", ".join("?" * len(found[0]))
                bare.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)
        bare.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", words)
        bare.execute("COMMIT")
        writing = time.perf_counter() - began
        bare.close()
    return parsing + writing


def _written(context: Context) -> tuple[dict[str, list[Any]], list[tuple[int, str]]]:
    """The rows of every table that the import filled, and the words it indexed."""
    tables = [*FIRST, *REFERENCE, "fact", *(table_name(kind) for kind in KINDS), "case_state"]
    source = context.db.raw()
    rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    cases = [row[0] for row in source.execute("SELECT id FROM case_file ORDER BY no")]
    source.close()
    with context.db.read() as connection:
        words = [
            (found.case_no, words_of(found.name, pinyin_of(found.name), found.numbers))
            for found in search_material(connection, cases)
        ]
    return rows, words
