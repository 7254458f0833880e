"""What is about to happen to tags, and whether it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout
from typing_extensions import override

from shadowjournal.entry import MAX_TAG
from ui.theme import scaled, set_role
from ui.widgets.step import button, name_field, text_label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Question(QFrame):
    """Says what will happen; a name may be asked for, and the words follow what is typed.

    Signals:
        agreed: it is to be done.
        dropped: all is to stay as it is.
        name_typed: what the tags are to be called.
    """

    agreed = Signal()
    dropped = Signal()
    name_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = text_label("plain")
        self._field = QLineEdit()
        self._field.setMaxLength(MAX_TAG)
        self._label = QLabel("Merge into")
        name_field(self._label, self._field)
        self._do_it = button("primary", "")
        self._keep = button("quiet", "Leave it as it is")
        foot = QHBoxLayout()
        foot.setSpacing(scaled(8))
        foot.addStretch(1)
        foot.addWidget(self._keep)
        foot.addWidget(self._do_it)
        name = QHBoxLayout()
        name.setSpacing(scaled(10))
        name.addWidget(self._label)
        name.addWidget(self._field, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        down.setSpacing(scaled(10))
        down.addWidget(self._words)
        down.addLayout(name)
        down.addLayout(foot)
        set_role(self, "card")
        self._do_it.clicked.connect(self.agreed)
        self._keep.clicked.connect(self.dropped)
        self._field.textEdited.connect(self.name_typed)
        self._show_field(is_wanted=False)
        self.hide()

    def ask_name(self, name: str) -> None:
        """Have a name typed; *name* is most likely wanted."""
        self._field.setText(name)
        self._show_field(is_wanted=True)

    def ask(self, words: str, verb: str) -> None:
        """Say in *words* what will happen; *verb* does it. Without one it cannot be done."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._do_it.setEnabled(bool(verb))
        if verb:
            self._do_it.setText(verb)
        asked = self._do_it if self._field.isHidden() else self._field
        asked.setAccessibleDescription(words)
        if self.isHidden():
            self.show()
            asked.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.selectAll()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Ask nothing, and leave no word behind."""
        self.hide()
        self._words.setText("")
        self._field.setText("")
        self._show_field(is_wanted=False)
        self.setAccessibleName("")
        for each in (self._do_it, self._field):
            each.setAccessibleDescription("")

    def _show_field(self, *, is_wanted: bool) -> None:
        self._label.setVisible(is_wanted)
        self._field.setVisible(is_wanted)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            pressed = self._keep if self._keep.hasFocus() else self._do_it
            pressed.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
