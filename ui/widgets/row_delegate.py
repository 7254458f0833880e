"""How a row of a list of writings looks: title, date, a few words, tags, a hairline."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.tag_look import tag_tint
from ui.theme import sans, scaled, serif
from ui.widgets.paragraph import Run, height_of, lay_out, line_height

ROW = int(Qt.ItemDataRole.UserRole) + 1
"""The item role under which a model gives its `Row`."""

_SIDE, _TOP, _BOTTOM, _LINE_GAP, _ROW_GAP = 10, 9, 9, 3, 8
_WHEN_GAP, _STAR, _STAR_GAP = 10, 14, 6
_CHIP_PAD, _CHIP_GAP, _CHIP_TOP = 8, 5, 6
_RADIUS = 8
_UNTITLED_LINES = 2
_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
    """What a row shows.

    Where there is no ``title``, ``body`` stands in its place, in the serif. ``when`` is a short
    date. ``spoken`` is the row as a screen reader says it.
    """

    title: str
    when: str
    body: tuple[Run, ...] = ()
    tags: tuple[str, ...] = ()
    is_starred: bool = False
    spoken: str = ""

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Row of {self.when}>"


class RowDelegate(QStyledItemDelegate):
    """Paints `Row` values.

    Args:
        star: the icon of a starred row.
        body_lines: how many lines of the body are shown at most.
        parent: the view.
    """

    def __init__(self, star: QIcon, body_lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.star = star
        self._body_lines = body_lines
        self._title_font = serif(15, QFont.Weight.Medium)
        self._words_font = serif(15)
        self._when_font = sans(12)
        self._body_font = sans(13)
        self._chip_font = sans(11)
        self._title = QFontMetrics(self._title_font)
        self._words = QFontMetrics(self._words_font)
        self._when = QFontMetrics(self._when_font)
        self._body = QFontMetrics(self._body_font)
        self._words_line = line_height(self._words_font)
        self._body_line = line_height(self._body_font)
        self._chip = QFontMetrics(self._chip_font)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 0
        inner = width - 2 * _SIDE
        lines = self.text(row, inner).lineCount() if row.body or not row.title else 0
        return QSize(width, self.height(row, lines))

    def height(self, row: Row, lines: int) -> int:
        """Return the height of *row* when `text` has this many *lines*."""
        height = _TOP + _BOTTOM + _ROW_GAP
        if not row.title:
            height += lines * self._words_line
        else:
            height += self._title.height()
            height += _LINE_GAP + lines * self._body_line if lines else 0
        if row.tags:
            height += _CHIP_TOP + self._chip_height()
        return height

    def text(self, row: Row, inner: int) -> QTextLayout:
        """Return the body of *row* in *inner* pixels: below the title, or in its place."""
        if row.title:
            return lay_out(row.body, self._body_font, inner, self._body_lines)
        body = row.body or (Run("Untitled"),)
        first = inner - self._when_width(row)
        return lay_out(body, self._words_font, inner, _UNTITLED_LINES, first)

    def fits_one_line(self, row: Row) -> int:
        """Return from how many pixels of row width on the body of *row* fits one line."""
        text = "".join(run.text for run in row.body)
        if row.title:
            return self._body.horizontalAdvance(text) + 2 * _SIDE
        return self._words.horizontalAdvance(text) + self._when_width(row) + 2 * _SIDE

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area.setHeight(area.height() - _ROW_GAP)
        self._paint_ground(painter, area, option)
        inner = area.adjusted(_SIDE, _TOP, -_SIDE, -_BOTTOM)
        top = self._paint_head(painter, inner, row)
        if row.title:
            top = self._paint_body(painter, inner, top, row)
        if row.tags:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            ground = QPalette.ColorRole.Base if is_chosen else QPalette.ColorRole.Highlight
            self._paint_chips(
                painter, inner.adjusted(0, top + _CHIP_TOP - inner.top(), 0, 0), row.tags, ground
            )
        painter.restore()

    def _chip_height(self) -> int:
        return self._chip.height() + scaled(4)

    def _when_width(self, row: Row) -> int:
        star = scaled(_STAR) + _STAR_GAP if row.is_starred else 0
        return self._when.horizontalAdvance(row.when) + star + _WHEN_GAP

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        states: QStyle.StateFlag = option.state
        if states & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        else:
            painter.fillRect(
                QRect(area.left(), area.bottom(), area.width(), 1),
                _colour(QPalette.ColorRole.Mid),
            )
        if states & QStyle.StateFlag.State_HasFocus:
            painter.setPen(_colour(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _paint_head(self, painter: QPainter, inner: QRect, row: Row) -> int:
        """Paint title, star and date; return where the next line begins."""
        taken = self._when_width(row)
        baseline = inner.top() + self._title.ascent()
        painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))
        painter.setFont(self._when_font)
        left = inner.right() + 1 - self._when.horizontalAdvance(row.when)
        painter.drawText(QPointF(left, baseline), row.when)
        if row.is_starred:
            size = scaled(_STAR)
            middle = baseline - self._when.ascent() // 2 + 1
            place = QRect(left - size - _STAR_GAP, middle - size // 2, size, size)
            self.star.paint(painter, place)
        painter.setPen(_colour(QPalette.ColorRole.Text))
        if not row.title:
            words = self.text(row, inner.width())
            words.draw(painter, QPointF(inner.topLeft()))
            return inner.top() + height_of(words)
        painter.setFont(self._title_font)
        title = self._title.elidedText(
            row.title, Qt.TextElideMode.ElideRight, inner.width() - taken
        )
        painter.drawText(QPointF(inner.left(), baseline), title)
        return inner.top() + self._title.height()

    def _paint_body(self, painter: QPainter, inner: QRect, top: int, row: Row) -> int:
        if not row.body:
            return top
        painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))
        body = self.text(row, inner.width())
        body.draw(painter, QPointF(inner.left(), top + _LINE_GAP))
        return top + _LINE_GAP + height_of(body)

    def _paint_chips(
        self, painter: QPainter, inner: QRect, tags: tuple[str, ...], ground: QPalette.ColorRole
    ) -> None:
        painter.setFont(self._chip_font)
        left, top, height = inner.left(), inner.top(), self._chip_height()
        for tag in tags:
            room = inner.right() + 1 - left - 2 * _CHIP_PAD
            if room < scaled(24):
                return
            text = self._chip.elidedText(tag, Qt.TextElideMode.ElideRight, room)
            chip = QRect(left, top, self._chip.horizontalAdvance(text) + 2 * _CHIP_PAD, height)
            tint = tag_tint(tag)
            is_chosen = ground is QPalette.ColorRole.Base
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint.ground) if tint and not is_chosen else _colour(ground))
            painter.drawRoundedRect(chip, height / 2, height / 2)
            painter.setPen(QColor(tint.ink) if tint else _colour(QPalette.ColorRole.Accent))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
            left += chip.width() + _CHIP_GAP


def _colour(role: QPalette.ColorRole) -> QColor:
    return QGuiApplication.palette().color(role)
