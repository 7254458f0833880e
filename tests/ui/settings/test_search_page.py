from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from shadowjournal.preferences import Preferences
from shadowjournal.search import LANGUAGES
from tests.ui.seen import nameless
from ui.settings.search_page import SearchPage


@pytest.fixture
def page(qtbot: QtBot) -> SearchPage:
    page = SearchPage()
    qtbot.addWidget(page)
    page.show_preferences(Preferences(lock_after=120, search_language="fr"))
    page.show()
    return page


def language_box(page: SearchPage) -> QComboBox:
    (box,) = page.findChildren(QComboBox)
    return box


def test_the_chosen_language_stands_there_among_all_there_are(page: SearchPage) -> None:
    box = language_box(page)
    assert box.currentText() == "in all forms: Français"
    assert {box.itemData(row) for row in range(box.count())} == {"", *LANGUAGES}
    assert nameless(page) == []


def test_who_chose_none_reads_that_words_are_found_as_they_are_typed(page: SearchPage) -> None:
    page.show_preferences(Preferences())
    assert language_box(page).currentText() == "as they are typed"


def test_another_language_is_told_with_all_else_that_is_preferred(
    page: SearchPage, qtbot: QtBot
) -> None:
    box = language_box(page)
    with qtbot.waitSignal(page.chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Home)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [Preferences(lock_after=120)]
