"""What a search answers."""

from __future__ import annotations

from msgspec import Struct
from typing_extensions import override

from shadowjournal.search.snippet import Snippet


class Hit(Struct, frozen=True):
    """An entry that answers a query, and a few words of it."""

    entry_id: str
    snippet: Snippet


class Counts(Struct, frozen=True):
    """How many answers there are of each year, and with each tag (the most frequent first)."""

    years: dict[int, int]
    tags: dict[str, int]

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Counts of {len(self.years)} years>"
