"""The slim bar in which one says what is to be found on the page."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from shadowjournal.finding import Wanted
from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.step import button

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """Asks what is looked for, and what is to stand there instead.

    Signals:
        asked: something else is looked for; carries `Wanted`.
        stepped: the next (1) or the one before (-1) is to be shown.
        replaced: the one that is shown is to be replaced.
        all_wanted: all are to be seen as they would be replaced.
        closed: the writer is done.
    """

    asked = Signal(object)  # Wanted
    stepped = Signal(int)
    replaced = Signal()
    all_wanted = Signal()
    closed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self._find = _field("Find on this page")
        self._replace = _field("Replace with")
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._count, "dim")
        self._case = _toggle("Aa", "Match case")
        self._whole = _toggle("W", "Whole words only")
        self._before = _tool("Previous place (Shift+F3)")
        self._next = _tool("Next place (F3)")
        self._close = _tool("Close (Esc)")
        self._one = button("small", "Replace", in_dialog=True)
        self._all = button("small", "Replace all…", in_dialog=True)
        self._lay_out()
        self._hear()
        self.retint(icons)
        self.hide()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self._find.text(), self._case.isChecked(), self._whole.isChecked())

    @property
    def replacement(self) -> str:
        """What is to stand there instead."""
        return self._replace.text()

    def ask(self, text: str, *, has_replacement: bool, may_change: bool) -> None:
        """Show the bar, with *text* to look for unless that is empty."""
        if text:
            self._find.setText(text)
        for each in (self._replace, self._one, self._all):
            each.setVisible(has_replacement and may_change)
        self.show()
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()
        self.asked.emit(self.wanted)

    def show_count(self, number: int, count: int) -> None:
        """Say that place *number* of *count* is shown."""
        if not self.wanted.text.strip():
            words = ""
        elif not count:
            words = "Not on this page"
        else:
            words = f"{number:,} of {count:,}" if number else f"{count:,}"
        self._count.setText(words)
        for each in (self._before, self._next, self._one, self._all):
            each.setEnabled(bool(count))

    def clear(self) -> None:
        """Leave nothing that was typed here."""
        for field in (self._find, self._replace):
            field.setText("")  # unlike clear, undo does not bring it back
        self._count.clear()
        self.hide()

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        for tool, name in ((self._before, "up"), (self._next, "down")):
            tool.setIcon(icons.icon(f"ph.caret-{name}"))
        self._close.setIcon(icons.icon("ph.x"))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 7, 12, 7)
        grid.setHorizontalSpacing(scaled(8))
        grid.setVerticalSpacing(scaled(6))
        first, second = QHBoxLayout(), QHBoxLayout()
        for each in (self._case, self._whole, self._before, self._next):
            first.addWidget(each)
        first.addSpacing(scaled(4))
        first.addWidget(self._count, 1)
        first.addWidget(self._close)
        second.addWidget(self._one)
        second.addWidget(self._all)
        second.addStretch(1)
        grid.addWidget(self._find, 0, 0)
        grid.addLayout(first, 0, 1)
        grid.addWidget(self._replace, 1, 0)
        grid.addLayout(second, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        stops = (
            self._find, self._replace, self._case, self._whole, self._before, self._next,
            self._one, self._all, self._close,
        )  # fmt: skip
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _hear(self) -> None:
        self._find.textChanged.connect(self._tell_asked)
        self._case.toggled.connect(self._tell_asked)
        self._whole.toggled.connect(self._tell_asked)
        self._before.clicked.connect(self._step_back)
        self._next.clicked.connect(self._step)
        self._one.clicked.connect(self.replaced)
        self._all.clicked.connect(self.all_wanted)
        self._close.clicked.connect(self.closed)

    def _tell_asked(self) -> None:
        self.asked.emit(self.wanted)

    def _step(self) -> None:
        self.stepped.emit(1)

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and self._find.hasFocus():
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if is_back else 1)
        elif event.key() in _ENTER and self._replace.hasFocus():
            self.replaced.emit()
        else:
            super().keyPressEvent(event)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.setMinimumWidth(scaled(180))
    return field


def _tool(words: str) -> QToolButton:
    tool = QToolButton()
    tool.setAccessibleName(words.partition(" (")[0])
    tool.setToolTip(words)
    tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return tool


def _toggle(sign: str, words: str) -> QToolButton:
    tool = _tool(words)
    tool.setText(sign)
    tool.setCheckable(True)
    return tool
