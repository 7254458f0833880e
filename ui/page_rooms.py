"""What belongs to the page and is not on it: made here, and heard as one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.focusing import Focusing
from ui.linking import Linking
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.particulars import Particulars
from ui.past import Past
from ui.returning import Returning
from ui.session import Session
from ui.templating import Templating


class PageRooms(QObject):
    """Makes the rooms around the page of the open journal.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer wants to go on writing.
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
        editor, writing = desk.editor, desk.writing
        self.past = Past(session, desk, looks, self)
        self.focusing = Focusing(session, desk, window, looks, self)
        self.particulars = Particulars(session, editor, writing, self)
        self.templating = Templating(session, editor, writing, self)
        self.linking = Linking(session, editor, writing, self)
        self.returning = Returning(session, editor, writing, self)
        for room in (self.past, self.focusing):
            room.screen_wanted.connect(self.screen_wanted)
            room.left.connect(self.left)

    def close(self) -> None:
        """Leave no word of the journal in any of them."""
        self.past.close()
        self.focusing.close()
        self.particulars.close()
        self.templating.close()
        self.linking.close()
        self.returning.close()
