"""The ways into a store are changed by one who knows its passphrase; a refusal leaves every way as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import AppError, CredentialProblem
from app.services import store, ways_in
from app.services.context import Context
from app.services.store import NewStore
from app.system.keyslots import open_with_passphrase, open_with_recovery
from app.system.paths import Home
from app.system.slotfile import SlotFile, read_slots
from tests.quick_keys import quick_keys

PASSPHRASE = "otter plum lantern quarry"
ANOTHER = "velvet anchor 73 mosaic pine"
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    home = Home(tmp_path_factory.mktemp("ways") / "home")
    code = store.make(home, NewStore(PASSPHRASE, "王静", "C0417"), lambda _code: True, lambda: NOW)
    return home, code


@pytest.fixture(scope="module")
def data_key(made: tuple[Home, str]) -> bytes:
    return open_with_passphrase(read_slots(made[0].slots), PASSPHRASE)


@pytest.fixture
def real(made: tuple[Home, str], data_key: bytes) -> Iterator[Context]:
    """A real store, opened without deriving its key each time; its slots are put back after each test."""
    home, _ = made
    before = home.slots.read_bytes()
    with store.held(home, program="test") as slots:
        context = store.unlock(home, slots, data_key, lambda: NOW)
        yield context
        context.db.close()
    home.slots.write_bytes(before)


def slots(context: Context) -> SlotFile:
    return read_slots(context.home.slots)


def test_another_passphrase_opens_and_the_old_one_does_not(real: Context, made: tuple[Home, str]) -> None:
    ways_in.change_passphrase(real, PASSPHRASE, ANOTHER)
    key = open_with_passphrase(slots(real), ANOTHER)
    assert open_with_recovery(slots(real), made[1]) == key
    with pytest.raises(CredentialProblem, match="passphrase_wrong"):
        open_with_passphrase(slots(real), PASSPHRASE)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong", ANOTHER, "passphrase_not_own"),
        (PASSPHRASE, "abc", "passphrase_weak"),
        (PASSPHRASE, "王静C0417", "passphrase_weak"),
    ],
)
def test_a_refused_change_changes_nothing(real: Context, old: str, new: str, code: str) -> None:
    before = real.home.slots.read_bytes()
    with pytest.raises(CredentialProblem, match=code):
        ways_in.change_passphrase(real, old, new)
    assert real.home.slots.read_bytes() == before


def test_a_new_code_is_in_force_once_it_was_typed_back(real: Context, made: tuple[Home, str]) -> None:
    new = ways_in.new_code(real, PASSPHRASE)
    assert new.code not in repr(new)
    key = open_with_recovery(slots(real), made[1])  # nothing is written yet
    ways_in.change_passphrase(real, PASSPHRASE, ANOTHER)
    ways_in.keep_code(real, new, new.code.lower())
    assert open_with_recovery(slots(real), new.code) == key
    assert open_with_passphrase(slots(real), ANOTHER) == key
    with pytest.raises(CredentialProblem, match="recovery_wrong"):
        open_with_recovery(slots(real), made[1])


def test_a_code_typed_back_wrong_is_not_in_force(real: Context, made: tuple[Home, str]) -> None:
    new = ways_in.new_code(real, PASSPHRASE)
    for typed, code in ((made[1], "recovery_other"), ("ABC", "recovery_length")):
        with pytest.raises(CredentialProblem, match=code):
            ways_in.keep_code(real, new, typed)
    open_with_recovery(slots(real), made[1])
    with pytest.raises(CredentialProblem, match="passphrase_not_own") as caught:
        ways_in.new_code(real, "wrong")
    assert caught.value.params == {"name": "王静"}


def test_without_an_allowed_keyring_the_true_cause_is_told(real: Context) -> None:
    found = ways_in.ways(real)
    assert not found.is_practice
    assert not found.is_remembered
    assert found.obstacle is not None
    assert found.obstacle.code == "keyring_none"
    before = real.home.slots.read_bytes()
    with pytest.raises(CredentialProblem, match="keyring_none"):
        ways_in.remember(real, PASSPHRASE)
    with pytest.raises(CredentialProblem, match="way_absent"):
        ways_in.forget(real, PASSPHRASE)
    assert real.home.slots.read_bytes() == before


def test_the_practice_store_keeps_its_published_passphrase(tmp_path: Path) -> None:
    home = Home(tmp_path / "practice")
    store.make_practice(home, lambda: NOW)
    with store.opened(home, None, program="test", clock=lambda: NOW) as practice:
        assert ways_in.ways(practice) == ways_in.Ways(is_practice=True)
        before = home.slots.read_bytes()
        for change in (ways_in.remember, ways_in.forget, ways_in.new_code):
            with pytest.raises(AppError, match="practice_fixed"):
                change(practice, "fairdue-practice")
        with pytest.raises(AppError, match="practice_fixed"):
            ways_in.change_passphrase(practice, "fairdue-practice", ANOTHER)
        assert home.slots.read_bytes() == before
