"""Every word of the journal, in memory only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from shadowjournal.entry import Entry
from shadowjournal.search.answers import Counts, Hit
from shadowjournal.search.asking import EVERY, IN_TEXT, Asked, asked, fts5_query, in_names
from shadowjournal.search.expression import Expression, Words, leaves, wanted_signs
from shadowjournal.search.forms import Forms, widened
from shadowjournal.search.pages import (
    ADD,
    AS_USUAL,
    FORGET,
    IN_A_ROW,
    SCHEMA,
    SETTINGS,
    TEMPORARY,
    Pages,
    pages,
)
from shadowjournal.search.query import parse
from shadowjournal.search.signs import in_words_and_signs, snippet_around, stand_in
from shadowjournal.search.snippet import (
    CUT,
    HIT_BEGINS,
    HIT_ENDS,
    WORDS,
    Snippet,
    marked_in,
    snippet,
)
from shadowjournal.search.statements import (
    BEST_FIRST,
    BEYOND,
    BY_TAG,
    BY_YEAR,
    FIND,
    HITS,
    MARKS,
    MATCHING,
    NAMED_SO,
    NEWEST_FIRST,
    NUMBERS,
    RANK,
    SETTLE,
    SNIPPETS,
    STANDS,
    STANDS_IN_FACTS,
    TEXTS,
    THE_LATEST,
    THESE,
)
from shadowjournal.search.vocabulary import Vocabulary

_MANY = 20_000  # answers; of fewer, where to find them takes longer than to rank them, all are
_MOST_RANKED = 4_096
_MOST_NAMED = 1_024  # those in whose title or tags the words stand come on top of these
_IS_SETTLED = 2  # changes: what FTS5 counts where there was nothing to do
_NO_ROWS = b"[]"

_Ranked: TypeAlias = tuple[float, str, int, str]
"""Rank, written, number, id."""


class Index:
    """What can be searched: lives in memory, is built at unlocking and gone with `close`.

    It may be built on one thread and used on another, but not by two at a time.
    """

    def __init__(self, content: bytes | bytearray | memoryview | None = None) -> None:
        """Begin an empty index, or one with the *content* that another one had.

        Raises:
            ValueError: it is no content of an index of this version.
        """
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(TEMPORARY)
        self._database.create_function("stand_in", -1, stand_in, deterministic=True)
        try:
            if content is None:
                self._database.executescript(SCHEMA + SETTINGS)
            else:
                self._database.deserialize(content)
            self.vocabulary = Vocabulary(self._database)
            first, last = self._database.execute(NUMBERS).fetchone()
        except (sqlite3.Error, OverflowError) as error:
            self._database.close()
            raise ValueError("This is no content of an index.") from error
        self.forms: Forms | None = None  # in which words are found, if not as they are typed alone
        self._first: int = 0 if first is None else first
        self._last: int = -1 if last is None else last
        self._database.commit()

    @property
    def content(self) -> bytes:
        """All that is in it, for another one to begin with."""
        return self._database.serialize()

    def put(self, entries: Iterable[Entry], lengths: Mapping[str, int] | None = None) -> None:
        """Add *entries*, each in place of the one with the same id; all or, on an error, none.

        *lengths* says, by id, how many words they have, where that was counted already.
        """
        self.put_pages(pages(entries, lengths or {}, {}))

    def put_pages(self, new: Pages, *, are_older: bool = False) -> None:
        """Add entries as `pages` returns them, as the newest, or as the oldest, each in its place.

        All are added or, on an error, none.
        """
        start = self._first - len(new.ids) if are_older else self._last + 1
        with self._database as database:
            self._forget(new.ids)
            for statement, rows in zip(ADD, new.rows, strict=True):
                if rows != _NO_ROWS:
                    database.execute(statement, (rows.decode(), start))
        self._first = min(self._first, start)
        self._last = max(self._last, start + len(new.ids) - 1)

    def expect_many(self, *, are_coming: bool) -> None:
        """Add quickly, at the price of slower answers; or, once *are_coming* no more, as usual."""
        self._database.executescript(IN_A_ROW if are_coming else AS_USUAL)

    def remove(self, *entry_ids: str) -> None:
        """Forget the entries with these ids, those that are there."""
        with self._database:
            self._forget(entry_ids)

    def _forget(self, entry_ids: Sequence[str]) -> None:
        ids = json.dumps(entry_ids)
        for statement in FORGET:
            self._database.execute(statement, (ids,))

    def marks(self, entry_ids: Iterable[str]) -> dict[str, str | None]:
        """Return as what those of *entry_ids* were sealed that are here, where that is known."""
        ids = json.dumps(list(entry_ids))
        return dict(self._database.execute(MARKS, (ids,)).fetchall())

    def settle(self) -> bool:
        """Bring a little of what was added together, for quicker answers; tell whether all is."""
        before = self._database.total_changes
        with self._database as database:
            database.execute(SETTLE)
        return self._database.total_changes - before < _IS_SETTLED

    def search(
        self, query: str, limit: int | None = None, *, is_newest_first: bool = False
    ) -> list[Hit]:
        """Return what answers *query* (see `shadowjournal.search.query`), best first.

        At most *limit* hits, by default all. Of equals, as all are where the query has no words to
        rank by, the newest comes first. A query that asks for nothing finds nothing.
        """
        expression = self._read(query)
        if expression is None:
            return []
        question = asked(expression)
        if is_newest_first or question.words == EVERY:  # then nothing tells one from another
            found = self._found(question, NEWEST_FIRST, limit)
        elif limit is None or self._beyond(question, max(limit, _many(expression))) is None:
            found = self._found(question, BEST_FIRST, limit)
        else:
            found = self._best_of_many(question, expression, limit)
        snippets = self._snippets(question, [number for number, _ in found])
        for signs in wanted_signs(expression):
            snippets |= self._around(signs.text, [*snippets])
        return [Hit(entry_id, snippets[number]) for number, entry_id in found]

    def hits(self, entry_id: str, query: str) -> tuple[str, ...]:
        """Return what *query* finds in the text and the prompt of this entry, each once."""
        expression = self._read(query)
        if expression is None:
            return ()
        values = {"begins": HIT_BEGINS, "ends": HIT_ENDS, "id": entry_id}
        values["asked"] = asked(expression).words
        texts = [text for row in self._database.execute(HITS, values) for text in row]
        signs = [each.text for each in wanted_signs(expression)]
        return in_words_and_signs([hit for text in texts for hit in marked_in(text)], signs, texts)

    def matching(self, query: str) -> set[str]:
        """Return the ids of all that answer *query*."""
        expression = self._read(query)
        if expression is None:
            return set()
        question = asked(expression)
        statement = MATCHING.format(condition=question.condition)
        found = self._database.execute(statement, (question.words, *question.values))
        return {entry_id for (entry_id,) in found}

    def count(self, query: str) -> Counts:
        """Return how many entries of each year, and with each tag, answer *query*."""
        expression = self._read(query)
        if expression is None:
            return Counts({}, {})
        question = asked(expression)
        values = (question.words, *question.values)
        by_year, by_tag = (
            self._database.execute(each.format(condition=question.condition), values)
            for each in (BY_YEAR, BY_TAG)
        )
        return Counts(dict(by_year), {name: number for name, number, _ in by_tag})

    def stands(self, word: Words) -> bool:
        """Tell whether *word* stands in any entry, or in the column it is looked for in."""
        asked_for = fts5_query(self._in_all_forms(word))
        statement = STANDS if word.column in IN_TEXT else STANDS_IN_FACTS
        return self._database.execute(statement, (asked_for,)).fetchone() is not None

    def close(self) -> None:
        """Forget everything. The index cannot be used after."""
        self._database.close()

    def _read(self, query: str) -> Expression | None:
        expression = parse(query)
        return None if expression is None else self._in_all_forms(expression)

    def _in_all_forms(self, expression: Expression) -> Expression:
        if (forms := self.forms) is None:
            return expression
        return widened(expression, lambda word: self.vocabulary.forms_of(word, forms))

    def _found(self, question: Asked, order: str, limit: int | None) -> list[tuple[int, str]]:
        statement = FIND.format(condition=question.condition, order=order)
        most = -1 if limit is None else limit
        return self._database.execute(
            statement, (question.words, *question.values, most)
        ).fetchall()

    def _beyond(self, question: Asked, most: int) -> int | None:
        """Return the number of the answer written last but *most*; None where fewer are."""
        if self._last - self._first < most:
            return None  # to count them costs a good part of the answer
        statement = BEYOND.format(condition=question.condition)
        values = (question.words, *question.values, most)
        number = self._database.execute(statement, values).fetchone()
        return None if number is None else int(number[0])

    def _best_of_many(
        self, question: Asked, expression: Expression, limit: int
    ) -> list[tuple[int, str]]:
        cut = self._beyond(question, max(limit, _MOST_RANKED)) or 0
        ranked = self._ranked(question, THE_LATEST, cut, limit)
        if named := in_names(expression):
            values = (f"({question.words}) AND ({named})", cut, _MOST_NAMED)
            numbers = [number for (number,) in self._database.execute(NAMED_SO, values)]
            if numbers:
                ranked += self._ranked(question, THESE, json.dumps(numbers), limit)
                ranked.sort(key=itemgetter(3))
                ranked.sort(key=itemgetter(1), reverse=True)
                ranked.sort(key=itemgetter(0))
        return [(number, entry_id) for _, _, number, entry_id in ranked[:limit]]

    def _ranked(self, question: Asked, among: str, which: int | str, limit: int) -> list[_Ranked]:
        statement = RANK.format(condition=question.condition, among=among, order=BEST_FIRST)
        values = (question.words, *question.values, which, limit)
        return self._database.execute(statement, values).fetchall()

    def _snippets(self, question: Asked, numbers: list[int]) -> dict[int, Snippet]:
        """Return the snippets of what has these numbers: of the text, or of a prompt alone hit."""
        rows = self._database.execute(
            SNIPPETS,
            {
                "hit_begins": HIT_BEGINS,
                "hit_ends": HIT_ENDS,
                "cut": CUT,
                "words": WORDS,
                "asked": question.words,
                "numbers": json.dumps(numbers),
                "first": min(numbers, default=0),
                "last": max(numbers, default=0),
            },
        )
        return {
            number: snippet(prompt if HIT_BEGINS in prompt and HIT_BEGINS not in body else body)
            for number, body, prompt in rows
        }

    def _around(self, signs: str, numbers: Sequence[int]) -> dict[int, Snippet]:
        """Return the snippets of what has these numbers where *signs* stand in text or prompt."""
        rows = self._database.execute(TEXTS, (json.dumps(numbers),)).fetchall()
        around = {
            number: snippet_around(signs, body) or snippet_around(signs, prompt)
            for number, body, prompt in rows
        }
        return {number: made for number, made in around.items() if made is not None}


def _many(expression: Expression) -> int:
    words = (leaf for leaf in leaves(expression) if isinstance(leaf, Words))
    is_slow = any(word.is_beginning or len(word.text.split()) > 1 for word in words)
    return _MANY if is_slow else _MOST_RANKED
