"""The page of keys: who may open the journal, and what is to change about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from shadowjournal.errors import KeyNotThere
from shadowjournal.vault.slots import Slot
from shadowjournal.vault.vault import Vault
from ui.icons import Icons
from ui.keys import words
from ui.keys.drawer import Drawer
from ui.keys.drawers import CodeTest, NewCode, NewPassphrase, PassphraseTest, Waiting
from ui.keys.row import KeyRow
from ui.keys.rows import KeyRows
from ui.locksmith import KeyTask


class KeysPage(QWidget):
    """Shows a row for each way in, and asks for what is to change. It changes nothing itself.

    One drawer is open at a time. What was typed is gone once the page is left.

    Signals:
        vault_wanted: the page is seen; it wants to know who may open the journal.
        keyring_test_wanted: see whether the keyring has the key.
        keyring_wanted: let the keyring open the journal.
        removal_wanted: let the slot of this id open the journal no longer.
        requirement_wanted: let no keyring open the journal, if this passphrase does.
        code_test_given: the recovery code as typed.
        code_given: a new recovery code, typed back.
        passphrase_test_given: the passphrase as typed.
        passphrase_given: a new passphrase; True where no keyring shall open the journal then.
        stop_wanted: wait no longer for what is under way.
    """

    vault_wanted = Signal()
    keyring_test_wanted = Signal()
    keyring_wanted = Signal()
    removal_wanted = Signal(str)
    requirement_wanted = Signal(str)
    code_test_given = Signal(object)  # RecoveryCode
    code_given = Signal(object)  # RecoveryCode
    passphrase_test_given = Signal(str)
    passphrase_given = Signal(str, bool)
    stop_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._vault: Vault | None = None
        self._task: KeyTask | None = None
        self._drawer: Drawer | None = None
        self._place: KeyRow | None = None  # where the drawer is, or what is under way was begun
        self._opener: QWidget | None = None
        self._leaving: Slot | None = None  # what is to be removed
        self._wish: Callable[[], None] | None = None  # for when the vault is known
        self._rows = KeyRows(icons)
        self._rows.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        self._connect()

    def show_vault(self, vault: Vault) -> None:
        """Show who may open the journal."""
        self._vault = vault
        self._rows.show_vault(vault)
        self._rows.set_usable(is_usable=self._task is None)
        self._rows.show()
        wish, self._wish = self._wish, None
        if wish is not None and self._task is None:
            wish()

    def show_busy(self, task: KeyTask) -> None:
        """Show that *task* is under way."""
        self._task = task
        self._rows.set_usable(is_usable=False)
        if self._drawer is None:
            self._open(self._place or self._rows.row_of(task), Waiting())
        if self._drawer is not None:
            self._drawer.set_busy(words.waiting_words(task))

    def show_done(self, task: KeyTask, is_clean: bool) -> None:
        """Say that *task* is done, and whether nothing is left of a key that was taken away."""
        if task in {KeyTask.TRY_KEYRING, KeyTask.ADD_KEYRING}:
            self._rows.set_keyring_empty(is_empty=False)
        row, vault = self._settled(task), self._vault
        if vault is not None:
            self.show_vault(vault)
            row.say(words.done_words(task, vault, is_clean=is_clean))

    def show_fault(self, task: KeyTask, error: BaseException) -> None:
        """Say that *task* was not done, and why. What was typed for it stays."""
        saying = words.fault_words(task, error)
        self._rows.show()
        if isinstance(error, KeyNotThere):
            self._rows.set_keyring_empty(is_empty=True)
        if self._drawer is None or isinstance(self._drawer, Waiting) or task is not self._task:
            self._settled(task).say(saying, is_problem=True)
            return
        self._task = None
        self._rows.set_usable(is_usable=True)
        self._drawer.set_busy("")
        self._drawer.show_problem(saying)
        self._drawer.take_focus()

    def show_stopped(self, task: KeyTask, has_changed: bool) -> None:
        """Say that *task* was given up, and whether the journal was changed before."""
        self._settled(task).say(words.stopped_words(has_changed=has_changed))

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._icons = icons
        self._rows.retint(icons)
        if isinstance(self._drawer, NewCode):
            self._drawer.retint(icons)

    def open_code_test(self) -> None:
        """Ask for the recovery code, to see that it opens the journal."""
        if self._vault is None:
            self._wish = self.open_code_test
            return
        drawer = CodeTest()
        drawer.agreed.connect(self._give_code_test)
        self._open(self._rows.code, drawer, self._rows.test_code)

    def open_new_code(self) -> None:
        """Show a new recovery code, which counts once its end was typed back."""
        if self._vault is None:
            self._wish = self.open_new_code
            return
        drawer = NewCode(self._icons, self._vault.journal_id)
        drawer.agreed.connect(self._give_code)
        self._open(self._rows.code, drawer, self._rows.make_code)

    def _connect(self) -> None:
        rows = self._rows
        rows.try_keyring.clicked.connect(self._try_keyring)
        rows.add_keyring.clicked.connect(self._add_keyring)
        rows.remove_keyring.clicked.connect(self._ask_to_remove_keyring)
        rows.test_code.clicked.connect(self.open_code_test)
        rows.make_code.clicked.connect(self.open_new_code)
        rows.set_passphrase.clicked.connect(self._open_new_passphrase)
        rows.test_passphrase.clicked.connect(self._open_passphrase_test)
        rows.remove_passphrase.clicked.connect(self._ask_to_remove_passphrase)
        rows.switch.clicked.connect(self._switch)

    def _try_keyring(self) -> None:
        self._begin(self._rows.keyring, self._rows.try_keyring)
        self.keyring_test_wanted.emit()

    def _add_keyring(self) -> None:
        self._begin(self._rows.keyring, self._rows.add_keyring)
        self.keyring_wanted.emit()

    def _give_code_test(self) -> None:
        if isinstance(self._drawer, CodeTest) and (code := self._drawer.code) is not None:
            self.code_test_given.emit(code)

    def _give_code(self) -> None:
        if isinstance(self._drawer, NewCode) and self._drawer.code is not None:
            self.code_given.emit(self._drawer.code)

    def _open_new_passphrase(self) -> None:
        self._ask_for_new(self._rows.passphrase, self._rows.set_passphrase, is_required=False)

    def _ask_for_new(self, row: KeyRow, opener: QWidget, *, is_required: bool) -> None:
        saying = words.NEW_FIRST if is_required else words.NEW_BESIDE
        drawer = NewPassphrase(saying, "Set it", is_required=is_required)
        drawer.agreed.connect(self._give_new_passphrase)
        self._open(row, drawer, opener)

    def _give_new_passphrase(self) -> None:
        if isinstance(self._drawer, NewPassphrase):
            self.passphrase_given.emit(self._drawer.passphrase, self._drawer.is_required)

    def _open_passphrase_test(self) -> None:
        drawer = PassphraseTest("", "Test it")
        drawer.agreed.connect(self._give_passphrase_test)
        self._open(self._rows.passphrase, drawer, self._rows.test_passphrase)

    def _give_passphrase_test(self) -> None:
        if isinstance(self._drawer, PassphraseTest):
            self.passphrase_test_given.emit(self._drawer.passphrase)

    def _switch(self, is_wanted: bool) -> None:
        # It shows what is, and not what is wanted until that is done.
        self._rows.switch.setChecked(not is_wanted)
        if not is_wanted:
            self._begin(self._rows.requirement, self._rows.switch)
            self.keyring_wanted.emit()
        elif self._rows.passphrase_slot is None:
            self._ask_for_new(self._rows.requirement, self._rows.switch, is_required=True)
        else:
            self._ask_to_require(self._rows.requirement, self._rows.switch)

    def _ask_to_require(self, row: KeyRow, opener: QWidget) -> None:
        drawer = PassphraseTest(words.TYPE_IT_ONCE, "Require it")
        drawer.agreed.connect(self._give_requirement)
        self._open(row, drawer, opener)

    def _give_requirement(self) -> None:
        if isinstance(self._drawer, PassphraseTest):
            self.requirement_wanted.emit(self._drawer.passphrase)

    def _ask_to_remove_keyring(self) -> None:
        rows = self._rows
        if self._vault is not None and self._vault.has_passphrase:
            self._ask_to_require(rows.keyring, rows.remove_keyring)  # it comes to the same
        else:
            self._ask_to_remove(rows.keyring, rows.remove_keyring, rows.keyring_slot)

    def _ask_to_remove_passphrase(self) -> None:
        rows = self._rows
        self._ask_to_remove(rows.passphrase, rows.remove_passphrase, rows.passphrase_slot)

    def _ask_to_remove(self, row: KeyRow, opener: QWidget, slot: Slot | None) -> None:
        if self._vault is None or slot is None:
            return
        drawer = Drawer(words.removal_words(self._vault, slot), "Remove it")
        drawer.agreed.connect(self._give_removal)
        self._open(row, drawer, opener)
        self._leaving = slot

    def _give_removal(self) -> None:
        if self._leaving is not None:
            self.removal_wanted.emit(self._leaving.id)

    def _begin(self, row: KeyRow, opener: QWidget) -> None:
        self._close()
        row.say("")
        self._place, self._opener = row, opener

    def _open(self, row: KeyRow, drawer: Drawer, opener: QWidget | None = None) -> None:
        opener = opener or self._opener
        self._close()
        for each in self._rows.rows:
            each.say("")
        self._place, self._drawer, self._opener = row, drawer, opener
        drawer.closed.connect(self._cancel)
        drawer.stop_wanted.connect(self.stop_wanted)
        row.open_drawer(drawer)
        drawer.take_focus()

    def _cancel(self) -> None:
        is_new_code, opener = isinstance(self._drawer, NewCode), self._opener
        self._close()
        if is_new_code:
            self._rows.code.say(words.CODE_KEPT)
        _focus(opener)

    def _close(self) -> None:
        if self._drawer is not None and self._place is not None:
            self._place.close_drawer()
        self._drawer = self._place = self._opener = self._leaving = None

    def _settled(self, task: KeyTask) -> KeyRow:
        """Close what was open for *task*; return the row in which to say how it went."""
        row, opener = self._place or self._rows.row_of(task), self._opener
        had_focus = self._drawer is not None and self._drawer.isAncestorOf(self.focusWidget())
        self._task = None
        self._close()
        self._rows.set_usable(is_usable=True)
        if had_focus:
            _focus(opener)
        return row

    def _leave(self) -> None:
        is_new_code = isinstance(self._drawer, NewCode) and self._task is None
        self._close()
        for row in self._rows.rows:
            row.say("")
        if is_new_code:
            self._rows.code.say(words.CODE_KEPT)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.vault_wanted.emit()
            if self._task is not None:
                self.show_busy(self._task)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the window put aside is not the page left
            self._leave()


def _focus(widget: QWidget | None) -> None:
    if widget is not None:
        widget.setFocus()
