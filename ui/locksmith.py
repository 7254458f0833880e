"""The keys of the open journal, changed and tried off the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, StrEnum, auto
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.keys import FindKeychain, Keys
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from shadowjournal.vault.vault import Vault
from ui.tasks import Tasks

_Work: TypeAlias = Callable[[Keys], bool]


class KeyTask(StrEnum):
    """What can be done with keys."""

    LOOK = auto()
    TRY_KEYRING = auto()
    ADD_KEYRING = auto()
    REMOVE = auto()
    REQUIRE_PASSPHRASE = auto()
    TEST_CODE = auto()
    SET_CODE = auto()
    TEST_PASSPHRASE = auto()
    SET_PASSPHRASE = auto()


class Locksmith(QObject):
    """Changes the keys of the journal in *folder*, one task after another.

    A keyring may ask its owner, or never answer: it is waited for where nothing else is held up,
    and can be given up at any moment. The file is touched on the thread of the journal. While one
    task is under way, others are not begun.

    Signals:
        began: carries the task.
        vault_known: who may open the journal now; carries the vault.
        finished: carries the task, and whether nothing is left of a key that was taken away.
        failed: carries the task and the error; nothing was changed.
        stopped: the task was given up; carries it, and whether the journal was changed before.
    """

    began = Signal(object)  # KeyTask
    vault_known = Signal(object)  # Vault
    finished = Signal(object, bool)
    failed = Signal(object, object)  # KeyTask, error
    stopped = Signal(object, bool)

    def __init__(
        self,
        folder: JournalFolder,
        tasks: Tasks,
        find: FindKeychain,
        effort: Effort | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._tasks = tasks
        self._find = find
        self._effort = effort
        self._turn: _Turn | None = None

    @property
    def task(self) -> KeyTask | None:
        """What is under way."""
        return self._turn.task if self._turn is not None else None

    def look(self) -> None:
        """Find out who may open the journal."""
        self._tasks.with_journal(self._folder.vault, self.vault_known.emit, self._not_seen)

    def try_keychain(self) -> None:
        """See that a keyring opens the journal."""
        self._begin(KeyTask.TRY_KEYRING, _try_keychain)

    def add_keychain(self, key: JournalKey) -> None:
        """Let this system's keyring open the journal."""
        self._begin(KeyTask.ADD_KEYRING, partial(Keys.add_keychain, key=key))

    def remove(self, slot_id: str) -> None:
        """Let the slot *slot_id* open the journal no longer."""
        self._begin(KeyTask.REMOVE, partial(Keys.remove, slot_id=slot_id))

    def require_passphrase(self, passphrase: str) -> None:
        """Let no keyring open the journal, if *passphrase* does."""
        self._begin(KeyTask.REQUIRE_PASSPHRASE, partial(_require, passphrase))

    def test_code(self, code: RecoveryCode) -> None:
        """See that *code* opens the journal, and note it."""
        self._begin(KeyTask.TEST_CODE, partial(_test_code, code))

    def set_code(self, key: JournalKey, code: RecoveryCode) -> None:
        """Let *code*, which was typed back, open the journal, and no other recovery code."""
        self._begin(KeyTask.SET_CODE, partial(_set_code, key, code))

    def test_passphrase(self, passphrase: str) -> None:
        """See that *passphrase* opens the journal."""
        self._begin(KeyTask.TEST_PASSPHRASE, partial(_test_passphrase, passphrase))

    def set_passphrase(self, key: JournalKey, passphrase: str, *, is_required: bool) -> None:
        """Let *passphrase* open the journal; where it *is_required*, no keyring from then on."""
        work = partial(_set_passphrase, key, passphrase, self._effort, is_required)
        self._begin(KeyTask.SET_PASSPHRASE, work)

    def stop(self) -> None:
        """Wait no longer for what is under way; what is being stored right now, is stored."""
        turn = self._turn
        if turn is not None and turn.leave():
            self._turn = None
            if turn.has_changed:
                self.vault_known.emit(turn.vault())
            self.stopped.emit(turn.task, turn.has_changed)

    def _begin(self, task: KeyTask, work: _Work) -> None:
        if self._turn is not None:
            return
        turn = self._turn = _Turn(task, self._folder, self._tasks)
        self.began.emit(task)
        self._tasks.patiently(
            partial(_done, turn, work, self._find),
            partial(self._was_done, turn),
            partial(self._was_not_done, turn),
        )

    def _was_done(self, turn: _Turn, answer: tuple[Vault, bool]) -> None:
        if turn is self._turn:
            self._turn = None
            vault, is_clean = answer
            self.vault_known.emit(vault)
            self.finished.emit(turn.task, is_clean)

    def _was_not_done(self, turn: _Turn, error: BaseException) -> None:
        if turn is self._turn:
            self._turn = None
            self.look()  # of two steps, the first may have been done
            self.failed.emit(turn.task, error)

    def _not_seen(self, error: BaseException) -> None:
        self.failed.emit(KeyTask.LOOK, error)


class _State(Enum):
    WAITING = auto()
    STORING = auto()
    LEFT = auto()


class _Turn:
    """The vault as one task sees it: read once, and exchanged only for what was read.

    A task that was given up, or that another change overtook while it waited, exchanges nothing.
    """

    def __init__(self, task: KeyTask, folder: JournalFolder, tasks: Tasks) -> None:
        self.task = task
        self.has_changed = False
        self._folder = folder
        self._tasks = tasks
        self._read: Vault | None = None
        self._state = _State.WAITING
        self._guard = threading.Lock()

    def vault(self) -> Vault:
        """Return who may open the journal."""
        if self._read is None:
            self._read = self._tasks.from_journal(self._folder.vault)
        return self._read

    def keep_vault(self, vault: Vault) -> None:
        """Store *vault* in place of the one that was read."""
        self._tasks.from_journal(partial(self._exchange, vault))

    def leave(self) -> bool:
        """Exchange nothing from now on; tell whether that could still be said."""
        with self._guard:
            if self._state is _State.WAITING:
                self._state = _State.LEFT
            return self._state is _State.LEFT

    def _exchange(self, vault: Vault) -> None:
        with self._guard:
            if self._state is _State.LEFT:
                raise CannotWrite("This was given up.")
            self._state = _State.STORING
        try:
            if self._folder.vault() != self._read:
                raise CannotWrite("The keys of the journal were changed meanwhile.")
            self._folder.keep_vault(vault)
            self._read = vault
            self.has_changed = True
        finally:
            with self._guard:
                self._state = _State.WAITING


def _done(turn: _Turn, work: _Work, find: FindKeychain) -> tuple[Vault, bool]:
    is_clean = work(Keys(turn, find))
    return turn.vault(), is_clean


def _try_keychain(keys: Keys) -> bool:
    keys.check_keychain()
    return True


def _require(passphrase: str, keys: Keys) -> bool:
    keys.check_passphrase(passphrase)
    return keys.require_passphrase()


def _test_code(code: RecoveryCode, keys: Keys) -> bool:
    keys.check_code(code)
    return True


def _set_code(key: JournalKey, code: RecoveryCode, keys: Keys) -> bool:
    keys.set_code(key, code, is_tested=True)
    return True


def _test_passphrase(passphrase: str, keys: Keys) -> bool:
    keys.check_passphrase(passphrase)
    return True


def _set_passphrase(
    key: JournalKey, passphrase: str, effort: Effort | None, is_required: bool, keys: Keys
) -> bool:
    keys.set_passphrase(key, passphrase, effort)
    return keys.require_passphrase() if is_required else True
