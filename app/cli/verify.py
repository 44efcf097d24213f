"""``fairdue verify``: is the record whole, does what is derived from it agree with it, is a file what was exported?"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Call
from app.cli.terminal import Answer, Terminal
from app.domain.errors import RuleViolation

if TYPE_CHECKING:
    from app.services.audit import Finding, Findings
    from app.services.manifest_check import Checked, ManifestFinding

LINK_BYTES = 32
NAME = "verify"
HELP = "check the store, or with FILE an exported file; exit code 1 if anything is wrong"


def declare(parser: ArgumentParser) -> None:
    """Without a file the store is checked."""
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="an exported file or its manifest: needs no store"
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="FINGERPRINT",
        help="with FILE: a key you were told of; may be given twice",
    )
    parser.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="MANIFEST",
        help="without FILE: hold the store against what was signed and given away; may be given twice",
    )
    parser.add_argument(
        "--head",
        type=head,
        action="append",
        default=[],
        metavar="NUMBER:LINK",
        help="without FILE: a chain head as it stands at the foot of a paper; may be given twice",
    )


def head(text: str) -> tuple[int, bytes]:
    """The number of facts and the last link, as ``1116:9839…``."""
    number, _, link = text.partition(":")
    try:
        found = int(number), bytes.fromhex(link.strip())
    except ValueError:
        found = 0, b""
    if found[0] < 1 or len(found[1]) != LINK_BYTES:
        raise ArgumentTypeError(f"{text!r} is no head such as 1116:9839… with 64 hexadecimal digits")
    return found


def run(call: Call) -> Answer:
    """Verify, and tell each finding with its place."""
    if call.options.file is not None:
        return _file(call)
    if call.options.key:
        raise RuleViolation("key_without_file", "key")
    from app.services import audit

    with call.store(is_current=False) as context:
        found = audit.verify(context, call.terminal, call.options.against, call.options.head)
    return Answer(
        _data(found, call.terminal.language), _lines(found, call.terminal), 0 if found.is_whole else 1
    )


def findings_data(findings: Sequence[Finding | ManifestFinding], language: str) -> list[dict[str, Any]]:
    """Findings as JSON: the code and the place for programs, the sentence for people."""
    from app.services.messages import said

    return [
        {"code": entry.code, **entry.params, "text": said(entry.code, entry.params, language)}
        for entry in findings
    ]


def _file(call: Call) -> Answer:
    """Check a file that left a store, by its manifest alone."""
    from app.services import manifest_check
    from app.system.signing import normal_fingerprint

    known = manifest_check.known_to(call.home) | {normal_fingerprint(key) for key in call.options.key}
    checked = manifest_check.check(call.options.file, known)
    return Answer(
        _file_data(checked, call.terminal.language),
        _file_lines(checked, call.terminal),
        0 if checked.is_whole else 1,
    )


def _file_data(checked: Checked, language: str) -> dict[str, Any]:
    return {
        "ok": checked.is_whole,
        "findings": findings_data(checked.findings, language),
        "manifest": str(checked.manifest),
        "fingerprint": checked.fingerprint,
        "signed": checked.statement.as_json(),
    }


def _file_lines(checked: Checked, terminal: Terminal) -> Iterator[str]:
    from app.services.messages import said
    from app.services.messages.access import export_text
    from app.services.purposes import purpose_text

    for entry in checked.findings:
        yield said(entry.code, entry.params, terminal.language)
    told, names = checked.statement, ", ".join(each.name for each in checked.statement.files)
    if checked.is_whole:
        yield terminal.say(
            f"Whole, as it left: {names}, {told.rows:,} rows.", f"与导出时一致：{names}，{told.rows:,} 行。"
        )
    kind = export_text(told.kind, told.is_masked, terminal.language)
    said_for = purpose_text(told.purpose, terminal.language)
    purpose = terminal.say(f", for: {said_for}", f"，用途：{said_for}") if told.purpose else ""
    by = f"{told.made_by} ({told.employee_no}), {told.made_at}"
    yield terminal.say(
        f"The manifest says: {kind}; {by}{purpose}; key {checked.fingerprint}",
        f"清单所述：{kind}；{by}{purpose}；密钥 {checked.fingerprint}",
    )
    for head in told.heads:
        yield terminal.say(
            f"Chain of device {head.device.hex()}: {head.facts:,} facts, {head.link.hex()}",
            f"设备 {head.device.hex()} 的记录链：{head.facts:,} 条，{head.link.hex()}",
        )


def _data(found: Findings, language: str) -> dict[str, Any]:
    return {
        "ok": found.is_whole,
        "findings": findings_data(found.kept, language),
        "found": found.count,
        "facts": found.facts,
        "erased": found.erased,
        "devices": found.devices,
        "cases": found.cases,
        "waiting": found.waiting,
        "seconds": round(found.seconds, 3),
        "facts_per_second": round(found.facts / found.seconds) if found.seconds else 0,
    }


def _lines(found: Findings, terminal: Terminal) -> Iterator[str]:
    from app.services.messages import said

    for entry in found.kept:
        yield said(entry.code, entry.params, terminal.language)
    if found.count > len(found.kept):
        more = found.count - len(found.kept)
        yield terminal.say(f"… and {more:,} further findings", f"……另有 {more:,} 处")
    speed = f"{found.facts / found.seconds:,.0f}" if found.seconds else "0"
    yield terminal.say(
        f"{found.count:,} findings in {found.facts:,} facts and {found.cases:,} cases "
        f"({found.seconds:.1f} s, {speed} facts/s)",
        f"{found.facts:,} 条记录、{found.cases:,} 件案件中发现 {found.count:,} 处问题"
        f"（{found.seconds:.1f} 秒，每秒 {speed} 条）",
    )
