"""The room in which words of many entries are replaced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.finding import Wanted
from ui.replacing.tree import Line, PlacesTree
from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAUSE = 300
_SAFE = "A backup is made first. One Undo brings all of them back."
_ASK = "Type what is to be found. Nothing changes before you have seen where it stands."


class ReplaceScreen(QWidget):
    """Lists every place in which words stand, and which of them are to be replaced.

    Signals:
        asked: this is looked for now; carries a `Wanted`.
        confirmed: the places that are ticked are to be replaced.
        closed: the writer wants to go back to the page.
    """

    asked = Signal(object)  # Wanted
    confirmed = Signal()
    closed = Signal()

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._find = _field("Find in entries")
        self._new = _field("Replace with")
        self._case = QCheckBox("Match case")
        self._whole = QCheckBox("Whole words only")
        self._only_found = QCheckBox("Only in what the search shows")
        self._only_found.setVisible(bool(query))
        self._words = text_label("dim-large", _ASK)
        self._tree = PlacesTree()
        self._do = button("primary", "Replace")
        self._back = button("quiet", "Back")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._is_complete = True
        self.setAccessibleName("Replace in entries")
        self.setFocusProxy(self._find)
        self._lay_out()
        self._hear()
        self._say()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self._find.text(), self._case.isChecked(), self._whole.isChecked())

    @property
    def replacement(self) -> str:
        """What is to stand there instead."""
        return self._new.text()

    @property
    def is_for_found_only(self) -> bool:
        """Whether only the entries that the search shows are meant."""
        return self._only_found.isChecked()

    @property
    def chosen(self) -> dict[str, list[object]]:
        """The places that are ticked, by the id of their entry."""
        return self._tree.chosen

    def begin(self) -> None:
        """Show no place: another thing is looked for."""
        self._tree.clear()
        self._is_complete = not self.wanted.text.strip()
        self._say()

    def add(self, entry_id: str, title: str, lines: Sequence[Line]) -> None:
        """Show the places of one more entry, all of them ticked."""
        self._tree.add(entry_id, title, lines, self.replacement)

    def show_progress(self, done: int, total: int) -> None:
        """Say how many entries were looked at; of all of them, what can be done now."""
        self._is_complete = done >= total
        if self._is_complete:
            self._say()
        else:
            self._words.setText(f"Looking: {done:,} of {total:,} entries …")
            self._do.setEnabled(False)

    def show_working(self) -> None:
        """Say that it is being done."""
        self._words.setText("Making a backup, then replacing …")
        for each in (self._do, self._find, self._new, self._tree):
            each.setEnabled(False)

    def clear(self) -> None:
        """Leave no word behind."""
        self._pause.stop()
        for field in (self._find, self._new):
            field.blockSignals(True)
            field.setText("")
        self._tree.clear()

    def _say(self) -> None:
        entries = self.chosen
        count = sum(map(len, entries.values()))
        if not self.wanted.text.strip():
            self._words.setText(_ASK)
        elif self._is_complete and self._tree.is_empty:
            self._words.setText("It stands in none of the entries.")
        else:
            self._words.setText(_SAFE)
        self._do.setText(f"Replace {count:,} in {_entries(len(entries))}" if count else "Replace")
        self._do.setEnabled(self._is_complete and count > 0)

    def _ask(self) -> None:
        self.begin()
        self._pause.start()

    def _tell_asked(self) -> None:
        self._pause.stop()
        self.asked.emit(self.wanted)

    def _show_new(self, new: str) -> None:
        self._tree.show_new(new)

    def _lay_out(self) -> None:
        fields = _row(10, self._find, self._new)
        for place in range(fields.count()):
            fields.setStretch(place, 1)
        ticks = _row(18, self._case, self._whole, self._only_found)
        ticks.addStretch(1)
        foot = _row(8, self._back, self._do)
        foot.insertStretch(1, 1)
        column = QWidget()
        column.setMaximumWidth(scaled(700))
        down = QVBoxLayout(column)
        down.setContentsMargins(0, scaled(26), 0, scaled(16))
        down.setSpacing(scaled(12))
        down.addWidget(text_label("question", "Replace in entries"))
        down.addLayout(fields)
        down.addLayout(ticks)
        down.addWidget(self._words)
        down.addWidget(self._tree, 1)
        down.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(40, 0, 40, 0)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        set_role(self, "page")
        self._set_stops()

    def _set_stops(self) -> None:
        stops = (
            self._find, self._new, self._case, self._whole, self._only_found, self._tree,
            self._back, self._do,
        )  # fmt: skip
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _hear(self) -> None:
        self._find.textChanged.connect(self._ask)
        self._new.textChanged.connect(self._show_new)
        for tick in (self._case, self._whole, self._only_found):
            tick.toggled.connect(self._ask)
        self._pause.timeout.connect(self._tell_asked)
        self._tree.ticked.connect(self._say)
        self._do.clicked.connect(self.confirmed)
        self._back.clicked.connect(self.closed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self._find.hasFocus() and self._pause.isActive():
            self._tell_asked()
        elif self._find.hasFocus():
            self._new.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._back.hasFocus():
            self._back.click()
        elif self._do.hasFocus():
            self._do.click()
        elif self._do.isEnabled():  # it is pressed where it is seen, never by a key too many
            self._do.setFocus(Qt.FocusReason.TabFocusReason)


def _row(gap: int, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(scaled(gap))
    for widget in widgets:
        row.addWidget(widget)
    return row


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    return field


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
