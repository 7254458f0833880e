"""One small fact under the title: a tag, or the prompt the entry answers."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from ui.tag_look import tag_hue
from ui.theme import sans, set_role

_CROSS = 16
_WITHOUT = "Delete takes the prompt off this page"


class TagChip(QLabel):
    """Shows one tag; pointed at or focused, it offers to take it off.

    Signals:
        removed: the writer wants it gone; the tag.
    """

    removed = Signal(str)

    def __init__(self, tag: str, parent: QWidget | None = None) -> None:
        super().__init__(tag, parent)
        self.tag = self._whole = tag
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Tag {tag}")
        self.setToolTip("Delete takes this tag off")
        self.dress()

    @override
    def sizeHint(self) -> QSize:
        left_out = self.fontMetrics().horizontalAdvance(self._whole)
        left_out -= self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(left_out, 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_CROSS, super().minimumSizeHint().height())

    def dress(self) -> None:
        """Show the tag in the colour that its owner gave it."""
        self.setProperty("hue", tag_hue(self.tag))
        set_role(self, "chip")

    def show_words(self, words: str) -> None:
        """Show *words*, or as many of them as there is room for."""
        self._whole = words
        self.setText(words)
        self.updateGeometry()

    def _fit(self) -> None:
        self.ensurePolished()
        measures = self.fontMetrics()
        room = self.width() - super().sizeHint().width() + measures.horizontalAdvance(self.text())
        elide = Qt.TextElideMode.ElideRight
        words = measures.elidedText(self._whole, elide, room + 1)
        if words != self.text():
            self.setText(words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.underMouse() or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(sans(11))
        cross = self.rect().adjusted(self.width() - _CROSS, 0, -4, -1)
        painter.drawText(cross, Qt.AlignmentFlag.AlignCenter, "×")  # noqa: RUF001
        painter.end()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - _CROSS:
            self.removed.emit(self.tag)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.tag)
        else:
            super().keyPressEvent(event)


class PromptChip(TagChip):
    """Shows the shelf of the prompt the entry answers, and tells the prompt.

    Signals:
        removed: the writer wants to go on without the prompt.
    """

    def show_prompt(self, category: str, words: str) -> None:
        """Show *category*, and tell *words*, the prompt; hide where there is none."""
        self.show_words(category or ("Prompt" if words else ""))
        self.setAccessibleName(f"Prompt, {category}" if category else "Prompt")
        self.setAccessibleDescription(words)
        self.setToolTip(f"<p>{escape(words)}</p><p>{_WITHOUT}</p>" if words else "")
        self.setVisible(bool(words or category))
