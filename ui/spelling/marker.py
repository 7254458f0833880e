"""Which words of a page are to be marked, a few at a time, so that no key waits for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from shadowjournal.spelling.speller import Speller
from ui.overlay import Overlay
from ui.spelling.tokens import Judgements, Mark, word_at

SLICE = 0.004
"""Seconds of one slice of the work that is done while nobody waits."""

_PAUSE = 8  # milliseconds between two slices
_WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


class Marker(QObject):
    """Answers the page's overlay, and has it look at the rest of the page in slices.

    The word that is being typed is no mistake yet: it is marked once the cursor leaves it.
    """

    def __init__(self, page: QTextEdit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._overlay: Overlay | None = None
        self._speller: Speller | None = None
        self._ignored: set[str] = set()
        self._typed: Mark | None = None  # the word that is not judged yet
        self._left = -1  # where the word stands that was left just now
        self._is_scanning = False
        self._next = -1  # the block the next slice begins with; none is left at -1
        self._judgements = Judgements(self._is_unknown)
        self._until = math.inf  # so long it may take to judge one block
        self._is_whole = True  # whether it was
        self._spent = 0.0
        self._slices = QTimer(self, singleShot=True, interval=_PAUSE)
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._look_on)
        self._turn.timeout.connect(self._begin_turn)
        page.cursorPositionChanged.connect(self._leave_word)

    @property
    def is_done(self) -> bool:
        """Whether every word of the page was looked at."""
        return self._next < 0 and self._left < 0

    def mark_for(self, overlay: Overlay | None) -> None:
        """Look at the page that *overlay* dresses from now on."""
        self._overlay = overlay
        self._typed = None
        self.look_again()

    def use(self, speller: Speller | None) -> None:
        """Judge by *speller*; without one nothing is marked."""
        self._speller = speller
        self._judgements.clear()
        self.look_again()

    def ignore(self, word: str) -> None:
        """Take *word* for right until `forget`."""
        self._ignored.add(word)
        self._judgements.clear()
        self.look_again()

    def forget(self) -> None:
        """Hold no word of the page's."""
        self._ignored.clear()
        self._judgements.clear()
        self._typed = None
        self._next = self._left = -1
        self._slices.stop()

    def look_again(self) -> None:
        """Look at the whole page anew, from where it is seen."""
        self._next = 0
        self._slices.start()

    def marks_for(self, block: QTextBlock, text: str) -> Sequence[tuple[int, int]]:
        """Return which places of *block* hold unknown words, so far as there is time to know."""
        if self._speller is None or self._page.isReadOnly():
            return ()
        begun = perf_counter()
        if not self._is_scanning:
            if self._spent > SLICE:  # a whole page is being put in
                self._postpone(block)
                return ()
            self._until = begun + SLICE
            self._note_typing(block, text)
        found, self._is_whole = self._judgements.unknown(text, self._until)
        if not (self._is_whole or self._is_scanning):
            self._postpone(block)
        self._spent += perf_counter() - begun
        if not self._turn.isActive():
            self._turn.start()
        return [each for each in found if not self._is_typed(block, each)]

    def marked_at(self, position: int) -> QTextCursor | None:
        """Return the marked word at *position*, selected, if there is one."""
        block = self._page.document().findBlock(position)
        place = position - block.position()
        for begin, end in marks_of(block):
            if begin <= place <= end:
                return self._selected(block, begin, end)
        return None

    def unknown_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return the unknown word at *cursor*, selected, also where it is still being typed."""
        self._settle(cursor.block())
        return self.marked_at(cursor.position())

    def next_unknown(self, after: QTextCursor) -> QTextCursor | None:
        """Return the first unknown word after *after*, or from the top; None if there is none."""
        start, place = after.block(), after.selectionEnd() - after.block().position()
        block, is_first = start, True
        for _ in range(self._page.document().blockCount() + 1):
            self._settle(block)
            for begin, end in marks_of(block):
                if not is_first or begin >= place:
                    return self._selected(block, begin, end)
            is_first = False
            block = block.next() if block.next().isValid() else self._page.document().begin()
        return None

    def _is_unknown(self, word: str) -> bool:
        is_known = self._speller is None or self._speller.check(word)
        return not is_known and word not in self._ignored

    def _is_typed(self, block: QTextBlock, mark: Mark) -> bool:
        if self._typed is None:
            return False
        begin, end = (place + block.position() for place in mark)
        return begin <= self._typed[1] and end >= self._typed[0]

    def _note_typing(self, block: QTextBlock, text: str) -> None:
        cursor = self._page.textCursor()
        if not self._page.hasFocus() or cursor.block() != block:
            return
        word = word_at(text, cursor.position() - block.position())
        start = block.position()
        self._typed = None if word is None else (word[0] + start, word[1] + start)

    def _leave_word(self) -> None:
        if self._typed is None:
            return
        begin, end = self._typed
        if not begin <= self._page.textCursor().position() <= end:
            self._typed = None
            self._left = begin
            self._turn.start()

    def _postpone(self, block: QTextBlock) -> None:
        number = block.blockNumber()
        self._next = number if self._next < 0 else min(self._next, number)
        self._slices.start()

    def _begin_turn(self) -> None:
        self._spent = 0.0
        left, self._left = self._left, -1
        if left >= 0:
            self._look_at(self._page.document().findBlock(left))

    def _look_on(self) -> None:
        if self._overlay is None or self._next < 0:
            return
        end = perf_counter() + SLICE
        block = self._page.document().findBlockByNumber(self._next)
        while block.isValid() and perf_counter() < end and self._look_at(block, end):
            block = block.next()
        self._next = block.blockNumber() if block.isValid() else -1
        if self._next >= 0:
            self._slices.start()

    def _look_at(self, block: QTextBlock, until: float = math.inf) -> bool:
        """Have *block* dressed anew where its marks are others than before.

        Tell whether there was time for all of it; where there was not, it is gone on with.
        """
        if self._overlay is None or not block.isValid():
            return True
        self._is_scanning, self._until = True, until
        try:
            marks = list(self.marks_for(block, block.text()))
            if self._is_whole and marks_of(block) != marks:
                self._overlay.refresh(block)
        finally:
            self._is_scanning = False
        return self._is_whole

    def _settle(self, block: QTextBlock) -> None:
        self._typed = None
        self._look_at(block)

    def _selected(self, block: QTextBlock, begin: int, end: int) -> QTextCursor:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + begin)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def marks_of(block: QTextBlock) -> list[tuple[int, int]]:
    """Return which places of *block* are marked on the page, in order."""
    marks: list[tuple[int, int]] = []
    for each in block.layout().formats():
        if each.format.underlineStyle() != _WAVE:
            continue
        begin, end = each.start, each.start + each.length
        if marks and marks[-1][1] == begin:
            begin = marks.pop()[0]
        marks.append((begin, end))
    return marks
