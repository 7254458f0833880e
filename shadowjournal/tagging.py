"""Which tags a journal has, and what its entries say once tags are renamed, merged or taken off.

Two spellings are one tag where they differ in case alone, or in how an accent is encoded, which
nobody can see. What is renamed is renamed in the trash as well: an entry that is taken back would
otherwise bring the old name with it. Only what is out of the trash counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, clean_tags
from shadowjournal.names import PERSON, name_key

Colours: TypeAlias = tuple[tuple[str, str], ...]
"""The key of a tag and the name of its colour, for each tag that has one."""

# By the key of a tag and the id of an entry: how that one spells it, an import even in two ways.
_Uses: TypeAlias = dict[str, dict[str, tuple[str, ...]]]


class Tag(Struct, frozen=True):
    """A tag: ``key`` is the same for all its spellings, ``name`` the one of the newest entry.

    ``count`` entries have it, the ``first`` and the ``last`` on these local days.
    """

    key: str
    name: str
    count: int
    first: date
    last: date

    @property
    def is_person(self) -> bool:
        """Whether it names a person."""
        return self.name.startswith(PERSON)

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Tag on {self.count}>"


class Retagging(Struct, frozen=True):
    """Tags that become another one: those of ``keys`` are called ``name`` from then on.

    Without a ``name`` they are taken off.
    """

    keys: frozenset[str]
    name: str = ""

    @override
    def __repr__(self) -> str:
        return f"<Retagging of {len(self.keys)}>"

    @classmethod
    def into(cls, name: str, keys: Iterable[str]) -> Retagging:
        """Return that the tags of *keys* become *name*, which may be one of them.

        Alone, a tag can be spelled anew; among others, what is called *name* already stays as it
        is spelled.
        """
        wanted = frozenset(keys)
        return cls(wanted - {name_key(name)} or wanted, name)

    def tags(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """Return what becomes of the *tags* of an entry: in their order, none twice."""
        if not any(name_key(tag) in self.keys for tag in tags):
            return tags
        leaving = self.keys | {name_key(self.name)} if self.name else self.keys
        kept: list[str] = []
        is_placed = not self.name
        for tag in tags:
            if name_key(tag) not in leaving:
                kept.append(tag)
            elif not is_placed:
                kept.append(self.name)
                is_placed = True
        return tuple(kept)

    def entries(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return those of *entries* that differ then, as they are then."""
        changed = ((entry, self.tags(entry.tags)) for entry in entries)
        return [replace(entry, tags=tags) for entry, tags in changed if tags != entry.tags]

    def colours(self, colours: Colours) -> Colours:
        """Return which tag has which colour then: a new name takes over that of the old one."""
        here, key = dict(colours), name_key(self.name)
        carried = [hue for each, hue in colours if each in self.keys]
        left = {each: hue for each, hue in here.items() if each not in self.keys}
        if self.name and (hue := here.get(key) or next(iter(carried), "")):
            left[key] = hue
        return tuple(left.items())

    def colours_back(self, colours: Colours, before: Colours) -> Colours:
        """Return *colours* with those of the tags concerned as they were *before*."""
        concerned = self.keys | {name_key(self.name)}
        kept = [each for each in colours if each[0] not in concerned]
        return (*kept, *(each for each in before if each[0] in concerned))


class Tagged:
    """All tags of a journal.

    Args:
        summaries: what the lists show of every entry.
        thrown: what the trash shows.
    """

    def __init__(self, summaries: Iterable[Summary] = (), thrown: Iterable[Summary] = ()) -> None:
        self._uses: _Uses = {}
        self._thrown: _Uses = {}
        self._newest: dict[str, Summary] = {}
        self._first: dict[str, date] = {}
        for summary in summaries:
            self._take(summary)
        for summary in thrown:
            _note(self._thrown, summary)

    def _take(self, summary: Summary) -> None:
        day = summary.written.day
        for key in _note(self._uses, summary):
            newest = self._newest.setdefault(key, summary)
            if _order(summary) > _order(newest):
                self._newest[key] = summary
            self._first[key] = min(day, self._first.get(key, day))

    def tags(self) -> list[Tag]:
        """Return every tag once, in no order; those that lie in the trash alone are left out."""
        return [
            Tag(
                key=key,
                name=uses[self._newest[key].id][0],
                count=len(uses),
                first=self._first[key],
                last=self._newest[key].written.day,
            )
            for key, uses in self._uses.items()
        ]

    def name_of(self, name: str) -> str:
        """Return how the tag *name* is spelled here; empty where there is none."""
        key = name_key(name)
        return self._uses[key][self._newest[key].id][0] if key in self._uses else ""

    def changed_by(self, retagging: Retagging) -> list[str]:
        """Return the ids of the entries out of the trash that *retagging* changes."""
        return _changed(self._uses, retagging)

    def thrown_changed_by(self, retagging: Retagging) -> list[str]:
        """Return the ids of the entries in the trash that *retagging* changes."""
        return _changed(self._thrown, retagging)


def clean_tag(text: str) -> str:
    """Return *text* as a tag; empty where nothing is left of it."""
    return next(iter(clean_tags([text])), "")


def coloured(colours: Colours, keys: AbstractSet[str], hue: str) -> Colours:
    """Return *colours* with the tags of *keys* in *hue*; without a colour where that is empty."""
    kept = tuple(each for each in colours if each[0] not in keys)
    return (*kept, *((key, hue) for key in sorted(keys))) if hue else kept


def _note(uses: _Uses, summary: Summary) -> Iterable[str]:
    """Take note of how *summary* spells its tags; return their keys."""
    spelled: dict[str, tuple[str, ...]] = {}
    for tag in summary.tags:
        key = name_key(tag)
        spelled[key] = (*spelled.get(key, ()), tag)
    for key, spellings in spelled.items():
        uses.setdefault(key, {})[summary.id] = spellings
    return spelled.keys()


def _changed(uses: _Uses, retagging: Retagging) -> list[str]:
    found = {
        entry_id: None
        for key in sorted(retagging.keys)
        for entry_id, spelled in uses.get(key, {}).items()
        if spelled != (retagging.name,)
    }
    return [*found]


def _order(summary: Summary) -> tuple[object, ...]:
    return summary.written.local, summary.written.utc, summary.id
