"""A journal's file, what lies where in it, and damaged copies of it.

The same copies serve every test of what can still be read and of what can be brought back: see
`cases`.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from shadowjournal.folder import JournalFolder
from shadowjournal.vault.key import JournalKey
from tests.builders import QUICK, an_entry, text

_FINGER = 24  # so many bytes of a sealed record stand in the file once


class Stretch(NamedTuple):
    """Bytes of the file that are sealed bytes of one row."""

    start: int
    end: int
    owner: str
    """The entry whose revision it is, or the name of another table."""
    is_newest: bool


class Case(NamedTuple):
    """A damaged copy."""

    what: str
    content: bytes
    hit: Stretch | None
    """The row whose sealed bytes were hit; None where it was anything else of the file."""
    cut_at: int


class Written:
    """A journal of some entries, each with a draft before it.

    Attributes:
        folder: it lies here.
        key: opens it.
        whole: its file as it was written.
        newest: the words of every entry, by id.
        drafts: the words of each before the last revision.
        stretches: where the sealed bytes of every row lie in the file.
    """

    def __init__(self, place: Path, entries: int = 30) -> None:
        self.folder = JournalFolder(place)
        self.folder.take()
        self.key: JournalKey = self.folder.create(passphrase="one", effort=QUICK).key
        self.newest: dict[str, str] = {}
        self.drafts: dict[str, str] = {}
        for number in range(entries):
            draft = an_entry(f"Day {number}", f"Draft {number}.")
            words = f"Entry number {number}. " * (1 + number % 7 * 40)
            for content in (draft, replace(draft, document=text(words.strip()))):
                journal = self.folder.open(self.key)  # another sitting, so that the draft is kept
                journal.save(content)
                journal.close()
            self.newest[draft.id] = words.strip()
            self.drafts[draft.id] = f"Draft {number}."
        self.folder.release()
        self.whole = self.folder.file.read_bytes()
        self.stretches = sorted(_stretches(self.folder.file, self.whole))

    def put(self, content: bytes) -> None:
        """Let the journal's file hold *content*, and nothing lie beside it."""
        for file in self.folder.path.glob("journal.db*"):
            file.unlink()
        self.folder.file.touch(0o600)
        self.folder.file.write_bytes(content)

    def at(self, offset: int) -> Stretch | None:
        """Return the row whose sealed bytes lie at *offset*."""
        found = [s for s in self.stretches if s.start <= offset < s.end]
        return found[0] if found else None


def cases(written: Written, flips: int, cuts: int, seed: int = 0) -> Iterator[Case]:
    """Yield copies of *written* with one wrong bit, and copies that were cut; always the same."""
    chance = random.Random(seed)
    whole = written.whole
    for _ in range(flips):
        offset = chance.randrange(len(whole))
        content = bytearray(whole)
        content[offset] ^= 1 << chance.randrange(8)
        yield Case(f"bit at {offset}", bytes(content), written.at(offset), len(whole))
    for _ in range(cuts):
        size = chance.randrange(len(whole))
        yield Case(f"cut at {size}", whole[:size], None, size)


def _stretches(file: Path, whole: bytes) -> Iterator[Stretch]:
    """Find where each sealed value lies: it is random, so any part of it stands there once."""
    with sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master "
                  "WHERE type = 'table' AND sql LIKE '%\"sealed\"%'")]  # fmt: skip
        for table in tables:
            is_entry = table == "revision"
            columns = "entry, revision, sealed" if is_entry else "'', 0, sealed"
            rows = database.execute(f"SELECT {columns} FROM {table}").fetchall()
            newest = {entry: max(r for e, r, _ in rows if e == entry) for entry, _, _ in rows}
            for entry, revision, sealed in rows:
                for start, end in _pieces(sealed, whole):
                    owner = entry if is_entry else table
                    yield Stretch(start, end, owner, is_entry and revision == newest[entry])
    database.close()


def _pieces(sealed: bytes, whole: bytes) -> Iterator[tuple[int, int]]:
    """Yield where *sealed* lies, piece by piece: long values run on over other pages."""
    place = 0
    while place < len(sealed):
        finger = sealed[place : place + _FINGER]
        start = whole.find(finger)
        assert start >= 0, "a part of a row is nowhere in the file"
        end = 0
        while place + end < len(sealed) and sealed[place + end] == whole[start + end]:
            end += 1
        yield start, start + end
        place += end
