"""Formats that are laid over the blocks of a text and are no part of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextLayout


class Laid(NamedTuple):
    """A format over a part of a block: where it begins, how long it is (UTF-16 units), and it."""

    start: int
    length: int
    shape: QTextCharFormat


class Overlay(QObject):
    """Keeps what is laid over the blocks of *page* as `look_over` says, whatever is written.

    A QSyntaxHighlighter does the same, but for every key in a block that has formats it lays them
    anew: then Qt lays out and paints that block to its end, and the block that follows.
    """

    def __init__(self, page: QTextDocument) -> None:
        super().__init__(page)
        self._page = page
        page.documentLayout()  # before there is one, a text tells nobody of its changes
        page.contentsChange.connect(self._follow)

    @abstractmethod
    def look_over(self, block: QTextBlock) -> Sequence[Laid]:
        """Return what is to be laid over *block*."""

    def refresh(self, block: QTextBlock) -> None:
        """Lay over *block* what is to be there now, and have it laid out anew if that is other."""
        if self._lay_over(block):
            self._tell(block)

    def refresh_all(self) -> None:
        """Do that to every block."""
        block = self._page.begin()
        while block.isValid():
            self.refresh(block)
            block = block.next()

    def _follow(self, place: int, removed: int, added: int) -> None:
        # The layout hears of the change after this, and reads what was laid over by then.
        told = place + max(added - 1, 0)
        last = place + added + (1 if removed else 0)
        block = self._page.findBlock(place)
        while block.isValid() and block.position() <= last:
            if self._lay_over(block) and block.position() > told:
                self._tell(block)
            block = block.next()

    def _tell(self, block: QTextBlock) -> None:
        # Its end is where the next block begins, which would be laid out and painted as well.
        self._page.markContentsDirty(block.position(), max(block.length() - 1, 1))

    def _lay_over(self, block: QTextBlock) -> bool:
        """Lay the formats over *block*; tell whether others were there."""
        layout = block.layout()
        before = layout.formats()
        wanted = self.look_over(block)
        if not before and not wanted:
            return False
        ranges = [*_composed(layout, before), *_around_composed(layout, wanted)]
        if _are_same(before, ranges):
            return False
        layout.setFormats([_range(*each) for each in ranges])
        return True


def _are_same(
    laid: Sequence[QTextLayout.FormatRange], ranges: Sequence[tuple[int, int, QTextCharFormat]]
) -> bool:
    places = [(each.start, each.length) for each in laid]
    if places != [(start, length) for start, length, _ in ranges]:
        return False  # to compare formats takes far longer
    return [each.format for each in laid] == [shape for _, _, shape in ranges]


def _composed(
    layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange]
) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Yield what an input method laid over the text it is composing."""
    length = _units(layout.preeditAreaText())
    begin = layout.preeditAreaPosition()
    end = begin + length
    for each in formats if length else ():
        if begin <= each.start and each.start + each.length <= end:
            yield each.start, each.length, each.format


def _around_composed(
    layout: QTextLayout, wanted: Sequence[Laid]
) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Yield *wanted* as it lies where text is being composed amid it."""
    begin, more = layout.preeditAreaPosition(), _units(layout.preeditAreaText())
    for start, length, shape in wanted:
        if more and start >= begin:
            yield start + more, length, shape
        elif more and start + length > begin:
            yield start, length + more, shape
        else:
            yield start, length, shape


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2 if text else 0


def _range(start: int, length: int, shape: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, shape
    return made
