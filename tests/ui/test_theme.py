from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import (
    FAMILY,
    HUES,
    Theme,
    ThemeName,
    apply_theme,
    load_fonts,
    load_theme,
    palette,
    scaled,
    serif,
    set_role,
    style_sheet,
)

THEMES: tuple[ThemeName, ...] = ("light", "dark", "contrast-light", "contrast-dark")
STRONG: tuple[ThemeName, ...] = ("contrast-light", "contrast-dark")
TEXT_ON_GROUND = [
    *((text, ground) for text in ("ink", "dim", "accent", "warm") for ground in
      ("page", "sidebar", "card", "soft")),
    ("page", "accent"),
    ("ink", "selection"),
]  # fmt: skip
AA_TEXT = 4.5
AA_OUTLINE = 3.0
AAA_TEXT = 7.0
SEEN_CHIP = 1.13  # of a chip, whose words and shape are seen too
SEEN = 1.25  # of a ground that only has to stand out from another


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    font, look, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield qapp
    qapp.setFont(font)
    qapp.setPalette(look)
    qapp.setStyleSheet(sheet)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_all_text_can_be_read_on_its_ground(name: ThemeName, text: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour(text), theme.colour(ground)) >= AA_TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("hue", HUES)
def test_a_tag_of_any_colour_can_be_read_and_is_seen(name: ThemeName, hue: str) -> None:
    theme = load_theme(name)
    tint = theme.tint(hue)
    assert tint is not None
    least = AAA_TEXT if name in STRONG else AA_TEXT
    for ground in (tint.ground, theme.card):  # in a chosen row it stands on the card's ground
        assert contrast(QColor(tint.ink), QColor(ground)) >= least
    assert contrast(QColor(tint.ground), theme.colour("page")) >= SEEN_CHIP


def test_no_two_colours_of_tags_are_the_same() -> None:
    for name in THEMES:
        theme = load_theme(name)
        tints = {theme.tint(hue) for hue in HUES}
        assert len(tints) == len(HUES)
    assert load_theme("light").tint("violet") is None
    assert load_theme("light").tint("page") is None


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["page", "sidebar", "card", "soft"])
def test_the_outline_of_focus_is_seen_on_every_ground(name: ThemeName, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour("accent"), theme.colour(ground)) >= AA_OUTLINE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["page", "soft"])
def test_a_selection_is_seen_on_the_page_and_on_a_highlight(name: ThemeName, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour("selection"), theme.colour(ground)) >= SEEN


@pytest.mark.parametrize("name", THEMES)
def test_a_longer_day_stands_out_from_a_shorter_one_and_from_none(name: ThemeName) -> None:
    theme = load_theme(name)
    shades = ("unwritten", *(f"written_{level}" for level in range(1, 5)))
    for one, other in pairwise(shades):
        assert contrast(theme.colour(one), theme.colour(other)) >= SEEN, (one, other)
    from_page = [contrast(theme.colour(shade), theme.colour("page")) for shade in shades]
    assert from_page == sorted(from_page)


@pytest.mark.parametrize("name", THEMES)
def test_what_no_sheet_dresses_can_be_read_too(name: ThemeName) -> None:
    look, role = palette(load_theme(name)), QPalette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ):
        assert contrast(look.color(text), look.color(ground)) >= AA_TEXT, (text, ground)


@pytest.mark.parametrize("name", STRONG)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_strong_contrast_is_twice_as_clear_and_has_every_border_seen(
    name: ThemeName, text: str, ground: str
) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour(text), theme.colour(ground)) >= AAA_TEXT
    for border in ("line", "faint"):
        assert contrast(theme.colour(border), theme.colour("page")) >= AA_TEXT


def test_the_two_themes_are_day_and_night() -> None:
    day, night = load_theme("light"), load_theme("dark")
    assert (day.is_dark, night.is_dark) == (False, True)
    assert luminance(day.colour("page")) > luminance(day.colour("ink"))
    assert luminance(night.colour("page")) < luminance(night.colour("ink"))


@pytest.mark.parametrize("wrong", ["violet", "#fff", "#12345g", "rgb(1, 2, 3)"])
def test_a_theme_with_a_colour_that_is_none_is_refused(wrong: str) -> None:
    file = (resources.files("resources") / "themes" / "light.toml").read_text("utf-8")
    broken = file.replace("#FBF9F5", wrong)
    assert broken != file
    with pytest.raises(msgspec.ValidationError):
        msgspec.toml.decode(broken, type=Theme)


