"""What leads back to what was written, and changes much of it at once: made here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.calendaring import Calendaring
from ui.desk import Desk
from ui.door import Door
from ui.in_sight import InSight
from ui.leafing import Leafing
from ui.looks import Looks
from ui.replacement import Replacement
from ui.rewriting import Rewriting
from ui.session import Session
from ui.tagging import Tagging
from ui.tasks import Tasks


class WaysBack(QObject):
    """Makes the rooms from which one comes back to older entries.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer wants to go on writing.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self,
        door: Door,
        session: Session,
        tasks: Tasks,
        desk: Desk,
        looks: Looks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.looks = looks
        self.rewriting = Rewriting(door, session, tasks, desk, self)
        self.rewriting.failed.connect(desk.editor.show_error)
        self.replacement = Replacement(session, desk, self.rewriting, self)
        self.calendaring = Calendaring(session, desk, looks, self)
        self.tagging = Tagging(session, desk, looks, self.rewriting, self)
        self.leafing = Leafing(session, desk, self)
        InSight(looks.app, desk, self)
        for room in (self.replacement, self.tagging):
            room.screen_wanted.connect(self.screen_wanted)
            room.left.connect(self.left)

    def close(self) -> None:
        """Leave no word of the journal in any of them."""
        self.rewriting.close()
        self.replacement.close()
        self.calendaring.close()
        self.tagging.close()
        self.leafing.close()
