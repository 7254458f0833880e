"""The Phosphor icons of QtAwesome, tinted by role.

QtAwesome's package is used for its font and character map, not for its Python: importing that
costs over 100 ms and its first icon loads a dozen fonts, where one takes 5 ms.
"""

from __future__ import annotations

import importlib.util
from functools import cached_property
from pathlib import Path

import msgspec
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from ui.theme import Theme

_SET = "ph."
_GLYPH = 0.875
"""How much of an icon's height its glyph takes; the rest is the air around it."""


class _GlyphEngine(QIconEngine):
    """Draws one glyph at whatever size and density is asked for."""

    def __init__(self, glyph: str, family: str, theme: Theme, role: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._font = QFont(family)
        self._colour = theme.colour(role)
        self._chosen = theme.colour("accent")
        self._disabled = theme.colour("faint")

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode == QIcon.Mode.Disabled:
            colour = self._disabled
        elif state == QIcon.State.On:
            colour = self._chosen
        else:
            colour = self._colour
        self._font.setPixelSize(max(1, round(rect.height() * _GLYPH)))
        painter.save()
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)  # Qt's own begins on whatever memory holds
        painter = QPainter(drawn)
        self.paint(painter, drawn.rect(), mode, state)
        painter.end()
        return drawn

    @override
    def clone(self) -> QIconEngine:
        copy = _GlyphEngine.__new__(_GlyphEngine)
        QIconEngine.__init__(copy)
        copy.__dict__.update(self.__dict__)
        return copy


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
            self._made[name, role] = QIcon(_GlyphEngine(glyph, self._family, self._theme, role))
        return self._made[name, role]

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
