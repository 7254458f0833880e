"""What stands on a page, read again only where it was changed."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextDocument

from shadowjournal.document import Block, Document, document
from ui.editor.from_page import read_block

_MANY = 50  # blocks
_SLICE = 0.004  # seconds


class Reading(QObject):
    """Remembers what was read of each block of a page until that block changes."""

    def __init__(self, page: QTextDocument) -> None:
        super().__init__(page)
        self._page = page
        self._read: list[tuple[Block, ...] | None] = [None] * page.blockCount()
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(self._read_ahead)
        page.contentsChange.connect(self._forget)

    def document(self) -> Document:
        """Return all that stands on the page."""
        parts = [
            read_block(self._page.findBlockByNumber(number)) if part is None else part
            for number, part in enumerate(self._read)
        ]
        self._read[:] = parts
        return document(block for part in parts for block in part)

    def _forget(self, position: int, _: int, added: int) -> None:
        """Forget the blocks between two places, of which there may be more or fewer than before."""
        end = min(position + added, self._page.characterCount() - 1)
        first = self._page.findBlock(position).blockNumber()
        last = self._page.findBlock(end).blockNumber()
        more = self._page.blockCount() - len(self._read)
        self._read[first : last - more + 1] = [None] * (last - first + 1)
        if last - first > _MANY:
            self._ahead.start()

    def _read_ahead(self) -> None:
        """Read a little of much that came, so that nobody waits for all of it."""
        end = perf_counter() + _SLICE
        for number, part in enumerate(self._read):
            if part is None:
                self._read[number] = read_block(self._page.findBlockByNumber(number))
                if perf_counter() > end:
                    self._ahead.start()
                    return
