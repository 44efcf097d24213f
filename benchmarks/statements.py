"""A bank statement matched with all cases of a creditor, against reading and deriving the cases its lines lead to."""

from __future__ import annotations

import csv
import random
import tempfile
import time
from pathlib import Path

from app.domain.state import derive
from app.models import casebook
from app.services import bank_statements, store
from app.services.bank_statements import MatchStatement
from app.services.context import Context
from app.services.imports import ImportFile, run
from app.system.paths import Home
from benchmarks.figures import say
from benchmarks.imports import write_file

BANK = "示例银行"
LINES = 10_000


def measure(cases: int) -> None:
    """Print the time of matching and of booking, and the ratio of matching to the bare derivation."""
    with tempfile.TemporaryDirectory(prefix="fairdue-bench-") as folder:
        placement, path = Path(folder) / "placement.csv", Path(folder) / "statement.csv"
        write_file(placement, cases)
        home = Home(Path(folder) / "home")
        store.make_practice(home)
        with store.opened(home, None, program="benchmark") as context:
            run(context, ImportFile(placement, BANK))
            write_statement(context, path, min(LINES, cases))
            began = time.perf_counter()
            tried = bank_statements.dry_run(context, MatchStatement(path, BANK))
            matching = time.perf_counter() - began
            limit = _bare(context, tried)
            began = time.perf_counter()
            bank_statements.run(context, MatchStatement(path, BANK))
            booking = time.perf_counter() - began
    say("statement_match", matching, "s", cases, limit)
    say("statement_book", booking, "s", cases)
    say("statement_lines_per_second", len(tried.lines) / booking, "1/s", cases)


def write_statement(context: Context, path: Path, lines: int) -> None:
    """A third by account number, a third by name and tail of the card, a third of which nobody knows."""
    dice = random.Random(5)
    with context.db.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT a.number, p.name FROM account AS a JOIN case_file AS c ON c.id = a.case_id "
            "JOIN person AS p ON p.id = c.person_id ORDER BY a.number"
        ).all()
    day = context.today().isoformat()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("交易日期", "贷方发生额", "对方户名", "对方账号", "附言", "流水号"))
        for no, (number, name) in enumerate(dice.sample(rows, lines)):
            told = (
                (name, "", f"还款{number}"),
                (name[0] + "**", f"6217********{number[-4:]}", "转账"),
                ("某某商行", f"3100{no:012d}", "货款"),
            )[no % 3]
            writer.writerow((day, f"{dice.randint(100, 99_999) / 100:.2f}", *told, f"S{no:08d}"))


def _bare(context: Context, tried: bank_statements.StatementResult) -> float:
    """Seconds for reading and deriving every case that stands beside a line."""
    wanted = sorted({option.case_id for line in tried.lines for option in line.options})
    now = context.now()
    began = time.perf_counter()
    with context.db.read() as connection:
        for at in range(0, len(wanted), 500):
            for case in casebook.load_for_state(connection, wanted[at : at + 500]):
                derive(case, context.rules, now)
    return time.perf_counter() - began
