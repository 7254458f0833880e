"""Help, and a place to land: always one key away, whether or not the journal is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.writing import Writing

if TYPE_CHECKING:
    from ui.care.help_panel import HelpPanel


class Caring(QObject):
    """Makes the help pages when they are first wanted; what is on the page is sealed before.

    Attributes:
        region: the region of the help lines that was chosen; empty until one was.

    Signals:
        screen_wanted: this screen is to be seen.
        left: its reader has seen enough.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self, session: Session, writing: Writing, region: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._writing = writing
        self.region = region
        self._panel: HelpPanel | None = None

    def show_help(self) -> None:
        """Show whom one can turn to."""
        self._care().show_help()
        self.screen_wanted.emit(self._care())

    def show_landing(self) -> None:
        """Show a few steps back to the ground."""
        if self._session.is_open:
            self._writing.when_sealed(self._land)
        else:
            self._land()

    def _land(self) -> None:
        self._care().show_landing()
        self.screen_wanted.emit(self._care())

    def _care(self) -> HelpPanel:
        if self._panel is None:
            from shadowjournal.care import built_in  # most days need none of it
            from ui.care.help_panel import HelpPanel

            self._panel = HelpPanel(built_in())
            if self.region:
                self._panel.choose_region(self.region)
            self._panel.region_chosen.connect(self._note_region)
            self._panel.closed.connect(self.left)
        return self._panel

    def _note_region(self, region: str) -> None:
        self.region = region
