"""All places as they would be after replacing, each to be taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
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

_LINES, _ROW = 6, 26


class ReplacePreview(QFrame):
    """Lists what would change; nothing does before it is confirmed.

    Signals:
        confirmed: the places at these numbers of the list are to be replaced; a list of them.
        closed: none is.
    """

    confirmed = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self._words = text_label("plain")
        self._list = QListWidget()
        self._list.setAccessibleName("Places that would change")
        self._list.setFixedHeight(scaled(_ROW * _LINES))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._do = button("primary", "Replace", in_dialog=True)
        self._cancel = button("quiet", "Change nothing", in_dialog=True)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 9, 20, 11)
        column.setSpacing(scaled(8))
        column.addWidget(self._list)
        column.addLayout(foot)
        self._do.clicked.connect(self._confirm)
        self._cancel.clicked.connect(self.closed)
        self._list.itemChanged.connect(self._say)
        self.hide()

    def show_places(self, shown: Sequence[tuple[str, str, str, str]]) -> None:
        """Show each place: what is before it, what stands there, what will, what is after it."""
        self._list.clear()
        for before, old, new, after in shown:
            item = QListWidgetItem(f"{before}[{old} → {new}]{after}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setSizeHint(QSize(0, scaled(_ROW)))
            self._list.addItem(item)
        self._say()
        self.show()
        self._list.setCurrentRow(0)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Leave no word behind."""
        self._list.clear()
        self.hide()

    @property
    def _chosen(self) -> list[int]:
        rows = range(self._list.count())
        return [n for n in rows if self._list.item(n).checkState() == Qt.CheckState.Checked]

    def _say(self) -> None:
        count = len(self._chosen)
        self._do.setText(f"Replace {count:,}")
        self._do.setEnabled(count > 0)
        self._words.setText("Space takes a place out. One undo brings all of them back.")

    def _confirm(self) -> None:
        self.confirmed.emit(self._chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._do.isEnabled():
            (self._cancel if self._cancel.hasFocus() else self._do).click()
        else:
            super().keyPressEvent(event)
