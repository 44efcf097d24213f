"""Making a store and opening it: keys, lock, upgrade, device, user, rules.

Opening order: lock → slot file → data key → schema → rules → user. Whatever fails names its true cause and leaves
everything as it was.
"""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app.domain.errors import CredentialProblem, NotFound, StorageProblem
from app.domain.moments import to_ms
from app.models import people
from app.models.database import Database, opens
from app.models.day import last_recorded
from app.models.upgrade import create as create_database
from app.models.upgrade import upgrade
from app.services import kept_packs
from app.services.context import Context, User
from app.services.kept_strategy import kept
from app.services.rulebook import PACKS, pack_of, rules_from, seed_pack
from app.system import lock, unclean
from app.system.clock import Clock, day_clock, practice_clock, system_clock
from app.system.folders import require_safe_folder, require_writable
from app.system.ids import new_id
from app.system.keyslots import (
    PRACTICE_PASSPHRASE,
    NewStoreKeys,
    Opened,
    new_practice_keys,
    new_store_keys,
    open_as,
    unwrap_key,
)
from app.system.paths import Home
from app.system.recovery import parse_recovery_code
from app.system.slotfile import SlotFile, Way, parse_slots, read_slots, write_slots

if TYPE_CHECKING:
    from app.services.backups import Backup

DEFAULT_ZONE = "Asia/Shanghai"
PRACTICE_USER = ("练习", "P000")


@dataclass(frozen=True, slots=True)
class NewStore:
    """What the first-run dialog asks for."""

    passphrase: str
    user_name: str
    employee_no: str
    role: str = "collector"
    rule_pack: str = "cn"
    zone: str = DEFAULT_ZONE


@dataclass(frozen=True, slots=True, repr=False)
class Prepared:
    """Keys of a store that is not written yet, with the recovery code to be typed back."""

    home: Home
    wanted: NewStore
    keys: NewStoreKeys

    @property
    def recovery_code(self) -> str:
        """Shown once, and kept nowhere."""
        return self.keys.recovery_code


def prepare(home: Home, wanted: NewStore) -> Prepared:
    """Make the keys of a real store; nothing is written yet. Takes up to a second.

    Raises StorageProblem: ``store_exists``, folder problems; CredentialProblem ``passphrase_weak``.
    """
    require_place(home)
    words = guessable(wanted.user_name, wanted.employee_no)
    return Prepared(home, wanted, new_store_keys(wanted.passphrase, db_uuid=uuid4(), user_inputs=words))


def guessable(user_name: str, employee_no: str) -> tuple[str, ...]:
    """Words that an acquaintance would try first: the name, its pinyin and initials, the employee number."""
    from app.services.names import pinyin_of

    reading = pinyin_of(user_name)
    return user_name, reading.full, reading.initials, employee_no


def is_typed_back(prepared: Prepared, typed: str) -> bool:
    """Whether this is the recovery code. Raises CredentialProblem ``recovery_length``, ``recovery_mistyped``."""
    return parse_recovery_code(typed) == parse_recovery_code(prepared.recovery_code)


def finish(prepared: Prepared, clock: Clock = system_clock) -> None:
    """Write a prepared store. Nothing is left behind when anything fails. Raises StorageProblem."""
    require_place(prepared.home)
    _write(prepared.home, prepared.keys.slots, prepared.keys.data_key, prepared.wanted, clock())


def make(home: Home, wanted: NewStore, confirm: Callable[[str], bool], clock: Clock = system_clock) -> str:
    """Make a real store; ``confirm`` is given the recovery code and says whether it was typed back right.

    Returns the recovery code. Nothing is left behind when the code is not confirmed or anything fails.
    Raises as ``prepare``; StorageProblem ``recovery_not_confirmed``.
    """
    prepared = prepare(home, wanted)
    if not confirm(prepared.recovery_code):
        raise StorageProblem("recovery_not_confirmed")
    finish(prepared, clock)
    return prepared.recovery_code


def make_practice(home: Home, clock: Clock = system_clock) -> None:
    """Make an empty practice store: published passphrase, light key derivation, the user 练习.

    The slot file says so in what its keys are bound to, so it can never be turned into a real one.
    """
    db_uuid = uuid4()
    require_place(home)
    slots, data_key = new_practice_keys(db_uuid=db_uuid)
    name, number = PRACTICE_USER
    _write(home, slots, data_key, NewStore("", name, number, "lead"), clock())


