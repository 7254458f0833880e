"""The room of care, over the whole window: a landing, and help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from shadowjournal.care import Help
from ui.care.help_page import HelpPage
from ui.care.landing_page import LandingPage


class HelpPanel(QStackedWidget):
    """Two pages: help, and the landing behind "Too much right now?".

    Back and Esc lead from help to the landing where one came from there, else out.

    Signals:
        closed: the writer wants to go back to where they were.
        region_chosen: the id of the region whose lines are to be shown from now on.
    """

    closed = Signal()
    region_chosen = Signal(str)

    def __init__(self, help_lines: Help) -> None:
        super().__init__()
        self._help = HelpPage(help_lines)
        self._landing = LandingPage()
        self._is_from_landing = False
        self.addWidget(self._help)
        self.addWidget(self._landing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Help")
        self._help.region_chosen.connect(self.region_chosen)
        self._help.back_wanted.connect(self._go_back)
        self._landing.back_wanted.connect(self.closed)
        self._landing.help_wanted.connect(self._go_on_to_help)

    @property
    def region(self) -> str:
        """The id of the region whose lines are shown."""
        return self._help.region

    def choose_region(self, region: str) -> None:
        """Show the lines of *region*, which the writer chose earlier; this emits nothing."""
        self._help.choose_region(region)

    def show_help(self) -> None:
        """Show the people one can turn to."""
        self._is_from_landing = False
        self._turn_to(self._help)

    def show_landing(self) -> None:
        """Show the landing. Seal what is being written first: the page says that it is sealed."""
        self._turn_to(self._landing)

    def _go_on_to_help(self) -> None:
        self._is_from_landing = True
        self._turn_to(self._help)

    def _go_back(self) -> None:
        if self._is_from_landing:
            self.show_landing()
        else:
            self.closed.emit()

    def _turn_to(self, page: HelpPage | LandingPage) -> None:
        self.setCurrentWidget(page)
        page.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.currentWidget() is self._help:
            self._go_back()
        else:
            self.closed.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        page = self.currentWidget()
        if page is not None:
            page.setFocus()
