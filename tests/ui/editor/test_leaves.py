"""What lies on the page of an entry when the writer comes back to it in the same sitting."""

from __future__ import annotations

import gc

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document, Figure, Heading, ListItem, Paragraph, Quote, spans
from shadowjournal.entry import Entry, Picture
from tests.ui.editor.test_editor import PNG
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.from_page import read_page
from ui.editor.leaves import MOST, MOST_CHARACTERS
from ui.icons import Icons
from ui.theme import load_theme


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(1004, 840)
    made.show()
    made.focus_text()
    return made


def an_entry(*paragraphs: str) -> Entry:
    content = Document(tuple(Paragraph(spans([words])) for words in paragraphs or ("",)))
    return replace(Entry.begin(), document=content)


def types(editor: EntryEditor, words: str) -> None:
    QTest.keyClicks(editor.page, words)


def left_and_back(editor: EntryEditor, entry: Entry | None = None) -> None:
    """Look at another entry, and come back to what was written here; or to *entry*."""
    here = editor.entry()
    editor.show_entry(an_entry("another"))
    editor.show_entry(entry or here)


def undo_all(editor: EntryEditor) -> None:
    for _ in range(100):
        editor.page.undo()


def kept_texts(editor: EntryEditor) -> str:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return "\n".join(each.toPlainText() for each in editor.findChildren(QTextDocument))


def test_undo_and_redo_go_on_where_the_entry_was_left(editor: EntryEditor) -> None:
    first = an_entry("first")
    editor.show_entry(first)
    types(editor, " more")
    written = editor.entry()
    left_and_back(editor)
    assert editor.entry() == written
    undo_all(editor)
    assert editor.entry() == first
    left_and_back(editor)
    editor.page.redo()
    assert editor.entry() == written


def test_two_entries_take_back_each_its_own(editor: EntryEditor) -> None:
    one, two = an_entry("one"), an_entry("two")
    editor.show_entry(one)
    types(editor, "!")
    one_written = editor.entry()
    editor.show_entry(two)
    types(editor, "?")
    two_written = editor.entry()
    editor.show_entry(one_written)
    undo_all(editor)
    assert editor.entry() == one
    editor.show_entry(two_written)
    undo_all(editor)
    assert editor.entry() == two


def test_kinds_and_marks_are_taken_back_too(editor: EntryEditor) -> None:
    first = replace(
        an_entry(),
        document=Document((ListItem("bullet", 0, False, spans(["a"])), Paragraph(spans(["b"])))),
    )
    editor.show_entry(first)
    editor.commands.heading_1.trigger()
    editor.page.selectAll()
    editor.commands.bold.trigger()
    editor.commands.quote.trigger()
    assert editor.entry().document.blocks[1] != Heading(1)
    assert all(isinstance(block, Quote) for block in editor.entry().document.blocks)
    left_and_back(editor)
    undo_all(editor)
    assert editor.entry() == first
    types(editor, "x")  # lists and all still work on a page that came back
    assert editor.entry().document != first.document


def test_what_comes_back_is_news_to_nobody_and_what_is_undone_is(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("first"))
    types(editor, " more")
    heard = []
    editor.changed.connect(lambda: heard.append(1))
    left_and_back(editor)
    assert heard == []
    editor.page.undo()
    assert heard


