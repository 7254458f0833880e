"""Colour by role: a theme file becomes a palette, a style sheet and the typeface of the page.

No other module names a colour. A widget is dressed by its role (`set_role`); what paints itself
asks the `Theme`, or the palette that `apply_theme` made from it.
"""

from __future__ import annotations

import importlib.util
import re
from importlib import resources
from pathlib import Path
from string import Template
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

Colour: TypeAlias = Annotated[str, Meta(pattern="^#[0-9A-Fa-f]{6}$")]
ThemeName: TypeAlias = Literal["light", "dark", "contrast-light", "contrast-dark"]

FAMILY = "Literata"
"""The typeface of the page; where it is missing, the system's own serif stands in."""

_DESIGN_PIXELS = 13
_POINTS = 0.75
_OPTICAL_SIZES = (7, 72)
_MARKS = ("check", "caret-down")
_THEME = "theme"


class Tint(Struct, frozen=True):
    """The colours of a chip: its ground, and the words on it."""

    ground: Colour
    ink: Colour


class Hues(Struct, frozen=True):
    """The tints a tag may have."""

    rose: Tint
    clay: Tint
    ochre: Tint
    moss: Tint
    teal: Tint
    sky: Tint
    plum: Tint
    stone: Tint


HUES: tuple[str, ...] = Hues.__struct_fields__
"""The names of the tints."""


class Theme(Struct, frozen=True):
    """The colours of one look, by role. Each is ``#rrggbb``.

    ``faint`` is for decoration only: it is too weak to be read. What ``is_outlined`` shows the
    border of every field, for eyes that do not tell its ground from others. ``hues`` are for tags.
    """

    name: str
    is_dark: bool
    page: Colour
    sidebar: Colour
    card: Colour
    line: Colour
    ink: Colour
    dim: Colour
    faint: Colour
    accent: Colour
    soft: Colour
    selection: Colour
    warm: Colour
    unknown: Colour
    unwritten: Colour
    written_1: Colour
    written_2: Colour
    written_3: Colour
    written_4: Colour
    hues: Hues
    is_outlined: bool = False

    def colour(self, role: str) -> QColor:
        """Return the colour of *role*.

        Raises:
            KeyError: no role is called so.
        """
        value = getattr(self, role, None)
        if not isinstance(value, str) or not value.startswith("#"):
            raise KeyError(role)
        return QColor(value)

    def tint(self, hue: str) -> Tint | None:
        """Return the tint called *hue*, None where none is called so."""
        return getattr(self.hues, hue) if hue in HUES else None


def load_theme(name: ThemeName) -> Theme:
    """Return the theme called *name*."""
    file = resources.files("resources") / "themes" / f"{name}.toml"
    return msgspec.toml.decode(file.read_bytes(), type=Theme)


def load_fonts() -> None:
    """Give Qt the typeface of the page. Where its package is missing, nothing happens."""
    # Found without importing: only the files are of use here.
    package = importlib.util.find_spec("fontpkg_literata")
    if package is None or package.origin is None or FAMILY in QFontDatabase.families():
        return
    for file in sorted((Path(package.origin).parent / "files").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def text_scale() -> float:
    """Return how much larger than designed the system wants its text; 1.0 at least."""
    return max(1.0, QFontInfo(QGuiApplication.font()).pixelSize() / _DESIGN_PIXELS)


def scaled(pixels: float) -> int:
    """Return a designed length that holds text, in pixels, at the system's text size."""
    return round(pixels * text_scale())


def serif(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> QFont:
    """Return the typeface of the page at a designed size.

    The file is a variable font, and Qt finds only its regular cut by weight: any other weight is
    set on the font's axis, where it is drawn true instead of smeared. `QFont.weight` of the
    result therefore stays normal.
    """
    font = QFont(FAMILY)
    font.setStyleHint(QFont.StyleHint.Serif)
    size = scaled(pixels)
    font.setPixelSize(size)
    font.setItalic(italic)
    smallest, largest = _OPTICAL_SIZES
    font.setVariableAxis(QFont.Tag("opsz"), min(max(size * _POINTS, smallest), largest))
    if weight is not QFont.Weight.Normal:
        font.setVariableAxis(QFont.Tag("wght"), weight.value)
    return font


def sans(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the system's own interface typeface at a designed size."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(scaled(pixels))
    font.setWeight(weight)
    return font


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole program in the colours of *theme*."""
    folder = resources.files("resources") / "themes"
    sheet = (folder / "sheet.qss").read_text("utf-8")
    marks = {
        mark.replace("-", "_"): Path(str(folder / f"{mark}-{theme.name}.svg")).as_posix()
        for mark in _MARKS
    }
    scale = text_scale()
    sized = re.sub(r"\b(\d+)tx\b", lambda size: f"{round(int(size[1]) * scale)}px", sheet)
    tints = {
        f"{hue}_{part}": colour
        for hue, tint in msgspec.structs.asdict(theme.hues).items()
        for part, colour in msgspec.structs.asdict(tint).items()
    }
    return Template(sized).substitute(msgspec.structs.asdict(theme), **marks, **tints)


def palette(theme: Theme) -> QPalette:
    """Return *theme* as a palette, so that what no sheet dresses is in its colours too."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.page,
        roles.WindowText: theme.ink,
        roles.Base: theme.card,
        roles.AlternateBase: theme.sidebar,
        roles.Text: theme.ink,
        roles.PlaceholderText: theme.dim,
        roles.Button: theme.card,
        roles.ButtonText: theme.ink,
        roles.BrightText: theme.warm,
        roles.Highlight: theme.soft,
        roles.HighlightedText: theme.ink,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.ToolTipBase: theme.card,
        roles.ToolTipText: theme.ink,
        roles.Light: theme.card,
        roles.Midlight: theme.sidebar,
        roles.Mid: theme.line,
        roles.Dark: theme.faint,
        roles.Shadow: theme.line,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return made


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress *app* in *theme*; called again, it changes what is already on screen."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    for effect in Qt.UIEffect:  # nothing on the screen moves by itself
        app.setEffectEnabled(effect, False)
    app.setProperty(_THEME, theme)
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def present_theme() -> Theme | None:
    """Return the theme the program is dressed in; None before it is dressed."""
    app = QGuiApplication.instance()
    theme = app.property(_THEME) if app is not None else None
    return theme if isinstance(theme, Theme) else None


def set_role(widget: QWidget, role: str) -> None:
    """Dress *widget* as *role* from now on; ``sheet.qss`` and `_SERIF_ROLES` list the roles."""
    widget.setProperty("role", role)
    if role in _GROUND_ROLES:  # else a widget class of our own would show no ground
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if role in _SERIF_ROLES:  # a sheet cannot reach the axes of a variable font
        pixels, weight = _SERIF_ROLES[role]
        widget.setFont(serif(pixels, weight))
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


_GROUND_ROLES = frozenset(
    {"page", "sidebar", "card", "card-chosen", "popover", "row", "bar", "notice"}
)
_SERIF_ROLES = {
    "title": (32, QFont.Weight.Normal),
    "question": (32, QFont.Weight.Normal),
    "prose": (16, QFont.Weight.Normal),
    "year": (34, QFont.Weight.Normal),
    "month": (16, QFont.Weight.Normal),
}
