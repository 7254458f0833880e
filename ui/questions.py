"""What the session asks of the open journal: these run on the journal's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, Picture, now
from shadowjournal.errors import DamagedData, NoSuchEntry
from shadowjournal.journal import Journal
from shadowjournal.preferences import Preferences
from shadowjournal.results import Discrepancy, Found
from shadowjournal.tagging import Tagged


class Search(NamedTuple):
    """What is looked for, at most how many of it, and in which order.

    Attributes:
        query: in one line or several; each of them is asked for.
    """

    query: str
    limit: int
    is_newest_first: bool = False


class Rewritten(NamedTuple):
    """An entry as it was, and as it was stored instead."""

    before: Entry
    after: Entry


def read_some(journal: Journal) -> tuple[list[Summary], bool]:
    """Read some more; return what the lists show of it, and whether all is read."""
    return journal.read_some(), journal.is_read


def damage(journal: Journal) -> tuple[list[str], tuple[Discrepancy, ...]]:
    """Return what of *journal* did not open, and how its file differs from what was written."""
    return [each.record for each in journal.damaged], journal.discrepancies


def search(wanted: Search, journal: Journal) -> list[Found]:
    """Return what is *wanted* of the entries read so far."""
    return journal.search(wanted.query, wanted.limit, is_newest_first=wanted.is_newest_first)


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


def entries(entry_ids: Sequence[str], journal: Journal) -> list[Entry]:
    """Return these entries; what does not open, or is gone meanwhile, is left out."""
    found = []
    for entry_id in entry_ids:
        with suppress(NoSuchEntry, DamagedData):
            found.append(journal.get(entry_id))
    return found


def keep_back(entry_id: str, is_kept_back: bool, journal: Journal) -> Entry:
    """Store whether the entry *entry_id* may come up by itself, and return it."""
    return append(replace(journal.get(entry_id), is_kept_back=is_kept_back, edited=now()), journal)


def rewrite(
    entry_ids: Sequence[str], change: Callable[[Sequence[Entry]], list[Entry]], journal: Journal
) -> list[Rewritten]:
    """Store what *change* makes of these entries, all or none; return which came of which."""
    before = {entry_id: journal.get(entry_id) for entry_id in entry_ids}
    at = now()
    after = [replace(entry, edited=at) for entry in change([*before.values()])]
    journal.append(after)
    return [Rewritten(before[entry.id], entry) for entry in after]


def write_back(rewritten: Sequence[Rewritten], journal: Journal) -> list[Entry]:
    """Store what the entries were before, all or none, and return them.

    What was changed again meanwhile stays as it is.
    """
    same = [each.before for each in rewritten if _is_there(each.after, journal)]
    at = now()
    journal.append([replace(entry, edited=at) for entry in same])
    return same


def _is_there(entry: Entry, journal: Journal) -> bool:
    try:
        return journal.get(entry.id) == entry
    except (NoSuchEntry, DamagedData):  # deleted for ever, or hit by something, since
        return False


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


def tagged(journal: Journal) -> Tagged:
    """Return the tags of all entries, and of those in the trash."""
    return Tagged(journal.summaries(), journal.trash.entries)


def delete(entry_ids: Sequence[str], journal: Journal) -> list[Summary]:
    """Take these entries out for ever; return what still lies in the trash."""
    journal.trash.delete(entry_ids)
    return journal.trash.entries


def keep_up(journal: Journal) -> int:
    """Do the next bit of what a journal does by itself; return 0 once all is done."""
    return journal.reseal_some() or journal.clear_some() or int(not journal.keep_index())


def ignored(_: object) -> None:
    """Hear an answer that changes nothing."""
