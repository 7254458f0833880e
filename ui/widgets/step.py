"""One full-screen step: a centred column with a question, and what to do at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import scaled, set_role
from ui.widgets.scrolled_column import COLUMN_WIDTH, FlowingPage

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Step(QScrollArea):
    """A question in the serif, words under it, room for more, and a row of buttons.

    Enter presses the button that has the focus, else ``primary``; Esc presses ``back``. Where the
    window is too low, the column scrolls.
    """

    def __init__(self, counter: str = "", question: str = "", words: str = "") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.counter = text_label("dim", counter)
        self.question = text_label("question", question)
        self.words = text_label("prose", words)
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(12))
        self.back = button("quiet", "Back")
        self.other = button("quiet", "")
        self.primary = button("primary", "Continue")
        self.back.hide()
        self.other.hide()
        self._lay_out()

    def ask(self, question: str, words: str) -> None:
        """Show *question*, with *words* under it."""
        self.question.setText(question)
        self.question.setVisible(bool(question))
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._column(), 1000)
        across.addStretch(1)
        page = FlowingPage()
        set_role(page, "page")
        down = QVBoxLayout(page)
        down.setContentsMargins(40, 16, 40, 16)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.setWidget(page)

    def _column(self) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(scaled(COLUMN_WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(scaled(12))
        for label in (self.counter, self.question, self.words):
            inner.addWidget(label)
            label.setVisible(bool(label.text()))
        inner.addSpacing(scaled(4))
        inner.addLayout(self.body)
        inner.addSpacing(scaled(14))
        inner.addLayout(self._foot())
        return column

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(scaled(8))
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.other)
        foot.addWidget(self.primary)
        return foot

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER_KEYS:
            focused = self.focusWidget()
            pressed = focused if isinstance(focused, QPushButton) else self.primary
            if pressed.isVisibleTo(self):
                pressed.click()
        elif event.key() == Qt.Key.Key_Escape and self.back.isVisibleTo(self):
            self.back.click()
        else:
            super().keyPressEvent(event)


def text_label(role: str, text: str = "") -> QLabel:
    """Return a label of plain words that wraps, dressed as *role*."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    policy = label.sizePolicy()  # it knows that the height follows from the width
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    label.setSizePolicy(policy)
    set_role(label, role)
    return label


def button(role: str, text: str, *, in_dialog: bool = False) -> QPushButton:
    """Return a push button dressed as *role*; *in_dialog*, Enter presses it where it has focus."""
    made = QPushButton(text)
    made.setAutoDefault(in_dialog)
    set_role(made, role)
    return made


def name_field(label: QLabel, field: QWidget) -> None:
    """Make *label* the name of *field*, for the eye and for a screen reader."""
    label.setBuddy(field)
    field.setAccessibleName(label.text())
