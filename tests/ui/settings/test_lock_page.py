from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from shadowjournal.preferences import LEAST_IDLE, Preferences
from tests.ui.seen import labels, nameless
from ui.actions import Actions
from ui.settings.lock_page import CHOICES, LockPage, in_words


@pytest.fixture
def page(qtbot: QtBot) -> LockPage:
    page = LockPage(Actions())
    qtbot.addWidget(page)
    page.show_preferences(Preferences())
    page.show()
    return page


def after(page: LockPage) -> QComboBox:
    return page.findChildren(QComboBox)[0]


def minimise(page: LockPage) -> QCheckBox:
    return page.findChildren(QCheckBox)[0]


def test_five_minutes_is_what_stands_there_first(page: LockPage) -> None:
    assert after(page).currentText() == "5 minutes"
    assert not minimise(page).isChecked()
    assert nameless(page) == []


def test_no_time_is_offered_that_is_shorter_than_may_be(page: LockPage) -> None:
    assert min(CHOICES) == LEAST_IDLE
    for seconds in CHOICES:
        Preferences(lock_after=seconds)


def test_a_chosen_time_is_told_in_seconds(page: LockPage, qtbot: QtBot) -> None:
    after(page).setFocus()
    with qtbot.waitSignal(page.lock_after_chosen) as chosen:
        QTest.keyClick(after(page), Qt.Key.Key_Home)
    assert chosen.args == [30]


def test_locking_a_minimised_window_is_a_choice(page: LockPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.lock_on_minimise_chosen) as chosen:
        QTest.keyClick(minimise(page), Qt.Key.Key_Space)
    assert chosen.args == [True]


def test_what_was_chosen_elsewhere_is_shown_and_not_told_again(
    page: LockPage, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(page.lock_after_chosen):
        page.show_preferences(Preferences(lock_after=90, lock_on_minimise=True))
    assert after(page).currentText() == "1 minute 30 seconds"
    assert minimise(page).isChecked()


def test_the_panic_key_is_named(page: LockPage) -> None:
    assert "Ctrl+Shift+L" in labels(page)


def test_lengths_of_time_are_said_as_people_say_them() -> None:
    assert [in_words(s) for s in (30, 60, 61, 600)] == [
        "30 seconds",
        "1 minute",
        "1 minute 1 second",
        "10 minutes",
    ]
