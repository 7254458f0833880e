"""Search: the index of the journal against FTS5 as it comes, over the same text."""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.figure import Figure
from benchmarks.timing import in_turn
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


def _percentile(times: Sequence[float], percent: int) -> float:
    """Return a percentile of *times*, given in seconds, in milliseconds."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] * 1_000


def _asking(index: Index, raw: sqlite3.Connection, typed: str, match: str) -> list[float]:
    """Return how many seconds both take."""
    return in_turn(
        ROUNDS,
        lambda: index.search(typed, LIMIT),
        lambda: raw.execute(_RAW_SEARCH, (match, LIMIT)).fetchall(),
    )


def figures(arrivals: Sequence[Imported]) -> list[Figure]:
    """Measure building, and 200 mixed queries for the best 50; each time is a median of five."""
    entries = [arrival.entry for arrival in arrivals]
    building, building_raw = in_turn(
        ROUNDS, lambda: Index().put(entries), lambda: _raw_index(entries).close()
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
        Figure("search, build the index", building, building_raw, "s", "<= 0.5 s"),
    ]
