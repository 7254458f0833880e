"""The menu of the colours a tag may have."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from ui.theme import HUES, Tint, present_theme, scaled

_SWATCH = 18


class TagPalette(QMenu):
    """Offers the tints of the theme by name, and none. Fill it with `offer`, then ``popup`` it.

    Signals:
        hue_chosen: the name of the tint; empty for none.
    """

    hue_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Colour", parent)
        self._group = QActionGroup(self)
        for hue in ("", *HUES):
            action = QAction(hue.capitalize() or "No colour", self)
            action.setCheckable(True)
            action.setData(hue)
            self._group.addAction(action)
            self.addAction(action)
        self.triggered.connect(self._choose)

    def offer(self, chosen: str | None) -> None:
        """Show the tints of the present theme, *chosen* as the one that is; None where none is."""
        theme = present_theme()
        self._group.setExclusive(False)  # else the last choice could not be taken back
        for action in self.actions():
            hue = str(action.data())
            if theme is not None:
                tint = theme.tint(hue) or Tint(theme.soft, theme.accent)
                action.setIcon(_swatch(tint, is_chosen=hue == chosen))
            action.setChecked(hue == chosen)
        self._group.setExclusive(True)

    def _choose(self, action: QAction) -> None:
        self.hue_chosen.emit(str(action.data()))


def _swatch(tint: Tint, *, is_chosen: bool) -> QIcon:
    size = scaled(_SWATCH)
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(tint.ground))
    painter.setPen(QColor(tint.ink))
    painter.drawEllipse(QRectF(1.5, 1.5, size - 3, size - 3))
    if is_chosen:
        painter.setBrush(QColor(tint.ink))
        painter.drawEllipse(QRectF(size / 3, size / 3, size / 3, size / 3))
    painter.end()
    return QIcon(drawn)
