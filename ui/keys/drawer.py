"""What opens under a key: a question or a field, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import scaled
from ui.widgets.step import button, text_label

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Drawer(QWidget):
    """Words, what is added, and two buttons. Enter presses the first of them, Esc the other.

    While it is busy, what was typed stays, and the other button gives up.

    Signals:
        agreed: the writer wants it done.
        closed: the writer has changed their mind.
        stop_wanted: the writer wants to wait no longer.
    """

    agreed = Signal()
    closed = Signal()
    stop_wanted = Signal()

    def __init__(self, words: str, primary: str) -> None:
        super().__init__()
        self._is_busy = False
        self._is_ready = True
        self._words = text_label("dim-large", words)
        self._problem = text_label("warning")
        self._waiting = text_label("dim")
        self._content = QWidget()
        self._body = QVBoxLayout(self._content)
        self.primary = button("primary", primary)
        self.other = button("quiet", "Cancel")
        self._lay_out()
        self.primary.clicked.connect(self._agree)
        self.other.clicked.connect(self._turn_away)

    @property
    def is_busy(self) -> bool:
        """Whether it is being done."""
        return self._is_busy

    def add(self, widget: QWidget) -> None:
        """Add *widget* under the words."""
        self._body.addWidget(widget)
        self._content.show()

    def set_ready(self, *, is_ready: bool) -> None:
        """Say whether everything is there that it takes."""
        self._is_ready = is_ready
        self.primary.setEnabled(is_ready and not self._is_busy)

    def set_busy(self, words: str) -> None:
        """Show with *words* that it is being done; with none, that it no longer is."""
        self._is_busy = bool(words)
        self._waiting.setText(words)
        self._waiting.setVisible(self._is_busy)
        self._content.setEnabled(not self._is_busy)
        self.other.setText("Stop waiting" if self._is_busy else "Cancel")
        if self._is_busy:
            self.other.setFocus()  # before the other goes: Qt would hand the keyboard on
        self.set_ready(is_ready=self._is_ready)

    def show_problem(self, words: str) -> None:
        """Say in *words* why it was not done; empty words say that all is well."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def take_focus(self) -> None:
        """Put the keyboard where one begins."""
        self.other.setFocus()

    def wipe(self) -> None:
        """Forget what was typed or shown."""

    def _lay_out(self) -> None:
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(scaled(8))
        foot = QHBoxLayout()
        foot.setSpacing(scaled(8))
        foot.addWidget(self.primary)
        foot.addWidget(self.other)
        foot.addStretch()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, scaled(6), 0, scaled(4))
        down.setSpacing(scaled(10))
        for part in (self._words, self._content, self._problem, self._waiting):
            down.addWidget(part)
        down.addLayout(foot)
        self._words.setVisible(bool(self._words.text()))
        self._content.hide()
        self._problem.hide()
        self._waiting.hide()
        self.primary.setVisible(bool(self.primary.text()))

    def _agree(self) -> None:
        if self._is_ready and not self._is_busy:
            self.agreed.emit()

    def _turn_away(self) -> None:
        if self._is_busy:
            self.stop_wanted.emit()
        else:
            self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER_KEYS:
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.primary).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.other.click()
        else:
            super().keyPressEvent(event)
