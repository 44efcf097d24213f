"""Several users of one store: each opens it with a passphrase of their own, and what is written bears their name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import AppError, CredentialProblem, NotFound, RuleViolation, StorageProblem
from app.domain.permissions import Deed, Post
from app.services import audit, backups, restoring, store, unlocking, users, ways_in
from app.services.context import Context
from app.services.store import NewStore
from app.services.unlocking import Opening
from app.services.users import AmendUser, NewUser
from app.system import keyslots
from app.system.keyslots import Opened, add_slot, new_entry_key, open_as
from app.system.paths import Home
from app.system.slotfile import Way, read_slots, write_slots
from tests.quick_keys import quick_keys

LEADS, FIRST, OWN = "otter plum lantern quarry", "maple drum 58 canyon silk", "velvet anchor 73 mosaic pine"
WHY = "team of the north"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
LI = NewUser("李强", "C0418", Post.COLLECTOR, FIRST)


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = Home(tmp_path_factory.mktemp("users") / "home")
    code = store.make(home, NewStore(LEADS, "王静", "C0417", "lead"), lambda _code: True, lambda: NOW)
    return home.root, code


@pytest.fixture
def home(made: tuple[Path, str], tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made[0], tmp_path / "home")))


@pytest.fixture(scope="module")
def shared(made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The store in which Li may unlock too, and who that is. Made once: each passphrase costs what it should."""
    home = Home(Path(shutil.copytree(made[0], tmp_path_factory.mktemp("shared") / "home")))
    with entered(home, by(LEADS)) as context:
        return home.root, users.add(context, LEADS, LI)[0].id


@pytest.fixture
def both(shared: tuple[Path, bytes], tmp_path: Path) -> tuple[Home, bytes]:
    return Home(Path(shutil.copytree(shared[0], tmp_path / "home"))), shared[1]


@contextmanager
def entered(home: Home, way: Callable[[Opening], Context]) -> Iterator[Context]:
    with store.held(home, program="test") as slots:
        context = way(Opening(home, slots, lambda: NOW))
        try:
            yield context
        finally:
            context.db.close()


def by(passphrase: str, user: UUID | None = None, new: str = "") -> Callable[[Opening], Context]:
    return lambda opening: unlocking.open_by_passphrase(opening, passphrase, user, new)


def test_each_opens_with_a_passphrase_of_their_own_and_signs_what_is_written(
    both: tuple[Home, bytes],
) -> None:
    home, li = both
    with pytest.raises(CredentialProblem, match="passphrase_must_change"), entered(home, by(FIRST)):
        pass
    with pytest.raises(CredentialProblem, match="passphrase_same"), entered(home, by(FIRST, None, FIRST)):
        pass
    with entered(home, by(FIRST, UUID(bytes=li), OWN)) as context:
        assert (context.user.id, context.user.role, context.user.has_lead) == (li, "collector", True)
        with pytest.raises(RuleViolation, match="may_not_manage_users"):
            users.add(context, OWN, LI)
    with pytest.raises(CredentialProblem, match="passphrase_wrong"), entered(home, by(FIRST)):
        pass
    with entered(home, by(OWN)) as context:
        assert context.user.name == "李强"
        ways_in.change_passphrase(context, OWN, FIRST)
    with entered(home, by(LEADS)) as context:
        assert context.user.employee_no == "C0417"
        found = users.members(context)
        assert [(one.name, one.is_self, one.must_change, one.has_passphrase) for one in found] == [
            ("王静", True, False, True),
            ("李强", False, False, True),
        ]
        assert audit.verify(context).is_whole
        with context.db.read() as connection:
            noted = connection.exec_driver_sql(
                "SELECT f.actor, c.field, c.old, c.new FROM fact_amendment AS c JOIN fact AS f ON f.seq = c.seq"
            ).all()
        assert [tuple(row) for row in noted] == [(context.user.id, "is_active", None, "1")]