@pytest.mark.parametrize("role", ["violet", "name", "is_dark"])
def test_only_a_role_has_a_colour(role: str) -> None:
    with pytest.raises(KeyError):
        load_theme("light").colour(role)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_in_the_colours_of_its_theme_alone(
    app: QApplication, name: ThemeName
) -> None:
    theme = load_theme(name)
    sheet = style_sheet(theme)
    other = load_theme("dark" if name == "light" else "light")
    assert theme.accent in sheet
    assert other.accent not in sheet
    assert "$" not in sheet


@pytest.mark.parametrize("name", THEMES)
def test_the_marks_of_boxes_and_fields_are_there_in_the_colours_of_the_theme(
    app: QApplication, name: ThemeName
) -> None:
    theme = load_theme(name)
    marks = {Path(file) for file in re.findall(r'url\("(.+?)"\)', style_sheet(theme))}
    assert len(marks) == 2
    for mark in marks:
        role = "page" if mark.stem.startswith("check") else "dim"
        assert theme.colour(role).name().upper() in mark.read_text("utf-8")


def test_text_grows_with_the_text_of_the_system(app: QApplication) -> None:
    font = QFont(app.font())
    font.setPixelSize(26)
    app.setFont(font)
    assert scaled(12) == 24
    assert serif(16).pixelSize() == 32
    assert "font-size: 24px" in style_sheet(load_theme("light"))


def test_text_is_never_smaller_than_designed(app: QApplication) -> None:
    font = QFont(app.font())
    font.setPixelSize(6)
    app.setFont(font)
    assert scaled(12) == 12


def test_the_page_is_set_in_its_own_typeface(app: QApplication) -> None:
    load_fonts()
    for italic in (False, True):
        info = QFontInfo(serif(17, italic=italic))
        assert (info.family(), info.italic(), info.pixelSize()) == (FAMILY, italic, scaled(17))


def test_a_heavier_cut_of_the_page_is_a_wider_one_and_not_a_smeared_one(app: QApplication) -> None:
    load_fonts()
    weights = (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold)
    widths = [QFontMetrics(serif(40, w)).horizontalAdvance("Hamburgefonstiv") for w in weights]
    assert widths == sorted(set(widths))


def test_a_role_dresses_a_widget_and_a_new_theme_dresses_it_anew(
    app: QApplication, qtbot: QtBot
) -> None:
    label = QLabel("Sealed 21:16")
    qtbot.addWidget(label)
    for name in THEMES:
        theme = load_theme(name)
        apply_theme(app, theme)
        for role, colour in (("dim", theme.dim), ("prose", theme.ink)):
            set_role(label, role)
            shown = label.palette().color(QPalette.ColorRole.WindowText)
            assert shown == QColor(colour)


class Sheet(QWidget):
    """A widget class of our own, which Qt gives no ground by itself."""


@pytest.mark.parametrize(
    ("role", "ground"),
    [("page", "page"), ("sidebar", "sidebar"), ("card", "card"), ("card-chosen", "soft")],
)
def test_a_ground_is_in_the_colour_of_its_role(
    app: QApplication, qtbot: QtBot, role: str, ground: str
) -> None:
    for name in THEMES:
        theme = load_theme(name)
        apply_theme(app, theme)
        sheet = Sheet()
        qtbot.addWidget(sheet)
        sheet.resize(60, 60)
        set_role(sheet, role)
        assert sheet.grab().toImage().pixelColor(30, 30) == theme.colour(ground)


@pytest.mark.parametrize("role", ["outline", "primary", "quiet", "chip-line", "link"])
def test_a_button_shows_that_the_keyboard_is_on_it(
    app: QApplication, qtbot: QtBot, role: str
) -> None:
    apply_theme(app, load_theme("light"))
    window = QWidget()
    qtbot.addWidget(window)
    button, other = QPushButton("Continue", window), QPushButton("Back", window)
    other.move(0, 200)
    set_role(button, role)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != before


def test_nothing_moves_by_itself_whatever_the_system_does(app: QApplication) -> None:
    effects = [effect for effect in Qt.UIEffect if effect is not Qt.UIEffect.UI_General]
    for effect in Qt.UIEffect:
        app.setEffectEnabled(effect)
    before = [app.isEffectEnabled(effect) for effect in effects]
    apply_theme(app, load_theme("light"))
    assert any(before)
    assert not any(app.isEffectEnabled(effect) for effect in effects)
