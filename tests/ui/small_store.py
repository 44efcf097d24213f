"""A real encrypted store with three debtors, and the window over it. The clock stands still until it is moved."""

from __future__ import annotations

import atexit
import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.domain.facts import Body, Id, Placed
from app.models import people, search
from app.models.journal import Entry, Journal
from app.services import preferences, states, store
from app.services.context import Context
from app.services.imports.making import words_of
from app.services.names import pinyin_of
from app.system.paths import Home
from app.ui.i18n import Translations
from app.ui.main_window import MainWindow

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # Friday, 09:30 in Shanghai
DEBTORS = (
    ("张芳琪", "13800000042", 8_362_021),
    ("林秀兰", "13900008817", 1_248_000),
    ("王磊", "13700001234", 4_236_909),
)


class MovableClock:
    """A clock that is told what time it is."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@contextmanager
def small_store(folder: Path, clock: MovableClock | None = None) -> Iterator[Context]:
    """A practice store with ``DEBTORS``, each with one account 91 days past due."""
    clock = clock or MovableClock()
    template, clock.at = _closed_store(clock.at)
    home = Home(folder / "home")
    shutil.copytree(template, home.root)
    with store.opened(home, None, program="test", clock=clock) as context:
        yield context


@cache
def _closed_store(at: datetime) -> tuple[Path, datetime]:
    """The store as it was filled at this moment, closed, to be copied; and the moment when that was done."""
    folder = tempfile.mkdtemp(prefix="fairdue-small-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home, clock = Home(Path(folder) / "home"), MovableClock(at)
    store.make_practice(home, clock)
    with store.opened(home, None, program="test", clock=clock) as context:
        fill(context)
    return home.root, clock.at


def fill(context: Context) -> list[Id]:
    """Add the debtors; answers the ids of their cases."""
    now = context.now()
    with context.db.write() as connection:
        creditor = _creditor(context)
        people.add_creditors(connection, [creditor])
        cases = [
            _debtor(context, connection, creditor["id"], no, *debtor)
            for no, debtor in enumerate(DEBTORS, start=1)
        ]
        states.refresh(connection, context, cases, now)
    return cases


def case_ids(context: Context) -> list[Id]:
    """The cases in the order of ``DEBTORS``."""
    with context.db.read() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM case_file ORDER BY no").scalars())


def add_fact(context: Context, body: Body, case_id: Id) -> None:
    """Append one fact to a case, as its own act."""
    now = context.now()
    with context.db.write() as connection:
        journal = Journal(connection, context.user.id, now)
        journal.append(context.new_id(), [Entry(context.new_id(), body, case_id, None, now)])
        journal.flush()
        states.refresh(connection, context, [case_id], now)


def kinds_of(context: Context) -> list[str]:
    """The kinds of all facts in the order in which they were written."""
    with context.db.read() as connection:
        return list(connection.exec_driver_sql("SELECT kind FROM fact ORDER BY seq").scalars())


def open_window(context: Context, qtbot: QtBot, qapp, language: str = "en", page: str = "") -> MainWindow:
    """The window over a store, shown, with one page if it is named; it is closed with the test."""
    from app.main import window_on

    # What is left of an earlier window must not be swept up by a thread of this one.
    gc.collect()
    # One for the application: a second one would leave the words of the first installed.
    translations = qapp.findChild(Translations) or Translations(qapp)
    translations.speak(language)
    window = window_on(context, preferences.of(context.home).preferences, translations)
    qtbot.addWidget(window)
    window.resize(1360, 840)
    window.show()
    if page:
        window.show_page(page)
    return window


def _creditor(context: Context) -> dict[str, object]:
    return {
        "id": context.new_id(),
        "name": "示例银行",
        "kind": "agency",
        "lender_type": "bank",
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "rule_pack": "cn",
    }


def _debtor(context: Context, connection, creditor_id: Id, no: int, name: str, phone: str, owed: int) -> Id:
    person, case, account, party, point = (context.new_id() for _ in range(5))
    now = context.now()
    moment = int(now.timestamp() * 1000)
    reading = pinyin_of(name)
    people.add_people(
        connection, [{"no": no, "id": person, "kind": "natural", "name": name, "pinyin": reading.full}]
    )
    people.add_cases(
        connection,
        [{"no": no, "id": case, "person_id": person, "creditor_id": creditor_id, "opened_at": moment}],
    )
    row = {"id": account, "case_id": case, "creditor_id": creditor_id, "number": f"622200000000{no:04}"}
    people.add_accounts(connection, [row | {"currency": "CNY", "product": "信用卡"}])
    people.add_parties(connection, [{"id": party, "case_id": case, "person_id": person, "role": "debtor"}])
    number = {"kind": "mobile", "value": phone, "normal": phone, "source": "contract", "is_reserved": 1}
    people.add_points(connection, [number | {"id": point, "party_id": party, "added_at": moment}])
    search.replace(connection, no, words_of(name, reading, [phone]))
    as_of = date(2026, 11, 15)
    journal = Journal(connection, context.user.id, now)
    journal.append(
        context.new_id(), [Entry(context.new_id(), _placed(account, owed, as_of), case, None, now)]
    )
    journal.flush()
    return case


def _placed(account: Id, owed: int, as_of: date) -> Placed:
    rest = (0,) * 7
    return Placed(account, as_of, "CNY", owed, *rest, date(2026, 8, 21), is_split=True)
