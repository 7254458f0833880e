"""Pages begun with a template, in the real window."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document
from shadowjournal.entry import Moment
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.templates import built_in
from tests.ui.news import WAIT
from tests.ui.seen import buttons, focused
from ui.app import App

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def begin(program: App, name: str) -> None:
    """Begin a page with the template of this name, by keyboard."""
    program.desk.editor.focus_text()
    QTest.keyClick(focused(), Qt.Key.Key_N, CONTROL | SHIFT)
    QTest.keyClicks(focused(), name)
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def content(name: str) -> Document:
    return next(each.content for each in built_in() if each.name == name)


def test_the_cursor_waits_in_the_first_empty_place(qtbot: QtBot, program: App) -> None:
    begin(program, "Morning")
    assert program.desk.editor.entry().document == content("Morning")
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        QTest.keyClicks(focused(), "Slowly.")
        program.desk.writing.seal()
    lines = plain_text(program.desk.editor.entry().document).split("\n")
    assert lines[1] == "Slowly."


def test_a_list_of_a_template_is_gone_on_with(qtbot: QtBot, program: App) -> None:
    begin(program, "Gratitude")
    QTest.keyClicks(focused(), "Bread")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "The light")
    lines = plain_text(program.desk.editor.entry().document).split("\n")
    assert lines[1:3] == ["Bread", "The light"]
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.desk.writing.seal()


def test_a_template_on_which_nothing_was_written_leaves_no_entry(
    qtbot: QtBot, program: App
) -> None:
    begin(program, "Evening")
    QTest.keyClicks(focused(), "x")
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert program.desk.editor.entry().document == content("Evening")
    begin(program, "Dream")
    program.commands.new_entry.trigger()
    program.tasks.finish()
    qtbot.wait(20)
    assert program.session.summaries == []
    QTest.keyClicks(focused(), "A line.")
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.desk.writing.seal()
    assert len(program.session.summaries) == 1


def test_what_was_once_written_stays_when_it_is_taken_out_again(qtbot: QtBot, program: App) -> None:
    begin(program, "Evening")
    QTest.keyClicks(focused(), "x")
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.desk.writing.seal()
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.desk.writing.seal()
    assert len(program.session.summaries) == 1


def test_another_day_begins_with_the_same_template(program: App) -> None:
    begin(program, "Morning")
    yesterday = Moment.on_clock(Moment.now().local - timedelta(days=1))
    editor = program.desk.editor
    editor.show_entry(replace(editor.entry(), written=yesterday))
    program.desk.writing.renew_day()
    assert editor.entry().written.day == Moment.now().day
    assert editor.entry().document == content("Morning")


def test_a_page_is_kept_used_renamed_deleted_and_put_back(qtbot: QtBot, program: App) -> None:
    QTest.keyClicks(focused(), "Three breaths.")
    QTest.keyClick(focused(), Qt.Key.Key_N, CONTROL | SHIFT)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        buttons(program.desk.editor)["Keep this page…"].click()
        QTest.keyClicks(focused(), "Breath")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    begin(program, "Breath")
    assert plain_text(program.desk.editor.entry().document) == "Three breaths."
    QTest.keyClick(focused(), Qt.Key.Key_N, CONTROL | SHIFT)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_End)
        QTest.keyClick(focused(), Qt.Key.Key_F2)
        QTest.keyClicks(focused(), "Air")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert [t.name for t in program.session.preferences.templates] == ["Air"]
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert not program.session.preferences.templates
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        buttons(program.desk.editor.notices)["Put it back"].click()
    assert [t.name for t in program.session.preferences.templates] == ["Air"]


def test_a_lock_leaves_no_word_of_a_template_in_the_window(qtbot: QtBot, program: App) -> None:
    QTest.keyClicks(focused(), "Three breaths.")
    QTest.keyClick(focused(), Qt.Key.Key_N, CONTROL | SHIFT)
    buttons(program.desk.editor)["Keep this page…"].click()
    QTest.keyClicks(focused(), "Marmalade")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    program.closing.hide_and_lock()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    program.tasks.finish()
    assert program.session.preferences.templates == ()
    assert program.desk.editor.notices.notice is None
    assert program.desk.writing._begun._content.is_empty
