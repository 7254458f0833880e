"""How the journal comes to be open: made on the first day, unlocked on every other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import Keychain, SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from shadowjournal.vault.vault import Vault
from ui.tasks import Tasks

KeychainFinder = Callable[[str | None], Keychain]


def _nothing(_: object) -> None:
    return


class Door(QObject):
    """Makes the journal of a folder, or finds the key that opens it; off the main thread.

    Signals:
        made: a journal was made; carries its recovery code and its id. Its key follows with
            `unlocked`.
        unlocked: carries the journal key.
        stayed_shut: carries the error.
        ways_known: how this journal may be opened; carries (keyring, passphrase) as booleans.
        keychain_found: carries the name of the keyring a new journal would use, or "", and why
            there is none.
        ways_changed: the same as `ways_known`, of a journal that was opened already.
        code_shown: the owner of a new journal has seen its recovery code, and went on.

    Attributes:
        folder: where the journal lies.
        find_keychain: gives the keyring of a name.
        effort: how hard new passphrases are to guess; None for the usual.
    """

    made = Signal(object, str)  # RecoveryCode, journal id
    unlocked = Signal(object)  # JournalKey
    stayed_shut = Signal(object)  # error
    ways_known = Signal(bool, bool)
    keychain_found = Signal(str, str)
    ways_changed = Signal(bool, bool)
    code_shown = Signal()

    def __init__(
        self,
        folder: JournalFolder,
        tasks: Tasks,
        find_keychain: KeychainFinder = SystemKeychain.find,
        effort: Effort | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._tasks = tasks
        self.find_keychain = find_keychain
        self.effort = effort
        self._round = 0  # what was asked before the journal was last unlocked is answered

    def look_for_keychain(self) -> None:
        """Find out which keyring a new journal would use."""
        self._tasks.patiently(self._keychain_name, self._was_found, self._was_not_found)

    def make(self, passphrase: str | None) -> None:
        """Make the journal, with a *passphrase* or with the system's keyring."""
        self._tasks.patiently(partial(self._make, passphrase), self._was_made, self._failed)

    def look(self) -> None:
        """Find out how the journal may be opened."""
        self._tasks.with_journal(self.folder.vault, self._was_seen, self._failed)

    def try_keychain(self) -> None:
        """Open by the system's keyring. It may ask its user first, or never answer."""
        self._tryout(self._by_keychain)

    def try_passphrase(self, passphrase: str) -> None:
        """Open by the passphrase."""
        self._tryout(lambda vault: vault.unlock_with_passphrase(passphrase))

    def try_code(self, code: RecoveryCode) -> None:
        """Open by the recovery code, which so is tested.

        Then, beside that, let the keyring hold the key again where one did.
        """
        self._tryout(lambda vault: vault.unlock_with_code(code), self._after_code)

    def open_with(self, key: JournalKey) -> None:
        """Open by a key that is at hand."""
        self._round += 1
        self.unlocked.emit(key)

    def key_in_keyring(self, vault: Vault) -> JournalKey:
        """Return the key that the system's keyring holds for *vault*; it may never answer.

        Raises:
            KeychainError: it gives none.
        """
        return self._by_keychain(vault)

    def note_tested_code(self) -> None:
        """Note that the owner of the recovery code has typed it back.

        Where that cannot be stored, it counts as not tested, which keeps nobody out.
        """
        self._tasks.with_journal(self._note, _nothing, _nothing)

    def note_shown_code(self) -> None:
        """Note that the owner of the new journal has seen its recovery code."""
        self.code_shown.emit()

    def note_ways(self, vault: Vault) -> None:
        """Note that the open journal may be opened in other ways than before."""
        self.ways_changed.emit(bool(vault.keychain_names), vault.has_passphrase)

    def _tryout(
        self, key_of: Callable[[Vault], JournalKey], after: Callable[[JournalKey], None] = _nothing
    ) -> None:
        self._tasks.patiently(
            lambda: key_of(self._tasks.from_journal(self.folder.vault)),
            partial(self._was_unlocked, self._round, after),
            partial(self._stayed_shut, self._round),
        )

    def _by_keychain(self, vault: Vault) -> JournalKey:
        return vault.unlock_with_keychain(self.find_keychain)

    def _after_code(self, key: JournalKey) -> None:
        self.note_tested_code()  # first: the other gives way to any later change
        self._renew(key)

    def _renew(self, key: JournalKey) -> None:
        # The keyring is why the code was needed: it may ask its owner, or never answer. Nobody
        # waits for it, and where it refuses it may be mended another day.
        self._tasks.patiently(partial(self._give_back, key), _nothing, _nothing)

    def _give_back(self, key: JournalKey) -> None:
        vault = self._tasks.from_journal(self.folder.vault)
        if vault.keychain_names and self.folder.hindrance is None:
            renewed = vault.with_keychain(key, self.find_keychain(None))
            self._tasks.from_journal(partial(self._exchange, vault, renewed))

    def _exchange(self, vault: Vault, renewed: Vault) -> None:
        if self.folder.vault() == vault:  # else a later change would be undone
            self.folder.keep_vault(renewed)

    def _keychain_name(self) -> str:
        return self.find_keychain(None).name

    def _make(self, passphrase: str | None) -> NewJournal:
        keychain = None if passphrase else self.find_keychain(None)
        return self.folder.create(keychain=keychain, passphrase=passphrase, effort=self.effort)

    def _note(self) -> None:
        vault = self.folder.vault()
        if not vault.recovery_is_tested:
            self.folder.keep_vault(vault.with_tested_recovery())

    def _was_made(self, made: NewJournal) -> None:
        self.made.emit(made.code, made.key.journal_id)
        self.unlocked.emit(made.key)

    def _was_seen(self, vault: Vault) -> None:
        self.ways_known.emit(bool(vault.keychain_names), vault.has_passphrase)

    def _was_unlocked(
        self, asked_in: int, after: Callable[[JournalKey], None], key: JournalKey
    ) -> None:
        if asked_in == self._round:
            self._round += 1
            self.unlocked.emit(key)
            after(key)

    def _stayed_shut(self, asked_in: int, error: BaseException) -> None:
        if asked_in == self._round:
            self._failed(error)

    def _was_found(self, name: str) -> None:
        self.keychain_found.emit(name, "")

    def _was_not_found(self, error: BaseException) -> None:
        self.keychain_found.emit("", str(error))

    def _failed(self, error: BaseException) -> None:
        self.stayed_shut.emit(error)
