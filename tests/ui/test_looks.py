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
    contrastPreferenceChanged = Signal(Qt.ContrastPreference)  # noqa: N815 - Qt's own name

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Light
        self._contrast = Qt.ContrastPreference.NoPreference

    def accessibility(self) -> Hints:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's own name
        return self._contrast

    def ask_for_contrast(self, contrast: Qt.ContrastPreference) -> None:
        """The person at this desktop wants another contrast."""
        self._contrast = contrast
        self.contrastPreferenceChanged.emit(contrast)

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


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_strong_contrast_follows_the_system(
    qtbot: QtBot, qapp: QApplication, desktop: Hints, choice: str
) -> None:
    looks = Looks(qapp, "light" if choice == "light" else "dark")
    with qtbot.waitSignal(looks.changed):
        desktop.ask_for_contrast(Qt.ContrastPreference.HighContrast)
    assert looks.theme.name == f"contrast-{choice}"
    with qtbot.waitSignal(looks.changed):
        desktop.ask_for_contrast(Qt.ContrastPreference.NoPreference)
    assert looks.theme.name == choice


def test_strong_contrast_can_be_chosen_where_the_system_does_not_ask_for_it(
    qtbot: QtBot, qapp: QApplication, desktop: Hints
) -> None:
    looks = Looks(qapp, "system", more_contrast=True)
    assert looks.theme.name == "contrast-light"
    desktop.turn(Qt.ColorScheme.Dark)
    assert looks.theme.name == "contrast-dark"
    with qtbot.waitSignal(looks.changed):
        looks.choose_contrast(False)
    assert looks.theme.name == "dark"
    assert not looks.more_contrast


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
