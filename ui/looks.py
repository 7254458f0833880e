"""Light or dark, and of strong contrast or not: as the system says, or as the writer chose."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.icons import Icons
from ui.theme import ThemeName, apply_theme, load_theme

Choice: TypeAlias = Literal["system", "light", "dark"]


class Looks(QObject):
    """Dresses the program, and dresses it anew when the system or the writer changes.

    Signals:
        changed: carries the `Theme` and the `Icons` in its colours.
    """

    changed = Signal(object, object)  # Theme, Icons

    def __init__(
        self,
        app: QApplication,
        choice: Choice,
        parent: QObject | None = None,
        *,
        more_contrast: bool = False,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice: Choice = choice
        self._more_contrast = more_contrast
        # Held here: where Python lets the hints go, what they said of contrast goes with them.
        self._hints = app.styleHints()
        self._eyes = self._hints.accessibility()
        self.theme = load_theme(self._wanted())
        self.icons = Icons(self.theme)
        apply_theme(app, self.theme)
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._eyes.contrastPreferenceChanged.connect(self._contrast_changed)

    @property
    def app(self) -> QApplication:
        """What is dressed."""
        return self._app

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        return self._choice

    @property
    def more_contrast(self) -> bool:
        """Whether strong contrast was chosen, whatever the system says."""
        return self._more_contrast

    def choose_contrast(self, is_wanted: bool) -> None:
        """Show strong contrast always, or as the system says."""
        self._more_contrast = is_wanted
        self._dress()

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

    def _wanted(self) -> ThemeName:
        is_dark = self._choice == "dark"
        if self._choice == "system":
            is_dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        is_strong = self._eyes.contrastPreference() == Qt.ContrastPreference.HighContrast
        if self._more_contrast or is_strong:
            return "contrast-dark" if is_dark else "contrast-light"
        return "dark" if is_dark else "light"

    def _system_changed(self, _: Qt.ColorScheme) -> None:
        self._dress()

    def _contrast_changed(self, _: Qt.ContrastPreference) -> None:
        self._dress()

    def _dress(self) -> None:
        if self.theme.name == self._wanted():
            return
        self.theme = load_theme(self._wanted())
        self.icons.set_theme(self.theme)
        apply_theme(self._app, self.theme)
        self.changed.emit(self.theme, self.icons)
