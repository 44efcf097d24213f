"""Is the record whole, and does what is derived from it agree with it? Reads everything, changes nothing.

The chain of each device is followed from its first fact: every link from the header before it, every digest from
the content and its salt. A finding names the exact place. A link that does not fit is told once: the next one is
judged by what stands there. What no chain can show, by its nature, is that facts are missing at its very end: that
shows by the heads that were signed and given away, in backups and exports.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.domain.facts import FIRST_LINK, Header, Id, digest_of, from_ms, json_text, link_of, to_ms
from app.models import audit as store
from app.models import casebook, devices, states
from app.models.audit import StoredContent, StoredHeader
from app.models.journal import SHAPES
from app.models.sqlite import triggers
from app.models.states import COLUMNS, StateRow
from app.services import manifests, openings_check
from app.services.bulk import no_cycle_search
from app.services.context import Context
from app.services.progress import SILENT, Progress
from app.services.states import collector_numbers, rows_of
from app.system import unclean
from app.system.ids import uuid_text

KEPT = 1_000
"""Findings kept in words; further ones are counted."""
_CASES_A_STEP = 500
UUID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the code of its sentence (``audit_…``) and where it is."""

    code: str
    params: dict[str, Any]


@dataclass(slots=True)
class Findings:
    """What verification found. ``waiting``: cases whose state is due to be derived again, and so not compared."""

    kept: list[Finding] = field(default_factory=list)
    count: int = 0
    facts: int = 0
    erased: int = 0
    devices: int = 0
    cases: int = 0
    waiting: int = 0
    seconds: float = 0

    @property
    def is_whole(self) -> bool:
        """Nothing was found."""
        return self.count == 0

    def add(self, code: str, **params: Any) -> None:
        """Note one finding."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Finding(f"audit_{code}", params))


def verify(
    context: Context,
    progress: Progress = SILENT,
    against: Sequence[Path] = (),
    heads: Sequence[tuple[int, bytes]] = (),
) -> Findings:
    """Check pages, triggers, chains, contents, states, counts and search; and the chains against the heads that were
    signed: in the manifests of the backups, and in those ``against`` which the store is to be held; and against
    ``heads`` that stand on paper, each the number of facts and the link.

    Where pages are damaged, nothing further is read: it would only break. Raises StorageProblem, Cancelled.
    """
    began = time.perf_counter()
    found = Findings()
    with no_cycle_search(), context.db.inspection() as raw:
        for page in store.damaged_pages(raw):
            found.add("page", said=page)
        is_readable = found.is_whole
        if is_readable:
            _triggers(raw, found)
            chains = _Chains(raw, found, progress)
            chains.follow()
            _anchors(raw, found, context.home.backups, against)
            _printed(raw, found, heads)
            _indexes(raw, found, chains.contents)
            _documents(raw, found)
            openings_check.check(raw, found)
    if is_readable:
        _states(context, found, progress)
    if found.is_whole:
        unclean.settle(context.home)
    found.seconds = time.perf_counter() - began
    return found


def verify_tail(raw: Any, device: Id, most: int) -> Findings:
    """Check the last facts of one chain, at most so many: links and contents. ``raw``: of ``inspection``."""
    found = Findings()
    headers = store.tail(raw, device, most)
    if headers:
        first = headers[0].header.device_seq
        before = devices.link_at(raw, device, first - 1) if first > 1 else FIRST_LINK
        _Chains(raw, found, SILENT).follow_from(device, first - 1, before or b"", headers)
    return found


def _anchors(raw: Any, found: Findings, backups: Path, against: Sequence[Path]) -> None:
    """What was cut off the end of a chain, or written anew with all its links, shows only by what was signed before."""
    for code, where in manifests.compare(raw, manifests.anchors(backups)):
        if code != "anchor_other":  # somebody keeps the backups of two stores in one folder
            found.add(code, **where)
    for code, where in manifests.compare(raw, against):
        found.add(code, **where)


def _printed(raw: Any, found: Findings, heads: Sequence[tuple[int, bytes]]) -> None:
    """A paper does not say of which device its head is; no two facts have the same link."""
    known = store.devices(raw)
    for facts, link in heads:
        if link not in {devices.link_at(raw, device, facts) for device in known}:
            found.add("head", facts=facts, link=link.hex())


def _indexes(raw: Any, found: Findings, contents: Mapping[str, int]) -> None:
    """What can be compared without deriving anything."""
    for table, seq in store.strays(raw, contents):
        found.add("content_stray", table=table, seq=seq)
    for case_no in store.states_without_case(raw):
        found.add("state_without_case", case_no=case_no)
    for collector_no, tier in store.queue_differences(raw):
        found.add("counts", collector_no=collector_no, tier=tier)
    for case_no, is_extra in store.search_differences(raw):
        found.add("search_extra" if is_extra else "search_missing", case_no=case_no)


def _documents(raw: Any, found: Findings) -> None:
    """What was issued is kept as it was issued."""
    for digest, body in store.documents(raw):
        if sha256(body).digest() != digest:
            found.add("document_changed", digest=digest.hex())
    for letter_no in store.letters_without_paper(raw):
        found.add("document_missing", letter_no=letter_no)
    for file_name in store.attachments_without_file(raw):
        found.add("attachment_missing", file_name=file_name)


def _triggers(raw: Any, found: Findings) -> None:
    wanted = triggers()
    for name, statement in store.wrong_triggers(raw).items():
        if statement is None:
            found.add("trigger_missing", name=name)
        else:
            found.add("trigger_changed" if name in wanted else "trigger_added", name=name)


class _Chains:
    """Follows the chains of all devices."""

    def __init__(self, raw: Any, found: Findings, progress: Progress) -> None:
        self._raw, self._found, self._progress = raw, found, progress
        self._devices = store.devices(raw)
        self._device: Id | None = None
        self._device_seq = 0
        self._link = FIRST_LINK
        self.contents: Counter[str] = Counter()
        """How many contents were found in their places, by kind."""

    def follow(self) -> None:
        total = store.fact_count(self._raw)
        for chunk in store.headers(self._raw):
            self._take(chunk)
            self._progress.report(self._found.facts, total, "facts")

    def follow_from(self, device: Id, device_seq: int, link: bytes, chunk: Sequence[StoredHeader]) -> None:
        """Follow part of one chain, of which it is known where it stood before."""
        self._device, self._device_seq, self._link = device, device_seq, link
        self._take(chunk)

    def _take(self, chunk: Sequence[StoredHeader]) -> None:
        doubtful = self._doubtful(chunk)
        contents = self._contents([stored for stored in chunk if stored.seq in doubtful])
        is_run = self._follow_run(chunk)
        for stored in chunk if doubtful or not is_run else ():
            if not is_run:
                self._follow_link(stored)
            if stored.seq in doubtful:
                self._check_content(stored, contents.get(stored.seq))
                if stored.header.kind == "erasure":
                    self._check_erasure(contents.get(stored.seq))
        self._found.facts += len(chunk)

    def _doubtful(self, chunk: Sequence[StoredHeader]) -> set[int]:
        """The facts that are to be looked at one by one: erasures, and those whose digest is not at once the one of
        what the database puts together."""
        digests: dict[tuple[str, int], dict[int, bytes]] = {}
        for seq, _, header in chunk:
            digests.setdefault((header.kind, header.kind_version), {})[seq] = header.digest
        doubtful: set[int] = set()
        for (kind, version), wanted in digests.items():
            sound, found = set(), 0
            for seq, text in store.salted_texts(self._raw, kind, version, min(wanted), max(wanted)):
                if seq in wanted:
                    found += 1
                    if text is not None and sha256(text).digest() == wanted[seq]:
                        sound.add(seq)
            self.contents[kind] += found
            doubtful |= wanted.keys() if kind == "erasure" else wanted.keys() - sound
        return doubtful

    def _contents(self, chunk: Sequence[StoredHeader]) -> dict[int, StoredContent]:
        by_kind: dict[str, list[int]] = {}
        for stored in chunk:
            by_kind.setdefault(stored.header.kind, []).append(stored.seq)
        contents: dict[int, StoredContent] = {}
        for kind, seqs in by_kind.items():
            contents |= store.contents(self._raw, kind, seqs)
        return contents

    def _follow_run(self, chunk: Sequence[StoredHeader]) -> bool:
        """Whether the chunk goes on without a gap where the last one ended, and every link of it fits: then it is
        followed to its end."""
        first, last = chunk[0].header, chunk[-1].header
        if not first.device == last.device == self._device:
            return False
        if not last.device_seq - self._device_seq == last.device_seq - first.device_seq + 1 == len(chunk):
            return False
        links = [stored.link for stored in chunk]
        headers = [stored.header for stored in chunk]
        if list(map(_link, [self._link, *links[:-1]], headers)) != links:
            return False
        self._device_seq, self._link = last.device_seq, links[-1]
        return True

    def _follow_link(self, stored: StoredHeader) -> None:
        header = stored.header
        if header.device != self._device:
            self._device, self._device_seq, self._link = header.device, 0, FIRST_LINK
            self._found.devices += 1
            if header.device not in self._devices:
                self._found.add("device_unknown", device=header.device.hex())
        missing = header.device_seq - self._device_seq - 1
        if missing:
            # What came before is gone, so this link cannot be judged; the next ones can.
            self._found.add("gap", missing=missing, after=self._device_seq, **_place(stored))
        elif _link(self._link, header) != stored.link:
            self._found.add("link", **_place(stored))
        self._device_seq, self._link = header.device_seq, stored.link

    def _check_content(self, stored: StoredHeader, content: StoredContent | None) -> None:
        if content is None:
            self._found.add("content_missing", **_place(stored))
        elif content.salt is None:
            self._found.erased += 1
            if not store.is_named_by_erasure(self._raw, stored.header.uid):
                self._found.add("erased_unnamed", **_place(stored))
            elif any(value is not None for value in content.values):
                self._found.add("erasure_left", **_place(stored))
        else:
            digest = _digest(stored.header.kind, stored.header.kind_version, content)
            if digest not in (stored.header.digest, store.digest_left(self._raw, stored.header.uid)):
                self._found.add("digest", **_place(stored))

    def _check_erasure(self, erasure: StoredContent | None) -> None:
        """What an erasure names must be empty, or without its passage: a duty that was noted and not done is told as
        well."""
        if erasure is None or erasure.salt is None:
            return
        said = dict(zip(SHAPES["erasure"].names, erasure.values, strict=True))
        target = store.header_of(self._raw, said["target"])
        if target is None:
            return
        seq, kind, version, digest = target
        content = store.contents(self._raw, kind, [seq]).get(seq)
        if content is None or content.salt is None:
            return
        if said["field"] is None or _digest(kind, version, content) == digest:
            self._found.add("erasure_undone", seq=seq, kind=kind)


def _link(previous: bytes, header: Header) -> bytes:
    try:
        return link_of(previous, header)
    except (AttributeError, TypeError):  # text where there are bytes: no fact was ever written so
        return b""


def _digest(kind: str, version: int, content: StoredContent) -> bytes:
    salt = content.salt
    if not isinstance(salt, bytes):
        return b""
    shape = SHAPES.get(kind)
    if shape is not None:
        return digest_of(kind, version, shape.names, content.values, salt)
    try:
        unknown = json.loads(content.values[0] or "{}")
    except ValueError:
        return b""
    return sha256(salt + json_text([kind, version, unknown]).encode()).digest()


def _place(stored: StoredHeader) -> dict[str, Any]:
    uid = stored.header.uid
    named = uuid_text(uid) if isinstance(uid, bytes) and len(uid) == UUID_BYTES else str(uid)
    return {"seq": stored.seq, "kind": stored.header.kind, "uid": named}


def _states(context: Context, found: Findings, progress: Progress) -> None:
    """Derive every case and compare it with what is kept, unless its moment to be derived again has come."""
    with no_cycle_search(), context.db.long_read() as connection:
        rules_version, derived_at = states.derivation(connection)
        is_current = rules_version == context.rules.version
        derivation = _Derivation(
            connection, context, collector_numbers(connection), max(context.now(), from_ms(derived_at))
        )
        total = connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one()
        after = 0
        while numbered := casebook.case_ids(connection, after, _CASES_A_STEP):
            kept = states.rows_between(connection, numbered[0][0], numbered[-1][0])
            after = numbered[-1][0]
            found.cases += len(numbered)
            if is_current:
                _compare(found, derivation, dict(numbered), kept)
            else:
                found.waiting += len(numbered)
            progress.report(found.cases, total, "states")


@dataclass(frozen=True, slots=True)
class _Derivation:
    """Everything that states are derived with."""

    connection: Connection
    context: Context
    collectors: Mapping[Id, int]
    now: datetime

    def rows(self, numbered: Mapping[int, Id]) -> dict[int, StateRow]:
        """The states of these cases, without those that hold no fact."""
        numbers = {case_id: no for no, case_id in numbered.items()}
        cases = casebook.load_for_state(self.connection, list(numbers))
        derived = rows_of(cases, numbers, self.context.rules, self.collectors, self.now)
        return {row.case_no: row for row in derived}


def _compare(
    found: Findings, derivation: _Derivation, numbered: Mapping[int, Id], kept: Mapping[int, StateRow]
) -> None:
    try:
        derived = derivation.rows(numbered)
    except Exception:
        if len(numbered) > 1:
            for case_no, case_id in numbered.items():
                _compare(found, derivation, {case_no: case_id}, kept)
        else:
            # A damaged content can break any rule; what is wrong with it is told by its digest.
            found.add("state_underivable", case_no=next(iter(numbered)))
        return
    now_ms = to_ms(derivation.now)
    for case_no in numbered:
        row, stored = derived.get(case_no), kept.get(case_no)
        if stored is not None and stored.changes_at is not None and stored.changes_at <= now_ms:
            found.waiting += 1
        elif row is None or stored is None:
            if row is not stored:
                found.add("state_missing" if stored is None else "state_of_nothing", case_no=case_no)
        elif row != stored:
            wrong = [name for name in COLUMNS if getattr(row, name) != getattr(stored, name)]
            found.add("state", case_no=case_no, columns=wrong)
