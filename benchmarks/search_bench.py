"""Search: the index of the journal against FTS5 as it comes, over the same text."""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from time import perf_counter

from benchmarks.figure import Figure
from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported
from shadowjournal.search import Index

QUERIES = 200
LIMIT = 50
ROUNDS = 5

_RAW_SEARCH = """
SELECT rowid, snippet(words, 1, '[', ']', '…', 20) FROM words WHERE words MATCH ?
ORDER BY rank LIMIT ?
"""


def queries(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return queries as typed and as FTS5 wants them, of every kind, of common and rare words."""
    chance = random.Random(2)
    runs = [re.findall(r"[a-z]+", text.lower()) for text in texts]
    by_use = [word for word, _ in Counter(word for run in runs for word in run).most_common()]
    common, rare = by_use[:200], by_use[200:]

    def phrase(length: int) -> str:
        run = chance.choice([run for run in runs if len(run) > 2 * length])
        start = chance.randrange(len(run) - length)
        return " ".join(run[start : start + length])

    kinds: list[Callable[[], tuple[str, str]]] = [
        lambda: _same(chance.choice(common)),
        lambda: _same(chance.choice(rare)),
        lambda: ((words := phrase(2)), " AND ".join(f'"{word}"' for word in words.split())),
        lambda: (f'"{(words := phrase(2))}"', f'"{words}"'),
        lambda: (f'"{(words := phrase(3))}"', f'"{words}"'),
        lambda: (f"{(start := chance.choice(rare)[:3])}*", f'"{start}"*'),
        lambda: (
            f"{(one := chance.choice(common))} OR {(other := chance.choice(rare))}",
            f'"{one}" OR "{other}"',
        ),
        lambda: (
            f"{(one := chance.choice(common))} -{(other := chance.choice(common))}",
            f'"{one}" NOT "{other}"',
        ),
    ]
    known = [
        ('"my wife"', '"my wife"'),
        ("my wife", '"my" AND "wife"'),
        *map(_same, ["the", "and"]),
    ]
    made = [kinds[number % len(kinds)]() for number in range(QUERIES - len(known))]
    return [*known, *made]


def _same(word: str) -> tuple[str, str]:
    return word, f'"{word}"'


def _raw_index(entries: Sequence[Entry]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (title, body, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    with database:
        database.executemany(
            "INSERT INTO words VALUES (?, ?)",
            ((entry.title, plain_text(entry.document)) for entry in entries),
        )
    return database


def _milliseconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1_000


def _percentile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _asking(index: Index, raw: sqlite3.Connection, typed: str, match: str) -> tuple[float, float]:
    """Return how long both take, turn by turn, so that a busy machine slows both."""
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_milliseconds(lambda: index.search(typed, LIMIT)))
        theirs.append(_milliseconds(lambda: raw.execute(_RAW_SEARCH, (match, LIMIT)).fetchall()))
    return statistics.median(ours), statistics.median(theirs)


def figures(arrivals: Sequence[Imported]) -> list[Figure]:
    """Measure building, and 200 mixed queries for the best 50; each time is a median of five."""
    entries = [arrival.entry for arrival in arrivals]
    building = statistics.median(_milliseconds(lambda: Index().put(entries)) for _ in range(ROUNDS))
    building_raw = statistics.median(
        _milliseconds(lambda: _raw_index(entries)) for _ in range(ROUNDS)
    )
    index, raw = Index(), _raw_index(entries)
    index.put(entries)
    asked = queries([plain_text(entry.document) for entry in entries])
    ours, theirs = zip(*(_asking(index, raw, *query) for query in asked), strict=True)
    index.close()
    raw.close()
    goal = "p95 at most 10 ms and twice FTS5"
    return [
        Figure("search, median", _percentile(ours, 50), _percentile(theirs, 50), "ms", goal),
        Figure("search, p95", _percentile(ours, 95), _percentile(theirs, 95), "ms", goal),
        Figure("search, build the index", building, building_raw, "ms", "well below 500 ms"),
    ]
