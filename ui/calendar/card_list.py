"""Cards: entries of this day in earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from shadowjournal.catalog import Summary
from ui.calendar.words import ago, name_of
from ui.theme import sans, scaled, serif
from ui.widgets.row_list import RowList

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole
_NOWHERE = QModelIndex()
_SIDE: Final = 15
_PAD: Final = 10
_LINE_GAP: Final = 2
_GAP: Final = 8
_RADIUS: Final = 10
_PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CardsModel(QAbstractListModel):
    """Entries of one day of the year, seen from today."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Summary] = ()
        self._today = date.min

    def show(self, entries: Sequence[Summary], today: date) -> None:
        """Hold *entries* and no others."""
        if [*entries] == [*self._entries] and today == self._today:
            return  # whoever is among them stays where he is
        self.beginResetModel()
        self._entries, self._today = tuple(entries), today
        self.endResetModel()

    def entry_at(self, index: _Index) -> Summary | None:
        """Return the entry at *index*, None where there is none."""
        return self._entries[index.row()] if index.isValid() else None

    def index_of(self, entry_id: str) -> QModelIndex:
        """Return where the entry of this id stands; an invalid index where it does not."""
        rows = (row for row, entry in enumerate(self._entries) if entry.id == entry_id)
        return self.index(next(rows, -1), 0)

    def lines_at(self, index: _Index) -> tuple[str, str]:
        """Return both lines of the card at *index*."""
        entry = self._entries[index.row()]
        return name_of(entry), ago(entry.written.day, self._today)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines_at(index)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.lines_at(index))
        return None


class CardList(RowList):
    """As high as its cards are together; what holds it scrolls.

    Signals:
        entry_chosen: the id of the entry that a click or Enter chose.
        menu_wanted: the entry, and the place on the screen where its menu may stand.
        place_reached: the rectangle of the card the keyboard went to, to be scrolled to.
    """

    entry_chosen = Signal(str)
    menu_wanted = Signal(object, QPoint)  # Summary
    place_reached = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("On this day", parent)
        self._model = CardsModel(self)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._face = _CardDelegate(self._model, self)
        self.setItemDelegate(self._face)
        self.setModel(self._model)
        self.row_chosen.connect(self._tell_chosen)

    def show_entries(self, entries: Sequence[Summary], today: date) -> None:
        """Show *entries* as what was written on this day of earlier years."""
        self._model.show(entries, today)
        self.setFixedHeight(len(entries) * self._face.height)
        self.viewport().update()

    def choose(self, entry_id: str) -> None:
        """Show the card of this entry as the open one, or none where it has none."""
        index = self._model.index_of(entry_id)
        if not (index.isValid() and self.selectionModel().isSelected(index)):
            self.mark_row(index)

    def _tell_place(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.place_reached.emit(self.visualRect(self.currentIndex()))

    def _tell_chosen(self, index: QModelIndex) -> None:
        if (entry := self._model.entry_at(index)) is not None:
            self.entry_chosen.emit(entry.id)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell_place()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self._tell_place)  # once all that came into sight has its place

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        if (entry := self._model.entry_at(index)) is not None:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(entry, event.globalPos() if is_by_mouse else below)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what holds the list


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, model: CardsModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._title_font, self._when_font = serif(15), sans(12)
        self._title, self._when = QFontMetrics(self._title_font), QFontMetrics(self._when_font)
        self._pad, self._gap = scaled(_PAD), _GAP
        lines = self._title.height() + _LINE_GAP + self._when.height()
        self.height = lines + 2 * self._pad + self._gap

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._view.viewport().width(), self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colour = QGuiApplication.palette().color  # the sheet gives the list's own others
        states: QStyle.StateFlag = option.state
        card = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5 - self._gap)
        is_open = bool(states & QStyle.StateFlag.State_Selected)
        has_focus = bool(states & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour(_Role.Highlight if is_open else _Role.Base))
        painter.setPen(QPen(colour(_Role.Accent if has_focus or is_open else _Role.Mid), 1))
        if has_focus:
            painter.setPen(QPen(colour(_Role.Accent), 2))
            card = card.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        title, when = self._model.lines_at(index)
        left, room = card.left() + _SIDE, int(card.width()) - 2 * _SIDE
        top = option.rect.top() + self._pad
        painter.setFont(self._title_font)
        painter.setPen(colour(_Role.Text))
        words = self._title.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, top + self._title.ascent()), words)
        painter.setFont(self._when_font)
        painter.setPen(colour(_Role.PlaceholderText))
        words = self._when.elidedText(when, Qt.TextElideMode.ElideRight, room)
        below = top + self._title.height() + _LINE_GAP + self._when.ascent()
        painter.drawText(QPointF(left, below), words)
        painter.restore()
