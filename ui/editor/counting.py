"""How many words there are, counted when the writer pauses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from shadowjournal.document import Document
from shadowjournal.formats.to_plain import word_count, words_in
from ui.editor.page import Page
from ui.editor.status_line import StatusLine

_COUNT_AFTER = 400


class Counting(QObject):
    """Counts the words of a page, and those that are selected, for the line below it."""

    def __init__(self, page: Page, status: StatusLine, written: Callable[[], Document]) -> None:
        super().__init__(page)
        self._page = page
        self._status = status
        self._written = written
        self._counter = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._selecting = QTimer(self, singleShot=True, interval=_COUNT_AFTER // 2)
        self._counter.timeout.connect(self._count)
        self._selecting.timeout.connect(self._count_selected)
        page.edited.connect(self._counter.start)
        page.selectionChanged.connect(self._selecting.start)

    def begin_again(self) -> None:
        """Count at once: another text is on the page."""
        for timer in (self._counter, self._selecting):
            timer.stop()
        self._count_selected()
        self._count()

    def _count(self) -> None:
        self._status.show_words(word_count(self._written()))

    def _count_selected(self) -> None:
        self._status.show_selected(words_in(self._page.textCursor().selectedText()))
