"""The chips under the title: the tags, and a place to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from shadowjournal.entry import MAX_TAG, clean_tags
from ui.editor.flow import FlowLayout
from ui.theme import sans, set_role

_CROSS = 16
_ADD = "add tag"
_FIELD_SIZE = 12
_OWN_MARGIN = 2


class TagChip(QLabel):
    """Shows one tag; pointed at or focused, it offers to take it off.

    Signals:
        removed: the writer wants it gone; the tag.
    """

    removed = Signal(str)

    def __init__(self, tag: str, parent: QWidget | None = None) -> None:
        super().__init__(tag, parent)
        self.tag = tag
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Tag {tag}")
        self.setToolTip("Delete takes this tag off")
        set_role(self, "chip")

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


class Chips(QWidget):
    """A row of chips that ends with a field for a new tag.

    Signals:
        edited: the writer changed the tags.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self._chips: list[TagChip] = []
        self._is_read_only = False
        self._row = FlowLayout(self)
        self._category = QLabel(self)
        self._category.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._category, "chip")
        self._category.hide()
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(_ADD)
        self._field.setAccessibleName("Add a tag")
        self._field.setMaxLength(MAX_TAG)
        self._field.setFont(sans(_FIELD_SIZE))
        self._field.setTextMargins(-_OWN_MARGIN, 2, 0, 0)  # it begins where the column does
        set_role(self._field, "bare")
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._typed)
        self._field.editingFinished.connect(self._add)
        self._row.addWidget(self._category)
        self._row.addWidget(self._field)
        self._fit_field()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, with what is being typed."""
        return clean_tags([*self._tags, self._field.text()])

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, in its order."""
        return () if self._is_read_only else (*self._chips, self._field)

    def focus_field(self) -> None:
        """Put the cursor where a tag is typed."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_read_only(self, is_read_only: bool) -> None:
        """Only show the tags, or let them be changed again."""
        self._is_read_only = is_read_only
        self._field.setVisible(not is_read_only)
        self._show(self._tags)

    def show_tags(self, tags: Sequence[str], category: str = "") -> None:
        """Show *tags*, and the *category* of a prompt before them."""
        self._category.setText(category)
        self._category.setVisible(bool(category))
        self._field.setText("")  # unlike clear, undo does not bring it back
        self._fit_field()
        self._show(tuple(tags))

    def _show(self, tags: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.clear()  # the widget itself lives on for a moment
            chip.deleteLater()
        self._tags = tags
        self._chips = [TagChip(tag, self) for tag in tags]
        for place, chip in enumerate(self._chips):
            chip.removed.connect(self._remove)
            chip.setEnabled(not self._is_read_only)
            self._row.insert_widget(1 + place, chip)
            chip.show()
        self.updateGeometry()

    def _typed(self, text: str) -> None:
        if "," in text:
            self._add()
        else:
            self._fit_field()
            self.edited.emit()

    def _add(self) -> None:
        if not self._field.text():
            return
        tags = clean_tags([*self._tags, *self._field.text().split(",")])
        self._field.setText("")  # unlike clear, undo does not bring it back
        self._fit_field()
        self._show(tags)
        self.edited.emit()

    def _remove(self, tag: str) -> None:
        self._show(tuple(each for each in self._tags if each != tag))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _fit_field(self) -> None:
        text = self._field.text() or _ADD
        size = QSize(self._field.fontMetrics().horizontalAdvance(text) + 16, 0)
        self._field.setFixedWidth(size.width())
        self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
            return True
        is_backspace = event.key() == Qt.Key.Key_Backspace
        if is_backspace and not self._field.text() and self._tags:
            self._remove(self._tags[-1])
            return True
        return False