def test_whoever_is_let_go_opens_nothing_and_may_come_back(both: tuple[Home, bytes]) -> None:
    home, li = both
    kept = home.slots.read_bytes()
    with entered(home, by(LEADS)) as context:
        assert not users.deactivate(context, LEADS, li, WHY)[0].is_active
    with pytest.raises(CredentialProblem, match="passphrase_wrong"), entered(home, by(FIRST)):
        pass
    current = home.slots.read_bytes()
    home.slots.write_bytes(kept)  # a key file that was copied before opens the file, and lets nobody in
    with pytest.raises(NotFound, match="user_inactive"), entered(home, by(FIRST, None, OWN)):
        pass
    home.slots.write_bytes(current)
    with entered(home, by(LEADS)) as context:
        back, _ = users.give_passphrase(context, LEADS, li, FIRST, WHY)
        assert (back.is_active, back.must_change) == (True, True)
    with entered(home, by(FIRST, None, OWN)) as context:
        assert context.user.id == li


def test_the_recovery_code_is_the_leads(both: tuple[Home, bytes], made: tuple[Path, str]) -> None:
    home, li = both
    with entered(home, lambda opening: unlocking.open_by_recovery(opening, made[1], OWN)) as context:
        assert context.user.employee_no == "C0417"
    opened = open_as(read_slots(home.slots), OWN)
    assert opened.holder is not None
    assert opened.holder.number == "C0417"
    assert open_as(read_slots(home.slots), FIRST).holder == unlocking.Holder(
        UUID(bytes=li), "李强", "C0418", is_first=True
    )


@pytest.mark.parametrize(
    ("passphrase", "new", "code"),
    [
        ("wrong", LI, "passphrase_not_own"),
        (LEADS, NewUser("李强", "c0417", Post.COLLECTOR, FIRST), "employee_no_taken"),
        (LEADS, NewUser(" ", "C0418", Post.COLLECTOR, FIRST), "member_name_missing"),
        (LEADS, NewUser("李强", "", Post.COLLECTOR, FIRST), "member_no_missing"),
        (LEADS, NewUser("李强", "C0418", Post.COLLECTOR, "liqiangC0418"), "passphrase_weak"),
    ],
)
def test_who_is_refused_leaves_everything_as_it_was(
    home: Home, passphrase: str, new: NewUser, code: str
) -> None:
    before = home.slots.read_bytes()
    with entered(home, by(LEADS)) as context:
        with pytest.raises(AppError, match=code):
            users.add(context, passphrase, new)
        assert len(users.members(context)) == 1
    assert home.slots.read_bytes() == before


