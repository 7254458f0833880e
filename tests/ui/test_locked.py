"""What a locked program still holds of what was written: nothing."""

from __future__ import annotations

import gc
import random
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters import Book
from tests.ui.seen import focused
from ui.app import App
from ui.editor.decoding import Decoding
from ui.editor.entry_links.offer import Offer
from ui.editor.page import Page

WAIT = 20_000


def planted() -> str:
    """A word that stands nowhere in the tests, so that none of them holds it."""
    return "".join(map(chr, (110, 105, 109, 98, 108, 101, 113, 117, 111, 108, 108)))


def holders() -> list[str]:
    """What in this process refers to a text with that word in it."""
    word = planted()
    found = []
    gc.collect()
    for holder in gc.get_objects():
        for each in gc.get_referents(holder):
            text = each.decode("latin-1") if isinstance(each, bytes | bytearray) else each
            if isinstance(text, str) and word in text and text is not word:
                found.append(type(holder).__name__)
    return found


def a_day_of_words(qtbot: QtBot, program: App) -> None:
    """Type, paste much and little, take back, search, turn the page, and look at an old one."""
    page = program.desk.editor.findChild(Page)
    assert page is not None
    QTest.keyClicks(page, planted() + " typed")
    page.undo()
    page.redo()
    for times in (1, 500):
        data = QMimeData()
        data.setHtml(f"<p>{planted()} pasted</p>" * times)
        page.insertFromMimeData(data)
        qtbot.waitUntil(lambda: not page.intake.is_busy, timeout=WAIT)
    program.commands.save.trigger()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    first = program.desk.editor.entry().id
    program.commands.new_entry.trigger()
    QTest.keyClicks(page, planted() + " again")
    link_it(qtbot, program)
    program.commands.search.trigger()
    with qtbot.waitSignal(program.desk.searching.answered, timeout=WAIT):
        QTest.keyClicks(focused(), planted())
    program.commands.show_calendar.trigger()
    shown = program.back.calendaring.page.timeline
    qtbot.waitUntil(lambda: shown.model().rowCount() > 1, timeout=WAIT)
    assert planted() in shown.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    program.back.calendaring.page.grab()
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    see_what_links_here(qtbot, program)
    page.selectAll()
    QTest.keyClicks(page, "x")
    page.undo()


def link_it(qtbot: QtBot, program: App) -> None:
    """Link the entry that holds the word, by brackets; then look for it in the other list."""
    QTest.keyClicks(program.desk.editor.page, " [[" + planted())
    offer = program.window.findChild(Offer)
    assert offer is not None
    qtbot.waitUntil(lambda: offer.present is not None, timeout=WAIT)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    program.commands.link_entry.trigger()
    qtbot.waitUntil(lambda: isinstance(focused(), QLineEdit), timeout=WAIT)
    QTest.keyClicks(focused(), planted())
    QTest.keyClick(focused(), Qt.Key.Key_Escape)


def see_what_links_here(qtbot: QtBot, program: App) -> None:
    button = program.desk.editor.status.linked_button
    qtbot.waitUntil(button.isVisible, timeout=WAIT)
    program.commands.linked_from.trigger()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)


def test_no_word_is_left_in_memory_after_the_door_closed(qtbot: QtBot, program: App) -> None:
    a_day_of_words(qtbot, program)
    assert holders(), "what is looked for can be found"
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    qtbot.wait(100)
    assert holders() == []
    kept = [each for each in gc.get_objects() if isinstance(each, Entry | Book)]
    assert [each for each in kept if not isinstance(each, Entry) or not each.is_empty] == []


def test_no_page_can_bring_a_word_back_after_the_door_closed(qtbot: QtBot, program: App) -> None:
    a_day_of_words(qtbot, program)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    pages = {*program.desk.findChildren(QTextEdit), *program.window.findChildren(QTextEdit)}
    assert pages
    for page in pages:
        document: QTextDocument = page.document()
        assert not document.isUndoAvailable()
        assert not document.isRedoAvailable()
        assert planted() not in document.toPlainText()


def a_slow_picture() -> bytes:
    data = BytesIO()
    noise = random.Random(8).randbytes(3 * 1600 * 1200)
    Image.frombytes("RGB", (1600, 1200), noise).save(data, "JPEG", quality=90)
    return data.getvalue()


def pictures_in_memory() -> list[object]:
    gc.collect()
    found: list[object] = [e for e in gc.get_objects() if isinstance(e, Picture | Decoding)]
    images = [e for e in gc.get_objects() if isinstance(e, QImage)]
    return found + [image for image in images if image.width() > 500]


def test_no_picture_is_left_in_memory_where_the_door_closes_while_it_is_decoded(
    qtbot: QtBot, program: App
) -> None:
    shelf = program.desk.editor.page.shelf
    program.desk.writing.arrivals.put_picture(a_slow_picture)
    with qtbot.waitSignal(shelf.offered, timeout=WAIT):
        pass
    assert pictures_in_memory(), "what is looked for can be found"
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    qtbot.waitUntil(lambda: not shelf.is_busy, timeout=WAIT)
    qtbot.wait(100)
    assert shelf.is_empty
    assert shelf.weight == 0
    assert pictures_in_memory() == []
