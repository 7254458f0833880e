from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Start
from tests.ui.seen import focused, nameless
from ui.app import App
from ui.editor.page import Page
from ui.settings.lock_page import LockPage
from ui.settings.screen import SettingsScreen
from ui.unlock.screen import UnlockScreen

WAIT = 10_000


def settings_shown(program: App) -> SettingsScreen | None:
    screen = program.window.screen_shown
    return screen if isinstance(screen, SettingsScreen) else None


def open_settings(qtbot: QtBot, program: App) -> SettingsScreen:
    program.commands.settings.trigger()
    qtbot.waitUntil(lambda: settings_shown(program) is not None, timeout=WAIT)
    screen = settings_shown(program)
    assert screen is not None
    return screen


def test_the_settings_open_once_the_page_is_sealed_and_lead_back_to_the_text(
    qtbot: QtBot, program: App
) -> None:
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "words")
    QTest.keyClick(focused(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: settings_shown(program) is not None, timeout=WAIT)
    assert program.desk.writing.is_safe
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert program.window.screen_shown is program.desk
    assert isinstance(focused(), Page)


def test_every_setting_has_a_name(qtbot: QtBot, program: App) -> None:
    assert nameless(open_settings(qtbot, program)) == []


def test_locking_closes_the_settings(qtbot: QtBot, program: App) -> None:
    open_settings(qtbot, program)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    locked = program.window.screen_shown
    assert isinstance(locked, UnlockScreen)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert program.window.findChildren(SettingsScreen) == []
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert settings_shown(program) is None
    assert program.desk.isVisible()


def test_nobody_comes_to_the_settings_of_a_closed_journal(
    qtbot: QtBot, program: App, start: Start
) -> None:
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.preferring.show()
    assert not program.commands.settings.isEnabled()
    program.preferring.show()
    assert isinstance(program.window.screen_shown, UnlockScreen)


def test_what_is_chosen_about_the_lock_is_kept_in_the_journal_and_followed(
    qtbot: QtBot, program: App
) -> None:
    screen = open_settings(qtbot, program)
    screen.show_page("Lock")
    page = screen.findChild(LockPage)
    assert page is not None
    after, minimise = page.findChildren(QComboBox)[0], page.findChildren(QCheckBox)[0]
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        QTest.keyClick(after, Qt.Key.Key_Home)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        QTest.keyClick(minimise, Qt.Key.Key_Space)
    assert program.locking.idle._limit == 30
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.window.showMinimized()
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    kept = program.session.preferences
    assert (kept.lock_after, kept.lock_on_minimise) == (30, True)
    assert program.locking.idle._limit == 30
