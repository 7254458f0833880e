"""Links from entry to entry: where they stand, what they lead to, who links whom.

A link names the entry by its id, so it leads there whatever becomes of the title; its words stay as
the writer left them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from shadowjournal.document import (
    Block,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    document,
    linked_entry,
    spans,
    text_blocks,
)

EntryAddress: TypeAlias = Callable[[str], str | None]
"""Tells for the id of an entry where it lies in what is written; None where it is not in it."""


def nowhere(_: str) -> None:
    """Tell of every entry that it is not in what is written."""


def links_of(content: Document) -> tuple[str, ...]:
    """Return the ids of the entries to which *content* links, in order, each once."""
    links = (
        span.link for block in text_blocks(content) for span in block.spans if span.link is not None
    )
    return tuple(dict.fromkeys(found for link in links if (found := linked_entry(link))))


def unlinked(content: Document, address: EntryAddress = nowhere) -> Document:
    """Return *content* with the words alone of each link to an entry that has no *address*."""
    lost = {entry_id for entry_id in links_of(content) if address(entry_id) is None}
    return document(_unlinked(block, lost) for block in content.blocks) if lost else content


def _unlinked(block: Block, lost: set[str]) -> Block:
    if not isinstance(block, Paragraph | Heading | ListItem | Quote):
        return block
    kept = [replace(s, link=None) if linked_entry(s.link) in lost else s for s in block.spans]
    return replace(block, spans=spans(kept))


def address_of(link: str, address: EntryAddress) -> str:
    """Return where *link* leads in what is written; *address* tells it of entries."""
    entry_id = linked_entry(link)
    return link if entry_id is None else address(entry_id) or link


class Backlinks:
    """Who links to whom, of the entries it was told of."""

    def __init__(self) -> None:
        self._links: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, dict[str, None]] = {}

    def show(self, links: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Know *links*, pairs of an entry's id and the ids it links to, and nothing else."""
        self.clear()
        for entry_id, targets in links:
            self.put(entry_id, targets)

    def put(self, entry_id: str, targets: Sequence[str]) -> None:
        """Know that the entry *entry_id* links to *targets* now, and to no others."""
        if not targets and entry_id not in self._links:
            return  # as most entries
        self.remove(entry_id)
        others = tuple(each for each in dict.fromkeys(targets) if each != entry_id)
        if others:
            self._links[entry_id] = others
        for target in others:
            self._sources.setdefault(target, {})[entry_id] = None

    def remove(self, entry_id: str) -> None:
        """Know no links of the entry *entry_id*; those that lead to it stay."""
        for target in self._links.pop(entry_id, ()):
            sources = self._sources[target]
            del sources[entry_id]
            if not sources:
                del self._sources[target]

    def sources(self, target: str) -> tuple[str, ...]:
        """Return the ids of the other entries that link to *target*."""
        return tuple(self._sources.get(target, ()))

    def clear(self) -> None:
        """Know nothing."""
        self._links.clear()
        self._sources.clear()
