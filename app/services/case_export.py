"""The case file as files: everything that is known of one case, as a PDF for people and as JSON for programs.

It serves whoever asks for a copy of the own data, a court, the creditor. Masked, it names nobody and holds no number
and no content of an entry; in full it holds every entry as it stands in the record, undone ones marked. The head of
the chain stands at the foot of each page and in the JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.errors import NotFound, RuleViolation
from app.domain.facts import Fact, Id, columns
from app.domain.identity import mask_card, mask_id, mask_name, mask_phone
from app.domain.money import format_minor
from app.files.names import safe_name
from app.files.staging import staging
from app.models import casebook
from app.services import acts, cases, ledgers
from app.services.cases import CasePanel
from app.services.changes import Changes
from app.services.context import Context
from app.services.departures import require_export, send_off
from app.services.letters import listing
from app.services.manifests import Attested, chain_head
from app.services.progress import SILENT, Progress
from app.services.purposes import purpose_given, purpose_text
from app.services.words import Words
from app.system.ids import uuid_text
from app.system.redaction import redact

FORMATS = ("pdf", "json")
MOST_LETTERS = 1_000

Row = Mapping[str, str]
_TITLES: dict[str, tuple[str, str]] = {
    "title": ("Case file", "案件档案"),
    "about": ("Case", "案件"),
    "accounts": ("Accounts", "账户"),
    "points": ("Contacts", "联系方式"),
    "ledger": ("Ledger", "账务明细"),
    "letters": ("Letters", "信函"),
    "timeline": ("What happened", "经过"),
}
_HEADERS: dict[str, tuple[str, str]] = {
    "case_no": ("Case", "案件"),
    "debtor": ("Debtor", "债务人"),
    "id_number": ("Identity no.", "证件号码"),
    "employer": ("Employer", "单位"),
    "customer_no": ("Customer no.", "客户号"),
    "creditor": ("Creditor", "委托方"),
    "owed": ("Owed", "欠款"),
    "as_of": ("As of", "截至"),
    "number": ("Number", "号码"),
    "product": ("Product", "产品"),
    "days": ("Days past due", "逾期天数"),
    "total": ("Owed", "欠款"),
    "owner": ("Whose", "归属"),
    "role": ("Role", "关系"),
    "source": ("Source", "来源"),
    "state": ("State", "状态"),
    "on": ("Day", "日期"),
    "what": ("What", "事项"),
    "detail": ("Detail", "说明"),
    "change": ("Change", "变动"),
    "balance": ("Balance", "余额"),
    "letter_no": ("Letter", "信函编号"),
    "issued_at": ("Issued", "出具时间"),
    "at": ("When", "时间"),
    "undone": ("Undone", "已撤销"),
}
_MONEY = frozenset({"owed", "total", "change", "balance", "days"})
_WIDE = {"detail": 4.0, "what": 2.0}


@dataclass(frozen=True, slots=True)
class ExportCase:
    """Which case, in which forms, masked or in full, for what, shut or not."""

    case_id: Id
    forms: tuple[str, ...] = FORMATS
    is_full: bool = False
    purpose: str | None = None
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class CaseExported:
    """The files of a case, how many entries of the record they tell of, the act, and the password, if any."""

    paths: tuple[Path, ...]
    entries: int
    act: Id
    password: str | None = field(default=None, repr=False)


def export(
    context: Context, words: Words, command: ExportCase, folder: Path, progress: Progress = SILENT
) -> tuple[CaseExported, Changes]:
    """Write the files of a case and their signed manifest into ``folder``, and record it: all or nothing.

    Raises NotFound("case_missing"); RuleViolation: ``purpose_required``, ``purpose_words_required``, ``may_not_…``,
    ``forms_none``; StorageProblem.
    """
    require_export(context, is_full=command.is_full)
    command = replace(command, purpose=purpose_given(command.purpose))
    if not command.forms:
        raise RuleViolation("forms_none", "forms")
    file = _CaseFile(context, words, command)
    stem = safe_name(f"case-{file.panel.case_no}")
    with staging(folder) as staged:
        for done, form in enumerate(command.forms):
            progress.report(done, len(command.forms), "files")
            content = file.pdf() if form == "pdf" else file.json()
            staged.path(f"{stem}.{form}").write_bytes(content)
        what = Attested("case", command.purpose or "", len(file.facts), not command.is_full)
        left = send_off(
            context,
            staged,
            [f"{stem}.{form}" for form in command.forms],
            what,
            stem,
            case_id=command.case_id,
            is_protected=command.is_protected,
        )
    return CaseExported(left.paths, len(file.facts), left.act, left.password), acts.changes_of(left.facts)


class _CaseFile:
    """What is known of a case, read once, told for people and for programs."""

    def __init__(self, context: Context, words: Words, command: ExportCase) -> None:
        self._context, self._words, self._command = context, words, command
        self.panel: CasePanel = cases.panel(context, words, command.case_id)
        self._ledger = ledgers.explain(context, words, command.case_id)
        self._letters = listing.page(context, words, 0, MOST_LETTERS, case_id=command.case_id).rows
        with context.db.read() as connection:
            particulars = casebook.particulars(connection, command.case_id)
            self.facts, self._undone = casebook.every_fact(connection, command.case_id)
        if particulars is None:
            raise NotFound("case_missing")
        self._particulars = particulars
        with context.db.snapshot() as raw:
            self._chain = chain_head(raw, words.language)

    # -- telling ---------------------------------------------------------------------------------

    def _title(self, code: str) -> str:
        return _TITLES[code][self._words.is_chinese]

    def _header(self, code: str) -> str:
        return _HEADERS[code][self._words.is_chinese]

    def _private(self, text: str | None, mask: Callable[[str], str]) -> str:
        return "" if not text else text if self._command.is_full else mask(text)

    def _typed(self, text: str) -> str:
        """What somebody typed, or a sentence with it: masked, without a name of the case and any personal number."""
        return self._private(text, self._nameless)

    def _nameless(self, text: str) -> str:
        for name in dict.fromkeys((self.panel.name, *(point.owner for point in self.panel.points))):
            text = text.replace(name, mask_name(name)) if name else text
        return redact(text)

    def _sections(self) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        """Each part: its code, its columns, its rows."""
        panel, known = self.panel, self._particulars
        yield (
            "about",
            ("case_no", "debtor", "id_number", "employer", "customer_no", "creditor", "owed", "as_of"),
            [
                {
                    "case_no": str(panel.case_no),
                    "debtor": self._private(panel.name, mask_name),
                    "id_number": self._private(known["id_number"], mask_id),
                    "employer": panel.employer or "" if self._command.is_full else "",
                    "customer_no": self._private(known["customer_no"], mask_phone),
                    "creditor": panel.creditor,
                    "owed": format_minor(panel.owed.total_minor, panel.owed.currency),
                    "as_of": str(panel.owed.as_of or ""),
                }
            ],
        )
        yield "accounts", ("number", "product", "days", "total"), list(self._accounts())
        yield "points", ("owner", "role", "number", "source", "state"), list(self._points())
        yield "ledger", ("on", "what", "detail", "change", "balance"), list(self._lines())
        yield "letters", ("letter_no", "what", "issued_at", "total", "state"), list(self._issued())
        yield "timeline", ("at", "what", "detail", "undone"), list(self._events())

    def _accounts(self) -> Iterator[Row]:
        for account, full in zip(self.panel.accounts, self.panel.desk.case.accounts, strict=True):
            total = account.balance
            yield {
                "number": self._private(full.number, mask_card),
                "product": account.product,
                "days": str(account.dpd),
                "total": format_minor(total.total_minor, full.currency) if total else "",
            }

    def _points(self) -> Iterator[Row]:
        for point in self.panel.points:
            yield {
                "owner": self._private(point.owner, mask_name),
                "role": point.role_text,
                "number": point.normal if self._command.is_full else point.masked,
                "source": point.source_text,
                "state": point.state,
            }

    def _lines(self) -> Iterator[Row]:
        for line in self._ledger.lines:
            yield {
                "on": line.on.isoformat(),
                "what": line.title,
                "detail": self._typed(line.detail),
                "change": format_minor(line.change_minor, line.currency),
                "balance": format_minor(line.balance_minor, line.currency),
            }

    def _issued(self) -> Iterator[Row]:
        for letter in self._letters:
            yield {
                "letter_no": letter.letter_no,
                "what": letter.title,
                "issued_at": self._moment(letter.issued_at),
                "total": format_minor(letter.total_minor, letter.currency),
                "state": letter.status_text,
            }

    def _events(self) -> Iterator[Row]:
        for event in self.panel.events:
            yield {
                "at": self._moment(event.at),
                "what": self._typed(event.title),
                "detail": self._typed(event.detail),
                "undone": "×" if event.is_undone else "",
            }

    def _moment(self, at: datetime) -> str:
        return f"{at.astimezone(self._context.zone):%Y-%m-%d %H:%M}"

    # -- forms -----------------------------------------------------------------------------------

    def pdf(self) -> bytes:
        """For people: one part below the other, the head of the chain at the foot."""
        from app.reports.document import content_width, document_pdf, heading
        from app.reports.fonts import register
        from app.reports.tables import Column, Table
        from app.system.paths import resource

        register(resource("fonts"))
        width = content_width(landscape=True)
        blocks: list[Any] = []
        for code, names, rows in self._sections():
            columns = [
                Column(self._header(name), "right" if name in _MONEY else "left", _WIDE.get(name, 0.0))
                for name in names
            ]
            blocks += [
                heading(self._title(code), width),
                Table.of(columns, [[row[name] for name in names] for row in rows], width),
            ]
        title = f"{self._title('title')} {self.panel.case_no}"
        return document_pdf(
            title,
            ["    ".join(self._head())],
            blocks,
            language=self._words.language,
            footer=f"{title}    {self._chain}".rstrip(),
            landscape=True,
        )

    def _head(self) -> Iterator[str]:
        words, user = self._words, self._context.user
        yield purpose_text(self._command.purpose or "", words.language)
        kinds = ("已脱敏", "完整") if words.is_chinese else ("masked", "in full")
        yield kinds[self._command.is_full]
        yield f"{self._moment(self._context.now())}  {user.name} ({user.employee_no})"

    def json(self) -> bytes:
        """For programs: the same parts by their codes, and the entries of the record."""
        data = {
            "case_id": uuid_text(self._command.case_id),
            "masked": not self._command.is_full,
            "purpose": self._command.purpose,
            "made_at": self._context.now().isoformat(),
            "chain": self._chain,
            **{code: rows for code, _, rows in self._sections()},
            "record": [self._entry(fact) for fact in sorted(self.facts, key=lambda fact: fact.order)],
        }
        return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"

    def _entry(self, fact: Fact) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": uuid_text(fact.uid),
            "kind": fact.kind,
            "act": uuid_text(fact.act),
            "occurred_at": fact.occurred_at.isoformat(),
            "recorded_at": fact.recorded_at.isoformat(),
            "actor": uuid_text(fact.actor),
            "undone": fact.act in self._undone,
        }
        if self._command.is_full:
            told["content"] = {
                column.name: _plain(getattr(fact.body, column.name)) for column in columns(type(fact.body))
            }
        return told


def _plain(value: Any) -> Any:
    """A value of a content as JSON holds it: bytes in hexadecimal digits, decimals and days as text."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
