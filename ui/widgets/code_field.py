"""A field for a recovery code, which shows it in groups while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from shadowjournal.vault.recovery import grouped

_SEPARATOR = "-"
_MOST_TYPED = 120


class CodeField(QLineEdit):
    """Shows what is typed in capitals and groups of four; the cursor stays where one types."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_MOST_TYPED)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )
        self.textEdited.connect(self._group)

    def wipe(self) -> None:
        """Empty the field and forget how it was typed."""
        self.setText("")

    def _group(self, typed: str) -> None:
        shown = grouped(typed)
        if shown == typed:
            return
        before = len(grouped(typed[: self.cursorPosition()]).replace(_SEPARATOR, ""))
        self.setText(shown)
        self.setCursorPosition(_place_after(shown, before))


def _place_after(shown: str, characters: int) -> int:
    place = 0
    while characters and place < len(shown):
        characters -= shown[place] != _SEPARATOR
        place += 1
    return place
