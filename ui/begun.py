"""The page that was begun last, as it was before anything was written on it."""

from __future__ import annotations

from msgspec.structs import replace

from shadowjournal.document import Document
from shadowjournal.entry import Entry, PromptSnapshot


class Begun:
    """Knows a page with nothing but what it began with from one that was written on."""

    def __init__(self) -> None:
        self._id = ""
        self._content = Document()

    def begin(self, prompt: PromptSnapshot | None, content: Document | None = None) -> Entry:
        """Return a new entry that begins with *prompt* and *content*."""
        entry = replace(Entry.begin(prompt), document=content or Document())
        self._id, self._content = entry.id, entry.document
        return entry

    def is_untouched(self, entry: Entry) -> bool:
        """Tell whether there is nothing in *entry* that its writer put there."""
        if entry.id == self._id and entry.document == self._content:
            entry = replace(entry, document=Document())
        return entry.is_empty

    def forget(self) -> None:
        """Leave no word behind."""
        self._id, self._content = "", Document()
