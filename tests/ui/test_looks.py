from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.looks import Looks


class Hints(QObject):
    """What a desktop says of its colours; a screen that nobody sees says nothing of them."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815 - Qt's own name

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's own name
        return self._scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        """The person at this desktop chooses other colours."""
        self._scheme = scheme
        self.colorSchemeChanged.emit(scheme)


@pytest.fixture
def desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Hints:
    """A light desktop."""
    hints = Hints()
    monkeypatch.setattr(qapp, "styleHints", lambda: hints)
    return hints


def is_dark(looks: Looks) -> bool:
    return looks.theme.is_dark


def ground(qapp: QApplication) -> int:
    return qapp.palette().color(QPalette.ColorRole.Window).lightness()


def test_the_program_follows_the_system_until_a_look_is_chosen(
    qtbot: QtBot, qapp: QApplication, desktop: Hints
) -> None:
    looks = Looks(qapp, "system")
    assert not is_dark(looks)
    with qtbot.waitSignal(looks.changed) as changed:
        desktop.turn(Qt.ColorScheme.Dark)
    assert changed.args == [looks.theme, looks.icons]
    assert is_dark(looks)
    with qtbot.waitSignal(looks.changed):
        looks.choose_light()
    assert not is_dark(looks)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_chosen_look_stays_whatever_the_system_does(
    qapp: QApplication, desktop: Hints, choice: str
) -> None:
    looks = Looks(qapp, "light" if choice == "light" else "dark")
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        desktop.turn(scheme)
        assert looks.theme.name == looks.choice == choice


def test_a_choice_dresses_the_whole_program_at_once(qapp: QApplication) -> None:
    looks = Looks(qapp, "light")
    light = ground(qapp)
    looks.choose_dark()
    assert ground(qapp) < 100 < light
    looks.choose_light()
    assert ground(qapp) == light


def test_choosing_what_is_worn_already_changes_nothing(
    qtbot: QtBot, qapp: QApplication, desktop: Hints
) -> None:
    looks = Looks(qapp, "system")
    with qtbot.assertNotEmitted(looks.changed):
        looks.choose_light()
        looks.choose_system()
    assert looks.choice == "system"
