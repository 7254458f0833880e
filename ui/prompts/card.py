"""A card: one prompt that can be begun."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.entry import PromptSnapshot
from ui.theme import serif, set_role

_RADIUS = 10
_RING = 2


class PromptCard(QAbstractButton):
    """One prompt in the serif with a line about it; a click, Enter or Space chooses it.

    Signals:
        chosen: the `PromptSnapshot` on the card.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: PromptSnapshot | None = None
        self._text = QLabel()
        self._text.setFont(serif(15))
        self._about = QLabel()
        set_role(self._about, "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 13)
        column.setSpacing(8)
        for label in (self._text, self._about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        set_role(self, "card")
        self.clicked.connect(self._tell_chosen)

    @property
    def reference(self) -> str | None:
        """The ``pack/id`` of the prompt on it, None while it is blank."""
        return None if self._snapshot is None else self._snapshot.reference

    def show_prompt(self, snapshot: PromptSnapshot, about: str, words: str = "") -> None:
        """Show *words*, by default the text of *snapshot*, and the line *about* it.

        Where the words are not the whole prompt, that stands in the tool tip.
        """
        self._snapshot = snapshot
        self._text.setText(words or snapshot.text)
        self._about.setText(about)
        self.setToolTip(snapshot.text if words and words != snapshot.text else "")
        self.setAccessibleName(f"{snapshot.text} {about}")

    def clear(self) -> None:
        """Hold no prompt: which one was offered says something of its reader."""
        self._snapshot = None
        self._text.setText("")
        self._about.setText("")
        self.setToolTip("")
        self.setAccessibleName("No prompt")

    def mark_chosen(self, is_chosen: bool) -> None:
        """Show the card as the one being written to, or as one that can be begun."""
        set_role(self, "card-chosen" if is_chosen else "card")
        self.setAccessibleDescription("Being written to" if is_chosen else "")
        self.update()

    def _tell_chosen(self) -> None:
        if self._snapshot is not None:
            self.chosen.emit(self._snapshot)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # The sheet draws the ground; a wider border in it would shift the text.
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), _RING))
        ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ring, _RADIUS - 1, _RADIUS - 1)
        painter.end()
