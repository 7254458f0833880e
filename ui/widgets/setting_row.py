"""The rows that pages of settings are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import scaled, set_role


def row(words: QWidget, answer: QWidget | None = None) -> QFrame:
    """Return a row of a page: what it is about, and what can be chosen."""
    row = QFrame()
    set_role(row, "row")
    across = QHBoxLayout(row)
    across.setContentsMargins(0, scaled(12), 0, scaled(12))
    across.setSpacing(scaled(16))
    across.addWidget(words, 1)
    if answer is not None:
        across.addWidget(answer, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
