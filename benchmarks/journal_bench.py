"""Opening and saving."""

from __future__ import annotations

import os
import sqlite3
import statistics
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpus import a_journal_of
from benchmarks.figure import Figure
from benchmarks.timing import in_turn, seconds
from shadowjournal.entry import new_id
from shadowjournal.importers import Imported
from shadowjournal.results import AT_FIRST

_SAVES = 300
_OPENINGS = 5


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with a journal that holds *entries*."""
    folder, made = a_journal_of(place / "opened", entries)

    def until_search_answers() -> None:
        journal = folder.open(made.key)
        journal.read_all()
        journal.search("plague", AT_FIRST)
        journal.close()

    def rows_only() -> None:
        file = sqlite3.connect(folder.path / "journal.db")
        sum(len(sealed) for (sealed,) in file.execute("SELECT sealed FROM revision"))
        file.close()

    opened, read = in_turn(_OPENINGS, until_search_answers, rows_only)
    journal = folder.open(made.key)
    firsts, agains, commits = [], [], []
    bare = _Bare(place / "bare.db", folder.path / "journal.db")
    for arrival in (entries * (_SAVES // len(entries) + 1))[:_SAVES]:  # in turn, on the same disk
        entry = replace(arrival.entry, id=new_id())
        firsts.append(seconds(partial(journal.save, entry)))
        agains.append(seconds(partial(journal.save, entry)))
        commits.append(seconds(partial(bare.commit, bare.of_equal_size())))
    journal.close()
    bare.close()
    return [
        Figure("unlock until search answers", opened, read, "s", "<= 1.0 s"),
        Figure("save at a pause in writing", _ms(agains), _ms(commits), "ms", "<= 2x"),
        Figure("the same, p95", _p95(agains), _p95(commits), "ms", ""),
        Figure("save of a new entry", _ms(firsts), _ms(commits), "ms", "<= 2x"),
    ]


class _Bare:
    """Rows into SQLite with the same promises, as large as those of the journal in *beside*."""

    def __init__(self, path: Path, beside: Path) -> None:
        self._beside = sqlite3.connect(beside)
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode=wal")
        self._file.execute("PRAGMA synchronous=full")
        self._file.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, content BLOB)")

    def of_equal_size(self) -> bytes:
        last = "SELECT length(sealed) FROM revision ORDER BY seq DESC LIMIT 1"
        (size,) = self._beside.execute(last).fetchone()
        return os.urandom(size)

    def commit(self, content: bytes) -> None:
        self._file.execute("INSERT INTO rows (content) VALUES (?)", [content])

    def close(self) -> None:
        self._beside.close()
        self._file.close()


def _ms(times: list[float]) -> float:
    return statistics.median(times) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000
