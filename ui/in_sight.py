"""What is done to the page of the entry is done in sight, whatever page a room shows meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.desk import Desk


class InSight(QObject):
    """Brings the page of the entry back where a command is about it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        c = desk.commands
        finding = (c.find, c.find_next, c.find_previous, c.replace)
        alone = (c.focus, c.typewriter, c.dim)
        for command in (*finding, *alone, *c.entry_marks, *c.around, c.notice):
            command.triggered.connect(desk.show_page)
        c.menu.triggered.connect(self._show_menu)

    def _show_menu(self) -> None:
        if self._desk.stage.currentWidget() is not self._desk.editor:
            self._desk.show_page()
            self._desk.commands.menu.trigger()  # the menu lies on the page, and can be seen now
