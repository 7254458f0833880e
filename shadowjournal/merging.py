"""What another copy of the journal holds, brought into the journal.

Everything that comes in is added, and nothing that is here goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from msgspec.structs import replace

from shadowjournal.entry import MAX_TITLE, Entry, Picture, Source, clean_title, entry_to_bytes
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.journal import Journal
from shadowjournal.vault.key import JournalKey, Kind

OTHER = "from the other copy"
"""What the title says of an entry that is kept twice, of the one that came in."""

_SOURCE = "ShadowJournal"


class Outcome(Enum):
    """What becomes of an entry of the copy."""

    KNOWN = "known"
    NEW = "new"
    NEWER = "newer"
    OLDER = "older"
    TWICE = "twice"


class Brought(NamedTuple):
    """An entry of the copy, or versions of it, that the journal does not have.

    Attributes:
        versions: what the copy holds of it, oldest first; the last is what it is there.
        pictures: all that stand in them.
        twin_id: the id it gets where both copies went on with it differently.
    """

    versions: tuple[Entry, ...]
    pictures: tuple[Picture, ...]
    twin_id: str

    @property
    def entry_id(self) -> str:
        """The id of the entry in the copy."""
        return self.versions[-1].id


class Merged(NamedTuple):
    """How many entries came in, and how.

    Attributes:
        new: the journal did not have them.
        newer: the copy had gone on with them, the journal had not.
        older: the journal had gone on; earlier versions came into their history.
        twice: both had gone on; the other version is an entry of its own now.
    """

    new: int = 0
    newer: int = 0
    older: int = 0
    twice: int = 0

    def plus(self, other: Merged) -> Merged:
        """Return the sum of both."""
        return Merged(*(one + two for one, two in zip(self, other, strict=True)))


class Decision(NamedTuple):
    """What becomes of an entry of the copy, and what is added to the journal for it, in order."""

    outcome: Outcome
    versions: tuple[Entry, ...] = ()


def merge(journal: Journal, batch: Sequence[Brought], *, dry_run: bool = False) -> Merged:
    """Bring *batch* into *journal*, all of it or nothing; or only say what that would do.

    Raises:
        CannotWrite: nothing of it was stored.
    """
    decisions = [decide(brought, journal.revisions) for brought in batch]
    if not dry_run:
        versions = [version for decision in decisions for version in decision.versions]
        ids = {picture for version in versions for picture in version.document.pictures}
        pictures = {p.id: p for brought in batch for p in brought.pictures if p.id in ids}
        if versions:
            journal.append(versions, pictures.values())
    outcomes = [decision.outcome for decision in decisions]
    ways = (Outcome.NEW, Outcome.NEWER, Outcome.OLDER, Outcome.TWICE)
    return Merged(*(outcomes.count(way) for way in ways))


def decide(brought: Brought, versions_of: Callable[[str], list[Entry]]) -> Decision:
    """Decide what becomes of *brought*; *versions_of* gives what the journal has of an entry."""
    ours, theirs = versions_of(brought.entry_id), brought.versions
    if not ours:
        is_own = _came_from(theirs[-1], versions_of)
        return Decision(Outcome.KNOWN) if is_own else Decision(Outcome.NEW, theirs)
    known = {_content(version) for version in ours}
    missing = _without_repetitions(v for v in theirs if _content(v) not in known)
    if _goes_on_from(theirs, ours):
        tail = () if missing and missing[-1] == theirs[-1] else (theirs[-1],)
        return Decision(Outcome.NEWER, (*missing, *tail))
    if _content(ours[-1]) == _content(theirs[-1]) or _goes_on_from(ours, theirs):
        return Decision(Outcome.OLDER, (*missing, ours[-1])) if missing else Decision(Outcome.KNOWN)
    if versions_of(brought.twin_id):
        return Decision(Outcome.KNOWN)
    return Decision(Outcome.TWICE, tuple(_twin(v, brought.twin_id, ours[-1]) for v in missing))


def twin_id_for(entry: Entry, key: JournalKey) -> str:
    """Return the id that *entry* gets here where both copies went on with it; always the same."""
    # Keyed, for it stands in clear: nobody must be able to try whether he knows what is in it.
    return key.name_for(Kind.ENTRY, f"{entry.id}:{_content(entry)}")


def _goes_on_from(later: Sequence[Entry], earlier: Sequence[Entry]) -> bool:
    """Tell whether *later* goes on from where *earlier* stands, so that nothing of it is lost.

    A version that is written on within one sitting takes the place of the one before: what stands
    in *earlier* may then be no version of *later*, and be in its text all the same.
    """
    new, old = later[-1], earlier[-1]
    if _content(new) == _content(old):
        return False
    has_old = _content(old) in {_content(version) for version in later}
    has_new = _content(new) in {_content(version) for version in earlier}
    if has_old and has_new:  # somebody went back to earlier words
        return new.edited > old.edited
    return has_old or (not has_new and new.edited >= old.edited and _is_within(old, new))


def _is_within(part: Entry, whole: Entry) -> bool:
    """Tell whether every line of *part* stands in *whole*, in the same order, whole or longer."""
    rest = iter(to_markdown(whole.document).splitlines())
    has_lines = all(
        any(line.startswith(wanted) for line in rest)
        for wanted in to_markdown(part.document).splitlines()
    )
    bare = replace(part, title=whole.title, tags=whole.tags, document=whole.document)
    return (
        has_lines
        and whole.title.startswith(part.title)
        and {*part.tags} <= {*whole.tags}
        and {*part.document.pictures} <= {*whole.document.pictures}
        and _content(bare) == _content(whole)
    )


def _came_from(entry: Entry, versions_of: Callable[[str], list[Entry]]) -> bool:
    """Tell whether *entry* is one that the other copy took from here."""
    if entry.source is None or entry.source.program != _SOURCE:
        return False
    original, _, content = entry.source.id.partition(":")
    return content in {_content(version) for version in versions_of(original)}


def _twin(version: Entry, twin_id: str, ours: Entry) -> Entry:
    room = MAX_TITLE - len(f" ({OTHER})")
    title = f"{version.title[:room]} ({OTHER})" if version.title else OTHER.capitalize()
    source = Source(_SOURCE, f"{version.id}:{_content(version)}", version.edited)
    # Whoever does not want the one to come up by itself does not want its twin to.
    is_kept_back = version.is_kept_back or ours.is_kept_back
    return replace(
        version,
        id=twin_id,
        title=clean_title(title),
        source=source,
        is_kept_back=is_kept_back,
    )


def _content(entry: Entry) -> str:
    """Return what tells the content of *entry* from others; when it was sealed is no part of it."""
    return hashlib.blake2b(
        entry_to_bytes(replace(entry, edited=entry.created)), digest_size=16
    ).hexdigest()


def _without_repetitions(versions: Iterator[Entry]) -> tuple[Entry, ...]:
    # The last of equal ones stays: what an entry is must come last.
    by_content: dict[str, Entry] = {}
    for version in versions:
        by_content.pop(_content(version), None)
        by_content[_content(version)] = version
    return tuple(by_content.values())
