"""Where the texts lie that were on the page before, with all that undo knows of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from shadowjournal.document import Document
from ui.editor.from_page import read_page
from ui.editor.tint import Tint
from ui.theme import Theme

MOST: Final = 8
"""So many texts are kept."""

MOST_CHARACTERS: Final = 600_000
"""And of no more characters than this, all together."""


class Laid:
    """A text that is on the page, or was.

    Attributes:
        name: what it is called; empty where it is not to be kept.
        text: holds it.
        place: where its cursor is to be.
        is_again: whether it was laid aside before.
    """

    def __init__(self, owner: QObject, theme: Theme, name: str = "") -> None:
        self.name = name
        self.text = QTextDocument(owner)
        self.text.setDocumentMargin(0)
        self.tint = Tint(self.text, theme)
        self.place = 0
        self.is_again = False

    def destroy(self) -> None:
        """Leave nothing of it in memory."""
        self.text.setUndoRedoEnabled(False)
        self.text.clear()
        self.text.deleteLater()


class Drawer:
    """Keeps the texts that were laid aside last."""

    def __init__(self) -> None:
        self._kept: dict[str, Laid] = {}

    def put(self, laid: Laid) -> None:
        """Keep *laid*, as long as there is room; without a name or anything to undo, destroy it."""
        if not laid.name or not (laid.text.isUndoAvailable() or laid.text.isRedoAvailable()):
            laid.destroy()
            return
        self._drop(laid.name)
        self._kept[laid.name] = laid
        while self._kept and self._is_full():
            self._drop(next(iter(self._kept)))

    def take(self, name: str, content: Document) -> Laid | None:
        """Give back what is called *name*, if it is *content*; what is not is destroyed."""
        laid = self._kept.pop(name, None)
        if laid is None:
            return None
        if read_page(laid.text) != content:
            laid.destroy()
            return None
        laid.is_again = True
        return laid

    def clear(self) -> None:
        """Destroy all of it."""
        for name in list(self._kept):
            self._drop(name)

    def _drop(self, name: str) -> None:
        laid = self._kept.pop(name, None)
        if laid is not None:
            laid.destroy()

    def _is_full(self) -> bool:
        characters = sum(laid.text.characterCount() for laid in self._kept.values())
        return len(self._kept) > MOST or characters > MOST_CHARACTERS
