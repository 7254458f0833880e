"""The question before a sitting: how long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton

from ui.theme import scaled
from ui.widgets.step import Step

MINUTES: Final = (5, 10, 15, 20, 25)
_USUAL = 15
_WORDS = (
    "Nothing but the page, and a thin line for the time. Stay as long as it is good for you: "
    "Esc leaves at any moment, and every word is kept."
)
_MOVING = "Keep moving: Backspace rests meanwhile"


class SittingStep(Step):
    """Asks how long to sit with the page, and whether what stands there is to stand.

    Signals:
        chosen: so many minutes, and whether Backspace rests.
        closed: not now.
    """

    chosen = Signal(int, bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("", "How long do you want to sit with it?", _WORDS)
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(scaled(14))
        for minutes in MINUTES:
            choice = QRadioButton(f"{minutes} minutes")
            choice.setChecked(minutes == _USUAL)
            self._group.addButton(choice, minutes)
            row.addWidget(choice)
        row.addStretch(1)
        self._moving = QCheckBox(_MOVING)
        self.body.addLayout(row)
        self.body.addWidget(self._moving)
        self.primary.setText("Begin")
        self.back.show()
        self.primary.clicked.connect(self._tell)
        self.back.clicked.connect(self.closed)
        self.setFocusProxy(self._group.button(_USUAL))

    def _tell(self) -> None:
        self.chosen.emit(self._group.checkedId(), self._moving.isChecked())
