"""Every program is asked the same, each in its own words."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace

from benchmarks.peers.fts5 import SCHEMA
from benchmarks.queries import (
    QUERIES,
    SHOWN,
    Query,
    beginning,
    either,
    phrase,
    queries,
    without,
    word,
    words,
)
from benchmarks.search import holding
from shadowjournal.document import Paragraph, document, spans
from shadowjournal.entry import Entry
from shadowjournal.results import AT_FIRST
from shadowjournal.search import Index


def test_every_program_shows_as_many_answers_as_the_window_does_at_first() -> None:
    assert SHOWN == AT_FIRST


def a_diary(entries: int) -> list[str]:
    """Texts of a few hundred words, the first of them the most common."""
    chance = random.Random(5)
    known = ["".join(chance.choices("abcdefgh", k=chance.randint(2, 6))) for _ in range(600)]
    often = [1 / (place + 1) for place in range(len(known))]
    return [" ".join(chance.choices(known, often, k=200)) for _ in range(entries)]


TEXTS = a_diary(60)


def test_no_query_is_asked_twice() -> None:
    asked = queries(TEXTS)
    assert len(asked) == len({*asked}) == QUERIES


def test_the_same_diary_is_asked_the_same() -> None:
    assert queries(TEXTS) == queries(TEXTS)


def test_any_few_queries_are_of_every_kind() -> None:
    """A slow program is asked only the first ones."""
    kinds = {
        "word": lambda query: query.typed.isalpha(),
        "words": lambda query: len(query.letters) == 2 and query.joins == "all",
        "phrase": lambda query: query.typed.startswith('"'),
        "beginning": lambda query: query.typed.endswith("*"),
        "either": lambda query: query.joins == "any",
        "without": lambda query: not query.letters,
    }
    few = queries(TEXTS)[:8]
    assert [kind for kind, is_one in kinds.items() if not any(map(is_one, few))] == []


def test_what_is_typed_here_finds_what_fts5_is_asked_for() -> None:
    index = Index()
    index.put(
        [replace(Entry.begin(), document=document([Paragraph(spans([text]))])) for text in TEXTS]
    )
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(SCHEMA)
        database.executemany("INSERT INTO words VALUES ('', ?, '')", zip(TEXTS))
        other = []
        for query in queries(TEXTS):
            found = "SELECT count(*) FROM words WHERE words MATCH ?"
            (theirs,) = database.execute(found, (query.match,)).fetchone()
            if len(index.search(query.typed)) != theirs:
                other.append(query)
    index.close()
    assert other == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (word("art"), 2),
        (phrase("of art"), 1),
        (words("art of"), 2),
        (beginning("hea"), 1),
        (either("heart", "craft"), 2),
    ],
)
def test_whoever_looks_for_letters_finds_them_within_words(query: Query, count: int) -> None:
    texts = ["the work of art", "of a heavy heart", "a craft"]
    assert holding(texts, query) == count


def test_what_is_to_be_missing_can_only_be_asked_of_a_program_that_knows_words() -> None:
    assert without("heart", "art").letters == ()
