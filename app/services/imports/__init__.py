"""File in: placement, balance refresh and payment files, and one debtor entered by hand."""

from app.services.imports.catalogue import Purpose
from app.services.imports.columns import Certainty, ColumnMap, Guess, Target
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.imports.entry import EnterAccount, EnterDebtor, Entered, EnterOther, enter
from app.services.imports.placing import dry_run, field_words, preview, run
from app.services.imports.reporting import reason
from app.services.imports.results import Controls, ImportFile, ImportResult, Preview
from app.services.imports.undoing import undo

__all__ = [
    "Certainty", "ColumnMap", "Controls", "EnterAccount", "EnterDebtor", "EnterOther", "Entered", "Flag", "Guess",
    "ImportFile", "ImportResult", "Preview", "Problem", "Purpose", "Refused", "Target",
    "dry_run", "enter", "field_words", "preview", "reason", "run", "undo",
]  # fmt: skip
