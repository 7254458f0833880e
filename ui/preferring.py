"""The settings room of the open journal: made when it is first wanted, gone when it is locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.preferences import LEAST_ZOOM, MOST_ZOOM, PageLook, Preferences
from ui.actions import Actions
from ui.icons import Icons
from ui.looks import Looks
from ui.session import Session
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.settings.screen import SettingsScreen


_ZOOM_STEP = 10


class Preferring(QObject):
    """Makes the pages of the settings room, and hears what is chosen there.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer has chosen, and wants to go on writing.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self, session: Session, commands: Actions, looks: Looks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.commands = commands
        self.looks = looks
        self._pages: list[tuple[str, str, Callable[[], QWidget]]] = []
        self._screen: SettingsScreen | None = None
        looks.changed.connect(self._dress)
        commands.zoom_in.triggered.connect(self._enlarge)
        commands.zoom_out.triggered.connect(self._reduce)
        commands.zoom_reset.triggered.connect(self._unzoom)

    def add_page(self, title: str, icon_name: str, make: Callable[[], QWidget]) -> None:
        """Have a page that *make* makes whenever the room is made."""
        self._pages.append((title, icon_name, make))

    def show_page(self, title: str) -> None:
        """Show the settings, at the page called *title*."""
        self.show()
        if self._screen is not None:
            self._screen.show_page(title)

    def show(self) -> None:
        """Show the settings where they were left, unless the journal was locked meanwhile."""
        if self._session.is_open:
            self._screen = self._screen or self._make()
            self.screen_wanted.emit(self._screen)

    def close(self) -> None:
        """Leave nothing that was typed or chosen there in any field."""
        if self._screen is not None:
            self._screen.deleteLater()
            self._screen = None

    def _make(self) -> SettingsScreen:
        from ui.settings.colours_page import ColoursPage  # on most days nobody comes here
        from ui.settings.lock_page import LockPage
        from ui.settings.screen import SettingsScreen
        from ui.settings.search_page import SearchPage
        from ui.settings.writing_page import WritingPage

        screen = SettingsScreen(self.looks.icons)
        writing = WritingPage()
        writing.show_preferences(self._session.preferences)
        writing.chosen.connect(self._prefer)
        self._session.preferences_changed.connect(writing.show_preferences)
        screen.add_page("Writing", "ph.text-aa", writing)
        lock = LockPage(self.commands)
        lock.show_preferences(self._session.preferences)
        lock.lock_after_chosen.connect(self._lock_after)
        lock.lock_on_minimise_chosen.connect(self._lock_on_minimise)
        self._session.preferences_changed.connect(lock.show_preferences)
        search = SearchPage()
        search.show_preferences(self._session.preferences)
        search.chosen.connect(self._prefer)
        self._session.preferences_changed.connect(search.show_preferences)
        screen.add_page("Search", "ph.magnifying-glass", search)
        for title, icon_name, make in self._pages:
            screen.add_page(title, icon_name, make())
        screen.add_page("Lock", "ph.lock-simple", lock)
        screen.add_page("Colours", "ph.palette", ColoursPage(self.commands))
        screen.closed.connect(self.left)
        return screen

    def _lock_after(self, seconds: int) -> None:
        self._prefer(replace(self._session.preferences, lock_after=seconds))

    def _lock_on_minimise(self, is_wanted: bool) -> None:
        self._prefer(replace(self._session.preferences, lock_on_minimise=is_wanted))

    def _enlarge(self) -> None:
        self._zoom(self._session.preferences.page.zoom + _ZOOM_STEP)

    def _reduce(self) -> None:
        self._zoom(self._session.preferences.page.zoom - _ZOOM_STEP)

    def _unzoom(self) -> None:
        self._zoom(PageLook().zoom)

    def _zoom(self, percent: int) -> None:
        preferences = self._session.preferences
        zoom = min(max(percent, LEAST_ZOOM), MOST_ZOOM)
        self._prefer(replace(preferences, page=replace(preferences.page, zoom=zoom)))

    def _prefer(self, preferences: Preferences) -> None:
        if preferences != self._session.preferences:
            self._session.prefer(preferences)

    def _dress(self, _: Theme, icons: Icons) -> None:
        if self._screen is not None:
            self._screen.retint(icons)
