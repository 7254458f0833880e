"""The Phosphor icons of QtAwesome, tinted by role.

QtAwesome's package is used for its font and character map, not for its Python: importing that
costs over 100 ms and its first icon loads a dozen fonts, where one takes 5 ms.
"""

from __future__ import annotations

import importlib.util
from functools import cached_property
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPixmap,
)

from ui.theme import Theme, scaled

_SET = "ph."
_GLYPH = 0.875
"""How much of an icon's height its glyph takes; the rest is the air around it."""

_SIZES = (16, 18, 20, 28)
_LARGEST = 64
"""In pixels. An icon is drawn in every size that is used, at the density of every screen.

A `QIconEngine` would draw whatever is asked for, but one written in Python belongs to Python: an
icon that outlives it, as a button's does when the theme changes, ends the program.
"""


class Icons:
    """Makes icons in the colours of a theme.

    An icon keeps the colours it was made with; after `set_theme`, panels ask for theirs again.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[tuple[str, str], QIcon] = {}

    @property
    def theme(self) -> Theme:
        """The theme whose colours the icons have."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Make icons in the colours of *theme* from now on."""
        self._theme = theme
        self._made.clear()

    def icon(self, name: str, role: str = "dim") -> QIcon:
        """Return the icon *name* (``ph.leaf``) in the colour of *role*.

        Where a button is checked it shows in the accent, where it is disabled in ``faint``.

        Raises:
            KeyError: there is no icon or no role of that name.
        """
        if (name, role) not in self._made:
            glyph = chr(int(self._glyphs[name.removeprefix(_SET)], 16))
            self._made[name, role] = self._drawn(glyph, role)
        return self._made[name, role]

    def _drawn(self, glyph: str, role: str) -> QIcon:
        icon = QIcon()
        looks = (
            (role, QIcon.Mode.Normal, QIcon.State.Off),
            ("accent", QIcon.Mode.Normal, QIcon.State.On),
            ("faint", QIcon.Mode.Disabled, QIcon.State.Off),
        )
        for colour, mode, state in looks:
            for pixels in self._pixel_sizes:
                icon.addPixmap(self._glyph(glyph, self._theme.colour(colour), pixels), mode, state)
        return icon

    def _glyph(self, glyph: str, colour: QColor, pixels: int) -> QPixmap:
        font = QFont(self._family)
        font.setPixelSize(max(1, round(pixels * _GLYPH)))
        drawn = QPixmap(pixels, pixels)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(drawn.rect(), Qt.AlignmentFlag.AlignCenter, glyph)
        painter.end()
        return drawn

    @cached_property
    def _pixel_sizes(self) -> list[int]:
        densities = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0}
        sizes = {*_SIZES, *map(scaled, _SIZES)}
        return sorted(
            {round(size * density) for size in sizes for density in densities} | {_LARGEST}
        )

    @cached_property
    def _folder(self) -> Path:
        package = importlib.util.find_spec("qtawesome")
        if package is None or package.origin is None:
            raise ModuleNotFoundError("QtAwesome, which holds the icons, is not installed")
        return Path(package.origin).parent / "fonts"

    @cached_property
    def _glyphs(self) -> dict[str, str]:
        file = next(self._folder.glob("phosphor-charmap-*.json"))
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])

    @cached_property
    def _family(self) -> str:
        font = QFontDatabase.addApplicationFont(str(next(self._folder.glob("phosphor-*.ttf"))))
        return QFontDatabase.applicationFontFamilies(font)[0]
