"""The keyring: small real backends that fail as real ones do. Nothing here touches the keyring of this machine."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from app.domain.errors import Cancelled, CredentialProblem
from app.system.credentials import ALLOWED_BACKENDS, SERVICE, SystemKeyring

STORE = UUID("0192f0c1-7b2a-7123-8123-123456789012")
KEY = bytes(range(32))


class MemoryBackend(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


class SwallowingBackend(MemoryBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class CuttingBackend(MemoryBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:-4])


class LockedBackend(MemoryBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("Failed to unlock the item!")

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("Failed to unlock the collection!")


class QuotingBackend(MemoryBackend):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"could not write {password}")


class HangingBackend(MemoryBackend):
    """Waits for a prompt that nobody answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait()
        return None


class PlaintextBackend(MemoryBackend):
    """As ``keyrings.alt``: works, and writes what it is given to a file anybody reads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def set_password(self, service: str, username: str, password: str) -> None:
        self.path.write_text(password)


def name(backend: type[KeyringBackend]) -> str:
    return f"{backend.__module__}.{backend.__qualname__}"


def desk(*allowed: type[KeyringBackend], limit_s: float = 20.0) -> SystemKeyring:
    return SystemKeyring(frozenset(name(one) for one in allowed), limit_s)


@pytest.fixture(autouse=True)
def keyring_of_this_machine_left_alone() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def refusal(action: object, *args: object) -> CredentialProblem:
    with pytest.raises(CredentialProblem) as caught:
        action(*args)  # type: ignore[operator]
    return caught.value


def test_kept_read_back_and_forgotten() -> None:
    backend = MemoryBackend()
    keyring.set_keyring(backend)
    ring = desk(MemoryBackend)
    assert ring.backend_name() == name(MemoryBackend)
    ring.store(STORE, KEY)
    assert backend.kept == {(SERVICE, str(STORE)): base64.b64encode(KEY).decode()}
    assert len(backend.kept[SERVICE, str(STORE)]) == 44
    assert ring.load(STORE) == KEY
    ring.delete(STORE)
    ring.delete(STORE)
    assert backend.kept == {}
    assert refusal(ring.load, STORE).code == "keyring_entry_missing"


@pytest.mark.parametrize("damaged", ["", "not base64 äöü", base64.b64encode(b"short").decode()])
def test_damaged_entry(damaged: str) -> None:
    backend = MemoryBackend()
    backend.kept[SERVICE, str(STORE)] = damaged
    keyring.set_keyring(backend)
    assert refusal(desk(MemoryBackend).load, STORE).code == "keyring_entry_damaged"


def test_only_backends_of_the_list() -> None:
    keyring.set_keyring(MemoryBackend())
    problem = refusal(SystemKeyring().store, STORE, KEY)
    assert (problem.code, problem.params) == ("keyring_not_allowed", {"backend": name(MemoryBackend)})
    assert not any(known.startswith("keyrings.") for known in ALLOWED_BACKENDS)


def test_names_of_the_list_exist() -> None:
    """A backend that a new version moved would silently be refused on every desk."""
    import ast
    from importlib.util import find_spec

    for full in ALLOWED_BACKENDS:
        module, _, cls = full.rpartition(".")
        spec = find_spec(module)
        assert spec is not None
        assert spec.origin is not None
        tree = ast.parse(Path(spec.origin).read_text("utf-8"))
        assert cls in {node.name for node in tree.body if isinstance(node, ast.ClassDef)}, full


def test_plain_text_backend_is_never_written(tmp_path: Path) -> None:
    keyring.set_keyring(PlaintextBackend(tmp_path / "clear"))
    assert refusal(SystemKeyring().store, STORE, KEY).code == "keyring_not_allowed"
    assert not (tmp_path / "clear").exists()


def test_no_keyring_and_switched_off() -> None:
    keyring.set_keyring(fail.Keyring())
    assert refusal(SystemKeyring().store, STORE, KEY).code == "keyring_none"
    assert refusal(SystemKeyring().load, STORE).code == "keyring_none"
    assert (
        refusal(desk(fail.Keyring).load, STORE).code == "keyring_none"
    )  # the error itself, not only the name
    keyring.set_keyring(null.Keyring())
    assert refusal(SystemKeyring().store, STORE, KEY).code == "keyring_off"


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (SwallowingBackend, "keyring_swallowed"),
        (CuttingBackend, "keyring_mismatch"),
        (LockedBackend, "keyring_locked"),
        (QuotingBackend, "keyring_failed"),
    ],
)
def test_true_cause_is_named(backend: type[MemoryBackend], code: str) -> None:
    keyring.set_keyring(backend())
    problem = refusal(desk(backend).store, STORE, KEY)
    assert problem.code == code
    text = base64.b64encode(KEY).decode()
    assert text not in f"{problem!r} {problem.params} {problem.__cause__}"
    assert problem.__suppress_context__ or problem.__context__ is None


def test_locked_while_reading() -> None:
    keyring.set_keyring(LockedBackend())
    assert refusal(desk(LockedBackend).load, STORE).code == "keyring_locked"


def test_hanging_keyring_ends_at_the_limit() -> None:
    backend = HangingBackend()
    keyring.set_keyring(backend)
    start = time.perf_counter()
    try:
        problem = refusal(desk(HangingBackend, limit_s=0.3).store, STORE, KEY)
    finally:
        backend.answered.set()
    assert problem.code == "keyring_timeout"
    assert 0.3 <= time.perf_counter() - start < 3
    assert SystemKeyring().limit_s == 20


def test_hanging_keyring_can_be_cancelled() -> None:
    backend = HangingBackend()
    keyring.set_keyring(backend)
    asked = threading.Event()
    timer = threading.Timer(0.1, asked.set)
    timer.start()
    start = time.perf_counter()
    try:
        with pytest.raises(Cancelled):
            desk(HangingBackend).load(STORE, asked.is_set)
    finally:
        backend.answered.set()
        timer.join()
    assert time.perf_counter() - start < 3


class Chain(chainer.ChainerBackend):
    """A chain with known members, as a desk with two keyrings has."""

    backends: ClassVar[list[KeyringBackend]] = []


def test_inside_a_chain_only_the_allowed_member_is_used(tmp_path: Path) -> None:
    chain, safe = Chain(), MemoryBackend()
    chain.backends = [PlaintextBackend(tmp_path / "clear"), safe]
    keyring.set_keyring(chain)
    ring = desk(MemoryBackend)
    ring.store(STORE, KEY)
    assert ring.load(STORE) == KEY
    assert not (tmp_path / "clear").exists()
    chain.backends = [PlaintextBackend(tmp_path / "clear")]
    assert refusal(ring.store, STORE, KEY).code == "keyring_not_allowed"
    chain.backends = []
    assert refusal(ring.store, STORE, KEY).code == "keyring_none"


def test_key_of_a_wrong_size_is_a_bug() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SystemKeyring().store(STORE, b"short")


def test_a_password_is_kept_by_store_and_purpose_and_never_where_it_is_not_allowed(tmp_path: Path) -> None:
    safe = MemoryBackend()
    keyring.set_keyring(safe)
    ring = desk(MemoryBackend)
    ring.store_password(STORE, "mail", "纸船 91")
    assert ring.load_password(STORE, "mail") == "纸船 91"
    assert refusal(ring.load_password, STORE, "other").code == "keyring_entry_missing"
    ring.delete_password(STORE, "mail")
    ring.delete_password(STORE, "mail")
    assert refusal(ring.load_password, STORE, "mail").code == "keyring_entry_missing"
    keyring.set_keyring(PlaintextBackend(tmp_path / "clear"))
    assert refusal(ring.store_password, STORE, "mail", "x").code == "keyring_not_allowed"
    assert not (tmp_path / "clear").exists()
