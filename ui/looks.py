"""Light or dark: as the system says, or as the writer chose."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.icons import Icons
from ui.theme import apply_theme, load_theme

Choice: TypeAlias = Literal["system", "light", "dark"]


class Looks(QObject):
    """Dresses the program, and dresses it anew when the system or the writer changes.

    Signals:
        changed: carries the `Theme` and the `Icons` in its colours.
    """

    changed = Signal(object, object)  # Theme, Icons

    def __init__(self, app: QApplication, choice: Choice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._choice: Choice = choice
        self.theme = load_theme(self._wanted())
        self.icons = Icons(self.theme)
        apply_theme(app, self.theme)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        return self._choice

    def choose_system(self) -> None:
        """Follow the system."""
        self._choose("system")

    def choose_light(self) -> None:
        """Stay light."""
        self._choose("light")

    def choose_dark(self) -> None:
        """Stay dark."""
        self._choose("dark")

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self._dress()

    def _wanted(self) -> Literal["light", "dark"]:
        if self._choice != "system":
            return self._choice
        is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if is_dark else "light"

    def _system_changed(self, _: Qt.ColorScheme) -> None:
        self._dress()

    def _dress(self) -> None:
        if self.theme.name == self._wanted():
            return
        self.theme = load_theme(self._wanted())
        self.icons.set_theme(self.theme)
        apply_theme(self._app, self.theme)
        self.changed.emit(self.theme, self.icons)
