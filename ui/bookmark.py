"""Where the writer was, in an id and a number: it may outlive the lock, which no word may."""

from __future__ import annotations

from datetime import date

from shadowjournal.entry import Moment


class Bookmark:
    """One place in one entry."""

    def __init__(self) -> None:
        self._entry_id: str | None = None
        self._cursor = 0
        self._day = date.min

    @property
    def entry_id(self) -> str | None:
        """The entry in which the writer was, or None."""
        return self._entry_id

    @property
    def is_of_today(self) -> bool:
        """Whether it was put today: another day begins with a page of its own."""
        return self._day == Moment.now().day

    def put(self, entry_id: str, cursor: int) -> None:
        """Note that the writer is in this entry, *cursor* characters from its beginning."""
        self._entry_id, self._cursor, self._day = entry_id, cursor, Moment.now().day

    def take(self, entry_id: str) -> int | None:
        """Return where the writer was in this entry, once; None where it was in another."""
        if entry_id != self._entry_id:
            return None
        self._entry_id = None
        return self._cursor
