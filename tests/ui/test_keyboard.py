"""Where the keyboard is: nobody needs a mouse to write, and no word goes to the wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.folder import JournalFolder
from tests.builders import QUICK, a_prompt
from tests.ui.conftest import Start
from ui.app import App
from ui.editor.page import Page
from ui.first_run.first_run import FirstRun
from ui.prompts.card import PromptCard

WAIT = 10_000


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def wait_for_prompts(qtbot: QtBot, program: App) -> None:
    cards = program.desk.prompts.findChildren(PromptCard)
    qtbot.waitUntil(lambda: all(card.isVisible() for card in cards), timeout=WAIT)


def sealed(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def lock(qtbot: QtBot, program: App) -> None:
    program.commands.lock.trigger()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)


def words_seen(program: App) -> str:
    shown = [w for w in program.window.findChildren(QLabel) if w.isVisible()]
    buttons = [w for w in program.window.findChildren(QPushButton) if w.isVisible()]
    return " | ".join([w.text() for w in shown] + [w.text() for w in buttons])


def test_a_new_entry_waits_for_its_first_word(qtbot: QtBot, program: App) -> None:
    program.commands.search.trigger()
    program.commands.new_entry.trigger()
    QTest.keyClicks(focused(), "Rain.")
    assert program.desk.editor.word_count == 1
    sealed(qtbot, program)


def test_a_chosen_prompt_waits_for_its_answer(qtbot: QtBot, program: App) -> None:
    wait_for_prompts(qtbot, program)
    program.commands.show_prompts.trigger()
    press(Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "An answer.")
    entry = program.desk.editor.entry()
    assert entry.prompt is not None
    assert program.desk.editor.word_count == 2
    sealed(qtbot, program)


def test_going_to_a_room_puts_the_keyboard_into_it(qtbot: QtBot, program: App) -> None:
    wait_for_prompts(qtbot, program)
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "Rain.")
    sealed(qtbot, program)
    program.commands.show_entries.trigger()
    assert focused().accessibleName() == "Entries"
    program.commands.show_prompts.trigger()
    assert isinstance(focused(), PromptCard)


def test_escape_leads_from_a_search_back_to_the_page(program: App) -> None:
    program.commands.search.trigger()
    QTest.keyClicks(focused(), "kitchen")
    press(Qt.Key.Key_Escape)
    assert isinstance(focused(), Page)
    assert program.desk.sidebar.search_text == ""


def test_after_locking_enter_opens_again(qtbot: QtBot, program: App) -> None:
    lock(qtbot, program)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


def test_a_journal_just_made_with_a_keyring_is_not_said_to_have_a_passphrase(
    qtbot: QtBot, start: Start
) -> None:
    program = made_with(None, qtbot, start)
    lock(qtbot, program)
    assert "Open with the passphrase" not in words_seen(program)
    assert "Open with the recovery code" in words_seen(program)


def test_a_journal_just_made_with_a_passphrase_asks_for_it_when_it_is_locked(
    qtbot: QtBot, start: Start
) -> None:
    program = made_with("a plain few words", qtbot, start)
    lock(qtbot, program)
    QTest.keyClicks(focused(), "a plain few words")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


def made_with(passphrase: str | None, qtbot: QtBot, start: Start) -> App:
    program = start()
    (first_run,) = program.window.findChildren(FirstRun)
    first_run.journal_wanted.emit(passphrase)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.entrance._finish_first_run(False)
    program.window.activateWindow()
    return program


def test_after_a_wrong_passphrase_the_next_one_can_be_typed_at_once(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    folder.create(passphrase="right", effort=QUICK)
    folder.release()
    program = start()
    program.window.activateWindow()
    for passphrase in ("wrong", "right"):
        qtbot.waitUntil(lambda: focused().accessibleName() == "Passphrase", timeout=WAIT)
        QTest.keyClicks(focused(), passphrase)
        press(Qt.Key.Key_Return)
        if passphrase == "wrong":
            qtbot.waitUntil(lambda: "does not open" in words_seen(program), timeout=WAIT)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


def test_every_command_without_a_button_is_in_the_menu(program: App) -> None:
    more = next(b for b in program.window.findChildren(QToolButton) if b.accessibleName() == "More")
    menu = more.menu()
    menu.aboutToShow.emit()
    offered = set(actions_in(menu))
    c = program.commands
    assert {c.new_entry, c.theme_system, c.theme_light, c.theme_dark, c.import_} <= offered
    assert {c.undo, c.redo, c.shortcuts, c.toggle_sidebar, c.quit} <= offered


def actions_in(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += actions_in(inner) if isinstance(inner, QMenu) else [action]
    return found


def test_an_entry_read_again_says_that_it_is_sealed(qtbot: QtBot, program: App) -> None:
    program.desk.writing.begin(a_prompt())
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "Rain.")
    sealed(qtbot, program)
    (summary,) = program.session.summaries
    program.commands.new_entry.trigger()
    assert "Sealed " not in words_seen(program)
    program.desk.writing.open(summary.id)
    qtbot.waitUntil(lambda: "Sealed " in words_seen(program), timeout=WAIT)


@pytest.mark.parametrize("room", ["show_prompts", "show_entries", "show_calendar", "on_this_day"])
def test_escape_leads_from_every_room_back_to_the_page(
    qtbot: QtBot, program: App, room: str
) -> None:
    wait_for_prompts(qtbot, program)
    getattr(program.commands, room).trigger()
    QTest.keyClick(program.desk.sidebar, Qt.Key.Key_Escape)
    assert isinstance(focused(), Page)
