"""What a locked window shows, and what is left in it: nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QInputMethodEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Moment
from shadowjournal.errors import BadDocument
from shadowjournal.preferences import Preferences
from shadowjournal.vault.key import JournalKey
from tests.buses import NEEDS, Bus
from tests.needs import need
from tests.ui.conftest import Start
from tests.ui.news import let_the_disk_take
from tests.ui.seen import focused, labels
from tests.ui.test_nothing_is_lost import (
    an_entry_of,
    held_up,
    page_of,
    sealed,
    stored,
    type_words,
    written,
)
from ui.app import App
from ui.editor.editor import EntryEditor
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import UnlockState
from ui.widgets.row_list import RowList
from ui.widgets.secret_clipboard import SecretClipboard

WAIT = 10_000
PIECES = ("marmalade", "obelisk")  # no other string of any test holds both


def state(program: App) -> UnlockState | None:
    screen = program.window.screen_shown
    return screen.state if isinstance(screen, UnlockScreen) else None


def locked(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    program.tasks.finish()
    qtbot.wait(20)
    assert state(program) is UnlockState.LOCKED


def opened(qtbot: QtBot, program: App) -> None:
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)


def all_that_is_said(root: QAccessibleInterface) -> Iterator[str]:
    """What a screen reader can say of a window and all in it, seen or not."""
    for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
        yield root.text(kind)
    text = root.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for number in range(root.childCount()):
        child = root.child(number)
        if child.isValid():
            yield from all_that_is_said(child)


def said(program: App) -> str:
    root = QAccessible.queryAccessibleInterface(program.window)
    return " ".join(all_that_is_said(root)).lower()


def type_the_secret(program: App) -> None:
    program.desk.editor.focus_text()
    for piece in PIECES:
        QTest.keyClicks(page_of(program), piece)


def strings_in_memory() -> list[str]:
    """Every string that anything alive refers to and that holds the secret."""
    gc.collect()
    todo: list[object] = [*gc.get_objects()]
    seen = {id(todo)}
    found = []
    while todo:
        each = todo.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, str) and all(piece in each for piece in PIECES):
            found.append(each)
        elif not isinstance(each, (str, bytes, int, float)):
            todo.extend(gc.get_referents(each))
    return found


def test_a_screen_reader_says_the_words_before_the_lock_and_none_after(
    qtbot: QtBot, program: App
) -> None:
    type_the_secret(program)
    program.desk.editor.focus_title()
    QTest.keyClicks(focused(), "A heron")
    sealed(qtbot, program)
    for field in program.window.findChildren(QLineEdit):
        if field.isVisible():
            field.setText("herons")
    assert "".join(PIECES) in said(program)
    program.closing.lock_at_once()
    assert PIECES[0] not in said(program)
    assert "heron" not in said(program)
    locked(qtbot, program)
    assert PIECES[0] not in said(program)
    assert program.window.windowTitle() == "ShadowJournal"


def test_words_sealed_by_the_lock_itself_come_into_no_list(qtbot: QtBot, program: App) -> None:
    type_the_secret(program)
    program.commands.lock.trigger()
    locked(qtbot, program)
    entries = program.desk.entries.findChild(RowList)
    assert entries is not None
    assert entries.model().rowCount() == 0


def test_no_word_of_the_journal_is_left_in_memory(qtbot: QtBot, program: App) -> None:
    type_the_secret(program)
    sealed(qtbot, program)
    program.desk.sidebar.focus_search()
    QTest.keyClicks(focused(), PIECES[0] + "*")
    qtbot.waitUntil(lambda: "1 entry" in labels(program.window), timeout=WAIT)
    assert strings_in_memory()
    program.closing.lock_at_once()
    locked(qtbot, program)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert strings_in_memory() == []
    for page in program.window.findChildren(QTextEdit):
        assert PIECES[0] not in page.toPlainText()
        assert not page.document().isUndoAvailable()
    assert not [d for d in program.findChildren(QTextDocument) if PIECES[0] in d.toPlainText()]


def test_a_secret_leaves_the_clipboard_and_what_the_writer_copied_stays(
    qtbot: QtBot, program: App
) -> None:
    clipboard = QApplication.clipboard()
    SecretClipboard().copy("a recovery code")
    program.closing.lock_at_once()
    assert clipboard.text() == ""
    locked(qtbot, program)
    opened(qtbot, program)
    clipboard.setText("a passage")
    program.closing.lock_at_once()
    assert clipboard.text() == "a passage"
    locked(qtbot, program)


def test_the_closed_door_stands_there_before_a_word_is_sealed(qtbot: QtBot, program: App) -> None:
    with held_up(program):
        type_words(program, "half a wor")
        program.closing.lock_at_once()
        assert state(program) is UnlockState.LOCKED
        assert program.session.is_open
        assert "half a wor" not in said(program)
    locked(qtbot, program)
    opened(qtbot, program)
    assert written(program) == "half a wor"


def test_what_an_input_method_composes_is_sealed_by_a_lock_at_once(
    qtbot: QtBot, program: App
) -> None:
    type_words(program, "one ")
    QApplication.sendEvent(page_of(program), QInputMethodEvent("two", []))
    program.closing.lock_at_once()
    locked(qtbot, program)
    opened(qtbot, program)
    assert written(program) == "one two"


def test_the_owner_comes_back_to_the_entry_and_the_place(qtbot: QtBot, program: App) -> None:
    first = an_entry_of(qtbot, program, "an old entry")
    an_entry_of(qtbot, program, "the last entry")
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    program.desk.editor.put_cursor(3)
    program.closing.lock_at_once()
    locked(qtbot, program)
    opened(qtbot, program)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    assert program.desk.editor.cursor_place == 3
    QTest.keyClicks(focused(), "X")
    assert written(program) == "an Xold entry"
    sealed(qtbot, program)


def test_on_another_day_the_owner_comes_to_a_page_of_that_day(qtbot: QtBot, program: App) -> None:
    an_entry_of(qtbot, program, "the last entry")
    bookmark = program.desk.writing._bookmark
    program.closing.lock_at_once()
    locked(qtbot, program)
    bookmark._day -= timedelta(days=1)
    an_old = bookmark.entry_id
    assert an_old is not None
    opened(qtbot, program)
    assert program.desk.editor.entry().written.day == Moment.now().day


# The disk refuses


def refuse(qtbot: QtBot, program: App) -> None:
    let_the_disk_take(program.session, is_taking=False)
    program.tasks.finish()


def test_where_sealing_is_refused_the_words_are_out_of_sight_and_come_back(
    qtbot: QtBot, program: App
) -> None:
    type_words(program, "heron")
    sealed(qtbot, program)
    refuse(qtbot, program)
    type_words(program, " and precious")
    program.closing.lock_at_once()
    qtbot.waitUntil(lambda: state(program) is UnlockState.UNSEALED, timeout=WAIT)
    assert "could not be sealed yet" in labels(program.window)
    assert "precious" not in said(program)
    assert "heron" not in said(program)
    opened(qtbot, program)
    assert written(program) == "heron and precious"
    assert not program.desk.writing.is_safe
    let_the_disk_take(program.session, is_taking=True)
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert stored(program) == {"heron and precious"}


def test_where_sealing_is_refused_the_door_closes_once_the_disk_takes_them(
    qtbot: QtBot, program: App
) -> None:
    refuse(qtbot, program)
    type_words(program, "precious")
    program.closing.lock_at_once()
    qtbot.waitUntil(lambda: state(program) is UnlockState.UNSEALED, timeout=WAIT)
    program.commands.help.trigger()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert state(program) is UnlockState.UNSEALED  # help leads back to the closed door
    let_the_disk_take(program.session, is_taking=True)
    locked(qtbot, program)  # it is tried again by itself
    opened(qtbot, program)
    assert written(program) == "precious"


def test_a_page_that_cannot_be_read_leaves_the_window_whole_and_comes_back(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_words(program, "precious")
    real = EntryEditor.entry

    def unreadable(editor: EntryEditor) -> Entry:
        raise BadDocument("neighbouring spans of one look")

    monkeypatch.setattr(EntryEditor, "entry", unreadable)
    program.closing.lock_at_once()
    assert state(program) is UnlockState.UNSEALED
    assert "precious" not in said(program)
    monkeypatch.setattr(EntryEditor, "entry", real)
    opened(qtbot, program)
    assert written(program) == "precious"
    sealed(qtbot, program)


def test_only_the_key_of_this_journal_lifts_the_veil(qtbot: QtBot, program: App) -> None:
    refuse(qtbot, program)
    type_words(program, "precious")
    program.closing.lock_at_once()
    qtbot.waitUntil(lambda: state(program) is UnlockState.UNSEALED, timeout=WAIT)
    program.door.unlocked.emit(JournalKey.new("0" * 32))
    assert program.window.screen_shown is not program.desk
    assert "belongs to another journal" in labels(program.window)
    assert "precious" not in said(program)
    opened(qtbot, program)
    let_the_disk_take(program.session, is_taking=True)
    program.commands.save.trigger()
    sealed(qtbot, program)


# What stands before the window


def test_no_dialog_holds_the_lock_off(qtbot: QtBot, program: App) -> None:
    program.commands.export.trigger()
    program.commands.picture.trigger()
    program.commands.shortcuts.trigger()
    box = QMessageBox(program.window)
    box.open()
    qtbot.waitUntil(lambda: len(open_dialogs()) >= 3, timeout=WAIT)
    program.closing.lock_at_once()
    assert open_dialogs() == []
    locked(qtbot, program)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_no_menu_holds_the_lock_off(qtbot: QtBot, program: App) -> None:
    menu = page_of(program).menu()
    menu.popup(program.window.pos())
    assert menu.isVisible()
    program.closing.lock_at_once()
    assert QApplication.activePopupWidget() is None
    locked(qtbot, program)


def open_dialogs() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if is_open(each)]


def is_open(widget: QWidget) -> bool:
    return isinstance(widget, QDialog) and widget.isVisible()


# What locks


@pytest.mark.parametrize("dialog", [None, "picture", "shortcuts"])
def test_one_chord_hides_and_locks_also_from_a_dialog(
    qtbot: QtBot, program: App, dialog: str | None
) -> None:
    type_words(program, "precious")
    if dialog is not None:
        getattr(program.commands, dialog).trigger()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog), timeout=WAIT)
    window = QApplication.activeModalWidget() or program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    handle = window.windowHandle()
    assert handle is not None
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(handle, Qt.Key.Key_L, both)
    assert program.window.isMinimized()
    assert program.window.screen_shown is not program.desk
    locked(qtbot, program)
    program.window.come_forward()
    assert state(program) is UnlockState.LOCKED
    opened(qtbot, program)
    assert written(program) == "precious"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_chord_is_heard_while_a_menu_is_open(qtbot: QtBot, program: App) -> None:
    handle = program.window.windowHandle()
    assert handle is not None
    page_of(program).menu().popup(program.window.pos())
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(handle, Qt.Key.Key_L, both)
    assert QApplication.activePopupWidget() is None
    assert program.window.isMinimized()
    locked(qtbot, program)


def test_a_closed_journal_can_be_hidden_too(qtbot: QtBot, program: App) -> None:
    program.commands.lock.trigger()
    locked(qtbot, program)
    program.commands.hide_and_lock.trigger()
    assert program.window.isMinimized()


def test_a_window_that_is_minimised_locks_only_if_its_owner_wants_it(
    qtbot: QtBot, program: App
) -> None:
    program.window.showMinimized()
    qtbot.wait(50)
    assert program.session.is_open
    program.window.showNormal()
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        program.session.prefer(Preferences(lock_on_minimise=True))
    program.window.showMinimized()
    locked(qtbot, program)


def test_a_journal_that_nobody_touches_locks(qtbot: QtBot, program: App) -> None:
    type_words(program, "precious")
    program.locking.idle.limit(0.3)
    locked(qtbot, program)
    assert not program.locking.idle.is_counting
    opened(qtbot, program)
    assert written(program) == "precious"
    assert program.locking.idle._limit == 300


def test_a_new_time_is_followed_at_once(qtbot: QtBot, program: App) -> None:
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        program.session.prefer(Preferences(lock_after=60))
    assert program.locking.idle._limit == 60


def test_a_journal_being_made_does_not_lock_away_its_recovery_code(
    qtbot: QtBot, start: Start
) -> None:
    program = start()
    program.door.make(None)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.closing.lock_at_once()
    assert program.session.is_open
    assert program.window.screen_shown is program.entrance.screen


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    if sys.platform != "linux":
        pytest.skip("message buses are Linux's")
    need(*NEEDS)
    with TemporaryDirectory(prefix="bus-") as folder, Bus(Path(folder)) as bus:
        bus.start_logind()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        yield bus


def test_a_desktop_that_locks_its_screen_locks_the_journal(
    qtbot: QtBot, bus: Bus, program: App
) -> None:
    type_words(program, "precious")
    qtbot.waitUntil(lambda: program.locking._watch is not None, timeout=WAIT)
    bus.save_screen()
    locked(qtbot, program)
    opened(qtbot, program)
    assert written(program) == "precious"


def test_the_computer_sleeps_only_when_the_words_are_sealed_and_the_door_is_closed(
    qtbot: QtBot, bus: Bus, program: App
) -> None:
    qtbot.waitUntil(lambda: program.locking._watch is not None, timeout=WAIT)
    qtbot.wait(100)
    assert bus.logind_says().startswith("held")
    type_words(program, "precious")
    bus.prepare_for_sleep(is_near=True)
    locked(qtbot, program)
    assert bus.logind_says() == "released"
    bus.prepare_for_sleep(is_near=False)
    opened(qtbot, program)
    assert written(program) == "precious"
    qtbot.wait(50)
    assert bus.logind_says().startswith("held")


def test_a_disk_that_refuses_does_not_keep_the_computer_awake(
    qtbot: QtBot, bus: Bus, program: App
) -> None:
    qtbot.waitUntil(lambda: program.locking._watch is not None, timeout=WAIT)
    qtbot.wait(100)
    assert bus.logind_says().startswith("held")
    refuse(qtbot, program)
    type_words(program, "precious")
    bus.prepare_for_sleep(is_near=True)
    qtbot.waitUntil(lambda: state(program) is UnlockState.UNSEALED, timeout=WAIT)
    qtbot.wait(1_200)
    assert bus.logind_says() == "released"
    assert "precious" not in said(program)
