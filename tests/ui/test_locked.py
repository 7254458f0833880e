"""What a locked program still holds of what was written: nothing."""

from __future__ import annotations

import gc
import random
from io import BytesIO

from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters import Book
from ui.app import App
from ui.editor.decoding import Decoding
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
    program.commands.search.trigger()
    focused = QApplication.focusWidget()
    assert focused is not None
    with qtbot.waitSignal(program.session.search_answered, timeout=WAIT):
        QTest.keyClicks(focused, planted())
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    page.selectAll()
    QTest.keyClicks(page, "x")
    page.undo()


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
