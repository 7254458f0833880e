"""The room of what was thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

_RESTS = "What is thrown away rests here for 30 days. Then it goes, with all its versions."
_EMPTY = "Nothing lies in the trash."
_SURE = "This cannot be undone. Backups that were made before still hold it."


class TrashScreen(QWidget):
    """Lists what was thrown away; each can be taken back, or go for ever.

    Signals:
        wanted_back: the entry of this id is to be taken out.
        gone: the entries of these ids are to go for ever; a list.
        closed: the writer wants to go back to the page.
    """

    wanted_back = Signal(str)
    gone = Signal(list)
    closed = Signal()

    def __init__(self, *, may_change: bool) -> None:
        super().__init__()
        self._may_change = may_change
        self._doomed: list[str] = []
        self._list = QListWidget()
        self._words = text_label("dim-large", _RESTS)
        self._sure = text_label("warning", _SURE)
        self._take_back = button("primary", "Take back")
        self._delete = button("outline", "Delete for ever…")
        self._empty = button("quiet", "Empty the trash…")
        self._do_it = button("outline", "Delete")
        self._keep = button("primary", "Keep")
        self._back = button("quiet", "Back")
        self._lay_out()
        self.setAccessibleName("Trash")
        self.setFocusProxy(self._list)
        self._take_back.clicked.connect(self._tell_wanted)
        self._delete.clicked.connect(self._ask_one)
        self._empty.clicked.connect(self._ask_all)
        self._do_it.clicked.connect(self._tell_gone)
        self._keep.clicked.connect(self._stop_asking)
        self._back.clicked.connect(self.closed)
        self._stop_asking()

    def show_entries(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """List entries: the id of each, how it is called, and how long it is still here."""
        row = max(self._list.currentRow(), 0)
        self._list.clear()
        for identity, title, words in rows:
            item = QListWidgetItem(f"{title}\n{words}")
            item.setData(Qt.ItemDataRole.UserRole, identity)
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, len(rows) - 1))
        self._words.setText(_RESTS if rows else _EMPTY)
        self._stop_asking()

    def _ask_one(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._ask([str(item.data(Qt.ItemDataRole.UserRole))])

    def _ask_all(self) -> None:
        rows = range(self._list.count())
        self._ask([str(self._list.item(row).data(Qt.ItemDataRole.UserRole)) for row in rows])

    def _ask(self, doomed: list[str]) -> None:
        self._doomed = doomed
        number = "this entry" if len(doomed) == 1 else f"all {len(doomed):,} entries"
        self._do_it.setText(f"Delete {number} for ever")
        self._show_question(is_asking=True)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        had_focus = self._keep.hasFocus() or self._do_it.hasFocus()
        self._doomed = []
        self._show_question(is_asking=False)
        if had_focus:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self, *, is_asking: bool) -> None:
        has_rows = self._list.count() > 0
        self._sure.setVisible(is_asking)
        for each in (self._do_it, self._keep):
            each.setVisible(is_asking)
        for each in (self._take_back, self._delete, self._empty):
            each.setVisible(has_rows and self._may_change and not is_asking)

    def _tell_wanted(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.wanted_back.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _tell_gone(self) -> None:
        doomed = self._doomed
        self._stop_asking()
        self.gone.emit(doomed)

    def _lay_out(self) -> None:
        self._list.setAccessibleName("Entries in the trash")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        set_role(self._list, "pages")
        foot = QHBoxLayout()
        foot.setSpacing(scaled(8))
        foot.addWidget(self._back)
        foot.addStretch(1)
        for each in (self._empty, self._delete, self._take_back, self._do_it, self._keep):
            foot.addWidget(each)
        column = QWidget()
        column.setMaximumWidth(scaled(700))
        down = QVBoxLayout(column)
        down.setContentsMargins(0, scaled(26), 0, scaled(16))
        down.setSpacing(scaled(12))
        down.addWidget(text_label("question", "Trash"))
        down.addWidget(self._words)
        down.addWidget(self._list, 1)
        down.addWidget(self._sure)
        down.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(40, 0, 40, 0)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        set_role(self, "page")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._doomed:
                self._stop_asking()
            else:
                self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, type(self._keep)):
                focused.click()
        else:
            super().keyPressEvent(event)
