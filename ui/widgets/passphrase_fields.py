"""A new passphrase, typed twice, with a word of advice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.widgets.step import name_field, text_label

ADVISED_LENGTH = 8

_WIDTH = 360
_ADVICE = "A few plain words that only you would put together are good and easy to remember."
_SHORT = f"This works. With {ADVISED_LENGTH} characters or more it is much harder to guess."
_DIFFERENT = "The two are not the same yet."
_AGREE = "The two are the same."


class PassphraseFields(QWidget):
    """Two fields for one passphrase; what stands in them can be shown.

    Signals:
        changed: what is typed changed; `passphrase` says what it comes to.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first = secret_field()
        self._second = secret_field()
        self._show = QCheckBox("Show what I type")
        self._advice = text_label("dim", _ADVICE)
        self._fill()
        self.setFocusProxy(self._first)
        self._first.textChanged.connect(self._refresh)
        self._second.textChanged.connect(self._refresh)
        self._show.toggled.connect(self._set_readable)

    @property
    def passphrase(self) -> str:
        """What was typed twice the same; empty where the two are not."""
        first = self._first.text()
        return first if first == self._second.text() else ""

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed."""
        return bool(self._first.text())

    def wipe(self) -> None:
        """Forget what was typed, and hide what is typed next."""
        self._first.setText("")
        self._second.setText("")
        self._show.setChecked(False)

    def _fill(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(scaled(6))
        for words, field in (
            ("Passphrase", self._first),
            ("The same once more", self._second),
        ):
            label = text_label("dim-large", words)
            name_field(label, field)
            down.addWidget(label)
            down.addWidget(field)
        down.addWidget(self._advice)
        down.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)

    def _set_readable(self, is_readable: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if is_readable else QLineEdit.EchoMode.Password
        self._first.setEchoMode(echo)
        self._second.setEchoMode(echo)

    def _refresh(self) -> None:
        if not self._second.text():
            advice = _ADVICE
        elif not self.passphrase:
            advice = _DIFFERENT
        else:
            advice = _AGREE if len(self.passphrase) >= ADVISED_LENGTH else _SHORT
        self._advice.setText(advice)
        self.changed.emit()


def secret_field() -> QLineEdit:
    """Return a field that shows dots for what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaximumWidth(scaled(_WIDTH))
    return field
