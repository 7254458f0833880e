"""What the journal answers, and how entries are chosen."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, auto
from typing import Final, NamedTuple

from shadowjournal.catalog import Summary
from shadowjournal.search import Snippet

AT_FIRST: Final = 20
"""So many results are asked for while somebody types: as many as a large screen has room for."""


class Found(NamedTuple):
    """An entry that a search found, with the place where."""

    summary: Summary
    snippet: Snippet


class Damage(NamedTuple):
    """A sealed record that does not open."""

    record: str
    revision: int
    reason: str


DAMAGED_FILE = Damage("journal.db", 0, "The file itself is damaged.")


class Change(StrEnum):
    """How the file differs from what this program wrote last."""

    ROWS_MISSING = auto()
    ROWS_ADDED = auto()
    ROWS_EXCHANGED = auto()
    FILE_OLDER = auto()
    MANIFEST_MISSING = auto()


class Discrepancy(NamedTuple):
    """A change to the file that this program did not make; ``rows`` says of how many, if known."""

    change: Change
    rows: int = 0


class Verified(NamedTuple):
    """What opening every row showed."""

    entries: int
    revisions: int
    pictures: int
    damaged: tuple[Damage, ...]
    discrepancies: tuple[Discrepancy, ...] = ()


class TakenIn(NamedTuple):
    """How many imported entries were new or changed, and how many were here already."""

    imported: int
    unchanged: int


class Selection(NamedTuple):
    """Which entries: between two local days (both included), with a tag, found by a query."""

    first: date | None = None
    last: date | None = None
    tag: str | None = None
    query: str | None = None

    def admits(self, summary: Summary) -> bool:
        """Tell whether days and tag let *summary* in; the query is the journal's to answer."""
        tag = (self.tag or "").lstrip("#").casefold()
        if tag and tag not in {each.casefold() for each in summary.tags}:
            return False
        return (self.first or date.min) <= summary.written.day <= (self.last or date.max)
