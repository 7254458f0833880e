"""Alone with the page, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from tests.builders import text
from tests.ui.seen import buttons, labels, nameless
from ui.app import App
from ui.focus.sitting_step import SittingStep
from ui.focus.time_line import TimeLine
from ui.theme import load_theme

WAIT = 10_000
ESCAPE = Qt.Key.Key_Escape


def seal(program: App, qtbot: QtBot) -> None:
    """Seal everything, for the window goes at the end of a test."""
    program.desk.writing.seal()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def is_bare(program: App) -> bool:
    editor = program.desk.editor
    others = (editor.bar, editor.status, program.desk.sidebar, editor.header.title)
    return not any(each.isVisible() for each in others)


def sitting(program: App, qtbot: QtBot) -> SittingStep:
    program.commands.sit.trigger()
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, SittingStep), timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, SittingStep)
    return screen


def test_only_the_text_is_left_until_escape(qtbot: QtBot, program: App) -> None:
    program.commands.focus.trigger()
    assert is_bare(program)
    assert program.window.isFullScreen()
    QTest.keyClicks(program.desk.editor.page, "alone")
    QTest.keyClick(program.desk.editor.page, ESCAPE)
    assert not is_bare(program)
    assert not program.window.isFullScreen()
    assert not program.commands.focus.isChecked()
    assert program.desk.editor.entry().document == text("alone")
    seal(program, qtbot)


def test_the_same_key_goes_in_and_out(qtbot: QtBot, program: App) -> None:
    program.commands.focus.trigger()
    program.commands.focus.trigger()
    assert not is_bare(program)


def test_the_menu_key_brings_the_bar_back_and_then_the_menu(program: App) -> None:
    program.commands.focus.trigger()
    bar = program.desk.editor.bar
    program.commands.menu.trigger()
    assert bar.isVisible()
    assert not program.desk.sidebar.isVisible()
    program.commands.focus.trigger()
    assert bar.isVisible()


def test_the_sidebar_stays_as_it_was_wanted(program: App) -> None:
    program.commands.toggle_sidebar.trigger()
    program.commands.focus.trigger()
    program.commands.focus.trigger()
    assert not program.desk.sidebar.isVisible()


def test_the_line_that_is_written_is_held_still(qtbot: QtBot, program: App) -> None:
    program.commands.typewriter.trigger()
    qtbot.waitUntil(lambda: program.session.preferences.is_typewriter)
    editor = program.desk.editor
    for number in range(60):
        QTest.keyClicks(editor.page, str(number))
        QTest.keyClick(editor.page, Qt.Key.Key_Return)
    qtbot.wait(50)

    def height() -> float:
        line = editor.page.mapTo(editor.column.viewport(), editor.page.cursorRect().center())
        return line.y() / editor.column.viewport().height()

    qtbot.waitUntil(lambda: height() == pytest.approx(0.45, abs=0.03), timeout=WAIT)
    QTest.keyClick(editor.page, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: height() == pytest.approx(0.45, abs=0.03), timeout=WAIT)
    seal(program, qtbot)


def test_other_paragraphs_step_back_and_the_text_stays_as_it_is(qtbot: QtBot, program: App) -> None:
    editor = program.desk.editor
    QTest.keyClicks(editor.page, "one")
    QTest.keyClick(editor.page, Qt.Key.Key_Return)
    QTest.keyClicks(editor.page, "two")
    plain = editor.page.grab().toImage()
    program.commands.dim.trigger()
    qtbot.waitUntil(lambda: program.session.preferences.dims_others)
    qtbot.waitUntil(lambda: editor.page.grab().toImage() != plain)
    assert editor.entry().document == text("one", "two")
    program.commands.dim.trigger()
    qtbot.waitUntil(lambda: editor.page.grab().toImage() == plain)
    seal(program, qtbot)


def test_a_sitting_shows_nothing_but_the_page_and_a_line(qtbot: QtBot, program: App) -> None:
    screen = sitting(program, qtbot)
    assert nameless(screen) == []
    buttons(screen)["Begin"].click()
    assert is_bare(program)
    (line,) = program.desk.editor.findChildren(TimeLine)
    assert line.isVisible()
    QTest.keyClicks(program.desk.editor.page, "hear")
    QTest.keyClick(program.desk.editor.page, Qt.Key.Key_Backspace)
    QTest.keyClick(program.desk.editor.page, ESCAPE)
    assert not line.isVisible()
    assert not is_bare(program)
    assert program.desk.editor.entry().document == text("hea")
    seal(program, qtbot)


def test_whoever_keeps_moving_takes_nothing_back(qtbot: QtBot, program: App) -> None:
    screen = sitting(program, qtbot)
    screen.findChildren(QRadioButton)[0].click()
    screen.findChildren(QCheckBox)[0].click()
    buttons(screen)["Begin"].click()
    page = program.desk.editor.page
    QTest.keyClicks(page, "hear")
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    QTest.keyClick(page, ESCAPE)
    assert program.desk.editor.entry().document == text("hear")
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    assert program.desk.editor.entry().document == text("hea")
    seal(program, qtbot)


def test_the_time_fills_the_line_says_so_quietly_and_stops_nobody(qtbot: QtBot) -> None:
    now = [100.0]
    line = TimeLine(load_theme("light"), lambda: now[0])
    qtbot.addWidget(line)
    line.begin(600)
    assert line.fraction == 0
    now[0] += 300
    assert line.fraction == 0.5
    assert labels(line) == ""
    now[0] += 1_000
    with qtbot.waitSignal(line.over, timeout=5_000):
        pass
    assert line.fraction == 1
    assert labels(line) == "Time. Finish your sentence."
    line.end()
    assert not line.isVisible()


def test_a_lock_ends_a_sitting(qtbot: QtBot, program: App) -> None:
    buttons(sitting(program, qtbot))["Begin"].click()
    program.closing.lock()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    qtbot.waitUntil(lambda: not program.window.isFullScreen(), timeout=WAIT)
    assert not program.rooms.focusing.is_alone
