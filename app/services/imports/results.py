"""What is asked of an import and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.moments import Id
from app.files.tables import Row
from app.services.imports.catalogue import Purpose
from app.services.imports.columns import ColumnMap, Guess
from app.services.imports.drafts import Flag, Refused


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The command: which file, whose, read how. What is None is found out.

    ``column_map``: else the one saved for ``map_name`` (a creditor's name, by default this one's), else a guess.
    ``as_of``: the day of figures that carry none; else ``received_on``, else today. ``control_count`` and
    ``control_minor``: what the creditor's letter says of rows and their sum; where they or the file's own total row
    disagree, nothing is written unless ``despite_controls``. ``all_or_none``: one refused row refuses the file.
    ``creditor_kind``, ``lender_type``, ``rule_pack`` (else the store's) and ``currency`` are for a new creditor.
    """

    path: Path
    creditor: str
    purpose: Purpose = Purpose.PLACEMENT
    column_map: ColumnMap | None = None
    map_name: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    batch_no: str | None = None
    received_on: date | None = None
    recall_on: date | None = None
    as_of: date | None = None
    currency: str | None = None
    creditor_kind: str = "agency"
    lender_type: str = "bank"
    rule_pack: str | None = None
    control_count: int | None = None
    control_minor: int | None = None
    despite_controls: bool = False
    all_or_none: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that rows came from and how it was read: enough to read them once more. ``digest``: SHA-256, hex."""

    path: Path
    encoding: str | None
    sheet: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A file before it is imported: what its columns are taken for, five rows, how it was read.

    ``rows`` counts data rows, ``total_rows`` the sums among them. ``seen_before``: when these very bytes came in.
    """

    file: str
    digest: str
    headers: tuple[str, ...]
    header_row: int
    guesses: tuple[Guess, ...]
    samples: tuple[Row, ...]
    rows: int
    total_rows: int
    encoding: str
    delimiter: str
    sheet: str
    sheet_names: tuple[str, ...]
    is_creditor_known: bool
    seen_before: datetime | None

    @property
    def column_map(self) -> ColumnMap:
        """The map that is proposed."""
        return ColumnMap.of(self.guesses)


@dataclass(frozen=True, slots=True)
class Controls:
    """Control totals: what was said (None: nothing) and what the file holds. Amounts in minor units."""

    said_count: int | None
    said_minor: int | None
    file_said_minor: tuple[int, ...]
    count: int
    total_minor: int

    @property
    def agree(self) -> bool:
        """Whether all that was said is what the file holds.

        Its own total rows are the sum of the file: the last one, or subtotals together. True without any.
        """
        return (
            self.said_count in (None, self.count)
            and self.said_minor in (None, self.total_minor)
            and (
                not self.file_said_minor
                or self.total_minor in (self.file_said_minor[-1], sum(self.file_said_minor))
            )
        )


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do. Rows: ``rows == new + same + changed + refused``; totals apart.

    ``act``: what ``undo`` takes; None where nothing was written. ``stopped_by``: why nothing was, though rows were
    good: ``refused_rows`` (all or none) or ``control_totals``. ``total_minor``: the sum of the rows that come in or
    are in already. ``flags``: the first 200; ``flag_counts`` counts them all by code. ``cases``: new cases.
    """

    act: Id | None
    stopped_by: str | None
    origin: Origin
    purpose: Purpose
    creditor: str
    column_map: ColumnMap
    rows: int
    new: int
    same: int
    changed: int
    refused: int
    cases: int
    total_minor: int
    currency: str
    controls: Controls
    refusals: tuple[Refused, ...]
    flags: tuple[Flag, ...]
    flag_counts: Mapping[str, int]
    seen_before: datetime | None

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.origin.path.name
