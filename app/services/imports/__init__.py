"""File in: placement, balance refresh and payment files, and one debtor entered by hand."""

from app.services.imports.catalogue import Purpose
from app.services.imports.columns import Certainty, ColumnMap, Guess, Target
from app.services.imports.control_words import disagreement
from app.services.imports.drafts import Flag, Problem, Refused
from app.services.imports.entry import EnterAccount, EnterDebtor, Entered, EnterOther, enter
from app.services.imports.placing import dry_run, field_words, preview, run
from app.services.imports.reporting import SendRefused, reason, save_refused
from app.services.imports.results import Controls, ImportFile, ImportResult, Origin, Preview
from app.services.imports.undoing import undo

__all__ = [
    "Certainty", "ColumnMap", "Controls", "EnterAccount", "EnterDebtor", "EnterOther", "Entered", "Flag", "Guess",
    "ImportFile", "ImportResult", "Origin", "Preview", "Problem", "Purpose", "Refused", "SendRefused", "Target",
    "disagreement", "dry_run", "enter", "field_words", "preview", "reason", "run", "save_refused", "undo",
]  # fmt: skip
