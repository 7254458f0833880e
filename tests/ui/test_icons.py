from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.theme import load_theme

SIZE = 64


def colours(icon: QIcon, mode: QIcon.Mode, state: QIcon.State) -> set[str]:
    drawn: QImage = icon.pixmap(SIZE, SIZE, mode, state).toImage()
    pixels = (drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == QColor("black").alpha()}


@pytest.mark.parametrize("role", ["dim", "ink", "warm"])
def test_an_icon_is_in_the_colour_of_its_role(qtbot: QtBot, role: str) -> None:
    theme = load_theme("light")
    icon = Icons(theme).icon("ph.leaf", role)
    expected = {QColor(theme.colour(role)).name()}
    assert colours(icon, QIcon.Mode.Normal, QIcon.State.Off) == expected


def test_a_checked_icon_is_in_the_accent_and_a_disabled_one_faint(qtbot: QtBot) -> None:
    theme = load_theme("dark")
    icon = Icons(theme).icon("ph.leaf")
    on = colours(icon, QIcon.Mode.Normal, QIcon.State.On)
    off = colours(icon, QIcon.Mode.Disabled, QIcon.State.Off)
    assert on == {theme.colour("accent").name()}
    assert off == {theme.colour("faint").name()}


def test_the_ground_of_an_icon_is_clear(qtbot: QtBot) -> None:
    drawn = Icons(load_theme("light")).icon("ph.leaf").pixmap(SIZE, SIZE).toImage()
    assert drawn.pixelColor(0, 0).alpha() == 0


def test_after_a_change_of_theme_icons_come_in_its_colours(qtbot: QtBot) -> None:
    icons = Icons(load_theme("light"))
    icons.icon("ph.leaf")
    night = load_theme("dark")
    icons.set_theme(night)
    shown = colours(icons.icon("ph.leaf"), QIcon.Mode.Normal, QIcon.State.Off)
    assert icons.theme == night
    assert shown == {night.colour("dim").name()}


@pytest.mark.parametrize(("name", "role"), [("ph.no-such-leaf", "dim"), ("ph.leaf", "violet")])
def test_an_icon_or_a_role_that_does_not_exist_is_a_mistake(
    qtbot: QtBot, name: str, role: str
) -> None:
    with pytest.raises(KeyError):
        Icons(load_theme("light")).icon(name, role)
