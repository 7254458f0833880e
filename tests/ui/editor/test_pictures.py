"""Pictures on the page: described, resized, seen in full; and what stands where one is not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Document, Figure, Paragraph, spans
from shadowjournal.entry import Entry, Picture
from shadowjournal.pictures import read_picture
from tests.ui.aside import Aside
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.from_page import figure_of
from ui.editor.picture_panel import PicturePanel
from ui.editor.picture_view import PictureView
from ui.icons import Icons
from ui.tasks import Tasks
from ui.theme import load_theme


def a_picture(width: int, height: int, colour: str = "#336699") -> Picture:
    data = BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return read_picture(data.getvalue())


WIDE = a_picture(2400, 1200)
SMALL = a_picture(80, 60, "#aa3300")
WAIT = 10_000
BEFORE, AFTER = Paragraph(spans(["before"])), Paragraph(spans(["after"]))
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot: QtBot, tasks: Tasks) -> Iterator[EntryEditor]:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    Aside(made.page.shelf, tasks)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.focus_text()
    yield made
    made.clear()


def shows(qtbot: QtBot, editor: EntryEditor, *figures: Block) -> None:
    entry = replace(Entry.begin(), document=Document((BEFORE, *figures, AFTER)))
    editor.show_entry(entry)
    for picture in (WIDE, SMALL):
        editor.supply_picture(picture)
    goes_to(editor, 1)
    qtbot.wait(50)
    comes_to_rest(qtbot, editor)


def comes_to_rest(qtbot: QtBot, editor: EntryEditor) -> None:
    qtbot.waitUntil(lambda: not editor.page.shelf.is_busy, timeout=WAIT)


def goes_to(editor: EntryEditor, number: int) -> None:
    block = editor.page.document().findBlockByNumber(number)
    editor.page.setTextCursor(QTextCursor(block))


def figures(editor: EntryEditor) -> list[Figure]:
    return [block for block in editor.entry().document.blocks if isinstance(block, Figure)]


def place_of(editor: EntryEditor, number: int) -> tuple[float, float]:
    block = editor.page.document().findBlockByNumber(number)
    place = editor.page.pictures.place(block)
    return place.width(), place.height()


def panel_of(editor: EntryEditor) -> PicturePanel:
    return editor.findChildren(PicturePanel)[0]


def view_of(editor: EntryEditor) -> PictureView:
    return editor.window().findChildren(PictureView)[0]


def test_a_picture_takes_its_part_of_the_column_whatever_its_own_size(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id, width=50), Figure(SMALL.id, width=50), Figure(SMALL.id))
    column = editor.page.document().textWidth()
    assert place_of(editor, 1) == (column / 2, column / 4)
    assert place_of(editor, 2) == (column / 2, column / 2 * 60 / 80)
    assert place_of(editor, 3) == (80, 60)
    block = editor.page.document().findBlockByNumber(1)
    assert block.layout().boundingRect().height() == pytest.approx(column / 4, abs=2)


def test_a_picture_is_dragged_by_its_corner_as_one_step(qtbot: QtBot, editor: EntryEditor) -> None:
    start = Figure(WIDE.id, "a lake", 50)
    shows(qtbot, editor, start)
    page = editor.page
    place = page.pictures.place(page.document().findBlockByNumber(1))
    corner = (place.bottomRight() - QPointF(11, 11)).toPoint()
    aim = corner - QPoint(round(page.document().textWidth() * 0.19), 40)
    view = page.viewport()
    QTest.mouseMove(view, corner)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(view, aim)
    assert figures(editor) == [start]
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=aim)
    assert figures(editor) == [replace(start, width=31)]
    page.undo()
    assert figures(editor) == [start]
    page.redo()
    assert figures(editor) == [replace(start, width=31)]


def test_a_picture_that_may_only_be_read_has_no_corner_to_drag(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id, width=50))
    editor.set_read_only(True)
    page = editor.page
    place = page.pictures.place(page.document().findBlockByNumber(1))
    corner = (place.bottomRight() - QPointF(11, 11)).toPoint()
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(page.viewport(), corner - QPoint(100, 40))
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=corner - QPoint(100, 40))
    assert figures(editor) == [Figure(WIDE.id, width=50)]
    assert not editor.commands.edit_picture.isEnabled()
    assert editor.commands.view_picture.isEnabled()


def test_alt_return_asks_what_a_picture_shows_and_how_wide_it_is(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id))
    before = place_of(editor, 1)
    QTest.keyClick(editor.page, Qt.Key.Key_Return, ALT)
    panel = panel_of(editor)
    assert panel.isVisible()
    field = panel.findChildren(QLineEdit)[0]
    assert field.accessibleName() == "What the picture shows"
    QTest.keyClicks(field, "The lake  at noon")
    quarter = next(b for b in panel.findChildren(QPushButton) if b.text() == "25 %")
    QTest.keyClick(quarter, Qt.Key.Key_Space)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert figures(editor) == [Figure(WIDE.id, "The lake at noon", 25)]
    assert not panel.isVisible()
    assert not field.text()
    editor.page.undo()
    assert figures(editor) == [Figure(WIDE.id)]
    assert place_of(editor, 1) == before


def test_escape_leaves_the_picture_as_it_was(qtbot: QtBot, editor: EntryEditor) -> None:
    shows(qtbot, editor, Figure(WIDE.id, "a lake", 41))
    editor.commands.edit_picture.trigger()
    field = panel_of(editor).findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "something else")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    editor.commands.edit_picture.trigger()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert figures(editor) == [Figure(WIDE.id, "a lake", 41)]
    assert not editor.page.document().isUndoAvailable()


def test_what_a_picture_shows_stands_under_it_and_is_no_text(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(SMALL.id))
    block = editor.page.document().findBlockByNumber(1)
    bare = block.layout().boundingRect().height()
    shows(qtbot, editor, Figure(SMALL.id, "A cup on the table"))
    told = editor.page.document().findBlockByNumber(1).layout().boundingRect().height()
    assert told > bare + 10
    assert "cup" not in editor.page.toPlainText()


def test_a_screen_reader_hears_what_the_picture_at_the_cursor_shows(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(SMALL.id, "A cup on the table"))
    heard = QAccessible.queryAccessibleInterface(editor.page)
    assert heard.text(QAccessible.Text.Description) == "Picture: A cup on the table"
    goes_to(editor, 0)
    QApplication.processEvents()
    assert not heard.text(QAccessible.Text.Description)


def test_control_return_shows_a_picture_in_full_and_arrows_go_to_the_others(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id, "A lake", 25), Figure(SMALL.id, "A cup"))
    QTest.keyClick(editor.page, Qt.Key.Key_Return, CONTROL)
    view = view_of(editor)
    assert view.isVisible()
    assert view.size() == editor.window().size()
    assert view.accessibleName() == "A lake"
    comes_to_rest(qtbot, editor)
    middle = view.grab().toImage().pixelColor(450, 320)
    assert middle == QColor("#336699")
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleName() == "A cup"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert figure_of(editor.page.textCursor().block()) == Figure(SMALL.id, "A cup")


def test_a_double_click_shows_a_picture_in_full_and_a_click_leaves_it(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id, width=50))
    page = editor.page
    middle = page.pictures.place(page.document().findBlockByNumber(1)).center().toPoint()
    goes_to(editor, 0)
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    view = view_of(editor)
    assert view.isVisible()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert not view.isVisible()


def test_nothing_of_a_picture_is_left_once_the_page_is_cleared(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id, "A lake"))
    editor.commands.view_picture.trigger()
    editor.clear()
    view = view_of(editor)
    assert not view.isVisible()
    assert not view.accessibleName()
    assert not editor.page.shelf.holds(WIDE.id)
    assert view.grab().toImage().pixelColor(450, 320) == QColor(load_theme("light").page)
    assert not editor.page.accessibleDescription()


def test_a_picture_that_is_broken_keeps_its_place_its_words_and_its_width(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    figure = Figure(WIDE.id, "A lake", 40)
    editor.show_entry(replace(Entry.begin(), document=Document((BEFORE, figure, AFTER))))
    editor.supply_picture(replace(WIDE, data=WIDE.data[:60]))
    qtbot.waitUntil(lambda: editor.page.shelf.is_broken(WIDE.id), timeout=WAIT)
    assert list(editor.page.missing_pictures) == [WIDE.id]
    QTest.keyClicks(editor.page, " and on")
    assert figures(editor) == [figure]
    editor.supply_picture(WIDE)
    qtbot.wait(50)
    assert list(editor.page.missing_pictures) == []
    column = editor.page.document().textWidth()
    assert place_of(editor, 1) == (column * 0.4, column * 0.2)
    assert figures(editor) == [figure]


def test_pictures_lie_decoded_no_larger_than_the_page_shows_them(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    shows(qtbot, editor, Figure(WIDE.id))
    editor.grab()
    shown = editor.page.shelf.image(WIDE.id, 1)
    assert shown is not None
    ratio = editor.devicePixelRatioF()
    assert shown.width() == round(editor.page.document().textWidth() * ratio)