def require_place(home: Home) -> None:
    """Make the folder of a store that does not exist yet. Raises StorageProblem ``store_exists``, folder problems."""
    if home.has_store:
        raise StorageProblem("store_exists", path=str(home.root))
    require_safe_folder(home.root)
    home.create()
    require_writable(home.root)


def _write(home: Home, slots: SlotFile, data_key: bytes, wanted: NewStore, now: datetime) -> None:
    try:
        create_database(home.database, data_key)
        db = Database(home.database, data_key)
        try:
            with db.write() as connection:
                _first_rows(connection, slots, wanted, now)
        finally:
            db.close()
        write_slots(home.slots, slots)
    except BaseException:
        for path in home.database_files:
            path.unlink(missing_ok=True)
        raise


def _first_rows(connection: Connection, slots: SlotFile, wanted: NewStore, now: datetime) -> None:
    device = new_id(now)
    packs = {code: seed_pack(code) for code in (*PACKS, wanted.rule_pack)}
    info = {
        "db_uuid": str(slots.db_uuid),
        "practice": "1" if slots.practice else "0",
        "zone": wanted.zone,
        "rule_pack": wanted.rule_pack,
        "device": device.hex().upper(),
        "made_at": str(to_ms(now)),
        "derived_by": rules_from({code: pack_of(text) for code, text in packs.items()}).version,
    }
    connection.exec_driver_sql("INSERT INTO store_info (name, value) VALUES (?, ?)", list(info.items()))
    connection.exec_driver_sql(
        "INSERT INTO device (id, name, started_at) VALUES (?, ?, ?)",
        (device, socket.gethostname(), to_ms(now)),
    )
    people.add_users(
        connection,
        [
            {
                "no": 1,
                "id": new_id(now),
                "name": wanted.user_name,
                "employee_no": wanted.employee_no,
                "role": wanted.role,
                "is_active": 1,
            }
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO rule_pack (id, code, toml, adopted_at) VALUES (?, ?, ?, ?)",
        [(new_id(now), code, text, to_ms(now)) for code, text in packs.items()],
    )


def is_practice(home: Home) -> bool:
    """Whether the home holds a practice store. Raises StorageProblem as ``read_slots``."""
    return read_slots(home.slots).practice


@contextmanager
def opened(
    home: Home,
    passphrase: str | None,
    *,
    program: str,
    clock: Clock | None = None,
    day: date | None = None,
    employee_no: str | None = None,
) -> Iterator[Context]:
    """The open store while the block lasts; the passphrase of a practice store need not be given.

    Who opens it is the user with ``employee_no``, or else whoever has this passphrase.

    Without a ``clock`` it is 09:00 of ``day``, or whatever ``clock_of`` says of the store.
    Raises StorageProblem (``home_missing``, ``home_in_use``, ``store_…``, ``slots_…``), CredentialProblem.
    """
    with held(home, program=program) as slots:
        if passphrase is None and slots.practice:
            passphrase = PRACTICE_PASSPHRASE
        by = open_as(slots, passphrase or "", user_of(slots, employee_no))
        if by.holder is not None and by.holder.is_first:
            raise CredentialProblem("passphrase_must_change")
        context = unlock(home, slots, by.data_key, clock, day, by=by)
        try:
            yield context
        finally:
            context.db.close()


@contextmanager
def held(home: Home, *, program: str) -> Iterator[SlotFile]:
    """The ways into a store, which nobody else can open while the block lasts.

    Raises StorageProblem (``home_missing``, ``folder_network``, ``folder_synced``, ``home_in_use``, ``slots_…``).
    """
    if not home.has_store:
        raise StorageProblem("home_missing", path=str(home.root))
    require_safe_folder(home.root)
    with lock.hold(home, program=program, now=system_clock()):
        unclean.note_ending(home)
        yield read_slots(home.slots)


def user_of(slots: SlotFile, employee_no: str | None) -> UUID | None:
    """Who has this employee number, as far as the slots name anybody. Raises CredentialProblem ``holder_unknown``."""
    if employee_no is None or not slots.holders:
        return None
    for holder in slots.holders:
        if holder.number.casefold() == employee_no.strip().casefold():
            return holder.user
    raise CredentialProblem("holder_unknown", employee_no=employee_no)


def unlock(
    home: Home,
    slots: SlotFile,
    data_key: bytes,
    clock: Clock | None = None,
    day: date | None = None,
    *,
    by: Opened | None = None,
) -> Context:
    """The context of a store whose data key is known, in the hands of whoever opened it. The caller holds the lock and
    closes ``context.db``.

    Raises StorageProblem by its true cause; NotFound ``user_inactive``, ``user_missing``.
    """
    if not home.database.exists():
        raise StorageProblem("store_missing", path=str(home.database))
    data_key = settle(home, slots, data_key)
    before: list[Backup] = []
    upgrade(home.database, data_key, lambda: before.append(_backed_up(home, data_key)))
    db = Database(home.database, data_key)
    try:
        with db.read() as connection:
            rows = connection.exec_driver_sql("SELECT name, value FROM store_info")
            info: dict[str, str] = {name: value for name, value in rows}  # noqa: C416
            if UUID(info["db_uuid"]) != slots.db_uuid:
                raise StorageProblem("slots_of_other_store", path=str(home.slots))
            user = _user(connection, by)
            packs = kept_packs.kept(connection).packs
            rules = rules_from(packs, kept(connection).strategy)
            clock = clock or clock_of(connection, info, day)
    except BaseException:
        db.close()
        raise
    context = Context(home, db, user, clock, rules, packs, info["zone"], is_practice=info["practice"] == "1")
    _vouch(context, before)
    return context


def settle(home: Home, slots: SlotFile, data_key: bytes) -> bytes:
    """End a rekey that was begun, done or not, and answer the key that the database has; without one ``data_key``.

    Whoever opens by a way of before is given the new key here, once; from then on the new ways count.
    Raises StorageProblem.
    """
    if not home.rekeying.exists():
        return data_key
    try:
        note = {name: base64.b64decode(word) for name, word in json.loads(home.rekeying.read_bytes()).items()}
        new = unwrap_key(data_key, note["wrapped"], slots.db_uuid)
        after = parse_slots(note["slots"], home.rekeying)
    except (ValueError, KeyError, AttributeError, TypeError):
        raise StorageProblem("rekey_damaged", path=str(home.rekeying)) from None
    if new is not None and opens(home.database, new):
        write_slots(home.slots, after)
        data_key = new
    elif not opens(home.database, data_key):
        raise StorageProblem("store_unreadable", file=home.database.name)
    home.rekeying.unlink()
    return data_key


def fold(context: Context) -> None:
    """Tidy the journal of the store between two acts: a commit that had to do it would hold up a key."""
    context.db.fold()


def clock_of(connection: Connection, info: Mapping[str, str], day: date | None) -> Clock:
    """The clock of a store: a wished day at 09:00, the practice store's own day, else the real time.

    A practice store that recorded its reference day (``reference_on``) goes by ``practice_clock``.
    """
    zone: tzinfo = ZoneInfo(info["zone"])
    if day is not None:
        return day_clock(day, zone)
    if info["practice"] != "1" or "reference_on" not in info:
        return system_clock
    reference_on = date.fromisoformat(info["reference_on"])
    return practice_clock(system_clock, reference_on, last_recorded(connection), zone)


def today_at(clock: Clock | None) -> date:
    """The day in the zone of a store that does not exist yet; without a clock the real one."""
    return (clock or system_clock)().astimezone(ZoneInfo(DEFAULT_ZONE)).date()


def _user(connection: Connection, by: Opened | None) -> User:
    """The user whose passphrase it was; where the slot names nobody, the first one. The recovery code is the lead's."""
    holder = by.holder if by else None
    row = people.acting(
        connection, holder.user.bytes if holder else None, is_lead=by is not None and by.way is Way.RECOVERY
    )
    if row is not None:
        return User(**row)
    if holder is not None:
        raise NotFound("user_inactive", name=holder.name)
    raise NotFound("user_missing")


def _vouch(context: Context, made: Sequence[Backup]) -> None:
    """Sign the backup of before the upgrade. The store is open by then: a full disk must not close it again."""
    if not made:
        return
    from app.services.backups import vouch

    for backup in made:
        with suppress(StorageProblem):
            vouch(context, backup)


def _backed_up(home: Home, data_key: bytes) -> Backup:
    """The backup without which no upgrade begins; imported when one is needed, which is once a version."""
    from app.services.backups import before_upgrade

    return before_upgrade(home, data_key)
