"""The pages of a sitting: what was written, and all that undo could bring back, entry by entry."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from shadowjournal.document import Document
from ui.editor.marks import BODY_SIZE, LIST_INDENT
from ui.editor.reading import Reading
from ui.editor.tint import Tint
from ui.editor.to_page import write_page
from ui.page_look import page_font, page_pixels
from ui.theme import Theme

MOST = 8
"""So many pages of other entries are kept, if they are not too long."""

MOST_CHARACTERS = 400_000
"""So much may ever have been put on the kept pages together: undo remembers all of it."""


class Leaf:
    """The page of one entry: its text, its undo, its look, and where the writer was in it.

    Attributes:
        entry_id: whose page it is; empty for a page that is not to be kept.
        page: the text.
        scroll: how far it was scrolled when it was left.
        weight: how many characters were ever put on it.
    """

    def __init__(self, entry_id: str, content: Document, theme: Theme, sheet: QWidget) -> None:
        self.entry_id = entry_id
        self.scroll = 0
        self.page = QTextDocument(sheet)
        self.page.setDocumentMargin(0)
        self.page.setDefaultFont(page_font(BODY_SIZE))
        self.page.setIndentWidth(page_pixels(LIST_INDENT))
        self._tint = Tint(self.page, theme)
        write_page(content, self.page)
        self.weight = self.page.characterCount()
        self._reading = Reading(self.page)
        self._place = self._anchor = self.weight - 1

    def dress(self, theme: Theme) -> None:
        """Show the page in the colours of *theme* and at the size of text that holds now."""
        font, indent = page_font(BODY_SIZE), page_pixels(LIST_INDENT)
        if self.page.defaultFont() != font:
            self.page.setDefaultFont(font)
        if self.page.indentWidth() != indent:
            self.page.setIndentWidth(indent)
        self._tint.dress(theme)

    def written(self) -> Document:
        """Return what stands on the page."""
        return self._reading.document()

    def cursor(self) -> QTextCursor:
        """Return a cursor where the writer left the page; on a new one, at its end."""
        cursor = QTextCursor(self.page)
        cursor.setPosition(self._anchor)
        cursor.setPosition(self._place, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def place(self) -> int:
        """Where the cursor stood when it was left: how many characters lie before it."""
        return self._place

    def leave(self, cursor: QTextCursor) -> None:
        """Take note of where the writer is."""
        self._place, self._anchor = cursor.position(), cursor.anchor()
        cursor.block().layout().setPreeditArea(-1, "")

    def destroy(self) -> None:
        """Leave no word of it in memory."""
        self.page.setUndoRedoEnabled(False)
        self.page.clear()
        self.page.deleteLater()


class Leaves:
    """Keeps the pages that were left last."""

    def __init__(self) -> None:
        self._kept: dict[str, Leaf] = {}  # the one that was left last comes last

    def keep(self, leaf: Leaf) -> None:
        """Keep *leaf*, unless it is of nobody or was never written on; let older ones go for it."""
        if not leaf.entry_id or leaf.weight <= 1:
            leaf.destroy()
            return
        self.drop(leaf.entry_id)
        self._kept[leaf.entry_id] = leaf
        while len(self._kept) > MOST or self._weight > MOST_CHARACTERS:
            self.drop(next(iter(self._kept)))

    def take(self, entry_id: str, content: Document) -> Leaf | None:
        """Return the page of the entry *entry_id* if it says *content*; else no longer keep it."""
        leaf = self._kept.get(entry_id)
        if leaf is None or leaf.written() != content:
            self.drop(entry_id)
            return None
        return self._kept.pop(entry_id)

    def drop(self, entry_id: str) -> None:
        """Keep no page of the entry *entry_id*."""
        leaf = self._kept.pop(entry_id, None)
        if leaf is not None:
            leaf.destroy()

    @property
    def _weight(self) -> int:
        return sum(leaf.weight for leaf in self._kept.values())

    def clear(self) -> None:
        """Keep none."""
        for entry_id in tuple(self._kept):
            self.drop(entry_id)
