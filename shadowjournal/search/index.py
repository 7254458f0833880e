"""Every word of the journal, in memory only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from msgspec import Struct
from typing_extensions import override

from shadowjournal.document import clean_line
from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text, word_count
from shadowjournal.search.asking import EVERY, Asked, asked, fts5_query
from shadowjournal.search.expression import Words
from shadowjournal.search.query import parse
from shadowjournal.search.snippet import (
    CUT,
    HIT_BEGINS,
    HIT_ENDS,
    WORDS,
    Snippet,
    marked_in,
    snippet,
)
from shadowjournal.search.words import TOKENIZER, apart

# A word of its own between tags, so that no phrase runs from one tag into the next.
_NEXT_TAG = " \ue001 "

# Without temp_store SQLite writes large sorts in clear into the folder for temporary files.
# The prefix indexes halve "a*", the slowest of all queries, for a third more memory.
_SCHEMA = f"""
PRAGMA temp_store = MEMORY;
CREATE TABLE page (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, written TEXT NOT NULL,
    starred INT NOT NULL, trashed INT NOT NULL, pictured INT NOT NULL, prompted INT NOT NULL,
    depth TEXT, length INT NOT NULL, intensity INT
);
CREATE TABLE tag (number INT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (number, name))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, prompt, tag, every, prefix = '1 2', tokenize = "{TOKENIZER}"
);
CREATE VIRTUAL TABLE known USING fts5vocab (words, row);
CREATE VIRTUAL TABLE facts USING fts5 (category, feeling, person, tokenize = "{TOKENIZER}");
"""

# In the order of the columns: a word counts most in the title, much in a tag. EVERY counts nothing,
# so that a query without words to rank by finds all alike, and the newest come first.
_RANKING = "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(8.0, 1.0, 1.0, 4.0, 0.0)')"

_FORGET = (
    "DELETE FROM words WHERE rowid = (SELECT number FROM page WHERE id = :id)",
    "DELETE FROM facts WHERE rowid = (SELECT number FROM page WHERE id = :id)",
    "DELETE FROM tag WHERE number = (SELECT number FROM page WHERE id = :id)",
    "DELETE FROM page WHERE id = :id",
)
# Not INSERT ... SELECT: FTS5 then writes its buffer out row by row, and takes three times as long.
_ADD = (
    """
    INSERT INTO page (id, written, starred, trashed, pictured, prompted, depth, length, intensity)
    VALUES (
        :id, :written, :starred, :trashed, :pictured, :prompted, :depth, :length, :intensity
    )
    """,
    """
    INSERT INTO words (rowid, title, body, prompt, tag, every)
    VALUES ((SELECT number FROM page WHERE id = :id), :title, :body, :prompt, :tag, :every)
    """,
)
_ADD_FACTS = """
INSERT INTO facts (rowid, category, feeling, person)
VALUES ((SELECT number FROM page WHERE id = :id), :category, :feeling, :person)
"""
_ADD_TAG = """
INSERT INTO tag (number, name) VALUES ((SELECT number FROM page WHERE id = :id), :name)
"""

# Two questions, for a snippet costs more than a rank: it is cut for those that are shown only.
_FIND = """
SELECT page.number, page.id FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) ORDER BY {order} LIMIT ?
"""
_MATCHING = """
SELECT page.id FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition})
"""
_BEST_FIRST = "words.rank, page.written DESC, page.id"
_NEWEST_FIRST = "page.written DESC, page.id"
_TERMS = "SELECT term, doc FROM known WHERE length(term) BETWEEN ? AND ?"
_STANDS = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
_BY_YEAR = """
SELECT CAST(substr(page.written, 1, 4) AS INT), count(*)
FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) GROUP BY 1 ORDER BY 1
"""
_BY_TAG = """
SELECT tag.name, count(*)
FROM words JOIN page ON page.number = words.rowid JOIN tag ON tag.number = page.number
WHERE words MATCH ? AND ({condition}) GROUP BY 1 ORDER BY 2 DESC, 1
"""

# The "+" keeps SQLite from asking the words anew for every single number.
_SNIPPETS = """
SELECT
    rowid,
    snippet(words, 1, :hit_begins, :hit_ends, :cut, :words),
    snippet(words, 2, :hit_begins, :hit_ends, :cut, :words)
