"""Which entries came from other programs, so that the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.entry import Entry, Source


class Origin(Struct, frozen=True, gc=False):
    """Where the entry *entry_id* came from, and whether its writer went on with it here."""

    entry_id: str
    source: Source
    is_edited_here: bool

    @override
    def __repr__(self) -> str:
        return f"<Origin of {self.entry_id}>"


class Provenance:
    """Remembers, of every entry that was imported, what it is here."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Origin] = {}

    def note(self, entry: Entry) -> None:
        """Remember *entry*, if it came from elsewhere."""
        if source := entry.source:
            is_edited = entry.edited != source.edited or entry.trashed is not None
            known = Origin(entry.id, source, is_edited)
            self._known[source.program, source.id] = known

    def of(self, entry_ids: Container[str]) -> list[Origin]:
        """Return what is remembered of those of *entry_ids* that were imported."""
        return [origin for origin in self._known.values() if origin.entry_id in entry_ids]

    def remember(self, origins: Iterable[Origin]) -> None:
        """Remember *origins*, unless something newer is known of the same."""
        for origin in origins:
            self._known.setdefault((origin.source.program, origin.source.id), origin)

    def is_news(self, entry: Entry) -> bool:
        """Tell whether an arriving *entry* is to be stored: it is new, or edited only there."""
        known = self._find(entry)
        if known is None or entry.source is None:
            return True
        return entry.source.edited > known.source.edited and not known.is_edited_here

    def as_known(self, entry: Entry) -> Entry:
        """Return an arriving *entry* with the id it has here, if it came before."""
        known = self._find(entry)
        return replace(entry, id=known.entry_id) if known else entry

    def clear(self) -> None:
        """Forget all of them."""
        self._known.clear()

    def _find(self, entry: Entry) -> Origin | None:
        source = entry.source
        return self._known.get((source.program, source.id)) if source else None
