from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from shadowjournal.vault.recovery import RecoveryCode
from tests.ui.seen import buttons, focused, labels, nameless
from ui.backups.restore_page import RestorePage

FACTS = "Sunday 22 November 2026, 21:04 · 12.4 MB · a.backup"
CODE = RecoveryCode.new()


@pytest.fixture
def page(qtbot: QtBot) -> RestorePage:
    page = RestorePage()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return page


def typed(page: RestorePage) -> list[str]:
    return [field.text() for field in page.findChildren(QLineEdit) if field.text()]


def test_with_the_key_at_hand_it_asks_once_and_enter_restores(
    page: RestorePage, qtbot: QtBot
) -> None:
    page.ask_once(FACTS, "The journal that is here now is kept.")
    assert FACTS in labels(page)
    assert "is kept" in labels(page)
    with qtbot.waitSignal(page.restore_wanted):
        QTest.keyClick(page, Qt.Key.Key_Return)


def test_the_code_is_typed_and_a_slip_is_told_before_anything_is_done(
    page: RestorePage, qtbot: QtBot
) -> None:
    page.ask_for_key(FACTS, "", has_passphrase=False)
    assert not buttons(page)["Restore"].isEnabled()
    assert "Open with the passphrase" not in buttons(page)
    QTest.keyClicks(focused(), "ABCD")
    with qtbot.assertNotEmitted(page.code_given):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert nameless(page) == []
    QTest.keySequence(
        focused(), QKeySequence.StandardKey.SelectAll
    )  # what is typed takes its place
    QTest.keyClicks(focused(), CODE.text.lower())
    with qtbot.waitSignal(page.code_given) as given:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert given.args == [CODE]
    page.show_wrong("This code is not the key of this backup.")
    assert "not the key" in labels(page)


def test_the_passphrase_is_the_other_way_and_nothing_typed_stays(
    page: RestorePage, qtbot: QtBot
) -> None:
    page.ask_for_key(FACTS, "", has_passphrase=True)
    QTest.keyClicks(focused(), "ABCD")
    buttons(page)["Open with the passphrase"].click()
    assert typed(page) == []
    QTest.keyClicks(focused(), "correct horse")
    with qtbot.waitSignal(page.passphrase_given) as given:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert given.args == ["correct horse"]
    page.show_working("Copying the backup…")
    assert typed(page) == []


def test_at_work_it_says_how_far_it_is_and_can_be_stopped(page: RestorePage, qtbot: QtBot) -> None:
    page.ask_once(FACTS, "")
    page.show_working("Copying the backup…")
    page.show_progress(40, 100)
    assert "40 of 100 records opened; 60 to go" in labels(page)
    assert set(buttons(page)) == {"Stop"}
    with qtbot.waitSignal(page.cancelled):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_what_cannot_be_restored_says_why_and_offers_another_file(
    page: RestorePage, qtbot: QtBot
) -> None:
    page.show_refused("The file is no backup of a journal.")
    assert "The file is no backup of a journal. Nothing was changed." in labels(page)
    assert set(buttons(page)) == {"Not now", "Choose another file…"}
    with qtbot.waitSignal(page.other_file_wanted):
        QTest.keyClick(page, Qt.Key.Key_Return)
