"""The chips under the title: the prompt, the tags, and a place to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from shadowjournal.entry import MAX_TAG, clean_tags
from ui.editor.tag_chip import PromptChip, TagChip
from ui.editor.tag_offer import TagOffer, matching
from ui.theme import sans, set_role
from ui.widgets.flow import FlowLayout

_ADD = "add tag"
_FIELD_SIZE = 12
_OWN_MARGIN = 2


class Chips(QWidget):
    """A row of chips that ends with a field for a new tag.

    While a tag is typed, those used before that hold it are offered: the arrows choose one, Enter,
    a comma or Tab puts it in, Esc closes the offer.

    Signals:
        edited: the writer changed the tags.
        began: the writer is about to type a tag; others may be offered by `offer_tags`.
        left: the writer wants to go on in the text.
        prompt_removed: the writer wants to go on without the prompt.
    """

    edited = Signal()
    began = Signal()
    left = Signal()
    prompt_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self._chips: list[TagChip] = []
        self._is_read_only = False
        self._row = FlowLayout(self)
        self._offered: tuple[str, ...] = ()
        self._prompt = PromptChip("", self)
        self._prompt.hide()
        self._prompt.removed.connect(self._remove_prompt)
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
        self._offer = TagOffer(self._field)
        self._offer.taken.connect(self._accept)
        self._row.addWidget(self._prompt)
        self._row.addWidget(self._field)
        self._fit_field()

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, with what is being typed."""
        return clean_tags([*self._tags, self._field.text()])

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through here, in its order."""
        prompt = () if self._prompt.isHidden() else (self._prompt,)
        return () if self._is_read_only else (*prompt, *self._chips, self._field)

    def focus_field(self) -> None:
        """Put the cursor where a tag is typed."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_read_only(self, is_read_only: bool) -> None:
        """Only show the tags, or let them be changed again."""
        self._is_read_only = is_read_only
        self._field.setVisible(not is_read_only)
        self._prompt.setEnabled(not is_read_only)
        self._show(self._tags)

    def offer_tags(self, tags: Sequence[str]) -> None:
        """Offer of *tags* from now on, the ones most likely wanted first."""
        self._offered = tuple(tags)
        if not tags:
            self._offer.clear()

    def dress(self) -> None:
        """Show the tags in the colours that hold now."""
        for chip in self._chips:
            chip.dress()

    def show_prompt(self, category: str, words: str) -> None:
        """Show the *category* of a prompt before the tags, which tells its *words*."""
        self._prompt.show_prompt(category, words)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show *tags*, and nothing typed."""
        self._offer.clear()
        self._field.setText("")  # unlike clear, undo does not bring it back
        self._fit_field()
        self._show(tuple(tags))

    def _show(self, tags: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.show_words("")  # the widget itself lives on for a moment
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
            self._propose()
            self.edited.emit()

    def _propose(self) -> None:
        typed = self._field.text()
        self._offer.offer(matching(self._offered, typed, self._tags) if typed.strip("# ") else [])

    def _accept(self, tag: str) -> None:
        self._field.setText(tag)
        self._add()

    def _add(self) -> None:
        self._offer.clear()
        if not self._field.text():
            return
        tags = clean_tags([*self._tags, *self._field.text().split(",")])
        self._field.setText("")  # unlike clear, undo does not bring it back
        self._fit_field()
        self._show(tags)
        self.edited.emit()

    def _remove_prompt(self) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.prompt_removed.emit()

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
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.began.emit()
        elif kind == QEvent.Type.FocusOut:
            self._offer.clear()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if not self._offer.isHidden() and self._takes_offer(event):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif key == Qt.Key.Key_Backspace and not self._field.text() and self._tags:
            self._remove(self._tags[-1])
        elif key == Qt.Key.Key_Down and not self._field.text() and self._offered:
            self._offer.offer(matching(self._offered, "", self._tags))
            self._offer.step(1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _takes_offer(self, event: QKeyEvent) -> bool:
        key, chosen = event.key(), self._offer.chosen
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._offer.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._offer.clear()
        elif key == Qt.Key.Key_Tab:
            self._accept(chosen or self._offer.first)
        elif chosen and (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text() == ","):
            self._accept(chosen)
        else:
            return False
        return True
