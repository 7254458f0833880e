"""The list of tags: several can be chosen, and a name typed in place of another."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView
from typing_extensions import override

from shadowjournal.tagging import Tag
from ui.tags.delegate import TagsDelegate
from ui.tags.model import TagsModel
from ui.theme import set_role
from ui.widgets.quiet_bar import QuietBar

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SELECT = QItemSelectionModel.SelectionFlag.Select
_MOVE = QItemSelectionModel.SelectionFlag.NoUpdate


class TagList(QListView):
    """Shows the tags of a model. F2 types a name, Delete takes a tag off, Enter shows entries.

    Signals:
        entries_wanted: the entries with the tag under the keyboard are to be seen.
        removal_wanted: the chosen tags are to be taken off.
        chosen: other tags are chosen than before.
        left: the keyboard is to go up, out of the list.
    """

    entries_wanted = Signal()
    removal_wanted = Signal()
    chosen = Signal()
    left = Signal()

    def __init__(self, model: TagsModel) -> None:
        super().__init__()
        self._tags = model
        self.setModel(model)
        self.setItemDelegate(TagsDelegate(model, self))
        self.setAccessibleName("Tags and people")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # F2 is heard here
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        set_role(self, "list")
        QuietBar.give_to(self)
        self.doubleClicked.connect(self.entries_wanted)
        self.selectionModel().selectionChanged.connect(self.chosen)

    @property
    def present(self) -> Tag | None:
        """The tag under the keyboard."""
        index = self.currentIndex()
        return self._tags.tag_at(index.row()) if index.isValid() else None

    @property
    def chosen_tags(self) -> list[Tag]:
        """The tags that are chosen, from the top down."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._tags.tag_at(row) for row in rows]

    def choose(self, keys: list[str]) -> None:
        """Choose the tags of *keys* that are here, else the first, and see them."""
        rows = [row for key in keys if (row := self._tags.row_of(key)) >= 0]
        rows = rows or [0] * bool(self._tags.rowCount())
        selection = self.selectionModel()
        selection.clearSelection()
        for row in rows:
            selection.select(self._tags.index(row, 0), _SELECT)
        if rows:
            selection.setCurrentIndex(self._tags.index(rows[0], 0), _MOVE)
            self.scrollTo(self._tags.index(rows[0], 0))

    def type_name(self) -> None:
        """Have a name typed in place of that of the tag under the keyboard."""
        index = self.currentIndex()
        if index.isValid() and self._tags.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.entries_wanted.emit()
        elif key == Qt.Key.Key_F2:
            self.type_name()
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose([])
