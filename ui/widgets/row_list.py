"""A list of rows where the keyboard looks and Enter or a click chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.theme import set_role
from ui.widgets.quiet_bar import QuietBar

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_BATCH = 250
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowList(QListView):
    """A list in which the chosen row and the row under the keyboard are two things.

    The selection is the chosen row, the one whose content is open. The arrows move only the
    current row, so that passing twenty rows does not open twenty of them.

    Signals:
        row_chosen: the index of the row a click or Enter chose.
    """

    row_chosen = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "list")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # Ten thousand rows take a quarter of a second to measure: in pieces, nothing stands still.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self._place: int | None = None
        self.verticalScrollBar().rangeChanged.connect(self._return)
        self.setMouseTracking(True)
        QuietBar.give_to(self)
        self.clicked.connect(self.choose_row)

    def choose_row(self, index: QModelIndex) -> None:
        """Choose the row at *index* as a click does."""
        self.mark_row(index)
        self.row_chosen.emit(index)

    def mark_row(self, index: QModelIndex) -> None:
        """Show the row at *index* as the chosen one, or none where it is not valid."""
        if not index.isValid():
            self.clearSelection()
            return
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def look_at(self, current: QModelIndex, chosen: QModelIndex) -> None:
        """Put the keyboard on *current*, and show *chosen* as the chosen row, as far as valid."""
        if current.isValid():
            self.setCurrentIndex(current)
        if chosen.isValid():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(chosen, select)

    @override
    def selectionCommand(
        self, index: _Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate

    @override
    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        # A list view lays all its rows out anew for one that changed; that is for nothing where
        # the row is as high as it was.
        shown, needed = self.visualRect(first), self.sizeHintForIndex(first)
        if first == last and shown.height() == needed.height():
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CHOOSING and self.currentIndex().isValid():
            self.choose_row(self.currentIndex())
        else:
            self._place = None
            super().keyPressEvent(event)

    @override
    def rowsInserted(self, parent: _Index, start: int, end: int) -> None:
        self._place = self.verticalScrollBar().value()
        super().rowsInserted(parent, start, end)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._place = None
        super().wheelEvent(event)

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._begin_anew)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:  # all rows are measured anew
            self._place = self.verticalScrollBar().value()
        super().changeEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin_somewhere()

    def _return(self, _: int, largest: int) -> None:
        """Go back to where the list stood before it began to be measured anew."""
        if self._place is not None and largest >= self._place:
            self.verticalScrollBar().setValue(self._place)
            self._place = None

    def _begin_anew(self) -> None:
        if self.hasFocus():
            self._begin_somewhere()

    def _begin_somewhere(self) -> None:
        # Qt does the same when it gives the focus, but not before the first layout.
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
