from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from ui.actions import Actions
from ui.settings.colours_page import ColoursPage


def choices(page: ColoursPage) -> dict[str, QRadioButton]:
    return {choice.text(): choice for choice in page.findChildren(QRadioButton)}


def test_the_colours_are_chosen_here_as_in_the_menu(qtbot: QtBot) -> None:
    commands = Actions()
    page = ColoursPage(commands)
    qtbot.addWidget(page)
    page.show()
    assert choices(page)["Colours of the system"].isChecked()
    with qtbot.waitSignal(commands.theme_dark.triggered):
        QTest.keyClick(choices(page)["Dark"], Qt.Key.Key_Space)
    assert commands.theme_dark.isChecked()
    commands.theme_light.trigger()
    contrast = page.findChild(QCheckBox)
    assert contrast is not None
    QTest.keyClick(contrast, Qt.Key.Key_Space)
    assert commands.more_contrast.isChecked()
    commands.more_contrast.trigger()
    assert not contrast.isChecked()
    assert [text for text, choice in choices(page).items() if choice.isChecked()] == ["Light"]
