"""What the session asks of the open journal: these run on the journal's thread."""

from __future__ import annotations

from shadowjournal.entry import Picture
from shadowjournal.journal import Journal
from shadowjournal.preferences import Preferences
from shadowjournal.results import Discrepancy


def damage(journal: Journal) -> tuple[int, tuple[Discrepancy, ...]]:
    """Return how much of *journal* did not open, and how its file differs from what was written."""
    return len(journal.damaged), journal.discrepancies


def prefer(preferences: Preferences, journal: Journal) -> Preferences:
    """Store *preferences* and return them."""
    journal.prefer(preferences)
    return preferences


def keep_picture(picture: Picture, journal: Journal) -> Picture:
    """Store *picture* and return it."""
    journal.keep_picture(picture)
    return picture


def ignored(_: object) -> None:
    """Hear an answer that changes nothing."""
