from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from shadowjournal.preferences import PageLook, Preferences
from tests.ui.seen import nameless
from ui.settings.writing_page import WritingPage

PREFERRED = Preferences(
    lock_after=120,
    page=PageLook("readable", 130, "wide", "airy"),
    has_shorthand=False,
    language="fr",
)


@pytest.fixture
def page(qtbot: QtBot) -> WritingPage:
    page = WritingPage()
    qtbot.addWidget(page)
    page.show_preferences(PREFERRED)
    page.show()
    return page


def test_what_is_preferred_is_what_stands_there(page: WritingPage) -> None:
    said = [choice.currentText() for choice in page.findChildren(QComboBox)]
    assert said == ["Atkinson Hyperlegible", "Wide", "Airy", "Français"]
    assert page.findChildren(QSpinBox)[0].value() == 130
    assert [box.isChecked() for box in page.findChildren(QCheckBox)] == [False, True]
    assert nameless(page) == []


def test_each_choice_is_told_with_all_the_others(page: WritingPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.chosen) as chosen:
        QTest.keyClick(page.findChildren(QCheckBox)[0], Qt.Key.Key_Space)
    [told] = chosen.args or []
    assert told.has_shorthand
    assert (told.lock_after, told.page, told.language) == (120, PREFERRED.page, "fr")
    with qtbot.waitSignal(page.chosen) as chosen:
        QTest.keyClick(page.findChildren(QSpinBox)[0], Qt.Key.Key_Up)
    [told] = chosen.args or []
    assert told.page.zoom == 140
    assert told.has_shorthand
