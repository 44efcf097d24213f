"""Finding a case by part of a name, pinyin, phone or card number.

SQLite's trigram index finds nothing shorter than three characters, and Chinese names have two. So every run of two
characters of a name and of its initials is indexed a second time with a bar behind it: "张三" is looked up as "张三|".
The index holds no text of its own (contentless), only which case each piece leads to.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from app.domain.halfwidth import half_width

SHORTEST = 2
LONGEST = 100
"""Characters that are looked for; no name, phone or card number is longer."""


def words_of(
    names: Iterable[str], initials: Iterable[str], pinyin: Iterable[str], numbers: Iterable[str]
) -> str:
    """The indexed text of one case."""
    short = [half_width(word).lower() for word in (*names, *initials)]
    long = [half_width(word).lower() for word in (*pinyin, *numbers)]
    return " ".join([*short, *long, *(piece for word in short for piece in _pairs(word))])


def _pairs(word: str) -> list[str]:
    return [f"{word[at : at + 2]}|" for at in range(len(word) - 1)]


def phrase(typed: str) -> str | None:
    """The index phrase for what was typed, None where it is too short to look for.

    Full-width letters and digits are read as plain ones. What has a meaning to the index (quotes, the bar) or none at
    all (control characters, half a surrogate pair) is left out, so nothing that is typed can be an operator.
    """
    text = half_width(typed[:LONGEST]).lower()
    if text.isascii():
        text = "".join(text.split())
    text = "".join(sign for sign in text if sign.isprintable() and sign not in '"|').strip()
    if len(text) < SHORTEST:
        return None
    return f'"{text}|"' if len(text) == SHORTEST else f'"{text}"'


def put(connection: Connection, entries: Iterable[tuple[int, str]]) -> None:
    """Index cases that are not indexed yet: (case number, words)."""
    rows = list(entries)
    if rows:
        connection.exec_driver_sql("INSERT INTO search (rowid, words) VALUES (?, ?)", rows)


def replace(connection: Connection, case_no: int, words: str) -> None:
    """Index one case anew."""
    connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (case_no,))
    put(connection, [(case_no, words)])


def find(connection: Connection, typed: str, limit: int) -> list[int]:
    """Numbers of the cases that hold what was typed, newest first; empty for text that is too short."""
    wanted = phrase(typed)
    if wanted is None:
        return []
    return list(
        connection.exec_driver_sql(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", (wanted, limit)
        ).scalars()
    )
