"""The screens before the desk: the first run, and the closed door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from shadowjournal.errors import (
    DamagedData,
    JournalError,
    JournalInUse,
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    NoKeychain,
    WrongKey,
)
from shadowjournal.vault.recovery import RecoveryCode
from ui.door import Door
from ui.icons import Icons
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import UnlockState

if TYPE_CHECKING:
    from ui.first_run.first_run import FirstRun

_STATES: dict[type[JournalError], UnlockState] = {
    NoKeychain: UnlockState.KEYRING_MISSING,
    KeychainLocked: UnlockState.KEYRING_LOCKED,
    KeychainSilent: UnlockState.KEYRING_SILENT,
    KeyNotThere: UnlockState.KEY_NOT_THERE,
    KeychainError: UnlockState.KEYRING_SILENT,
    JournalInUse: UnlockState.IN_USE,
    DamagedData: UnlockState.DAMAGED,
}


class Entrance(QObject):
    """Leads to the open journal: shows what is asked, and asks the `Door`.

    Signals:
        screen_wanted: this screen is to be seen.
        is_clear: the writer has seen what there was to see; the desk may be shown.
        help_wanted: the help page is wanted.
        quit_wanted: the writer wants to leave.
        backup_wanted: the writer has a backup and wants it to be the journal here.
    """

    screen_wanted = Signal(QWidget)
    is_clear = Signal()
    help_wanted = Signal()
    quit_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, door: Door, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._icons = icons
        self._has_keyring = True
        self._first_run: FirstRun | None = None
        self._unlock = UnlockScreen()
        self._unlock.keyring_wanted.connect(self._try_keychain)
        self._unlock.passphrase_given.connect(self._try_passphrase)
        self._unlock.recovery_code_given.connect(self._try_code)
        self._unlock.retry_wanted.connect(self.arrive)
        self._unlock.folder_wanted.connect(self._show_folder)
        self._unlock.help_wanted.connect(self.help_wanted)
        self._unlock.quit_wanted.connect(self.quit_wanted)
        self._unlock.backup_wanted.connect(self.backup_wanted)
        door.ways_known.connect(self._ways_known)
        door.keychain_found.connect(self._keychain_found)
        door.ways_changed.connect(self._ways_changed)
        door.made.connect(self._made)
        door.stayed_shut.connect(self.turn_away)

    @property
    def is_first_run(self) -> bool:
        """Whether a journal is being made here, and its owner has not begun to write."""
        return self._first_run is not None

    @property
    def screen(self) -> QWidget:
        """The screen that is to be seen now."""
        return self._first_run or self._unlock

    def arrive(self) -> None:
        """Begin: take the folder, then make a journal or open the one that is there."""
        try:
            self._door.folder.take()
        except JournalError as error:
            self.turn_away(error)
            return
        if self._door.folder.holds_journal:
            self._door.look()
        else:
            self._begin_first_run()

    def lock(self) -> None:
        """Stand before the journal that was just closed."""
        self._unlock.show_state(UnlockState.LOCKED)
        self.screen_wanted.emit(self._unlock)

    def tell_unsealed(self, why: str) -> None:
        """Say on the closed door that something could not be sealed yet, and *why*."""
        if self._unlock.state is UnlockState.LOCKED:
            self._unlock.show_state(UnlockState.UNSEALED, why)

    def note_sealed(self) -> None:
        """Say no longer that something is not sealed."""
        self._unlock.note_sealed()

    def turn_away(self, error: BaseException) -> None:
        """Say why the journal stays closed, and what can be done."""
        if self._first_run is not None:
            self._first_run.show_problem(str(error))
            return
        if isinstance(error, WrongKey):
            self._unlock.show_wrong(str(error))
        else:
            state = next((s for kind, s in _STATES.items() if isinstance(error, kind)), None)
            self._unlock.show_state(state or UnlockState.UNREADABLE, _detail(error, state))
        self.screen_wanted.emit(self._unlock)

    def wait(self) -> None:
        """Stand before a journal that is about to open with a key at hand."""
        self._unlock.show_state(UnlockState.WAITING)
        self.screen_wanted.emit(self._unlock)

    def take_restored(self, has_keyring: bool, has_passphrase: bool) -> None:
        """Stand before a journal that was restored: nothing needs to be made any more."""
        self._has_keyring = has_keyring
        self._unlock.set_ways(has_keyring, has_passphrase)
        self._drop_first_run()

    def retint(self, icons: Icons) -> None:
        """Take icons in the colours of *icons*."""
        self._icons = icons
        if self._first_run is not None:
            self._first_run.retint(icons)

    def _begin_first_run(self) -> None:
        # Needed once in a journal's life: what it stands on is not loaded on every other day.
        from ui.first_run.first_run import FirstRun

        self._first_run = FirstRun(self._icons)
        self._first_run.journal_wanted.connect(self._make)
        self._first_run.finished.connect(self._finish_first_run)
        self._first_run.backup_wanted.connect(self.backup_wanted)
        self.screen_wanted.emit(self._first_run)
        self._door.look_for_keychain()

    def _finish_first_run(self, is_code_tested: bool) -> None:
        self._door.note_shown_code()
        if is_code_tested:
            self._door.note_tested_code()
        self._drop_first_run()
        self.is_clear.emit()

    def _drop_first_run(self) -> None:
        if self._first_run is not None:
            self._first_run.deleteLater()
            self._first_run = None

    def _make(self, passphrase: str | None) -> None:
        self._has_keyring = passphrase is None
        self._unlock.set_ways(self._has_keyring, not self._has_keyring)
        self._door.make(passphrase)

    def _keychain_found(self, name: str, problem: str) -> None:
        if self._first_run is not None:
            self._first_run.show_keychain(name or None, problem or None)

    def _made(self, code: RecoveryCode, journal_id: str) -> None:
        if self._first_run is not None:
            self._first_run.show_code(code, journal_id)

    def _ways_known(self, has_keyring: bool, has_passphrase: bool) -> None:
        self._has_keyring = has_keyring
        self._unlock.set_ways(has_keyring, has_passphrase)
        if has_keyring:
            self._unlock.show_state(UnlockState.WAITING)
            self._door.try_keychain()
        else:
            self._unlock.show_state(UnlockState.PASSPHRASE)
        self.screen_wanted.emit(self._unlock)

    def _ways_changed(self, has_keyring: bool, has_passphrase: bool) -> None:
        self._has_keyring = has_keyring
        self._unlock.set_ways(has_keyring, has_passphrase)

    def _try_keychain(self) -> None:
        self._unlock.show_state(UnlockState.WAITING)
        self._door.try_keychain()

    def _try_passphrase(self, passphrase: str) -> None:
        self._unlock.set_busy(True)
        self._door.try_passphrase(passphrase)

    def _try_code(self, code: RecoveryCode) -> None:
        self._unlock.set_busy(True)
        self._door.try_code(code)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._door.folder.path)))


def _detail(error: BaseException, state: UnlockState | None) -> str:
    return "" if state is UnlockState.IN_USE else str(error)
