"""A short landing for when it is too much: breath, eyes, one small next thing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import scaled, set_role
from ui.widgets.step import Step, text_label

_WAYS = (
    ("Three breaths", "Let each one out slowly. There is nothing else to do."),
    ("Five things you see", "Name them, one after the other: the lamp, a cup, the floor."),
    (
        "One small thing next",
        "A glass of water, an open window, a few steps. Only that; the rest can wait.",
    ),
)


class LandingPage(QWidget):
    """Says that one can stop, and offers three things that need no thinking.

    Signals:
        help_wanted: show the people one can turn to.
        back_wanted: go back to where the writer was.
    """

    help_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        step = Step("", "You can stop here.", "What you wrote is sealed.")
        for title, words in _WAYS:
            step.body.addWidget(_way(title, words))
        step.back.show()
        step.primary.setText("Someone to talk to")
        step.back.clicked.connect(self.back_wanted)
        step.primary.clicked.connect(self.help_wanted)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(step)
        self.setFocusProxy(step)


def _way(title: str, words: str) -> QFrame:
    row = QFrame()
    set_role(row, "row")
    row.setAccessibleName(title)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, scaled(4), 0, scaled(14))
    column.setSpacing(scaled(2))
    column.addWidget(text_label("prose", title))
    column.addWidget(text_label("dim-large", words))
    return row
