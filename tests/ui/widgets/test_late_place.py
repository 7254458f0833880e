from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.late_place import LatePlace


def test_what_is_wanted_at_first_sight_is_there_and_has_the_keyboard_at_once(qtbot: QtBot) -> None:
    stack, place, field = QStackedWidget(), LatePlace(), QLineEdit()
    qtbot.addWidget(stack)
    asked: list[bool] = []

    def fill() -> None:
        asked.append(True)
        place.hold(field)

    place.wanted.connect(fill)
    stack.addWidget(QWidget())
    stack.addWidget(place)
    stack.show()
    stack.activateWindow()
    assert asked == []
    stack.setCurrentWidget(place)
    place.setFocus()
    assert field.isVisible()
    qtbot.waitUntil(field.hasFocus)
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(place)
    assert asked == [True]
