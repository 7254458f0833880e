from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.templates import Template, built_in, keep_as_template
from tests.builders import text
from tests.ui.seen import buttons, focused, labels, nameless
from ui.templates.chooser import TemplateChooser

OWN = keep_as_template(text("Where it hurts, where it does not."), "Walk home")


class Asked:
    """The chooser in a window, and what it told."""

    def __init__(self, qtbot: QtBot, own: tuple[Template, ...] = (OWN,)) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(900, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.chooser = TemplateChooser(self.window)
        self.chosen: list[Template] = []
        self.told: list[tuple[str, ...]] = []
        self.chooser.chosen.connect(self.chosen.append)
        self.chooser.kept.connect(self._tell)
        self.chooser.renamed.connect(self._tell)
        self.chooser.deleted.connect(self._tell)
        self.chooser.ask(built_in(), own, QPoint(200, 20), keeps=True)

    def _tell(self, *news: str) -> None:
        self.told.append(news)

    def types(self, *strokes: str | Qt.Key) -> None:
        for stroke in strokes:
            if isinstance(stroke, str):
                QTest.keyClicks(focused(), stroke)
            else:
                QTest.keyClick(focused(), stroke)

    def row(self) -> str:
        shown = self.chooser.findChild(QListWidget)
        assert shown is not None
        return shown.currentItem().text()


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_the_arrows_and_enter_choose(asked: Asked) -> None:
    asked.types(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [template.id for template in asked.chosen] == ["evening"]
    assert not asked.chooser.isVisible()


def test_the_first_letters_of_a_name_lead_to_it(asked: Asked) -> None:
    asked.types("dr")
    assert asked.row() == "Dream"
    assert "Scraps are enough." in labels(asked.chooser)


def test_a_click_chooses(asked: Asked) -> None:
    shown = asked.chooser.findChild(QListWidget)
    assert shown is not None
    place = shown.visualItemRect(shown.item(4)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [template.id for template in asked.chosen] == ["gratitude"]


def test_only_what_its_owner_kept_can_be_renamed_or_deleted(asked: Asked) -> None:
    assert not {"Rename", "Delete"} & {*buttons(asked.chooser)}
    asked.types(Qt.Key.Key_F2, Qt.Key.Key_Delete)
    asked.types(Qt.Key.Key_End)
    assert asked.row() == "Walk home"
    assert {"Rename", "Delete"} <= {*buttons(asked.chooser)}
    asked.types(Qt.Key.Key_Delete)
    assert asked.told == [(OWN.id,)]
    assert asked.chooser.isVisible()


def test_a_template_is_renamed_by_keyboard(asked: Asked) -> None:
    asked.types(Qt.Key.Key_End, Qt.Key.Key_F2, "After the walk", Qt.Key.Key_Return)
    assert asked.told == [(OWN.id, "After the walk")]
    assert asked.chooser.isVisible()


def test_the_open_page_is_kept_under_a_name(asked: Asked) -> None:
    buttons(asked.chooser)["Keep this page…"].click()
    asked.types(Qt.Key.Key_Return)
    assert asked.told == []  # it waits for a name
    asked.types("Sunday", Qt.Key.Key_Return)
    assert asked.told == [("Sunday",)]
    assert asked.chosen == []


def test_escape_goes_back_to_the_list_and_then_closes(asked: Asked) -> None:
    asked.types(Qt.Key.Key_End, Qt.Key.Key_F2, "After", Qt.Key.Key_Escape)
    assert asked.chooser.isVisible()
    asked.types(Qt.Key.Key_Escape)
    assert not asked.chooser.isVisible()
    assert (asked.told, asked.chosen) == ([], [])


def test_an_empty_page_cannot_be_kept(asked: Asked) -> None:
    asked.chooser.ask(built_in(), (), QPoint(0, 0), keeps=False)
    assert "Keep this page…" not in buttons(asked.chooser)


def test_once_closed_no_word_of_a_template_is_left(asked: Asked) -> None:
    asked.types(Qt.Key.Key_End)
    asked.chooser.clear()
    shown = asked.chooser.findChild(QListWidget)
    assert shown is not None
    assert shown.count() == 0
    assert "kept" not in labels(asked.chooser)


def test_a_screen_reader_can_name_all_of_it(asked: Asked) -> None:
    asked.types(Qt.Key.Key_End, Qt.Key.Key_F2)
    assert nameless(asked.chooser) == []
