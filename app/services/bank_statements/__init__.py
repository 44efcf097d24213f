"""Bank statements (银行流水): their lines matched to cases, booked in one act, the rest parked until it is placed."""

from app.services.bank_statements.booking import dry_run, run
from app.services.bank_statements.parked import AssignParked, ParkedRow, SendBack, Sent, assign, send_back
from app.services.bank_statements.results import (
    Fate,
    LineResult,
    MatchStatement,
    Option,
    StatementResult,
    Sums,
    Tally,
)
from app.services.bank_statements.wording import hit_text

__all__ = [
    "AssignParked", "Fate", "LineResult", "MatchStatement", "Option", "ParkedRow", "SendBack", "Sent",
    "StatementResult", "Sums", "Tally", "assign", "dry_run", "hit_text", "run", "send_back",
]  # fmt: skip
