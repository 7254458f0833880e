"""Light or dark, and how strong, as the menu has it too."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.theme import scaled
from ui.widgets.step import text_label


class ColoursPage(QWidget):
    """Three choices and one more; each is a command, and shows what the command says."""

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self._choices: dict[QAction, QAbstractButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for action in (commands.theme_system, commands.theme_light, commands.theme_dark):
            choice = QRadioButton(action.text().replace("&", ""))
            self._choices[action] = choice
            choice.clicked.connect(action.trigger)
            action.toggled.connect(self._follow)
            column.addWidget(choice)
        column.addSpacing(scaled(10))
        contrast = QCheckBox("Strong contrast, also where the system does not ask for it")
        self._choices[commands.more_contrast] = contrast
        contrast.clicked.connect(commands.more_contrast.trigger)
        commands.more_contrast.toggled.connect(self._follow)
        column.addWidget(contrast)
        column.addSpacing(scaled(10))
        words = "These colours are kept outside the journal, for the screen before it opens."
        column.addWidget(text_label("dim-large", words))
        self._follow()

    def _follow(self) -> None:
        for action, choice in self._choices.items():
            choice.setChecked(action.isChecked())
