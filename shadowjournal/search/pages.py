"""What the index keeps of an entry, and the tables it is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

import msgspec

from shadowjournal.document import clean_line
from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text, word_count
from shadowjournal.search.asking import CATEGORY, EVERY, FEELING, TAG
from shadowjournal.search.words import TOKENIZER, apart, bare_name

# A word of its own between tags, so that no phrase runs from one tag into the next.
_NEXT_TAG = " \ue001 "

# Without temp_store SQLite writes large sorts in clear into the folder for temporary files.
TEMPORARY = "PRAGMA temp_store = MEMORY"

# An entry takes a part of a page: of small ones, more than a third would stay empty.
SCHEMA = f"""
PRAGMA page_size = 16384;
CREATE TABLE page (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, written TEXT NOT NULL,
    starred INT NOT NULL, trashed INT NOT NULL, pictured INT NOT NULL, prompted INT NOT NULL,
    depth TEXT, length INT NOT NULL, intensity INT, mark TEXT
);
CREATE TABLE name (
    number INT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (number, kind, key)
) WITHOUT ROWID;
CREATE INDEX name_by_key ON name (kind, key);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, prompt, tag, every, tokenize = "{TOKENIZER}"
);
CREATE VIRTUAL TABLE facts USING fts5 (category, feeling, person, tokenize = "{TOKENIZER}");
"""

LAYOUT = SCHEMA
"""What has to be the same for an index to take the content of another one."""

# In the order of the columns: a word counts most in the title, much in a tag. EVERY counts nothing,
# so that a query without words to rank by finds all alike, and the newest come first.
SETTINGS = """
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(8.0, 1.0, 1.0, 4.0, 0.0)');
"""

# By itself FTS5 stops now and then, while much is added, to bring its parts together.
IN_A_ROW = """
INSERT INTO words (words, rank) VALUES ('automerge', 0);
INSERT INTO words (words, rank) VALUES ('crisismerge', 1000);
"""
AS_USUAL = """
INSERT INTO words (words, rank) VALUES ('automerge', 4);
INSERT INTO words (words, rank) VALUES ('crisismerge', 16);
"""

_GONE = "SELECT number FROM page WHERE id IN (SELECT value FROM json_each(?))"
FORGET = (
    f"DELETE FROM words WHERE rowid IN ({_GONE})",  # noqa: S608 - constants
    f"DELETE FROM facts WHERE rowid IN ({_GONE})",  # noqa: S608
    f"DELETE FROM name WHERE number IN ({_GONE})",  # noqa: S608
    "DELETE FROM page WHERE id IN (SELECT value FROM json_each(?))",
)

# One statement for many entries: while SQLite works on it, Python goes on with the next ones. The
# numbers of FTS5's rows must rise, else it writes out its buffer for each of them.
ADD = (
    """
    INSERT INTO page
    SELECT ?2 + key, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6,
        value->>7, value->>8, value->>9
    FROM json_each(?1)
    """,
    """
    INSERT INTO words (rowid, title, body, prompt, tag, every)
    SELECT ?2 + key, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?1)
    """,
    """
    INSERT INTO facts (rowid, category, feeling, person)
    SELECT ?2 + (value->>0), value->>1, value->>2, value->>3 FROM json_each(?1)
    """,
    """
    INSERT OR IGNORE INTO name (number, kind, key, name)
    SELECT ?2 + (value->>0), value->>1, value->>2, value->>3 FROM json_each(?1)
    """,
)

_Row: TypeAlias = tuple[str | int | None, ...]


class Pages(NamedTuple):
    """Entries as they are put into the tables: JSON, in the order of `ADD`."""

    ids: list[str]
    rows: tuple[bytes, ...]


def pages(
    entries: Iterable[Entry], lengths: Mapping[str, int], marks: Mapping[str, str | None]
) -> Pages:
    """Return *entries* as the index keeps them; of several with one id, the last.

    *lengths* and *marks* say, by id, how many words they have and as what they were sealed.
    """
    newest = list({entry.id: entry for entry in entries}.values())
    rows = (
        [_page(entry, lengths, marks) for entry in newest],
        [_words(entry) for entry in newest],
        [(place, *facts) for place, entry in enumerate(newest) if any(facts := _facts(entry))],
        [(place, *name) for place, entry in enumerate(newest) for name in _names(entry)],
    )
    return Pages([entry.id for entry in newest], tuple(map(msgspec.json.encode, rows)))


def _page(entry: Entry, lengths: Mapping[str, int], marks: Mapping[str, str | None]) -> _Row:
    prompt = entry.prompt
    checks = (check for check in (entry.before, entry.after) if check is not None)
    intensities = (check.intensity for check in checks if check.intensity is not None)
    return (
        entry.id,
        entry.written.local.isoformat(),
        int(entry.starred),
        int(entry.trashed is not None),
        int(bool(entry.document.pictures)),
        int(prompt is not None),
        prompt.depth if prompt else None,
        lengths.get(entry.id) or word_count(entry.document),
        next(intensities, None),
        marks.get(entry.id),
    )


def _words(entry: Entry) -> _Row:
    return (
        apart(entry.title),
        apart(plain_text(entry.document)),
        apart(clean_line(entry.prompt.text)) if entry.prompt else "",
        apart(_NEXT_TAG.join(entry.tags)),
        EVERY,
    )


def _names(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield what kind of name each name of *entry* is, what it is known by, and itself."""
    prompt = entry.prompt
    checks = [check for check in (entry.before, entry.after) if check is not None]
    for kind, names in (
        (TAG, entry.tags),
        (FEELING, [feeling for check in checks for feeling in check.feelings]),
        (CATEGORY, [prompt.category_title, prompt.category] if prompt else ()),
    ):
        yield from ((kind, bare_name(name), name) for name in names)


def _facts(entry: Entry) -> tuple[str, str, str]:
    prompt = entry.prompt
    checks = [check for check in (entry.before, entry.after) if check is not None]
    return (
        apart(f"{prompt.category_title}{_NEXT_TAG}{prompt.category}") if prompt else "",
        apart(_NEXT_TAG.join(f for check in checks for f in check.feelings)),
        apart(_NEXT_TAG.join(tag for tag in entry.tags if tag.startswith("@"))),
    )