FROM words WHERE words MATCH :asked AND +rowid IN (SELECT value FROM json_each(:numbers))
"""

_HITS = """
SELECT highlight(words, 1, :begins, :ends), highlight(words, 2, :begins, :ends)
FROM words WHERE words MATCH :asked AND rowid = (SELECT number FROM page WHERE id = :id)
"""


class Hit(Struct, frozen=True):
    """An entry that answers a query, and a few words of it."""

    entry_id: str
    snippet: Snippet


class Counts(Struct, frozen=True):
    """How many answers there are of each year, and with each tag (the most frequent first)."""

    years: dict[int, int]
    tags: dict[str, int]

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Counts of {len(self.years)} years>"


class Index:
    """What can be searched: lives in memory, is built at unlocking and gone with `close`.

    It may be built on one thread and used on another, but not by two at a time.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.execute(_RANKING)
        self._database.commit()

    def put(self, entries: Iterable[Entry], lengths: Mapping[str, int] | None = None) -> None:
        """Add *entries*, each in place of the one with the same id; all or, on an error, none.

        *lengths* says, by id, how many words they have, where that was counted already.
        """
        newest = {entry.id: entry for entry in entries}
        pages = [_page(entry, lengths or {}) for entry in newest.values()]
        with self._database as database:
            for statement in (*_FORGET, *_ADD):
                database.executemany(statement, pages)
            database.executemany(_ADD_FACTS, [page for page in pages if _has_facts(page)])
            database.executemany(
                _ADD_TAG, ({"id": e.id, "name": tag} for e in newest.values() for tag in e.tags)
            )

    def remove(self, entry_id: str) -> None:
        """Forget the entry with this id, if it is there."""
        with self._database as database:
            for statement in _FORGET:
                database.execute(statement, {"id": entry_id})

    def search(
        self, query: str, limit: int | None = None, *, is_newest_first: bool = False
    ) -> list[Hit]:
        """Return what answers *query* (see `shadowjournal.search.query`), best first.

        At most *limit* hits, by default all. Of equals, as all are where the query has no words to
        rank by, the newest comes first. A query that asks for nothing finds nothing.
        """
        expression = parse(query)
        if expression is None:
            return []
        question = asked(expression)
        order = _NEWEST_FIRST if is_newest_first else _BEST_FIRST
        statement = _FIND.format(condition=question.condition, order=order)
        most = -1 if limit is None else limit
        values = (question.words, *question.values, most)
        found = self._database.execute(statement, values).fetchall()
        snippets = self._snippets(question, [number for number, _ in found])
        return [Hit(entry_id, snippets[number]) for number, entry_id in found]

    def hits(self, entry_id: str, query: str) -> tuple[str, ...]:
        """Return what *query* finds in the text and the prompt of this entry, each once."""
        expression = parse(query)
        if expression is None:
            return ()
        values = {"begins": HIT_BEGINS, "ends": HIT_ENDS, "id": entry_id}
        values["asked"] = asked(expression).words
        rows = self._database.execute(_HITS, values).fetchall()
        return tuple(dict.fromkeys(hit for row in rows for text in row for hit in marked_in(text)))

    def matching(self, query: str) -> set[str]:
        """Return the ids of all that answer *query*."""
        expression = parse(query)
        if expression is None:
            return set()
        question = asked(expression)
        statement = _MATCHING.format(condition=question.condition)
        found = self._database.execute(statement, (question.words, *question.values))
        return {entry_id for (entry_id,) in found}

    def count(self, query: str) -> Counts:
        """Return how many entries of each year, and with each tag, answer *query*."""
        expression = parse(query)
        if expression is None:
            return Counts({}, {})
        question = asked(expression)
        values = (question.words, *question.values)
        by_year, by_tag = (
            self._database.execute(each.format(condition=question.condition), values)
            for each in (_BY_YEAR, _BY_TAG)
        )
        return Counts(dict(by_year.fetchall()), dict(by_tag.fetchall()))

    def stands(self, word: Words) -> bool:
        """Tell whether *word* stands anywhere in the text of any entry."""
        return self._database.execute(_STANDS, (fts5_query(word),)).fetchone() is not None

    def terms(self, shortest: int, longest: int) -> dict[str, int]:
        """Return the words of so many characters, each with how many entries have it."""
        found = self._database.execute(_TERMS, (shortest, longest))
        return {term: count for term, count in found if term != EVERY}

    def close(self) -> None:
        """Forget everything. The index cannot be used after."""
        self._database.close()

    def _snippets(self, question: Asked, numbers: list[int]) -> dict[int, Snippet]:
        """Return the snippets of what has these numbers: of the text, or of a prompt alone hit."""
        rows = self._database.execute(
            _SNIPPETS,
            {
                "hit_begins": HIT_BEGINS,
                "hit_ends": HIT_ENDS,
                "cut": CUT,
                "words": WORDS,
                "asked": question.words,
                "numbers": json.dumps(numbers),
            },
        )
        return {
            number: snippet(prompt if HIT_BEGINS in prompt and HIT_BEGINS not in body else body)
            for number, body, prompt in rows
        }


def _page(entry: Entry, lengths: Mapping[str, int]) -> dict[str, str | int | None]:
    prompt = entry.prompt
    checks = [check for check in (entry.before, entry.after) if check is not None]
    intensities = [check.intensity for check in checks if check.intensity is not None]
    return {
        "id": entry.id,
        "written": entry.written.local.isoformat(),
        "starred": entry.starred,
        "trashed": entry.trashed is not None,
        "pictured": bool(entry.document.pictures),
        "prompted": prompt is not None,
        "depth": prompt.depth if prompt else None,
        "length": lengths.get(entry.id) or word_count(entry.document),
        "intensity": intensities[0] if intensities else None,
        "title": apart(entry.title),
        "body": apart(plain_text(entry.document)),
        "prompt": apart(clean_line(prompt.text)) if prompt else "",
        "tag": apart(_NEXT_TAG.join(entry.tags)),
        "every": EVERY,
        "category": apart(f"{prompt.category_title}{_NEXT_TAG}{prompt.category}") if prompt else "",
        "feeling": apart(_NEXT_TAG.join(f for check in checks for f in check.feelings)),
        "person": apart(_NEXT_TAG.join(tag for tag in entry.tags if tag.startswith("@"))),
    }


def _has_facts(page: dict[str, str | int | None]) -> bool:
    return bool(page["category"] or page["feeling"] or page["person"])
