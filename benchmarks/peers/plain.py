"""The diary as plain rows: what every program makes its own files of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_FILE = "plain.db"


class Page(NamedTuple):
    """One entry: its local day and time as in ISO 8601, and its words."""

    written: str
    title: str
    body: str
    tags: str

    @property
    def day(self) -> str:
        """Its day, as in ISO 8601."""
        return self.written[:10]

    @property
    def text(self) -> str:
        """The title and, below, the text: what a program is given that knows but one of them."""
        return f"{self.title}\n{self.body}" if self.title else self.body


def write(place: Path, pages: Iterable[Page]) -> None:
    """Keep *pages* in the folder *place*."""
    with closing(sqlite3.connect(place / _FILE)) as file, file:
        file.execute("CREATE TABLE page (written TEXT, title TEXT, body TEXT, tags TEXT)")
        file.executemany("INSERT INTO page VALUES (?, ?, ?, ?)", pages)


def read(place: Path) -> Iterator[Page]:
    """Yield the pages that are kept in the folder *place*, oldest first."""
    with closing(sqlite3.connect(place / _FILE)) as file:
        yield from map(Page._make, file.execute("SELECT * FROM page ORDER BY written, rowid"))
