"""How shelves and prompts of the library look."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from shadowjournal.prompts.library import LibraryPrompt
from ui.icons import Icons
from ui.prompts.words import about_prompt
from ui.theme import sans, scaled, serif
from ui.widgets.paragraph import Run, height_of, lay_out

PROMPT = int(Qt.ItemDataRole.UserRole) + 1
"""The item role of a `LibraryPrompt`."""
SHELF = PROMPT + 1
"""The item role of the number of prompts on a shelf."""

_CARET, _TEXT_LEFT, _SIDE, _PAD, _GAP = 12, 19, 8, 8, 4
_RADIUS = 8
_SHELF_HEIGHT = 26
_MANY = 40
_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class LibraryDelegate(QStyledItemDelegate):
    """Paints a shelf as a line with its number, a prompt as a paragraph with a line about it.

    Attributes:
        chosen: the ``pack/id`` of the prompt being written to.
    """

    def __init__(self, icons: Icons, tree: QTreeView) -> None:
        super().__init__(tree)
        self.chosen: str | None = None
        self._tree = tree
        self._text_font = serif(15)
        self._about_font = sans(12)
        self._shelf_font = sans(13)
        self._about = QFontMetrics(self._about_font)
        self._shelf = QFontMetrics(self._shelf_font)
        self._closed = self._open = QIcon()
        self.retint(icons)

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._closed = icons.icon("ph.caret-right")
        self._open = icons.icon("ph.caret-down")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._tree.viewport().width()
        prompt = index.data(PROMPT)
        if not isinstance(prompt, LibraryPrompt):
            return QSize(width, scaled(_SHELF_HEIGHT))
        parts = self._parts(prompt, width)
        return QSize(width, 2 * _PAD + sum(map(height_of, parts)) + _GAP * (len(parts) - 1))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        prompt = index.data(PROMPT)
        if isinstance(prompt, LibraryPrompt):
            self._paint_prompt(painter, area, prompt)
        else:
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            self._paint_shelf(painter, area, index, is_open)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(_colour(QPalette.ColorRole.Accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.restore()

    def _parts(self, prompt: LibraryPrompt, width: int) -> list[QTextLayout]:
        inner = width - scaled(_TEXT_LEFT) - _SIDE
        quiet = [about_prompt(prompt), *prompt.care_notes]
        return [
            lay_out((Run(prompt.text),), self._text_font, inner, _MANY),
            *(lay_out((Run(line),), self._about_font, inner, _MANY) for line in quiet),
        ]

    def _paint_prompt(self, painter: QPainter, area: QRect, prompt: LibraryPrompt) -> None:
        if prompt.reference == self.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        painter.setPen(_colour(QPalette.ColorRole.Text))
        top = area.top() + _PAD
        for part in self._parts(prompt, area.width()):
            part.draw(painter, QPointF(area.left() + scaled(_TEXT_LEFT), top))
            top += height_of(part) + _GAP
            painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))

    def _paint_shelf(self, painter: QPainter, area: QRect, index: _Index, is_open: bool) -> None:
        caret = self._open if is_open else self._closed
        size = scaled(_CARET)
        top = area.top() + (area.height() - size) // 2
        caret.paint(painter, area.left(), top, size, size)
        number = str(index.data(SHELF))
        taken = self._about.horizontalAdvance(number)
        painter.setFont(self._about_font)
        painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))
        inner = area.adjusted(scaled(_TEXT_LEFT), 0, -_SIDE, 0)
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, number)
        painter.setFont(self._shelf_font)
        painter.setPen(_colour(QPalette.ColorRole.Text))
        room = inner.width() - taken - _SIDE
        title = self._shelf.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignLeft, title)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _colour(role: QPalette.ColorRole) -> QColor:
    return QGuiApplication.palette().color(role)
