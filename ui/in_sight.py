"""What is done to the page of the entry is done in sight, whatever page a room shows meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk import Desk


class InSight(QObject):
    """Brings the page of the entry back where the keyboard goes to it, or a command is about it."""

    def __init__(self, app: QApplication, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        c = desk.commands
        for command in (*c.entry_marks, *c.around, c.notice, c.typewriter, c.dim):
            command.triggered.connect(desk.show_page)
        c.menu.triggered.connect(self._show_menu)
        app.focusChanged.connect(self._follow)

    @property
    def _is_seen(self) -> bool:
        return self._desk.stage.currentWidget() is self._desk.editor

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        # Nobody types where he does not see it: not after a search on the page, not after help.
        if now is not None and not self._is_seen and self._desk.editor.isAncestorOf(now):
            self._desk.show_page()

    def _show_menu(self) -> None:
        if not self._is_seen:
            self._desk.show_page()
            self._desk.commands.menu.trigger()  # the menu lies on the page, and can be seen now
