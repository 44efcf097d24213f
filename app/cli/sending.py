"""What every command that lets data out asks and tells: what for, shut or not, and the password once."""

from __future__ import annotations

from argparse import ArgumentParser, _ArgumentGroup

from app.cli.terminal import Terminal


def declare_sending(parser: ArgumentParser | _ArgumentGroup) -> None:
    """``--purpose``, without which nothing leaves, and ``--protect``."""
    parser.add_argument(
        "--purpose",
        metavar="CODE[: WORDS]",
        help="what for; kept with the record of the export: internal, creditor, subject, print, send, hand_back, "
        "or with words complaint, court, regulator, other, such as 'court: 1024/2026'",
    )
    parser.add_argument(
        "--protect",
        action="store_true",
        help="shut it behind a new password, told once: PDF encrypted, everything else in a zip (AES-256)",
    )


def password_lines(terminal: Terminal, password: str | None) -> list[str]:
    """The password of what left, where one shuts it."""
    if password is None:
        return []
    return [
        terminal.say(
            f"Password: {password}   It is told only now, and kept nowhere. Pass it on by another way than the file.",
            f"密码：{password}   只显示这一次，不会保存。请不要与文件走同一途径告知对方。",
        )
    ]
