"""A keyring in memory, for the tests that need one."""

from __future__ import annotations

from time import sleep

from keyring.backend import KeyringBackend


class Wallet(KeyringBackend):
    """A keyring in memory; it answers after ``delay`` seconds."""

    priority = 1
    delay = 0.0
    kept: dict[tuple[str, str], str]

    def __init__(self) -> None:
        super().__init__()
        self.kept = {}

    def get_password(self, service: str, username: str) -> str | None:
        sleep(self.delay)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
