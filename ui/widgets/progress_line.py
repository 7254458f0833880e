"""How far slow work has come: a bar, and what is done and left in figures."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.widgets.step import text_label


class ProgressLine(QWidget):
    """A thin bar with a line of words under it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        self._words = text_label("dim", name)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, scaled(4), 0, 0)
        down.setSpacing(scaled(6))
        down.addWidget(self._bar)
        down.addWidget(self._words)

    def begin(self, words: str) -> None:
        """Show *words* while nobody knows yet how much there is to do."""
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        self._words.setText(words)

    def show_progress(self, done: int, total: int, what: str = "entries") -> None:
        """Show that *done* of *total* entries, or of *what* else, are done."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(min(done, total))
        self._words.setText(f"{done:,} of {total:,} {what}; {max(total - done, 0):,} to go")


def count_of_entries(count: int) -> str:
    """Return *count* in words: ``1 entry``, ``3,413 entries``."""
    return "1 entry" if count == 1 else f"{count:,} entries"
