"""The sidebar: the rooms, one search field over them, and what it finds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.quiet_bar import BAR_WIDTH

NARROWEST, WIDEST, WIDTH = 260, 420, 316
"""The widths the sidebar may have, and the one it is designed for, in pixels."""

_MARGIN, _BORDER = 18, 1
_PAUSE = 60
_ICON = 20
_HINT = "Search entries   —   tag:grief  before:2025  “exact words”"
_ENTERING = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sidebar(QFrame):
    """A row of rooms with the lock at its end, the search field, and the chosen room.

    While there is something in the search field, what was found stands where the room was.

    Signals:
        room_shown: the room of this name was chosen.
        search_changed: the words now searched for, a moment after the last key; may be empty.
        lock_wanted: the journal is to be locked.
        left: the writer is done here and wants to go on writing.
    """

    room_shown = Signal(str)
    search_changed = Signal(str)
    lock_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        prompts: QWidget,
        entries: QWidget,
        results: QWidget,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rooms: dict[str, QWidget] = {}
        self._looks: dict[str, tuple[str, str]] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._icons = icons
        self._results = results
        self._room = ""
        self._told = ""
        self._row = QHBoxLayout()
        self._group = QButtonGroup(self)
        self._lock = QToolButton()
        self._search = QLineEdit()
        self._clear = QAction("Clear the search", self)
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self.add_room("prompts", "Prompts", "ph.leaf", prompts)
        self.add_room("entries", "Entries", "ph.books", entries)
        self._build()
        self._connect()
        self.retint(icons)
        self.show_room("prompts")

    @property
    def search_text(self) -> str:
        """What is searched for; empty where nothing is."""
        return self._search.text().strip()

    def add_room(self, name: str, word: str, icon: str, room: QWidget) -> None:
        """Add *room*, after those that are there; *word* is what the writer calls it."""
        button = _room_button(word)
        button.setIcon(self._icons.icon(icon))
        self._group.addButton(button)
        self._row.insertWidget(len(self._rooms), button)
        if button.parent() is self:  # it came late, and is reached after those before it
            QWidget.setTabOrder([*self._buttons.values()][-1], button)
        self._rooms[name] = room
        self._looks[name] = word, icon
        self._buttons[name] = button
        self._stack.insertWidget(len(self._rooms) - 1, room)

    def show_room(self, room: str) -> None:
        """Show *room*, and search no more."""
        self._room = room
        self._buttons[room].setChecked(True)
        for name in self._rooms:
            self._name_room(name)
        self.clear_search()
        self._stack.setCurrentWidget(self._rooms[room])
        self.room_shown.emit(room)

    def go_to_room(self, room: str) -> None:
        """Show *room*, and put the keyboard into it."""
        self.show_room(room)
        self._rooms[room].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search_for(self, text: str) -> None:
        """Search for *text* as if it had been typed."""
        self._search.setText(text)
        self._tell_search()
        self.focus_search()

    def focus_search(self) -> None:
        """Put the cursor into the search field, over what is already in it."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear_search(self) -> None:
        """Empty the search field, and show the room again."""
        self._search.setText("")  # unlike clear, undo does not bring it back

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._icons = icons
        for name, (_, icon) in self._looks.items():
            self._buttons[name].setIcon(icons.icon(icon))
        self._lock.setIcon(icons.icon("ph.lock-simple"))
        self._clear.setIcon(icons.icon("ph.x"))

    def _build(self) -> None:
        set_role(self, "sidebar")
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._lock.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        self._lock.setToolTip("Lock the journal")
        self._lock.setAccessibleName("Lock the journal")
        self._search.setPlaceholderText(_HINT)
        self._search.setAccessibleName("Search entries")
        self._search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip("Clear the search (Esc)")
        self._clear.setVisible(False)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._row.setSpacing(2)
        self._row.addStretch()
        self._row.addWidget(self._lock)
        self._stack.addWidget(self._results)
        # With the scroll bar of a room beside it, the room's content ends where the field ends.
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, BAR_WIDTH, 0)
        head.setSpacing(10)
        head.addLayout(self._row)
        head.addWidget(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN - BAR_WIDTH - _BORDER, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._show_clicked_room)
        self._lock.clicked.connect(self._want_lock)
        self._clear.triggered.connect(self._leave_search)
        self._search.textChanged.connect(self._follow_search)
        self._search.installEventFilter(self)
        self._pause.timeout.connect(self._tell_search)

    def _name_room(self, name: str) -> None:
        button = self._buttons[name]
        is_shown = name == self._room
        button.setText(f" {self._looks[name][0]}" if is_shown else "")
        button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if is_shown
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )

    def _show_clicked_room(self, clicked: QToolButton) -> None:
        self.show_room(next(name for name, button in self._buttons.items() if button is clicked))

    def _want_lock(self) -> None:
        self.lock_wanted.emit()

    def _follow_search(self) -> None:
        is_searching = bool(self.search_text)
        self._clear.setVisible(bool(self._search.text()))
        self._stack.setCurrentWidget(self._results if is_searching else self._rooms[self._room])
        if is_searching:
            self._pause.start()
        else:
            self._tell_search()

    def _tell_search(self) -> None:
        self._pause.stop()
        if self.search_text != self._told:
            self._told = self.search_text
            self.search_changed.emit(self._told)

    def _leave_search(self) -> None:
        self.clear_search()
        self._search.setFocus()

    def _enter_results(self) -> None:
        self._tell_search()
        if self.search_text:
            self._results.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._rooms[self._room].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTERING
        ):
            self._enter_results()
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear_search()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _room_button(word: str) -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
    button.setToolTip(word)
    button.setAccessibleName(word)
    return button
