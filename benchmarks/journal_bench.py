"""Opening and saving."""

from __future__ import annotations

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpus import a_journal_of
from benchmarks.figure import Figure
from shadowjournal.entry import new_id
from shadowjournal.importers import Imported

_SAVES = 300
_OPENINGS = 5


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with a journal that holds *entries*."""
    folder, made = a_journal_of(place / "opened", entries)

    def until_search_answers() -> None:
        journal = folder.open(made.key)
        journal.read_all()
        journal.search("plague", 50)
        journal.close()

    def rows_only() -> None:
        file = sqlite3.connect(folder.path / "journal.db")
        sum(len(sealed) for (sealed,) in file.execute("SELECT sealed FROM revision"))
        file.close()

    opened = min(_seconds(until_search_answers) for _ in range(_OPENINGS))
    read = min(_seconds(rows_only) for _ in range(_OPENINGS))
    journal = folder.open(made.key)
    saves, commits = [], []
    bare = _Bare(place / "bare.db")
    for arrival in (entries * (_SAVES // len(entries) + 1))[:_SAVES]:  # in turn, on the same disk
        entry = replace(arrival.entry, id=new_id())
        saves.append(_seconds(partial(journal.save, entry)))
        commits.append(_seconds(bare.commit))
    journal.close()
    return [
        Figure("unlock until search answers", opened, read, "s", "<= 1.0 s"),
        Figure("save, median", _ms(saves), _ms(commits), "ms", "<= 2x a bare commit"),
    ]


class _Bare:
    """A row of 4 kB into SQLite with the same promises, and nothing else."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode=wal")
        self._file.execute("PRAGMA synchronous=full")
        self._file.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, content BLOB)")
        self._content = os.urandom(4096)

    def commit(self) -> None:
        self._file.execute("INSERT INTO rows (content) VALUES (?)", [self._content])


def _ms(times: list[float]) -> float:
    return statistics.median(times) * 1000


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
