from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.care import built_in
from tests.ui.seen import focused
from ui.care.help_panel import HelpPanel


@pytest.fixture
def panel(qtbot: QtBot) -> HelpPanel:
    panel = HelpPanel(built_in())
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.activateWindow()
    qtbot.waitActive(panel)
    return panel


def words(panel: HelpPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def button(panel: HelpPanel, name: str) -> QPushButton:
    found = [
        button
        for button in panel.findChildren(QPushButton)
        if button.isVisibleTo(panel) and name in {button.text(), button.accessibleName()}
    ]
    assert len(found) == 1
    return found[0]


def region_choice(panel: HelpPanel) -> QComboBox:
    return panel.findChildren(QComboBox)[0]


def test_help_shows_what_cannot_wait_first(panel: HelpPanel) -> None:
    panel.choose_region("gb")
    panel.show_help()
    numbers = ["999", "116 123", "0808 2000 247", "findahelpline.com", "befrienders.org"]
    assert [text for text in words(panel) if text in numbers] == numbers


def test_the_region_is_international_until_one_is_chosen(panel: HelpPanel) -> None:
    panel.show_help()
    assert panel.region == "international"
    assert "112" in words(panel)


def test_choosing_a_region_shows_its_lines_and_says_so(panel: HelpPanel, qtbot: QtBot) -> None:
    panel.show_help()
    choice = region_choice(panel)
    with qtbot.waitSignal(panel.region_chosen) as chosen:
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_End)
    assert chosen.args == ["us"]
    assert panel.region == "us"
    assert "911" in words(panel)
    assert "112" not in words(panel)


def test_a_region_chosen_earlier_is_shown_without_a_word(panel: HelpPanel, qtbot: QtBot) -> None:
    panel.show_help()
    with qtbot.assertNotEmitted(panel.region_chosen):
        panel.choose_region("nz")
        assert panel.region == "nz"
        panel.choose_region("the moon")
        assert panel.region == "international"


def test_help_says_how_it_was_checked_and_that_numbers_change(panel: HelpPanel) -> None:
    panel.show_help()
    assert words(panel)[-1] == "Checked: read in published pages, 2026-11. Numbers can change."


def test_a_number_is_copied_as_it_is_dialled(panel: HelpPanel) -> None:
    panel.choose_region("gb")
    panel.show_help()
    QTest.mouseClick(button(panel, "Copy 116 123"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "116 123"
    assert button(panel, "Copied").accessibleName() == "Copy 116 123"
    QTest.mouseClick(button(panel, "Copy 999"), Qt.MouseButton.LeftButton)
    assert button(panel, "Copied").accessibleName() == "Copy 999"


def test_escape_and_back_close_help(panel: HelpPanel, qtbot: QtBot) -> None:
    panel.show_help()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.closed):
        QTest.mouseClick(button(panel, "Back"), Qt.MouseButton.LeftButton)


def test_the_landing_says_that_one_can_stop(panel: HelpPanel) -> None:
    panel.show_landing()
    said = words(panel)
    assert "You can stop here." in said
    assert "What you wrote is sealed." in said
    for way in ("Three breaths", "Five things you see", "One small thing next"):
        assert way in said


def test_the_landing_leads_to_help_and_help_back_to_it(panel: HelpPanel, qtbot: QtBot) -> None:
    panel.show_landing()
    QTest.mouseClick(button(panel, "Someone to talk to"), Qt.MouseButton.LeftButton)
    assert "112" in words(panel)
    with qtbot.assertNotEmitted(panel.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert "You can stop here." in words(panel)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)


def test_help_opened_anew_closes_at_once_whatever_was_seen_before(
    panel: HelpPanel, qtbot: QtBot
) -> None:
    panel.show_landing()
    QTest.mouseClick(button(panel, "Someone to talk to"), Qt.MouseButton.LeftButton)
    panel.show_help()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)


def test_enter_on_the_landing_leads_to_people(panel: HelpPanel) -> None:
    panel.show_landing()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "112" in words(panel)


@pytest.mark.parametrize("page", ["show_help", "show_landing"])
def test_a_window_that_turns_to_the_panel_gives_the_keyboard_to_its_page(
    panel: HelpPanel, page: str
) -> None:
    getattr(panel, page)()
    panel.setFocus()
    assert panel.isAncestorOf(focused())


def test_tab_walks_from_the_region_over_the_numbers_to_back(panel: HelpPanel) -> None:
    panel.choose_region("us")
    panel.show_help()
    region_choice(panel).setFocus()
    names = []
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        names.append(focused().accessibleName())
    assert names == [
        "Copy 911",
        "Copy 988",
        "Copy 1-800-799-7233",
        "Copy findahelpline.com",
        "Copy befrienders.org",
        "Back",
    ]


@pytest.mark.parametrize("page", ["show_help", "show_landing"])
def test_everything_that_takes_the_keyboard_has_a_name(panel: HelpPanel, page: str) -> None:
    getattr(panel, page)()
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(panel):
            text = widget.text() if isinstance(widget, QPushButton) else ""
            assert widget.accessibleName() or text, widget
