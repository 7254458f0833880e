"""Everything about backups in the window: made, shown, brought back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.backups_room import BackupsRoom
from ui.door import Door
from ui.entrance import Entrance
from ui.preferring import Preferring
from ui.restoring import Restoring
from ui.safekeeping import Safekeeping
from ui.session import Session
from ui.tasks import Tasks


class Keeping(QObject):
    """Makes what sees to the backups, and lets each hear of the others.

    Signals:
        told: there is something to say about backups, in a line.

    Attributes:
        safekeeping: makes backups.
        room: fills the page of backups.
        restoring: brings one back.
    """

    told = Signal(str)

    def __init__(
        self, door: Door, session: Session, tasks: Tasks, window: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.safekeeping = Safekeeping(session, tasks, door.folder, self)
        self.room = BackupsRoom(session, tasks, self.safekeeping, door.folder, self)
        self.restoring = Restoring(door, session, tasks, window, self)
        self.room.restore_wanted.connect(self.restoring.begin)
        self.room.other_file_wanted.connect(self.restoring.choose_file)
        self.safekeeping.told.connect(self.told)
        self.restoring.told.connect(self.told)

    def join(self, preferring: Preferring, entrance: Entrance) -> None:
        """Be found among the settings, and before there is a journal."""
        preferring.add_page("Backups", "ph.copy-simple", self.room.make_panel)
        entrance.backup_wanted.connect(self.restoring.choose_file)
        self.restoring.reopening.connect(entrance.wait)
        self.restoring.restored.connect(entrance.take_restored)
