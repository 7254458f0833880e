"""What the session asks of the open journal: these run on the journal's thread."""

from __future__ import annotations

from collections.abc import Sequence

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, Picture
from shadowjournal.journal import Journal
from shadowjournal.preferences import Preferences
from shadowjournal.results import Discrepancy


def read_some(journal: Journal) -> tuple[list[Summary], bool]:
    """Read some more; return what the lists show of it, and whether all is read."""
    return journal.read_some(), journal.is_read


def damage(journal: Journal) -> tuple[list[str], tuple[Discrepancy, ...]]:
    """Return what of *journal* did not open, and how its file differs from what was written."""
    return [each.record for each in journal.damaged], journal.discrepancies


def prefer(preferences: Preferences, journal: Journal) -> Preferences:
    """Store *preferences* and return them."""
    journal.prefer(preferences)
    return preferences


def keep_picture(picture: Picture, journal: Journal) -> Picture:
    """Store *picture* and return it."""
    journal.keep_picture(picture)
    return picture


def append(entry: Entry, journal: Journal) -> Entry:
    """Store *entry* as a version of its own and return it."""
    journal.append([entry])
    return entry


def throw_away(entry_id: str, journal: Journal) -> Entry:
    """Put the entry *entry_id* into the trash and return it."""
    return journal.trash.throw_away(entry_id)


def take_back(entry_id: str, journal: Journal) -> Entry:
    """Take the entry *entry_id* out of the trash and return it."""
    return journal.trash.take_back(entry_id)


def trash(journal: Journal) -> list[Summary]:
    """Return what lies in the trash."""
    journal.read_all()
    return journal.trash.entries


def delete(entry_ids: Sequence[str], journal: Journal) -> list[Summary]:
    """Take these entries out for ever; return what still lies in the trash."""
    journal.trash.delete(entry_ids)
    return journal.trash.entries


def keep_up(journal: Journal) -> int:
    """Do the next bit of what a journal does by itself; return 0 once all is done."""
    return journal.reseal_some() or journal.clear_some() or int(not journal.keep_index())


def ignored(_: object) -> None:
    """Hear an answer that changes nothing."""
