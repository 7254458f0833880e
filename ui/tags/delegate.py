"""How a tag looks in the list: its chip, how often it is used, the heading above the first."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from shadowjournal.entry import MAX_TAG
from shadowjournal.tagging import Tag
from ui.tag_look import tag_tint
from ui.tags.model import TagsModel
from ui.tags.words import facts
from ui.theme import sans, scaled

_SIDE, _TOP, _GAP, _ROW_GAP = 8, 7, 12, 2
_CHIP_PAD = 10
_ABOVE, _BELOW = 14, 6
_LEAST_CHIP, _NARROWEST = 140, 180
_RADIUS = 8
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TRAILING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index: TypeAlias = QModelIndex | QPersistentModelIndex


class TagsDelegate(QStyledItemDelegate):
    """Paints tags; where the list is narrow, what is said of one stands under its chip."""

    def __init__(self, model: TagsModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._chip_font, self._facts_font = sans(13), sans(12)
        self._heading_font = sans(11, QFont.Weight.DemiBold)
        self._heading_font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        self._chip = QFontMetrics(self._chip_font)
        self._facts = QFontMetrics(self._facts_font)
        self._heading = _ABOVE + QFontMetrics(self._heading_font).height() + _BELOW

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = self._chip_height + 2 * _TOP + _ROW_GAP
        if self._is_narrow:
            height += self._facts.height() + _TOP
        if self._model.section_at(index.row()):
            height += self._heading
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tag = self._model.tag_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading := self._model.section_at(index.row()):
            self._paint_heading(painter, QRect(option.rect), heading)
        area = self._area(option, index)
        self._paint_ground(painter, area, option)
        inner = area.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        facts_width = self._facts.horizontalAdvance(facts(tag))
        room = inner.width() - (0 if self._is_narrow else facts_width + _GAP)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = QRect(inner.topLeft(), QSize(room, self._chip_height))
        self._paint_chip(painter, place, tag, is_chosen=is_chosen)
        painter.setFont(self._facts_font)
        painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))
        if self._is_narrow:
            below = inner.adjusted(_CHIP_PAD, self._chip_height + _TOP, 0, 0)
            painter.drawText(below, _LEADING, facts(tag))
        else:
            painter.drawText(inner, _TRAILING, facts(tag))
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        field = QLineEdit(parent)
        field.setMaxLength(MAX_TAG)
        field.setAccessibleName(f"New name of {self._model.tag_at(index.row()).name}")
        return field

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        area = self._area(option, index)
        height = max(editor.sizeHint().height(), area.height())
        place = QRect(area.left(), area.center().y() - height // 2, area.width(), height)
        editor.setGeometry(place)

    @property
    def _is_narrow(self) -> bool:
        widest = self._facts.horizontalAdvance("1,000 entries · last 30 Nov 2025")
        return self._view.viewport().width() < widest + scaled(_NARROWEST)

    @property
    def _chip_height(self) -> int:
        return self._chip.height() + scaled(6)

    def _area(self, option: QStyleOptionViewItem, index: _Index) -> QRect:
        above = self._heading if self._model.section_at(index.row()) else 0
        return QRect(option.rect).adjusted(0, above, 0, -_ROW_GAP)

    def _paint_heading(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.setFont(self._heading_font)
        painter.setPen(_colour(QPalette.ColorRole.PlaceholderText))
        top = area.adjusted(_SIDE, _ABOVE, 0, 0)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words.upper())

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        states: QStyle.StateFlag = option.state
        if states & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        else:
            line = QRect(area.left(), area.bottom() + 1, area.width(), 1)
            painter.fillRect(line, _colour(QPalette.ColorRole.Mid))
        if states & QStyle.StateFlag.State_HasFocus:
            painter.setPen(_colour(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outline = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(outline, _RADIUS, _RADIUS)

    def _paint_chip(self, painter: QPainter, room: QRect, tag: Tag, *, is_chosen: bool) -> None:
        words = self._chip.elidedText(
            tag.name, Qt.TextElideMode.ElideRight, room.width() - 2 * _CHIP_PAD
        )
        width = self._chip.horizontalAdvance(words) + 2 * _CHIP_PAD
        chip = QRect(room.left(), room.top(), width, room.height())
        tint, radius = tag_tint(tag.name), room.height() / 2
        ground = QPalette.ColorRole.Base if is_chosen else QPalette.ColorRole.Highlight
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground) if tint and not is_chosen else _colour(ground))
        painter.drawRoundedRect(chip, radius, radius)
        painter.setFont(self._chip_font)
        painter.setPen(QColor(tint.ink) if tint else _colour(QPalette.ColorRole.Accent))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)


def _colour(role: QPalette.ColorRole) -> QColor:
    return QGuiApplication.palette().color(role)
