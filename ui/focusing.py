"""Being alone with the page: full screen, the line held still, all else dimmed, a time to sit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shadowjournal.preferences import Preferences
from ui.desk import Desk
from ui.focus.time_line import TimeLine
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.session import Session

if TYPE_CHECKING:
    from ui.focus.sitting_step import SittingStep

_MINUTE = 60


class Focusing(QObject):
    """Takes everything but the text out of sight, and brings it back.

    Attributes:
        is_alone: whether nothing but the text is in sight.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer is to see the page.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self,
        session: Session,
        desk: Desk,
        window: MainWindow,
        looks: Looks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._window = window
        self.looks = looks
        self._step: SittingStep | None = None
        self._was_full = False
        self.is_alone = False
        self._line = TimeLine(looks.theme)
        above = desk.editor.layout()
        if isinstance(above, QVBoxLayout):
            above.insertWidget(0, self._line)
        commands = desk.commands
        commands.focus.triggered.connect(self._set_alone)
        commands.typewriter.triggered.connect(self._set_typewriter)
        commands.dim.triggered.connect(self._set_dim)
        commands.sit.triggered.connect(self._ask)
        commands.menu.triggered.connect(self._show_bar)
        desk.escaped.connect(self.leave)
        desk.writing.stayed_unsealed.connect(self.leave)  # whoever is alone has to know
        session.preferences_changed.connect(self._follow)
        session.locked.connect(self.close)
        looks.changed.connect(self._dress)

    def leave(self) -> None:
        """Bring back everything that was taken out of sight, if it was."""
        self._line.end()
        self._desk.editor.page.set_moving_on(False)
        if not self.is_alone:
            return
        self.is_alone = False
        self._desk.set_bare(False)
        self._desk.commands.focus.setChecked(False)
        if self._window.isFullScreen() and not self._was_full:
            self._window.leave_full_screen()
        self._desk.editor.focus_text()

    def close(self) -> None:
        """Leave, and ask nothing any more."""
        self.leave()
        if self._step is not None:
            self._step.deleteLater()
            self._step = None

    def _set_alone(self, is_alone: bool) -> None:
        if is_alone:
            self._begin()
        else:
            self.leave()

    def _begin(self) -> None:
        self._desk.commands.focus.setChecked(True)
        if not self.is_alone:
            self._was_full = self._window.isFullScreen()
            self.is_alone = True
            self._desk.set_bare(True)
            self._window.fill_screen()
        self._desk.editor.focus_text()

    def _show_bar(self) -> None:
        if self.is_alone:
            self._desk.editor.bar.show()

    def _ask(self) -> None:
        self._desk.writing.when_sealed(self._show_step)

    def _show_step(self) -> None:
        from ui.focus.sitting_step import SittingStep  # on most days nobody asks for it

        if self._step is None:
            self._step = SittingStep()
            self._step.chosen.connect(self._sit)
            self._step.closed.connect(self._go_back)
        self.screen_wanted.emit(self._step)

    def _sit(self, minutes: int, is_moving_on: bool) -> None:
        self._go_back()
        self._begin()
        self._desk.editor.page.set_moving_on(is_moving_on)
        self._line.begin(minutes * _MINUTE)

    def _go_back(self) -> None:
        if self._step is not None:
            self._step.deleteLater()
            self._step = None
        self.left.emit()

    def _set_typewriter(self, is_wanted: bool) -> None:
        self._session.prefer(replace(self._session.preferences, is_typewriter=is_wanted))

    def _set_dim(self, is_wanted: bool) -> None:
        self._session.prefer(replace(self._session.preferences, dims_others=is_wanted))

    def _follow(self, preferences: Preferences) -> None:
        editor, commands = self._desk.editor, self._desk.commands
        commands.typewriter.setChecked(preferences.is_typewriter)
        commands.dim.setChecked(preferences.dims_others)
        editor.column.set_typewriter(preferences.is_typewriter)
        editor.page.set_dimming(preferences.dims_others)

    def _dress(self) -> None:
        self._line.set_theme(self.looks.theme)
