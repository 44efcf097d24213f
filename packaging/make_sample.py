"""Write ``resources/sample/clients.csv.gz`` and ``pinyin.toml``: run after the source or ``names.toml`` changed.

    python packaging/make_sample.py uci-credit-card-clients.csv

Source: I-Cheng Yeh, "Default of Credit Card Clients", UCI Machine Learning Repository, 2009, doi 10.24432/C55S3H,
CC BY 4.0. Taken are the clients overdue in September with a positive bill; nothing is rounded or converted.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

FOLDER = Path(__file__).parent.parent / "resources" / "sample"
PAID_BY_MONTH = ("PAY_0", "PAY_2", "PAY_3", "PAY_4", "PAY_5", "PAY_6")
COLUMNS = {
    "id": "ID",
    "limit": "LIMIT_BAL",
    "sex": "SEX",
    "education": "EDUCATION",
    "marriage": "MARRIAGE",
    "age": "AGE",
    **{f"overdue{month}": name for month, name in enumerate(PAID_BY_MONTH)},
    **{f"bill{month}": f"BILL_AMT{month + 1}" for month in range(6)},
    **{f"paid{month}": f"PAY_AMT{month + 1}" for month in range(6)},
    "defaulted": "default_next_month",
}
"""Our name and the source's; month 0 is September, 5 is April."""


def overdue_clients(source: Path) -> Iterator[list[str]]:
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["PAY_0"]) > 0 and int(row["BILL_AMT1"]) > 0:
                yield [row[name] for name in COLUMNS.values()]


def write_clients(source: Path) -> int:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = list(overdue_clients(source))
    writer.writerows(rows)
    # No time in the header: the same source gives the same bytes.
    (FOLDER / "clients.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return len(rows)


def characters(names: object) -> set[str]:
    if isinstance(names, dict):
        return set().union(*(characters(key) | characters(value) for key, value in names.items()))
    return {character for character in str(names) if "\u4e00" <= character <= "\u9fff"}


def write_pinyin() -> int:
    found = sorted(characters(tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))))
    lines = [f'"{character}" = "{lazy_pinyin(character)[0]}"' for character in found]
    head = "# Readings of the characters of names.toml (pypinyin). Made by packaging/make_sample.py.\n\n"
    (FOLDER / "pinyin.toml").write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(found)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/make_sample.py uci-credit-card-clients.csv")
    print(f"{write_clients(Path(sys.argv[1]))} clients, {write_pinyin()} readings")


if __name__ == "__main__":
    main()
