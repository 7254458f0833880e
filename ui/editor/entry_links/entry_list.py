"""A short list of entries: what each is called, and its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.editor.entry_links.choices import MOST, Choice
from ui.theme import sans, scaled, serif, set_role

_CHOICE = int(Qt.ItemDataRole.UserRole) + 1
_SIDE, _GAP, _AIR, _RADIUS = 9, 14, 5, 6
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Roles: TypeAlias = QPalette.ColorRole


class EntryList(QListWidget):
    """Shows choices, one of them the present one.

    Signals:
        chosen: the `Choice` that a click or Enter chose.
    """

    chosen = Signal(object)  # Choice

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        set_role(self, "choices")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.itemClicked.connect(self._take)

    def show_choices(self, choices: Sequence[Choice], *, is_first_present: bool = True) -> None:
        """Show *choices*, at most `MOST` of them at a time."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(self)
            item.setText(choice.words)
            item.setData(_CHOICE, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.spoken)
            item.setToolTip("")
        self.setCurrentRow(0 if choices and is_first_present else -1)
        self.take_room(None)
        self.scrollToTop()

    def take_room(self, height: int | None) -> None:
        """Show as many of the choices as *height* has room for, and scroll to the others."""
        row = _row_height()
        most = MOST if height is None else max(min(height // row, MOST), 1)
        self.setFixedHeight(min(self.count(), most) * row)

    def fit_into(self, card: QWidget, width: int, gap: int, height: int | None = None) -> QSize:
        """Make *card*, in which this list stands, fit into its parent; return the parent's size.

        It is *width* wide where there is room for it, and no higher than *height*, by default the
        parent's.
        """
        around = card.parentWidget()
        room = around.size() if around is not None else card.size()
        self.take_room(None)
        card.setFixedWidth(min(width, room.width() - 2 * gap))
        card.ensurePolished()
        card.adjustSize()
        over = card.height() + 2 * gap - (room.height() if height is None else height)
        if over > 0:
            self.take_room(self.height() - over)
            card.adjustSize()
        return room

    @property
    def present(self) -> Choice | None:
        """The one the arrows have gone to."""
        if self.currentRow() < 0:
            return None
        choice: Choice = self.currentItem().data(_CHOICE)
        return choice

    def step(self, way: int) -> str:
        """Go one down or up, past an end to the other; return what a screen reader says of it."""
        count = self.count()
        if not count:
            return ""
        self.setCurrentRow((self.currentRow() + way) % count)
        present = self.present
        return f"{present.spoken}, {self.currentRow() + 1} of {count}" if present else ""

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_CHOICE))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.present is not None:
                self.chosen.emit(self.present)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints what an entry is called, cut where there is no room, and its day at the end."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice: Choice = index.data(_CHOICE)
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        states: QStyle.StateFlag = option.state
        if states & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(_Roles.Highlight))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        inner = area.adjusted(_SIDE, 0, -_SIDE, 0)
        words, when = QFontMetrics(serif(15)), QFontMetrics(sans(12))
        taken = 0
        if choice.when != choice.words:
            taken = when.horizontalAdvance(choice.when) + _GAP
            painter.setFont(sans(12))
            painter.setPen(palette.color(_Roles.PlaceholderText))
            right = QPoint(inner.right() + 1 - taken + _GAP, _baseline(inner, words))
            painter.drawText(right, choice.when)
        painter.setFont(serif(15))
        painter.setPen(palette.color(_Roles.Text))
        cut = words.elidedText(choice.words, Qt.TextElideMode.ElideRight, inner.width() - taken)
        painter.drawText(QPoint(inner.left(), _baseline(inner, words)), cut)
        painter.restore()


def _baseline(inner: QRect, words: QFontMetrics) -> int:
    return inner.top() + (inner.height() - words.height()) // 2 + words.ascent()


def _row_height() -> int:
    return QFontMetrics(serif(15)).height() + 2 * scaled(_AIR)
