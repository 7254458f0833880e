"""The title: one line to type, as many to show as it needs."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from shadowjournal.entry import MAX_TITLE, clean_title
from ui.editor.keys import is_command
from ui.theme import Theme, serif, set_role

_SIZE = 32
_PLACEHOLDER = "Title"


class TitleField(QTextEdit):
    """Takes the title of an entry.

    Signals:
        edited: the writer changed it; never emitted for what the program put there.
        left: the writer is done here and wants to go on in the text.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_loading = False
        self.setAccessibleName("Title")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "page")
        self.setFont(serif(_SIZE))
        self.document().setDefaultFont(serif(_SIZE))
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.document().contentsChanged.connect(self._tell_edited)
        self._grow(self.document().size())

    def show_title(self, title: str) -> None:
        """Put *title* here. There is nothing to undo afterwards."""
        self._is_loading = True
        try:
            self.setPlainText(title)
        finally:
            self._is_loading = False

    def title(self) -> str:
        """Return what stands here, as a title may be."""
        return clean_title(self.toPlainText())

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the title be read and copied, and not changed; or changed again."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if is_read_only else flags.TextEditorInteraction)

    def set_theme(self, theme: Theme) -> None:
        """Show the placeholder in the colours of *theme*."""
        self._theme = theme
        self.viewport().update()

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))

    def _tell_edited(self) -> None:
        if not self._is_loading:
            self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_leaving = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_leaving = is_leaving or (event.key() == Qt.Key.Key_Down and self._is_on_last_line())
        if is_leaving and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
        elif is_command(event):
            event.ignore()
        elif not (event.text().isprintable() and event.text() and self._is_full()):
            super().keyPressEvent(event)

    def _is_on_last_line(self) -> bool:
        end = self.textCursor()
        end.movePosition(end.MoveOperation.End)
        return self.cursorRect().bottom() >= self.cursorRect(end).bottom()

    def _is_full(self) -> bool:
        is_long = self.document().characterCount() > MAX_TITLE
        return is_long and not self.textCursor().hasSelection()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        room = MAX_TITLE - self.document().characterCount() + 1
        room += len(self.textCursor().selectedText())
        self.insertPlainText(clean_title(source.text())[: max(0, room)])

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            # A style sheet takes the interface's typeface for the title's, and Qt follows it.
            self.document().setDefaultFont(serif(_SIZE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty() and not self.isReadOnly():
            painter = QPainter(self.viewport())
            painter.setFont(self.document().defaultFont())
            painter.setPen(self._theme.colour("dim"))
            painter.drawText(0, painter.fontMetrics().ascent(), _PLACEHOLDER)
            painter.end()
