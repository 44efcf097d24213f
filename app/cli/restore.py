"""``fairdue restore``: a store from its backup and what its owner still has: passphrase or recovery code."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.call import Call, first_line
from app.cli.terminal import Answer
from app.cli.verify import findings_data
from app.domain.errors import CredentialProblem

if TYPE_CHECKING:
    from app.services.restoring import Opener

NAME = "restore"
HELP = "make a store from a backup in an empty home; exit code 1 if reading it through finds anything"


def declare(parser: ArgumentParser) -> None:
    """Which backup, and what opens it."""
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the .db file; its key file beside it")
    parser.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="the first line of FILE is the recovery code; default: the passphrase, or what is asked for",
    )


def run(call: Call) -> Answer:
    """Restore, read through, and tell what was found."""
    from app.services import restoring

    terminal = call.terminal
    made = restoring.restore(call.options.backup, call.home, _opener(call), call.clock, terminal)
    found = made.found
    findings = findings_data(found.kept, terminal.language)
    data = {
        "ok": found.is_whole,
        "home": str(made.home),
        "cases": made.cases,
        "facts": made.facts,
        "attested": made.is_attested,
        "found": found.count,
        "findings": findings,
    }
    lines = [entry["text"] for entry in findings]
    lines.append(
        terminal.say(
            f"Restored into {made.home}: {made.cases:,} cases, {made.facts:,} facts, read through with "
            f"{found.count:,} findings",
            f"已恢复到 {made.home}：{made.cases:,} 件，{made.facts:,} 条记录，通读发现 {found.count:,} 处问题",
        )
    )
    return Answer(data, lines, 0 if found.is_whole else 1)


def _opener(call: Call) -> Opener:
    from app.services import restoring
    from app.system.keyslots import PRACTICE_PASSPHRASE

    terminal = call.terminal
    if call.options.recovery_file is not None:
        return restoring.by_recovery(first_line(call.options.recovery_file))
    given = call.given_passphrase()
    if given is not None:
        return restoring.by_passphrase(given)
    if restoring.is_of_practice(call.options.backup):
        return restoring.by_passphrase(PRACTICE_PASSPHRASE)
    if not terminal.can_ask:
        raise CredentialProblem("passphrase_needed", path=str(call.options.backup))
    typed = terminal.ask_secret(
        terminal.say("Passphrase (empty: recovery code):", "口令（留空则用恢复码）：")
    )
    if typed:
        return restoring.by_passphrase(typed)
    return restoring.by_recovery(terminal.ask(terminal.say("Recovery code:", "恢复码：")))
