"""One line that people can turn to, with its number to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from shadowjournal.care import Line
from ui.theme import scaled, serif, set_role
from ui.widgets.step import button, text_label

_NUMBER = 20


class LineRow(QFrame):
    """A name, a number in the serif, how it is reached, and ``copy``, which copies the number.

    Signals:
        copied: the number is on the clipboard.
    """

    copied = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        set_role(self, "row")
        self._line = line
        self.setAccessibleName(f"{line.name}: {line.number}")
        self.setToolTip(f"Source: {line.source}")
        name = text_label("dim-large", line.name)
        number = QLabel(line.number)
        number.setTextFormat(Qt.TextFormat.PlainText)
        number.setFont(serif(_NUMBER))
        number.setAccessibleName(line.number)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        facts = (line.how, line.hours, line.cost, line.language)
        how = text_label("dim", " · ".join(fact.removesuffix(".") for fact in facts if fact))
        self.copy = button("outline", "Copy")
        self.copy.setAccessibleName(f"Copy {line.number}")
        self.copy.setAccessibleDescription(line.name)
        self.copy.clicked.connect(self._put_on_clipboard)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, scaled(8), 0, scaled(12))
        grid.setHorizontalSpacing(scaled(16))
        grid.setVerticalSpacing(scaled(2))
        grid.setColumnStretch(0, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(number, 1, 0)
        grid.addWidget(how, 2, 0)
        grid.addWidget(self.copy, 0, 1, 3, 1, Qt.AlignmentFlag.AlignVCenter)

    def mark_copied(self, is_copied: bool) -> None:
        """Say on the button whether this number is the one on the clipboard."""
        self.copy.setText("Copied" if is_copied else "Copy")

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._line.number)
        self.copied.emit()
