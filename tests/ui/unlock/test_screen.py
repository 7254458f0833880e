from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.vault.recovery import RecoveryCode
from tests.ui.seen import buttons, labels, nameless
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import SITUATIONS, UnlockState

CODE = RecoveryCode(bytes(range(16)))
BY_PASSPHRASE = "Open with the passphrase"
BY_CODE = "Open with the recovery code"
KEYRING_STATES = [
    UnlockState.KEYRING_MISSING,
    UnlockState.KEYRING_LOCKED,
    UnlockState.KEYRING_SILENT,
    UnlockState.KEY_NOT_THERE,
]


@pytest.fixture
def door(qtbot: QtBot) -> UnlockScreen:
    made = UnlockScreen()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def field(root: QWidget) -> QLineEdit:
    (shown,) = [each for each in root.findChildren(QLineEdit) if each.isVisible()]
    return shown


def enter() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)


def state_of(door: UnlockScreen) -> UnlockState:
    return door.state


def all_typed(root: QWidget) -> str:
    return "".join(each.text() for each in root.findChildren(QLineEdit))


@pytest.mark.parametrize("state", UnlockState)
def test_every_situation_has_words_and_a_way_on(door: UnlockScreen, state: UnlockState) -> None:
    door.show_state(state, "/somewhere")
    assert SITUATIONS[state].question in labels(door)
    assert "/somewhere" in labels(door)
    assert {"Help", "Quit"} <= set(buttons(door))


@pytest.mark.parametrize("state", KEYRING_STATES)
def test_whatever_the_keyring_does_the_recovery_code_is_offered(
    door: UnlockScreen, state: UnlockState
) -> None:
    door.show_state(state)
    assert "still sealed" in labels(door)
    assert BY_CODE in buttons(door)
    assert BY_PASSPHRASE in buttons(door)
    door.set_ways(keyring=True, passphrase=False)
    assert BY_CODE in buttons(door)
    assert BY_PASSPHRASE not in buttons(door)


def test_a_missing_key_is_never_made_anew(door: UnlockScreen) -> None:
    door.show_state(UnlockState.KEY_NOT_THERE)
    assert "no new key is ever made" in labels(door)
    enter()
    assert state_of(door) is UnlockState.RECOVERY


def test_waiting_offers_a_way_out_after_a_while(door: UnlockScreen, qtbot: QtBot) -> None:
    assert BY_CODE not in buttons(door)
    qtbot.waitUntil(lambda: BY_CODE in buttons(door), timeout=8000)
    assert "Ask again" in buttons(door)


def test_a_closed_journal_opens_with_enter(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.LOCKED)
    with qtbot.waitSignal(door.keyring_wanted):
        enter()


def test_a_closed_journal_without_a_keyring_asks_for_its_passphrase(
    door: UnlockScreen, qtbot: QtBot
) -> None:
    door.set_ways(keyring=False, passphrase=True)
    door.show_state(UnlockState.LOCKED)
    assert not buttons(door)["Open"].isEnabled()
    QTest.keyClicks(field(door), "plain words")
    with qtbot.waitSignal(door.passphrase_given) as given:
        enter()
    assert given.args == ["plain words"]


def test_a_given_passphrase_is_gone_from_the_screen(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.PASSPHRASE)
    QTest.keyClicks(field(door), "plain words")
    with qtbot.waitSignal(door.passphrase_given):
        enter()
    assert all_typed(door) == ""
    assert not field(door).isUndoAvailable()
    assert field(door).echoMode() is QLineEdit.EchoMode.Password


def test_a_given_code_is_gone_from_the_screen(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.RECOVERY)
    QTest.keyClicks(field(door), CODE.text.lower().replace("-", ""))
    assert field(door).text() == CODE.text
    with qtbot.waitSignal(door.recovery_code_given) as given:
        enter()
    assert given.args == [CODE]
    assert all_typed(door) == ""
    assert not field(door).isUndoAvailable()


def test_turning_elsewhere_leaves_no_secret_behind(door: UnlockScreen) -> None:
    door.show_state(UnlockState.PASSPHRASE)
    QTest.keyClicks(field(door), "plain words")
    door.show_state(UnlockState.IN_USE)
    assert all_typed(door) == ""


def test_a_slip_in_the_code_is_named_by_its_group(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.RECOVERY)
    wrong = CODE.text[:11] + "Y" + CODE.text[12:]
    QTest.keyClicks(field(door), wrong)
    assert "Group 3 looks wrong." in labels(door)
    with qtbot.assertNotEmitted(door.recovery_code_given):
        enter()
    assert field(door).text() == wrong


def test_half_a_code_is_told_how_long_it_is(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.RECOVERY)
    QTest.keyClicks(field(door), "0004-1061")
    assert "looks wrong" not in labels(door)
    with qtbot.assertNotEmitted(door.recovery_code_given):
        enter()
    assert "32 letters and digits; this has 8" in labels(door)


