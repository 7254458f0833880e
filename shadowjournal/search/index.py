"""Every word of the journal, in memory only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from msgspec import Struct

from shadowjournal.document import clean_line
from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.search.query import EVERY, Filter, Query, parse
from shadowjournal.search.snippet import CUT, HIT_BEGINS, HIT_ENDS, WORDS, Snippet, snippet
from shadowjournal.search.words import TOKENIZER, apart

# A word of its own between tags, so that no phrase runs from one tag into the next.
_NEXT_TAG = " \ue001 "

# Without temp_store SQLite writes large sorts in clear into the folder for temporary files.
# The prefix indexes halve "a*", the slowest of all queries, for a third more memory.
_SCHEMA = f"""
PRAGMA temp_store = MEMORY;
CREATE TABLE page (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, written TEXT NOT NULL, starred INT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, prompt, tag, every, prefix = '1 2', tokenize = "{TOKENIZER}"
);
"""

# In the order of the columns: a word counts most in the title, much in a tag. EVERY counts nothing,
# so that a query without words to rank by finds all alike, and the newest come first.
_RANKING = "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(8.0, 1.0, 1.0, 4.0, 0.0)')"

_FORGET_WORDS = "DELETE FROM words WHERE rowid = (SELECT number FROM page WHERE id = ?)"
_FORGET_PAGE = "DELETE FROM page WHERE id = ?"
_ADD_PAGE = "INSERT INTO page (id, written, starred) VALUES (:id, :written, :starred)"
# Not INSERT ... SELECT: FTS5 then writes its buffer out row by row, and takes three times as long.
_ADD_WORDS = """
INSERT INTO words (rowid, title, body, prompt, tag, every)
VALUES ((SELECT number FROM page WHERE id = :id), :title, :body, :prompt, :tag, :every)
"""

# Two questions, for a snippet costs more than a rank: it is cut for those that are shown only.
_FIND = """
SELECT page.number, page.id FROM words JOIN page ON page.number = words.rowid WHERE words MATCH ?
"""
_BEST_FIRST = "ORDER BY words.rank, page.written DESC, page.id LIMIT ?"

# The "+" keeps SQLite from asking the words anew for every single number.
_SNIPPETS = """
SELECT
    rowid,
    snippet(words, 1, :hit_begins, :hit_ends, :cut, :words),
    snippet(words, 2, :hit_begins, :hit_ends, :cut, :words)
FROM words WHERE words MATCH :asked AND +rowid IN (SELECT value FROM json_each(:numbers))
"""

# ISO dates sort as text, and "~" sorts after all that can follow a span.
_FILTERS = {
    "before": "page.written < ?",
    "after": "page.written > ? || '~'",
    "on": "page.written LIKE ? || '%'",
    "starred": "page.starred AND ? = ''",
}


class Hit(Struct, frozen=True):
    """An entry that answers a query, and a few words of it."""

    entry_id: str
    snippet: Snippet


class Index:
    """What can be searched: lives in memory, is built at unlocking and gone with `close`.

    It may be built on one thread and used on another, but not by two at a time.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.execute(_RANKING)
        self._database.commit()

    def put(self, entries: Iterable[Entry]) -> None:
        """Add *entries*, each in place of the one with the same id; all or, on an error, none."""
        pages = {entry.id: _page(entry) for entry in entries}
        ids = [(entry_id,) for entry_id in pages]
        with self._database as database:
            database.executemany(_FORGET_WORDS, ids)
            database.executemany(_FORGET_PAGE, ids)
            database.executemany(_ADD_PAGE, pages.values())
            database.executemany(_ADD_WORDS, pages.values())

    def remove(self, entry_id: str) -> None:
        """Forget the entry with this id, if it is there."""
        with self._database as database:
            database.execute(_FORGET_WORDS, (entry_id,))
            database.execute(_FORGET_PAGE, (entry_id,))

    def search(self, query: str, limit: int | None = None) -> list[Hit]:
        """Return what answers *query* (see `shadowjournal.search.query`), best first.

        At most *limit* hits, by default all. Of equals, as all are where the query has no words to
        rank by, the newest comes first. A query that asks for nothing finds nothing.
        """
        asked = parse(query)
        if asked.is_empty:
            return []
        found = self._best(asked, limit)
        snippets = self._snippets(asked, [number for number, _ in found])
        return [Hit(entry_id, snippets[number]) for number, entry_id in found]

    def close(self) -> None:
        """Forget everything. The index cannot be used after."""
        self._database.close()

    def _best(self, asked: Query, limit: int | None) -> list[tuple[int, str]]:
        """Return the numbers and ids of what answers, in order."""
        statement = " ".join([_FIND, *map(_condition, asked.filters), _BEST_FIRST])
        spans = (filter_.span for filter_ in asked.filters)
        values = (asked.words or EVERY, *spans, -1 if limit is None else limit)
        return self._database.execute(statement, values).fetchall()

    def _snippets(self, asked: Query, numbers: list[int]) -> dict[int, Snippet]:
        """Return the snippets of what has these numbers: of the text, or of a prompt alone hit."""
        rows = self._database.execute(
            _SNIPPETS,
            {
                "hit_begins": HIT_BEGINS,
                "hit_ends": HIT_ENDS,
                "cut": CUT,
                "words": WORDS,
                "asked": asked.words or EVERY,
                "numbers": json.dumps(numbers),
            },
        )
        return {
            number: snippet(prompt if HIT_BEGINS in prompt and HIT_BEGINS not in body else body)
            for number, body, prompt in rows
        }


def _condition(wanted: Filter) -> str:
    return f"AND {'NOT ' if wanted.is_negated else ''}({_FILTERS[wanted.aspect]})"


def _page(entry: Entry) -> dict[str, str | bool]:
    return {
        "id": entry.id,
        "written": entry.written.local.isoformat(),
        "starred": entry.starred,
        "title": apart(entry.title),
        "body": apart(plain_text(entry.document)),
        "prompt": apart(clean_line(entry.prompt.text)) if entry.prompt else "",
        "tag": apart(_NEXT_TAG.join(entry.tags)),
        "every": EVERY,
    }
