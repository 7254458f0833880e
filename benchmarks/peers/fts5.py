"""FTS5 as it comes with Python: the same words in memory, nothing sealed, opened or checked."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from typing_extensions import override

from benchmarks.peers import plain
from benchmarks.peers.serving import Peer, run
from benchmarks.queries import SHOWN, Query

SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tags, tokenize = 'unicode61 remove_diacritics 2'
)
"""
_ADD = "INSERT INTO words VALUES (?, ?, ?)"
_SEARCH = """
SELECT rowid, snippet(words, 1, '[', ']', '…', 20) FROM words WHERE words MATCH ?
ORDER BY rank LIMIT ?
"""
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"


class Words(Peer):
    """A table of FTS5 in whatever *connect* opens."""

    def __init__(self) -> None:
        self.database: Any = None

    def fill(self, place: Path) -> None:
        """Take in the diary."""
        with self.database:
            self.database.execute(SCHEMA)
            rows = ((page.title, page.body, page.tags) for page in plain.read(place))
            self.database.executemany(_ADD, rows)

    @override
    def search(self, query: Query) -> int | None:
        self.database.execute(_SEARCH, (query.match, SHOWN)).fetchall()
        return None

    @override
    def count(self, query: Query) -> int | None:
        (found,) = self.database.execute(_COUNT, (query.match,)).fetchone()
        return int(found)


class InMemory(Words):
    """Made anew from plain rows each time."""

    @override
    def open(self, place: Path) -> None:
        self.database = sqlite3.connect(":memory:")
        self.fill(place)


if __name__ == "__main__":
    run(InMemory())
