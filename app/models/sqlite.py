"""What only SQLite has: the triggers that keep facts append-only, and the full-text table of the search.

They cannot be read from the metadata, and a batch migration drops triggers without a word, so they are declared here
and compared after every upgrade. No table is built here: the running program needs none, and building them takes time.
"""

from __future__ import annotations

from app.domain.facts import KINDS, columns, free_texts
from app.models.contents import table_name
from app.models.openings import KEPT_MS

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "words, content='', contentless_delete=1, tokenize='trigram', detail='full')"
)


NO_GAPS = "fact_device_seq"
"""The trigger that keeps the chain of this device without gaps."""


# Facts of other devices arrive by merge and are checked for gaps there.
_NO_GAPS = (
    f"CREATE TRIGGER {NO_GAPS} BEFORE INSERT ON fact "
    "WHEN hex(NEW.device) = (SELECT value FROM store_info WHERE name = 'device') "
    "AND NEW.device_seq <> 1 + coalesce((SELECT max(device_seq) FROM fact WHERE device = NEW.device), 0) "
    "BEGIN SELECT RAISE(ABORT, 'the chain of this device has no gaps'); END"
)


def _header_triggers() -> dict[str, str]:
    return {
        "fact_no_update": (
            "CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact "
            "BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END"
        ),
        "fact_no_delete": (
            "CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact "
            "BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END"
        ),
        NO_GAPS: _NO_GAPS,
    }


_NAMED = "SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target WHERE f.seq = OLD.seq"
_NOT_ERASED = f"NOT EXISTS ({_NAMED})"


def _changed(column: str, erased: str = "") -> str:
    """That a column became something other than empty; ``erased`` says which erasures of a passage allow that."""
    excuse = f" AND NOT EXISTS ({_NAMED} AND e.field {erased})" if erased else ""
    return f"(NEW.{column} IS NOT NULL AND NEW.{column} IS NOT OLD.{column}{excuse})"


def _content_triggers(table: str, fields: tuple[str, ...], texts: tuple[str, ...] = ()) -> dict[str, str]:
    """A content stays, unless an erasure names it: then it is emptied, or one of ``texts`` loses a passage."""
    erased = {f'"{name}"': f"= '{name}'" for name in texts} | ({"salt": "IS NOT NULL"} if texts else {})
    kept = " OR ".join(
        ["NEW.seq IS NOT OLD.seq", *(_changed(name, erased.get(name, "")) for name in ("salt", *fields))]
    )
    return {
        f"{table}_only_erased": (
            f"CREATE TRIGGER {table}_only_erased BEFORE UPDATE ON {table} WHEN {kept} OR {_NOT_ERASED} "
            "BEGIN SELECT RAISE(ABORT, 'content is append-only'); END"
        ),
        f"{table}_no_delete": (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'content is append-only'); END"
        ),
    }


_STILL_NAMED = (
    "EXISTS (SELECT 1 FROM fact_letter WHERE document_digest = OLD.digest) "
    "OR EXISTS (SELECT 1 FROM fact_attachment WHERE document_digest = OLD.digest) "
    "OR EXISTS (SELECT 1 FROM fact_agreement WHERE document_digest = OLD.digest) "
    "OR EXISTS (SELECT 1 FROM creditor WHERE lower(hex(OLD.digest)) IN (logo, seal)) "
    "OR NOT EXISTS (SELECT 1 FROM fact_erasure AS e JOIN fact AS f ON f.uid = e.target "
    "WHERE f.kind IN ('letter', 'attachment', 'agreement'))"
)


def _document_triggers() -> dict[str, str]:
    """A document that nothing names any more may go, once something that named one was erased."""
    refusal = "BEGIN SELECT RAISE(ABORT, 'documents are kept as they were issued'); END"
    return {
        "document_no_update": f"CREATE TRIGGER document_no_update BEFORE UPDATE ON document {refusal}",
        "document_no_delete": (
            f"CREATE TRIGGER document_no_delete BEFORE DELETE ON document WHEN {_STILL_NAMED} {refusal}"
        ),
    }


def _opening_triggers() -> dict[str, str]:
    """Who saw a case stays on record until it was kept long enough."""
    refusal = "BEGIN SELECT RAISE(ABORT, 'openings are append-only'); END"
    return {
        "opening_no_update": f"CREATE TRIGGER opening_no_update BEFORE UPDATE ON opening {refusal}",
        "opening_no_delete": (
            "CREATE TRIGGER opening_no_delete BEFORE DELETE ON opening "
            f"WHEN OLD.at > (SELECT max(at) FROM opening) - {KEPT_MS} {refusal}"
        ),
    }


def triggers() -> dict[str, str]:
    """Every trigger of the store by name, with its statement."""
    result = _header_triggers() | _document_triggers() | _opening_triggers()
    result |= _content_triggers("unknown_content", ("content",))
    for kind, body in KINDS.items():
        fields = tuple(f'"{column.name}"' for column in columns(body))
        result |= _content_triggers(table_name(kind), fields, free_texts(body))
    return result
