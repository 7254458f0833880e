from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Paragraph, spans
from shadowjournal.spelling.dictionaries import find_dictionaries, packaged
from shadowjournal.spelling.speller import Speller
from ui.editor.from_page import blocks_of
from ui.editor.page import Page
from ui.editor.tint import Tint
from ui.spelling.marker import Marker, marks_of
from ui.theme import load_theme


class Marked:
    """A page with the real dictionary, and what is marked on it."""

    def __init__(self, page: Page, speller: Speller, qtbot: QtBot) -> None:
        self.page = page
        self.marker = Marker(page)
        self._qtbot = qtbot
        page.shown.connect(self.attend)
        self.attend()
        self.marker.use(speller)

    def attend(self) -> None:
        tint = self.page.document().findChild(Tint)
        assert isinstance(tint, Tint)
        tint.marks_for = self.marker.marks_for
        self.marker.mark_for(tint)

    def shows(self, *blocks: Block | str) -> None:
        """Put *blocks* on the page, and wait until all was looked at."""
        content = [Paragraph(spans([each])) if isinstance(each, str) else each for each in blocks]
        self.page.show_document(type(self.page.written())(tuple(content)))
        self.wait()

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: self.marker.is_done, timeout=10_000)
        QApplication.processEvents()

    @property
    def words(self) -> Sequence[str]:
        """The marked words."""
        return [
            block.text()[begin:end]
            for block in blocks_of(self.page.document())
            for begin, end in marks_of(block)
        ]


@pytest.fixture(scope="session")
def english() -> Speller:
    folder = packaged()
    assert folder is not None
    return Speller(find_dictionaries([folder])[0])


@pytest.fixture
def marked(qtbot: QtBot, english: Speller) -> Marked:
    english.forget()
    page = Page(load_theme("light"))
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus, timeout=10_000)
    return Marked(page, english, qtbot)
