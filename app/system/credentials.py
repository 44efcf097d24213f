"""The system's keyring as a way into the store: allowed backends only, every write read back, never a hang.

It keeps a random 32-byte key that opens one key slot, not the data key, and passwords of services such as mail.
There is no plain-text fallback: when the keyring fails, the true cause is told and the passphrase is asked for.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

from app.domain.errors import Cancelled, CredentialProblem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "FairDue"
KEY_BYTES = 32

ALLOWED_BACKENDS: Final = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
"""By name, because ``keyring`` also takes up whatever is installed: ``keyrings.alt`` writes plain text unasked."""

_NONE = frozenset({"keyring.backends.fail.Keyring"})
_SWITCHED_OFF = frozenset({"keyring.backends.null.Keyring"})
_LOOK_EVERY_S = 0.05

_T = TypeVar("_T")
_Stop = Callable[[], bool]


def _never() -> bool:
    return False


@dataclass(frozen=True)
class SystemKeyring:
    """The keyring of the desk's user. Calls block up to ``limit_s`` seconds: never call them in the GUI thread.

    Each raises ``Cancelled`` when ``stop`` answers true, and CredentialProblem by its true cause:
    ``keyring_none`` (no keyring runs), ``keyring_off`` (switched off by its null backend), ``keyring_not_allowed``
    (backend), ``keyring_locked``, ``keyring_timeout`` (seconds), ``keyring_failed`` (reason: a class name).
    """

    allowed: Collection[str] = ALLOWED_BACKENDS
    limit_s: float = 20.0

    def backend_name(self, stop: _Stop = _never) -> str:
        """The name of the backend that would be used; to be asked before the keyring is offered."""
        return self._call(lambda: _full_name(self._backend()), stop)

    def store(self, db_uuid: UUID, key: bytes, stop: _Stop = _never) -> None:
        """Keep ``key`` (32 bytes) for that store, and read it back.

        Also raises ``keyring_swallowed`` (written without an error, yet not there) and ``keyring_mismatch``.
        """
        if len(key) != KEY_BYTES:
            raise ValueError("the keyring keeps a key of 32 bytes")
        self._keep(str(db_uuid), base64.b64encode(key).decode("ascii"), stop)

    def load(self, db_uuid: UUID, stop: _Stop = _never) -> bytes:
        """The key kept for that store. Also raises ``keyring_entry_missing`` and ``keyring_entry_damaged``."""
        text = self._find(str(db_uuid), stop)
        try:
            key = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise CredentialProblem("keyring_entry_damaged")
        return key

    def delete(self, db_uuid: UUID, stop: _Stop = _never) -> None:
        """Forget the key of that store; one that is not there is forgotten already."""
        self._forget(str(db_uuid), stop)

    def store_password(self, db_uuid: UUID, purpose: str, password: str, stop: _Stop = _never) -> None:
        """Keep a password that store needs for ``purpose`` (``mail``), and read it back. Raises as ``store``."""
        self._keep(f"{db_uuid}:{purpose}", password, stop)

    def load_password(self, db_uuid: UUID, purpose: str, stop: _Stop = _never) -> str:
        """The password kept for a purpose. Also raises ``keyring_entry_missing``."""
        return self._find(f"{db_uuid}:{purpose}", stop)

    def delete_password(self, db_uuid: UUID, purpose: str, stop: _Stop = _never) -> None:
        """Forget the password of a purpose; one that is not there is forgotten already."""
        self._forget(f"{db_uuid}:{purpose}", stop)

    def _keep(self, entry: str, text: str, stop: _Stop) -> None:
        def work() -> str | None:
            backend = self._backend()
            backend.set_password(SERVICE, entry, text)
            return backend.get_password(SERVICE, entry)

        kept = self._call(work, stop)
        if kept is None:
            raise CredentialProblem("keyring_swallowed")
        if kept != text:
            raise CredentialProblem("keyring_mismatch")

    def _find(self, entry: str, stop: _Stop) -> str:
        text = self._call(lambda: self._backend().get_password(SERVICE, entry), stop)
        if text is None:
            raise CredentialProblem("keyring_entry_missing")
        return text

    def _forget(self, entry: str, stop: _Stop) -> None:
        def work() -> None:
            backend = self._backend()
            if backend.get_password(SERVICE, entry) is not None:
                backend.delete_password(SERVICE, entry)

        self._call(work, stop)

    def _backend(self) -> KeyringBackend:
        import keyring
        from keyring.backends.chainer import ChainerBackend

        chosen = keyring.get_keyring()
        # A chain is only a list; talk to its allowed member alone, for the chain would also ask the others.
        members: list[KeyringBackend] = [chosen]
        if isinstance(chosen, ChainerBackend):
            members = list(chosen.backends)
        for member in members:
            if _full_name(member) in self.allowed:
                return member
        names = [_full_name(member) for member in members]
        if not names or names[0] in _NONE:
            raise CredentialProblem("keyring_none")
        if names[0] in _SWITCHED_OFF:
            raise CredentialProblem("keyring_off")
        raise CredentialProblem("keyring_not_allowed", backend=names[0])

    def _call(self, work: Callable[[], _T], stop: _Stop) -> _T:
        """Run ``work`` in a thread that is left behind when it hangs: a locked keyring waits for ever for a prompt."""
        answers: SimpleQueue[tuple[_T, None] | tuple[None, Exception]] = SimpleQueue()

        def run() -> None:
            try:
                answers.put((work(), None))
            except Exception as error:  # whatever a backend raises is told by its class
                answers.put((None, error))

        threading.Thread(target=run, name="keyring", daemon=True).start()
        end = time.monotonic() + self.limit_s
        while True:
            try:
                result, error = answers.get(timeout=_LOOK_EVERY_S)
            except Empty:
                if stop():
                    raise Cancelled from None
                if time.monotonic() >= end:
                    raise CredentialProblem("keyring_timeout", seconds=round(self.limit_s)) from None
                continue
            if error is not None:
                raise _named(error) from None
            return result  # type: ignore[return-value]  # the queue holds a result or an error, never neither


def _named(error: Exception) -> CredentialProblem:
    """The cause of a backend's error. Its text is not kept: some backends quote what they were given."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, CredentialProblem):
        return error
    if isinstance(error, NoKeyringError):
        return CredentialProblem("keyring_none")
    if isinstance(error, (KeyringLocked, InitError)):
        return CredentialProblem("keyring_locked")
    return CredentialProblem("keyring_failed", reason=type(error).__name__)


def _full_name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
