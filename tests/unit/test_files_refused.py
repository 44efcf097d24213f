"""Files that are no table: each refused with its own code, naming file and row, before anything is taken over."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from app.domain import errors
from app.domain.errors import ImportProblem
from app.files import problems
from app.files.tables import Limits, TableKind, open_table, sniff
from tests import hostile_files as made


@pytest.mark.parametrize("case", made.REFUSED)
def test_a_file_that_is_no_table_says_why(tmp_path: Path, case: str) -> None:
    name, content, code, params = made.REFUSED[case]
    path = tmp_path / name
    path.write_bytes(content())

    with pytest.raises(ImportProblem) as caught:
        open_table(path)

    assert caught.value.code == code
    assert caught.value.params["file"] == name
    assert {key: caught.value.params.get(key) for key in params} == params
    assert set(caught.value.params) <= set(problems.FILE_PROBLEMS[code])


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "file_missing"), (tmp_path, "file_is_folder")):
        with pytest.raises(ImportProblem) as caught:
            open_table(path)
        assert caught.value.code == code


def test_a_file_that_vanished_between_header_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(made.csv_bytes())
    table = open_table(path)
    path.unlink()
    with pytest.raises(ImportProblem) as caught:
        list(table.rows())
    assert caught.value.code == "file_not_readable"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(made.xlsx(("一月", made.RECT), ("二月", made.RECT)))
    with pytest.raises(ImportProblem) as caught:
        open_table(path, sheet="三月")
    assert caught.value.code == "sheet_missing"
    assert caught.value.params == {"file": "a.xlsx", "sheet": "三月", "sheets": ["一月", "二月"]}


@pytest.mark.parametrize(("encoding", "row"), [("utf-8", 2), ("gb18030", 1), ("utf-16", 1)])
def test_a_chosen_encoding_that_does_not_fit_names_the_row(tmp_path: Path, encoding: str, row: int) -> None:
    path = tmp_path / "a.csv"
    text = {
        "utf-8": "name,b\r\n张三,2\r\n".encode("gb18030"),
        "gb18030": b"\xff,b\r\n1,2\r\n",
        "utf-16": b"abc",
    }
    path.write_bytes(text[encoding])
    with pytest.raises(ImportProblem) as caught:
        open_table(path, encoding=encoding)
    assert (caught.value.code, caught.value.params["row"]) == ("encoding_wrong", row)


def test_an_encoding_that_is_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(made.csv_bytes())
    with pytest.raises(ImportProblem) as caught:
        open_table(path, encoding="rot13")
    assert caught.value.code == "encoding_not_offered"


def test_the_caps_on_rows_and_columns(tmp_path: Path) -> None:
    csv, sheet = tmp_path / "a.csv", tmp_path / "a.xlsx"
    csv.write_bytes(made.csv_bytes())
    sheet.write_bytes(made.xlsx(("S", made.RECT)))
    for path in (csv, sheet):
        assert open_table(path, limits=Limits(rows=4, columns=5)).headers == made.HEADERS
        with pytest.raises(ImportProblem) as rows:
            open_table(path, limits=Limits(rows=3 if path is sheet else 2))
        assert (rows.value.code, rows.value.params["limit"]) == ("too_many_rows", 3 if path is sheet else 2)
        with pytest.raises(ImportProblem) as columns:
            open_table(path, limits=Limits(columns=4))
        assert (columns.value.code, columns.value.params["row"]) == ("too_many_columns", 1)


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    contents = {
        TableKind.CSV: made.csv_bytes(),
        TableKind.XLSX: made.xlsx(("S", made.RECT)),
        TableKind.XLS: made.xls(made.RECT),
        TableKind.ODS: made.ods(made.ods_row(*made.HEADERS)),
    }
    for kind, content in contents.items():
        path = tmp_path / "table.dat"
        path.write_bytes(content)
        assert sniff(path) is kind


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", made.xlsx(("S", made.RECT))),
        ("xls", made.xls(made.RECT)),
        ("ods", made.ods(made.ods_row("a", "b"))),
    ],
)
def test_changed_bytes_end_in_a_refusal_or_in_text_and_never_in_a_crash(
    tmp_path: Path, kind: str, content: bytes
) -> None:
    dice = random.Random(7)
    path = tmp_path / f"a.{kind}"
    outcomes = set()
    for _ in range(60):
        changed = bytearray(content)
        for _ in range(dice.randint(1, 6)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        path.write_bytes(changed)
        outcomes.add(_outcome(path))
    assert outcomes <= {"read", *problems.FILE_PROBLEMS}
    assert len(outcomes) > 1


def _outcome(path: Path) -> str:
    try:
        rows = list(open_table(path).rows())
    except ImportProblem as problem:
        return problem.code
    return "read" if all(isinstance(cell, str) for row in rows for cell in row.cells) else "not text"


def test_every_code_that_is_raised_is_listed_and_every_listed_one_is_raised() -> None:
    listed = {
        *problems.FILE_PROBLEMS,
        *problems.ROW_PROBLEMS,
        *problems.CELL_PROBLEMS,
        *problems.WRITE_PROBLEMS,
    }
    folder = Path(problems.__file__).parent
    paths = [path for path in folder.glob("*.py") if path.name != "problems.py"]
    sources = [path.read_text("utf-8") for path in (*paths, Path(errors.__file__))]
    raised = {
        code
        for source in sources
        for code in re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', source)
        if code.split("_")[0] in {code.split("_")[0] for code in listed}
    }
    assert listed <= raised
    assert raised - listed <= {"num_format"}
