"""The page with all that belongs to it."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage, QImageWriter, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document, Figure, Heading, Paragraph, Span, spans
from shadowjournal.entry import Entry, Moment, Picture, PromptSnapshot
from tests.strategies import entries
from tests.ui.seen import buttons
from ui.actions import Actions
from ui.editor.column import Column
from ui.editor.editor import EntryEditor
from ui.editor.link_popover import LinkPopover, completed
from ui.editor.page import Page
from ui.editor.status_line import StatusLine
from ui.editor.title_field import TitleField
from ui.icons import Icons
from ui.theme import load_theme


def png() -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(QImage(4, 4, QImage.Format.Format_RGB32))
    return bytes(data.data())


PNG = png()
PROMPT = PromptSnapshot("core", "x", "What <is> here?", category_title="Sitting with it")


def an_entry(words: str = "", title: str = "", tags: tuple[str, ...] = ()) -> Entry:
    entry = Entry.begin(PROMPT, Moment.on_clock(datetime(2026, 11, 22, 21, 4), "UTC"))
    content = Document((Paragraph(spans([words])),))
    return replace(entry, document=content, title=title, tags=tags)


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(1004, 840)
    made.show()
    return made


def page_of(editor: EntryEditor) -> Page:
    return editor.findChildren(Page)[0]


def title_of(editor: EntryEditor) -> TitleField:
    return editor.findChildren(TitleField)[0]


def tag_field_of(editor: EntryEditor) -> QLineEdit:
    return next(f for f in editor.findChildren(QLineEdit) if f.accessibleName() == "Add a tag")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def labels_of(editor: EntryEditor) -> list[str]:
    return [each.text() for each in editor.findChildren(QLabel) if each.isVisibleTo(editor)]


def news_of(editor: EntryEditor) -> list[str]:
    heard: list[str] = []

    class Ear(QWidget):
        def hear(self) -> None:
            heard.append("changed")

    ear = Ear(editor)
    editor.changed.connect(ear.hear)
    return heard


def test_showing_an_entry_changes_nothing(qtbot: QtBot, editor: EntryEditor) -> None:
    heard = news_of(editor)
    entry = an_entry("words", "Title", ("one", "two"))
    editor.show_entry(entry)
    editor.set_theme(load_theme("dark"))
    editor.retint(Icons(load_theme("dark")))
    editor.finder.show_hits(["words"])
    editor.resize(600, 600)
    qtbot.wait(20)
    assert heard == []
    assert editor.entry() == entry
    assert not page_of(editor).document().isUndoAvailable()


def test_text_title_tags_and_star_each_say_that_they_changed(editor: EntryEditor) -> None:
    editor.show_entry(an_entry())
    heard = news_of(editor)
    QTest.keyClicks(page_of(editor), "a")
    QTest.keyClicks(title_of(editor), "T")
    QTest.keyClicks(tag_field_of(editor), "t")
    editor.commands.star.trigger()
    assert len(heard) == 4
    entry = editor.entry()
    assert (entry.title, entry.tags, entry.starred) == ("T", ("t",), True)
    assert entry.document == Document((Paragraph(spans(["a"])),))


def test_that_an_entry_is_not_to_be_brought_back_stands_with_it(editor: EntryEditor) -> None:
    editor.show_entry(replace(an_entry(), is_kept_back=True))
    assert editor.commands.keep_back.isChecked()
    heard = news_of(editor)
    editor.commands.keep_back.trigger()
    assert len(heard) == 1
    assert not editor.entry().is_kept_back
    editor.commands.keep_back.trigger()
    assert editor.entry().is_kept_back
    editor.set_read_only(True)
    assert not editor.commands.keep_back.isEnabled()


def test_undo_never_reaches_into_another_entry(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("first"))
    QTest.keyClicks(page_of(editor), " more")
    QTest.keyClicks(title_of(editor), "more")
    second = an_entry("second", "Second")
    editor.show_entry(second)
    for _ in range(5):
        editor.commands.undo.trigger()
        title_of(editor).undo()
    assert editor.entry() == second


def test_after_clearing_no_word_remains(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("secretword", "secretword", ("secretword",)))
    QTest.keyClicks(page_of(editor), "secretword")
    QTest.keyClicks(tag_field_of(editor), "secretword")
    editor.clear()
    assert editor.entry().is_empty
    kept = [each.toPlainText() for each in editor.findChildren(QTextEdit)]
    kept += [each.text() for each in editor.findChildren(QLineEdit)]
    kept += [
        each.text() + each.accessibleName()
        for each in editor.findChildren(QLabel)
        if each.isVisibleTo(editor)
    ]
    assert "secretword" not in "".join(kept)
    assert "What" not in "".join(kept)
    for document in editor.findChildren(QTextDocument):
        assert not document.isUndoAvailable()
        assert not document.isRedoAvailable()


def test_the_head_shows_day_category_and_prompt_as_written(editor: EntryEditor) -> None:
    editor.show_entry(an_entry())
    labels = labels_of(editor)
    assert "Sunday, 22 November 2026 · 21:04" in buttons(editor)
    assert "Sitting with it" in labels
    assert any("What &lt;is&gt; here?" in label for label in labels)
    editor.show_entry(replace(an_entry(), prompt=None))
    assert "Sitting with it" not in labels_of(editor)


def test_enter_in_the_title_goes_on_in_the_text_and_up_comes_back(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    editor.activateWindow()
    editor.show_entry(an_entry())
    editor.focus_title()
    QTest.keyClicks(title_of(editor), "A day")
    QTest.keyClick(title_of(editor), Qt.Key.Key_Return)
    assert page_of(editor).hasFocus()
    assert editor.entry().title == "A day"
    QTest.keyClick(page_of(editor), Qt.Key.Key_Up)
    assert title_of(editor).hasFocus()


def test_a_title_takes_no_more_than_one_line_of_500(editor: EntryEditor) -> None:
    title = title_of(editor)
    QTest.keyClicks(title, "a")
    editor.findChildren(TitleField)[0].insertPlainText("b" * 498)
    QTest.keyClicks(title, "cdefg")
    assert editor.entry().title == "a" + "b" * 498 + "c"


def test_tags_are_typed_with_enter_or_comma_and_taken_off_with_backspace(
    editor: EntryEditor,
) -> None:
    editor.show_entry(an_entry())
    field = tag_field_of(editor)
    QTest.keyClicks(field, "grief")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "#my mother,")
    QTest.keyClicks(field, "Grief,")
    assert editor.entry().tags == ("grief", "my mother")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert editor.entry().tags == ("grief",)


def test_a_picture_that_is_not_here_is_asked_for_and_then_shown(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    entry = replace(an_entry(), document=Document((Figure("a" * 32, "a cat"),)))
    with qtbot.waitSignal(editor.picture_missing) as asked:
        editor.show_entry(entry)
    assert asked.args == ["a" * 32]
    editor.supply_picture(Picture("a" * 32, "image/png", 1, 1, PNG))
    assert not editor.has_pictures_missing
    assert editor.entry() == entry


def test_bytes_that_are_no_picture_leave_its_place(editor: EntryEditor) -> None:
    entry = replace(an_entry(), document=Document((Figure("a" * 32),)))
    editor.show_entry(entry)
    editor.supply_picture(Picture("a" * 32, "image/png", 1, 1, b"nonsense"))
    assert editor.has_pictures_missing
    assert editor.entry() == entry


def test_a_chosen_picture_stands_where_the_cursor_was(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("before"))
    heard = news_of(editor)
    editor.insert_picture(Picture("b" * 32, "image/png", 1, 1, PNG), "a cup")
    assert editor.entry().document.blocks == (
        Paragraph(spans(["before"])),
        Figure("b" * 32, "a cup"),
        Paragraph(),
    )
    assert heard


def test_commands_act_on_the_selection_and_show_where_the_cursor_is(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("words"))
    page_of(editor).selectAll()
    editor.commands.bold.trigger()
    editor.commands.heading_2.trigger()
    expected = Heading(2, (Span("words", bold=True),))
    assert editor.entry().document.blocks == (expected,)
    QApplication.processEvents()
    assert editor.commands.bold.isChecked()
    assert editor.commands.heading_2.isChecked()
    assert not editor.commands.paragraph.isChecked()
    editor.show_entry(an_entry("plain"))
    assert not editor.commands.bold.isChecked()
    assert editor.commands.paragraph.isChecked()


def test_a_link_is_asked_for_without_stopping_the_program(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("here"))
    page_of(editor).selectAll()
    editor.commands.link.trigger()
    popover = editor.findChildren(LinkPopover)[0]
    assert popover.isVisible()
    field = popover.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "nowhere")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert popover.isVisible()
    field.setText("a.example/b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not popover.isVisible()
    link = Span("here", link="https://a.example/b")
    assert editor.entry().document.blocks == (Paragraph((link,)),)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example", "https://a.example"),
        (" a.example/x ", "https://a.example/x"),
        ("me@a.example", "mailto:me@a.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("word", None),
        ("", None),
    ],
)
def test_people_leave_out_the_beginning_of_an_address(typed: str, address: str | None) -> None:
    assert completed(typed) == address


def test_a_problem_stays_in_sight_until_all_is_sealed(editor: EntryEditor) -> None:
    editor.show_entry(an_entry())
    editor.show_problem("The disk is full.")
    editor.show_unsealed()
    assert "The disk is full." in labels_of(editor)
    editor.show_sealed(time(21, 16))
    assert "The disk is full." not in labels_of(editor)
    assert "Sealed 21:16" in labels_of(editor)


def test_search_hits_are_marked_and_are_no_part_of_the_text(editor: EntryEditor) -> None:
    entry = an_entry("Then 🙂 then then.")
    editor.show_entry(entry)
    editor.finder.show_hits(["then"])
    found = [each.cursor.selectedText() for each in page_of(editor).extraSelections()]
    assert found == ["Then", "then", "then"]
    assert editor.entry() == entry
    editor.finder.show_hits([])
    assert page_of(editor).extraSelections() == []


@pytest.mark.parametrize("width", [584, 700, 1004, 1600])
def test_nothing_is_cut_off_at_any_width(qtbot: QtBot, editor: EntryEditor, width: int) -> None:
    editor.resize(width, 600)
    qtbot.wait(10)
    assert editor.width() == width
    buttons = [b for b in editor.findChildren(QToolButton) if b.isVisible()]
    assert len(buttons) >= 10
    for button in buttons:
        place = button.mapTo(editor, QPoint(0, 0))
        assert place.x() >= 0
        assert place.x() + button.width() <= width
        assert button.width() >= button.sizeHint().width()


def test_a_click_below_the_text_writes_at_its_end(qtbot: QtBot, editor: EntryEditor) -> None:
    editor.show_entry(an_entry("words"))
    page = page_of(editor)
    cursor = page.textCursor()
    cursor.setPosition(0)
    page.setTextCursor(cursor)
    qtbot.wait(10)
    ground = page.parentWidget()
    assert ground is not None
    below = page.mapTo(ground, QPoint(10, page.height() + 100))
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=below)
    assert page.textCursor().position() == 5


def test_the_cursor_stays_in_sight_as_one_writes_and_pages(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    editor.resize(700, 500)
    editor.activateWindow()
    editor.show_entry(replace(an_entry(), document=Document((Paragraph(spans(["a"])),) * 60)))
    editor.focus_text()
    page = page_of(editor)
    qtbot.waitUntil(page.hasFocus)

    def is_in_sight() -> bool:
        place = page.mapTo(editor, page.cursorRect().center())
        return 40 < place.y() < 470

    qtbot.waitUntil(is_in_sight)
    QTest.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(is_in_sight)
    end = page.textCursor().position()
    QTest.keyClick(page, Qt.Key.Key_PageUp)
    qtbot.waitUntil(is_in_sight)
    middle = page.textCursor().position()
    assert 0 < middle < end
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert page.textCursor().hasSelection()
    qtbot.waitUntil(is_in_sight)


def test_everything_that_takes_the_focus_has_a_name(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("words", "Title", ("one",)))
    for widget in editor.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            is_named = widget.accessibleName() or isinstance(widget, QAbstractButton)
            assert is_named, widget.metaObject().className()


@given(entry=entries())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_entry_is_shown_and_read_back_as_it_was(editor: EntryEditor, entry: Entry) -> None:
    editor.show_entry(entry)
    assert editor.entry() == entry


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        (Qt.Key.Key_B, Span("words", bold=True)),
        (Qt.Key.Key_I, Span("words", italic=True)),
        (Qt.Key.Key_U, Span("words", underline=True)),
    ],
)
def test_shortcuts_reach_the_text_though_qt_has_other_plans_for_some(
    qtbot: QtBot, editor: EntryEditor, key: Qt.Key, mark: Span
) -> None:
    editor.activateWindow()
    editor.show_entry(an_entry("words"))
    editor.focus_text()
    page = page_of(editor)
    qtbot.waitUntil(page.hasFocus)
    page.selectAll()
    QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    assert editor.entry().document.blocks == (Paragraph((mark,)),)


def test_tab_goes_from_the_title_over_the_tags_to_the_text(editor: EntryEditor) -> None:
    editor.activateWindow()
    editor.show_entry(an_entry("words", tags=("grief", "night")))
    editor.focus_title()
    passed = []
    for _ in range(5):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        passed.append(focused().accessibleName())
    prompt = "Prompt, Sitting with it"
    assert passed == [prompt, "Tag grief", "Tag night", "Add a tag", "Text of the entry"]


def test_going_to_the_first_line_shows_the_title_too(editor: EntryEditor, qtbot: QtBot) -> None:
    editor.activateWindow()
    editor.show_entry(an_entry("\n".join(["long"] * 200), title="A title"))
    editor.focus_text()
    bar = editor.findChildren(Column)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    QTest.keyClick(page_of(editor), Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_a_picture_that_was_put_in_is_in_sight(editor: EntryEditor, qtbot: QtBot) -> None:
    editor.show_entry(an_entry("\n".join(["long"] * 200)))
    editor.insert_picture(Picture("a" * 32, "image/png", 4, 4, PNG))
    bar = editor.findChildren(Column)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)


@pytest.mark.parametrize("more", [0, 20, 600])
def test_the_way_out_is_never_cut_off(qtbot: QtBot, more: int) -> None:
    line = StatusLine(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(line)
    line.show()
    line.show_sealed(time(21, 4))
    width = line.minimumSizeHint().width() + more
    line.show_words(123_456)
    line.resize(width, line.height())
    assert line.minimumSizeHint().width() <= width


def test_a_mark_asked_for_right_after_a_move_is_that_of_where_the_cursor_is(
    editor: EntryEditor,
) -> None:
    runs = (Span("bold", bold=True), Span("plain"))
    editor.show_entry(replace(an_entry(""), document=Document((Paragraph(runs),))))
    page = page_of(editor)
    for start, end in ((0, 4), (4, 9)):  # keys may come faster than the buttons follow
        cursor = page.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        page.setTextCursor(cursor)
        editor.commands.bold.trigger()
    expected = Paragraph((Span("bold"), Span("plain", bold=True)))
    assert editor.entry().document.blocks == (expected,)
