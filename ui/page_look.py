"""The type of the page: what its owner chose, and the fonts and measures that follow from it.

The choice belongs to the program as its typeface does, and is kept with the application: whatever
draws or measures a page asks here.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from shadowjournal.preferences import PageLook
from ui.theme import sans, scaled, serif

_PROPERTY = "pageLook"
_READABLE = "Atkinson Hyperlegible"
_LINES: Final = {"compact": 0.9, "normal": 1.0, "airy": 1.2}
_WIDTHS: Final = {"narrow": 600, "medium": 700, "wide": 840}


def set_page_look(look: PageLook) -> None:
    """Show pages in *look* from now on. Those on screen are for whoever holds them."""
    app = QGuiApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, look)
    if look.face == "readable":
        _load_readable()


def page_look() -> PageLook:
    """Return how pages look."""
    app = QGuiApplication.instance()
    look = app.property(_PROPERTY) if app is not None else None
    return look if isinstance(look, PageLook) else PageLook()


def page_font(
    pixels: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
) -> QFont:
    """Return the typeface of the page at a designed size."""
    look = page_look()
    size = round(pixels * look.zoom / 100)
    if look.face == "serif":
        font = serif(size, weight, italic)
        font.setWeight(QFont.Weight.Normal)  # its axis draws the weight; asked twice it smears
        return font
    font = sans(size, weight) if look.face == "sans" else QFont(_READABLE)
    font.setPixelSize(scaled(size))
    font.setWeight(weight)
    font.setItalic(italic)
    return font


def page_pixels(pixels: float) -> int:
    """Return a designed length of the page, such as the indent of a list, as large as its text."""
    return scaled(pixels * page_look().zoom / 100)


def line_height(percent: int) -> int:
    """Return a designed line height, in percent, as close as the owner likes lines."""
    return round(percent * _LINES[page_look().lines])


def column_width() -> int:
    """Return how wide the text is: as many characters as the owner likes, however large."""
    return page_pixels(_WIDTHS[page_look().width])


def _load_readable() -> None:
    package = importlib.util.find_spec("fontpkg_atkinson_hyperlegible")  # only files are of use
    if package is None or package.origin is None or _READABLE in QFontDatabase.families():
        return
    for file in sorted((Path(package.origin).parent / "files").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
