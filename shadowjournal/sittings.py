"""Sittings: pauses within one replace the revision that it began with."""

from __future__ import annotations

import time

SITTING = 30 * 60.0
"""Seconds after which the next save of an entry begins a new revision."""


class Sittings:
    """Which revision of an entry is being written on, and since when."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, float]] = {}

    def number(self, entry_id: str) -> int | None:
        """Return the revision that the next save of *entry_id* replaces; None for a new one."""
        number, saved = self._last.get(entry_id, (0, 0.0))
        return number if number and time.monotonic() - saved < SITTING else None

    def note(self, entry_id: str, number: int) -> None:
        """Note that *entry_id* was saved just now as its revision *number*."""
        self._last[entry_id] = number, time.monotonic()

    def end(self, entry_id: str) -> None:
        """End the sitting with *entry_id*: its newest revision is not the one it wrote."""
        self._last.pop(entry_id, None)
