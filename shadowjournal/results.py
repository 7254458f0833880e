"""What the journal answers, and how entries are chosen."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shadowjournal.catalog import Summary
from shadowjournal.search import Snippet


class Found(NamedTuple):
    """An entry that a search found, with the place where."""

    summary: Summary
    snippet: Snippet


class Damage(NamedTuple):
    """A sealed record that does not open."""

    record: str
    revision: int
    reason: str


class Verified(NamedTuple):
    """What opening every row showed."""

    entries: int
    revisions: int
    pictures: int
    damaged: tuple[Damage, ...]


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