def test_the_cursor_its_selection_and_the_place_in_sight_come_back(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    editor.show_entry(an_entry(*["long"] * 300))
    editor.put_cursor(700)
    cursor = editor.page.textCursor()
    cursor.setPosition(720, cursor.MoveMode.KeepAnchor)
    editor.page.setTextCursor(cursor)
    bar = editor.column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    place = bar.value()
    left_and_back(editor)
    assert bar.value() == place
    cursor = editor.page.textCursor()
    assert (cursor.anchor(), cursor.position()) == (700, 720)
    qtbot.wait(50)
    assert bar.value() == place
    editor.show_entry(an_entry("another"))
    assert bar.value() == 0


def test_an_entry_that_was_changed_elsewhere_comes_as_it_is_now(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("first"))
    types(editor, " more")
    merged = replace(editor.entry(), document=an_entry("merged").document)
    left_and_back(editor, merged)
    assert editor.entry() == merged
    undo_all(editor)
    assert editor.entry() == merged


def test_what_is_composed_on_a_page_that_is_left_is_not_on_it_twice(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("one "))
    QApplication.sendEvent(editor.page, QInputMethodEvent("two", []))
    editor.commit_input()
    written = editor.entry()
    left_and_back(editor)
    assert editor.entry() == written
    QApplication.sendEvent(editor.page, QInputMethodEvent("three", []))
    left_and_back(editor)  # without a commit, what was composed is nowhere
    assert editor.page.textCursor().block().layout().preeditAreaText() == ""
    assert editor.entry() == written


def test_a_page_that_comes_back_is_in_the_colours_of_now(editor: EntryEditor) -> None:
    editor.show_entry(replace(an_entry(), document=Document((Quote(spans(["said"])),))))
    types(editor, "!")
    here = editor.entry()
    editor.show_entry(an_entry("another"))
    dark = load_theme("dark")
    editor.set_theme(dark)
    editor.show_entry(here)
    (shown,) = editor.page.document().begin().layout().formats()
    assert shown.format.foreground().color() == dark.colour("dim")


def test_pictures_are_asked_for_again_and_not_kept_on_pages_out_of_sight(
    qtbot: QtBot, editor: EntryEditor
) -> None:
    picture = Picture("a" * 32, "image/png", 4, 4, PNG)
    content = Document((Figure(picture.id), Paragraph(spans(["words"]))))
    editor.show_entry(replace(an_entry(), document=content))
    editor.supply_picture(picture)
    types(editor, "!")
    here, page = editor.entry(), editor.page.document()
    editor.show_entry(an_entry("another"))
    wanted: list[str] = []
    editor.picture_missing.connect(wanted.append)
    editor.show_entry(here)
    assert editor.page.document() is page
    assert wanted == [picture.id]
    editor.supply_picture(picture)
    qtbot.waitUntil(lambda: not editor.has_pictures_missing)


def test_only_so_many_pages_are_kept(editor: EntryEditor) -> None:
    for number in range(MOST + 5):
        editor.show_entry(an_entry(f"entry {number} of many"))
    texts = kept_texts(editor)
    assert "entry 3 " not in texts
    assert f"entry {MOST + 3} " in texts


def test_pages_that_are_too_long_together_are_not_kept(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("short and kept"))
    editor.show_entry(an_entry(*["very long " * 100] * (MOST_CHARACTERS // 1_000)))
    editor.show_entry(an_entry("another"))
    texts = kept_texts(editor)
    assert "very long" not in texts


def test_what_was_written_and_taken_back_counts_as_long_too(editor: EntryEditor) -> None:
    editor.show_entry(an_entry("first"))
    for _ in range(5):
        cursor = editor.page.textCursor()
        cursor.insertText("much " * (MOST_CHARACTERS // 20))
        editor.page.undo()
    here = editor.entry()
    left_and_back(editor)
    assert editor.entry() == here
    assert not editor.page.document().isRedoAvailable()


def test_after_clearing_no_page_of_the_sitting_is_left(editor: EntryEditor) -> None:
    for number in range(4):
        editor.show_entry(an_entry(f"secret {number}"))
        types(editor, "secret")
        editor.page.undo()
    assert len(editor.findChildren(QTextDocument)) >= 4
    editor.clear()
    assert "secret" not in kept_texts(editor)
    assert not any(each.isRedoAvailable() for each in editor.findChildren(QTextDocument))
    assert len(editor.page.findChildren(QTextDocument)) == 1


def test_many_turns_back_and_forth_keep_every_page_whole(editor: EntryEditor) -> None:
    entries = [an_entry(f"entry {number}") for number in range(MOST - 1)]
    for turn in range(60):
        number = turn * 3 % len(entries)
        editor.show_entry(entries[number])
        types(editor, "ab")
        QTest.keyClick(editor.page, Qt.Key.Key_Return)
        if turn % 4 == 0:
            editor.page.undo()
        entries[number] = editor.entry()
        if turn % 7 == 0:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            gc.collect()
    for number, entry in enumerate(entries):
        editor.show_entry(entry)
        undo_all(editor)
        assert read_page(editor.page.document()) == an_entry(f"entry {number}").document