def test_a_letter_typed_into_the_middle_of_a_code_stays_where_it_was_typed(
    door: UnlockScreen,
) -> None:
    door.show_state(UnlockState.RECOVERY)
    QTest.keyClicks(field(door), "00041061050r")
    field(door).setCursorPosition(4)
    QTest.keyClicks(field(door), "xy")
    assert field(door).text() == "0004-XY10-6105-0R"
    QTest.keyClick(field(door), Qt.Key.Key_Backspace)
    QTest.keyClick(field(door), Qt.Key.Key_Backspace)
    assert field(door).text() == "0004-1061-050R"


def test_a_wrong_passphrase_can_be_typed_again_at_once(door: UnlockScreen) -> None:
    door.show_state(UnlockState.PASSPHRASE)
    door.set_busy(True)
    assert not field(door).isEnabled()
    assert not buttons(door)["Opening…"].isEnabled()
    door.show_wrong("That passphrase does not fit.")
    assert "That passphrase does not fit." in labels(door)
    assert field(door).hasFocus()


def test_while_a_key_is_tried_enter_and_space_do_nothing(door: UnlockScreen, qtbot: QtBot) -> None:
    door.show_state(UnlockState.PASSPHRASE)
    door.set_busy(True)
    focused = QApplication.focusWidget()
    with qtbot.assertNotEmitted(door.quit_wanted), qtbot.assertNotEmitted(door.passphrase_given):
        for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            QTest.keyClick(focused or door, pressed)


def test_back_returns_to_what_happened(door: UnlockScreen) -> None:
    door.show_state(UnlockState.KEYRING_SILENT, "no answer in 20 seconds")
    buttons(door)[BY_CODE].click()
    assert state_of(door) is UnlockState.RECOVERY
    QTest.keyClick(field(door), Qt.Key.Key_Escape)
    assert state_of(door) is UnlockState.KEYRING_SILENT
    assert "no answer in 20 seconds" in labels(door)


def test_news_of_the_keyring_does_not_interrupt_who_types_a_code(door: UnlockScreen) -> None:
    door.show_state(UnlockState.KEYRING_LOCKED)
    buttons(door)[BY_CODE].click()
    QTest.keyClicks(field(door), "0004")
    door.show_state(UnlockState.KEYRING_SILENT)
    assert field(door).text() == "0004"
    buttons(door)["Back"].click()
    assert state_of(door) is UnlockState.KEYRING_SILENT


def test_trying_the_keyring_from_the_code_page_shows_that_it_waits(
    door: UnlockScreen, qtbot: QtBot
) -> None:
    door.show_state(UnlockState.KEYRING_LOCKED)
    buttons(door)[BY_CODE].click()
    with qtbot.waitSignal(door.keyring_wanted):
        buttons(door)["Try the keyring"].click()
    door.show_state(UnlockState.WAITING)
    assert state_of(door) is UnlockState.WAITING


@pytest.mark.parametrize("state", [UnlockState.IN_USE, UnlockState.UNREADABLE])
def test_what_may_pass_can_be_tried_again(
    door: UnlockScreen, qtbot: QtBot, state: UnlockState
) -> None:
    door.show_state(state)
    with qtbot.waitSignal(door.retry_wanted):
        enter()


@pytest.mark.parametrize("state", [UnlockState.UNREADABLE, UnlockState.DAMAGED])
def test_a_file_that_does_not_open_can_be_looked_at(
    door: UnlockScreen, qtbot: QtBot, state: UnlockState
) -> None:
    door.show_state(state)
    with qtbot.waitSignal(door.folder_wanted):
        buttons(door)["Show the folder"].click()


@pytest.mark.parametrize("state", UnlockState)
def test_help_is_one_press_away_from_every_situation(
    door: UnlockScreen, qtbot: QtBot, state: UnlockState
) -> None:
    door.show_state(state)
    door.set_busy(True)
    with qtbot.waitSignal(door.help_wanted):
        buttons(door)["Help"].click()
    with qtbot.waitSignal(door.quit_wanted):
        buttons(door)["Quit"].click()


@pytest.mark.parametrize("state", UnlockState)
def test_every_focusable_widget_has_a_name(door: UnlockScreen, state: UnlockState) -> None:
    door.show_state(state)
    assert nameless(door) == []


@pytest.mark.parametrize("state", KEYRING_STATES)
def test_the_tab_key_reaches_every_way(door: UnlockScreen, state: UnlockState) -> None:
    door.show_state(state)
    reached: set[QWidget | None] = set()
    for _ in range(10):
        focused = QApplication.focusWidget()
        reached.add(focused)
        QTest.keyClick(focused or door, Qt.Key.Key_Tab)
    assert set(buttons(door).values()) <= reached
