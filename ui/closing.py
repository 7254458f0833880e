"""The way out: what was written is sealed, and only then the journal is closed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog

from shadowjournal.errors import WrongKey
from shadowjournal.vault.key import JournalKey
from ui.desk import Desk
from ui.entrance import Entrance
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets.secret_clipboard import clear_secrets
from ui.widgets.unsealed_box import ask_to_lose


class Closing(QObject):
    """Locks the open journal, or closes it for good.

    Who locks by hand is told where something cannot be sealed, and stays on the page. Where nobody
    may be there to be told, a veil comes at once: every word leaves the window, and what is not
    sealed waits in memory until it is, or until the owner opens the journal again.

    Signals:
        began: rooms over the desk are to close; nothing of the journal may be seen from now on.
        came_back: the owner has opened the journal again before it was closed.
        gone: the journal is closed, and the program may end.
    """

    began = Signal()
    came_back = Signal()
    gone = Signal()

    def __init__(
        self,
        session: Session,
        desk: Desk,
        entrance: Entrance,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._entrance = entrance
        self._window = window
        self._is_leaving = False
        self._is_veiled = False
        session.locked.connect(self._was_locked)
        desk.writing.stayed_unsealed.connect(self._stay)

    @property
    def is_veiled(self) -> bool:
        """Whether the window is closed, and the journal behind it is not yet."""
        return self._is_veiled

    def lock(self) -> None:
        """Seal what is on the page and close the journal; where that is refused, stay."""
        if self._may_lock:
            self._is_leaving = False
            self._desk.writing.when_sealed(self._shut)

    def lock_at_once(self) -> None:
        """Show no word from now on; close the journal as soon as all is sealed."""
        if not self._may_lock or self._is_veiled:
            return
        self._desk.writing.seal()  # while what an input method composes is still there
        self._is_veiled = True
        self._entrance.lock()
        self._empty_rooms()
        self._desk.put_away()
        if not self._desk.writing.may_be_emptied:
            self._window.take_out(self._desk)
        self._window.repaint()
        self._desk.writing.once_sealed(self._shut)

    def hide_and_lock(self) -> None:
        """Lock at once, and take the window out of sight."""
        self.lock_at_once()
        self._window.hide_away()

    def leave(self) -> None:
        """Seal what is on the page, close the journal, and say so."""
        if self._session.is_open:
            self._is_leaving = True
            self._desk.writing.when_sealed(self._shut)
        else:
            self.gone.emit()

    def lift(self, key: JournalKey) -> bool:
        """Show the journal again where it is still open; tell whether it was.

        *key* was just found: only who has the key of this journal sees it again.
        """
        mine = self._session.key
        if not self._is_veiled or mine is None:
            return False
        if key.fingerprint != mine.fingerprint:
            self._entrance.turn_away(WrongKey("This key belongs to another journal."))
            return True
        self._is_veiled = False
        self._desk.bring_back()
        self.came_back.emit()
        return True

    @property
    def _may_lock(self) -> bool:
        # While a journal is being made, its recovery code stands on the screen, and only there.
        return self._session.is_open and not self._entrance.is_first_run

    def _shut(self) -> None:
        """Leave nothing to read and nowhere to write, and only then close the journal."""
        self._desk.clear()
        self._empty_rooms()
        if self._is_leaving:
            self._window.setEnabled(False)
        elif self._is_veiled:
            self._entrance.note_sealed()
        else:
            self._entrance.lock()
        self._is_veiled = False
        self._session.lock()

    def _empty_rooms(self) -> None:
        self.began.emit()
        clear_secrets()
        for each in QApplication.topLevelWidgets():
            if each.isVisible() and each.windowType() == Qt.WindowType.Popup:
                each.close()
            elif each.isVisible() and isinstance(each, QDialog):
                each.done(QDialog.DialogCode.Rejected.value)

    def _was_locked(self) -> None:
        if self._is_leaving:
            self.gone.emit()

    def _stay(self, why: str) -> None:
        if self._is_veiled:
            self._entrance.tell_unsealed(why)
        if self._is_leaving:
            self._is_leaving = False
            ask_to_lose(self._window).clicked.connect(self.gone)