def test_rows_and_slots_change_together_or_not_at_all(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = home.slots.read_bytes()

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    with entered(home, by(LEADS)) as context:
        with monkeypatch.context() as patch:
            patch.setattr(users.people, "add_users", full)
            with pytest.raises(StorageProblem):
                users.add(context, LEADS, LI)
        assert home.slots.read_bytes() == before
        with monkeypatch.context() as patch:
            patch.setattr(users, "write_slots", full)
            with pytest.raises(StorageProblem):
                users.add(context, LEADS, LI)
        assert len(users.members(context)) == 1
        with monkeypatch.context() as patch:  # the slots are written, and the rows cannot be committed
            patch.setattr("sqlalchemy.engine.default.DefaultDialect.do_commit", full)
            with pytest.raises((StorageProblem, SQLAlchemyError)):
                users.add(context, LEADS, LI)
    assert home.slots.read_bytes() == before


def test_nobody_lets_themselves_go(home: Home) -> None:
    with entered(home, by(LEADS)) as context:
        for change in (
            lambda: users.deactivate(context, LEADS, context.user.id, WHY),
            lambda: users.give_passphrase(context, LEADS, context.user.id, OWN, WHY),
        ):
            with pytest.raises(RuleViolation, match="user_self"):
                change()
        with pytest.raises(NotFound, match="user_unknown"):
            users.deactivate(context, LEADS, bytes(16), WHY)


def can_lead(home: Home, context: Context) -> set[str]:
    """The leads who could unlock the store with what the files say now."""
    slots = {holder.user.bytes for holder in read_slots(home.slots).holders}
    return {
        one.employee_no
        for one in users.members(context)
        if one.role is Post.LEAD and one.is_active and one.id in slots
    }


def test_a_name_and_a_role_change_with_a_reason_and_the_lock_learns_the_name(
    both: tuple[Home, bytes],
) -> None:
    home, li = both
    with entered(home, by(LEADS)) as context:
        with pytest.raises(RuleViolation, match="why_required"):
            users.amend(context, LEADS, li, AmendUser("李强", Post.LEAD, " "))
        with pytest.raises(CredentialProblem, match="passphrase_not_own"):
            users.amend(context, OWN, li, AmendUser("李强", Post.LEAD, WHY))
        assert users.amend(context, LEADS, li, AmendUser("李强", Post.COLLECTOR, WHY))[1].kinds == set()
        after, _ = users.amend(context, LEADS, li, AmendUser("李向阳", Post.LEAD, WHY))
        assert [(one.who, one.field, one.old, one.new, one.why) for one in after.history] == [
            ("王静", "role", "collector", "lead", WHY),
            ("王静", "name", "李强", "李向阳", WHY),
            ("王静", "is_active", None, "1", ""),
        ]
        assert [holder.name for holder in read_slots(home.slots).holders] == ["王静", "李强"]
        assert audit.verify(context).is_whole
    with entered(home, by(FIRST, None, OWN)) as context:
        assert (context.user.name, context.user.role) == ("李向阳", "lead")
    held = read_slots(home.slots).holders
    assert {holder.name for holder in held} == {"王静", "李向阳"}
    assert not any(holder.is_first for holder in held)
    assert open_as(read_slots(home.slots), OWN, UUID(bytes=li)).way is Way.PASSPHRASE


def test_a_name_that_cannot_be_written_at_the_lock_keeps_nobody_out(
    both: tuple[Home, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, li = both
    with entered(home, by(FIRST, None, OWN)):
        pass
    with entered(home, by(LEADS)) as context:
        users.amend(context, LEADS, li, AmendUser("李向阳", Post.COLLECTOR, WHY))

    def full(*_: object) -> None:
        raise StorageProblem("disk_full", path="")

    with monkeypatch.context() as patch:
        patch.setattr(unlocking, "write_slots", full)
        with entered(home, by(OWN)) as context:
            assert context.user.name == "李向阳"
    assert {holder.name for holder in read_slots(home.slots).holders} == {"王静", "李强"}


def test_no_change_leaves_the_store_without_a_lead_who_can_unlock(both: tuple[Home, bytes]) -> None:
    home, li = both
    with entered(home, by(LEADS)) as context:
        lead = context.user.id
        with pytest.raises(RuleViolation, match="role_own"):
            users.amend(context, LEADS, lead, AmendUser("王静", Post.COLLECTOR, WHY))
        users.amend(context, LEADS, lead, AmendUser("王静怡", Post.LEAD, WHY))
        assert context.user.name == "王静怡"
        assert open_as(read_slots(home.slots), LEADS).holder == unlocking.holder_of(context.user)
        users.amend(context, LEADS, li, AmendUser("李强", Post.LEAD, WHY))
        assert can_lead(home, context) == {"C0417", "C0418"}
    with entered(home, by(FIRST, None, OWN)) as context:
        users.amend(context, OWN, lead, AmendUser("王静怡", Post.COLLECTOR, WHY))
        for change in (
            lambda: users.amend(context, OWN, li, AmendUser("李强", Post.COLLECTOR, WHY)),
            lambda: users.deactivate(context, OWN, li, WHY),
        ):
            with pytest.raises(RuleViolation, match=r"role_own|user_self"):
                change()
        users.deactivate(context, OWN, lead, WHY)
        assert can_lead(home, context) == {"C0418"}
        users.give_passphrase(context, OWN, lead, FIRST, WHY)
    with entered(home, by(FIRST, UUID(bytes=lead), LEADS)) as context:
        assert (context.user.role, context.user.has_lead) == ("collector", True)
        with pytest.raises(RuleViolation, match="may_not_manage_users"):
            users.amend(context, LEADS, li, AmendUser("李强", Post.COLLECTOR, WHY))
        with context.db.read() as connection:
            actors = connection.exec_driver_sql(
                "SELECT DISTINCT u.employee_no FROM fact AS f JOIN user AS u ON u.id = f.actor ORDER BY 1"
            ).all()
        assert [row[0] for row in actors] == ["C0417", "C0418"], "who wrote it stays who wrote it"


def test_in_a_store_without_a_lead_one_may_become_it_and_then_is_asked(home: Home) -> None:
    with entered(home, by(LEADS)) as context, context.db.write() as connection:
        connection.exec_driver_sql("UPDATE user SET role = 'collector'")
    with entered(home, by(LEADS)) as context:
        assert context.user.may(Deed.MANAGE_USERS)
        users.add(context, LEADS, replace(LI, role=Post.LEAD))
        assert not context.user.may(Deed.MANAGE_USERS), "there is a lead now who can be asked"


def test_with_a_second_user_no_keyring_opens_any_more(home: Home) -> None:
    slots = read_slots(home.slots)
    data_key = open_as(slots, LEADS).data_key
    write_slots(home.slots, add_slot(slots, data_key, Way.KEYRING, new_entry_key()))
    with entered(home, by(LEADS)) as context:
        users.add(context, LEADS, LI)
        found = ways_in.ways(context)
        assert not found.is_remembered
        assert found.obstacle is not None
        assert found.obstacle.code == "keyring_shared"
        with pytest.raises(CredentialProblem, match="keyring_shared"):
            ways_in.remember(context, LEADS)


def test_what_is_the_leads_alone_is_asked_of_the_lead(both: tuple[Home, bytes], tmp_path: Path) -> None:
    home, _ = both
    with entered(home, by(FIRST, None, OWN)) as context:
        with pytest.raises(RuleViolation, match="may_not_change_keys"):
            ways_in.new_code(context, OWN)
        assert not context.user.may(Deed.APPROVE)
        backup = backups.make(context).path
    with pytest.raises(RuleViolation, match="may_not_restore"):
        restoring.restore(backup, Home(tmp_path / "new"), restoring.by_passphrase(OWN), lambda: NOW)
    assert not Home(tmp_path / "new").has_store
    restoring.restore(backup, Home(tmp_path / "new"), restoring.by_passphrase(LEADS), lambda: NOW)


def test_a_first_passphrase_is_bound_to_its_user_and_to_being_the_first(both: tuple[Home, bytes]) -> None:
    home, _ = both
    slots = read_slots(home.slots)
    assert b'"v":2' in slots.to_bytes()
    (lis,) = [slot for slot in slots.slots if slot.holder and slot.holder.is_first]
    assert lis.holder is not None
    lead = slots.all_of(Way.PASSPHRASE)[0].holder
    assert lead is not None
    for forged in (replace(lis.holder, is_first=False), replace(lis.holder, user=lead.user), None):
        others = tuple(slot for slot in slots.slots if slot.way is Way.RECOVERY)
        edited = replace(slots, slots=(*others, replace(lis, holder=forged)))
        with pytest.raises(CredentialProblem, match="passphrase_wrong"):
            open_as(edited, FIRST)
    assert isinstance(open_as(slots, FIRST, lis.holder.user), Opened)
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        open_as(slots, FIRST, lead.user)
    assert keyslots.LEAST_WAYS == 2
