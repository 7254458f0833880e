"""Which words stand in the index."""

from __future__ import annotations

import sqlite3

from shadowjournal.search.asking import EVERY, IN_TEXT
from shadowjournal.search.expression import Column
from shadowjournal.search.forms import Forms
from shadowjournal.search.words import TOKENIZER, apart

# It stands outside of the schema of the index, for it lies beside what is kept.
_TABLES = f"""
CREATE VIRTUAL TABLE temp.known USING fts5vocab (main, words, row);
CREATE VIRTUAL TABLE temp.known_facts USING fts5vocab (main, facts, row);
CREATE VIRTUAL TABLE temp.typed USING fts5 (word, tokenize = "{TOKENIZER}");
CREATE VIRTUAL TABLE temp.kept_as USING fts5vocab (temp, typed, row);
"""
_OF_LENGTH = "SELECT term, doc FROM known WHERE length(term) BETWEEN ? AND ?"
_FACTS_OF_LENGTH = "SELECT term, doc FROM known_facts WHERE length(term) BETWEEN ? AND ?"
_BEGINNING = "SELECT term FROM known WHERE term >= ? AND term < ?"
_LAST = "\U0010ffff"  # sorts after all that a word can go on with


class Vocabulary:
    """The words in the index that *database* holds, as FTS5 keeps them.

    Raises:
        sqlite3.Error: there is none in it.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(_TABLES)

    def of_length(
        self, shortest: int, longest: int, column: Column | None = None
    ) -> dict[str, int]:
        """Return the words of so many characters, each with how many entries have it.

        They are those of the table that *column* lies in.
        """
        statement = _OF_LENGTH if column in IN_TEXT else _FACTS_OF_LENGTH
        found = self._database.execute(statement, (shortest, longest))
        return {term: count for term, count in found if term != EVERY}

    def forms_of(self, word: str, forms: Forms) -> list[str]:
        """Return *word* and the words here that are *forms* of it; several in a row have none."""
        kept = self._kept_as(word)
        if len(kept) != 1:
            return [word]
        beginning = forms.beginning(kept[0])
        terms = self._database.execute(_BEGINNING, (beginning, beginning + _LAST))
        return forms.among((term for (term,) in terms), kept[0])

    def _kept_as(self, word: str) -> list[str]:
        """Return *word* cut and folded as FTS5 does it, which says so of no word by itself."""
        with self._database as database:
            database.execute("INSERT INTO typed (rowid, word) VALUES (1, ?)", (apart(word),))
            kept = database.execute("SELECT term FROM kept_as").fetchall()
            database.execute("DELETE FROM typed")
        return [term for (term,) in kept]
