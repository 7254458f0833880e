"""The keys of the open journal: their page among the settings, and the reminder of the code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from shadowjournal.entry import Moment
from shadowjournal.preferences import Preferences
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import RecoverySlot
from shadowjournal.vault.vault import Vault
from ui.desk import Desk
from ui.door import Door
from ui.icons import Icons
from ui.locksmith import Locksmith
from ui.preferring import Preferring
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from ui.keys.page import KeysPage

PAGE = "Keys"
REMINDER = "recovery-code"
"""The key of the notice that reminds."""

_UNTESTED = (
    "Your recovery code was not tested yet. With the kit at hand it takes a minute, and then you "
    "know that it opens your journal."
)
_UNSEEN = (
    "The first start was cut short, so you may never have seen the recovery code of this journal. "
    "Make a new one and keep it on paper: it opens your journal where every other key is lost."
)
_LATER = ("later", "Later")
_TEST = ("test", "Test it now")
_MAKE = ("make", "Make a new one")


class KeyKeeping(QObject):
    """Brings the page of keys and who changes them together, and reminds of an untested code.

    It reminds at most once a day and not on the first, until the code was tested; but where nobody
    saw the code, it says so at the next start.
    """

    def __init__(
        self, door: Door, tasks: Tasks, session: Session, desk: Desk, preferring: Preferring
    ) -> None:
        super().__init__(door)
        self._door = door
        self._session = session
        self._desk = desk
        self._notices = desk.editor.notices
        self._preferring = preferring
        self._page: KeysPage | None = None
        self._is_new = False
        self._has_looked = False
        self._is_considered = False
        self.locksmith = Locksmith(door.folder, tasks, door.find_keychain, door.effort, self)
        preferring.add_page(PAGE, "ph.key", self._make)
        preferring.looks.changed.connect(self._dress)
        self._hear()

    def _hear(self) -> None:
        self._door.made.connect(self._note_new)
        self._door.code_shown.connect(self._note_shown)
        self._session.all_read.connect(self._look)
        self._session.locked.connect(self._forget)
        self.locksmith.vault_known.connect(self._consider)
        self._notices.shown.connect(self._note_reminded)
        self._notices.action_chosen.connect(self._choose)

    def _make(self) -> QWidget:
        from ui.keys.page import KeysPage  # on most days nobody comes here

        page, smith = KeysPage(self._preferring.looks.icons), self.locksmith
        smith.began.connect(page.show_busy)
        smith.vault_known.connect(page.show_vault)
        smith.finished.connect(page.show_done)
        smith.failed.connect(page.show_fault)
        smith.stopped.connect(page.show_stopped)
        page.vault_wanted.connect(smith.look)
        page.keyring_test_wanted.connect(smith.try_keychain)
        page.keyring_wanted.connect(self._add_keychain)
        page.removal_wanted.connect(smith.remove)
        page.requirement_wanted.connect(smith.require_passphrase)
        page.code_test_given.connect(smith.test_code)
        page.code_given.connect(self._set_code)
        page.passphrase_test_given.connect(smith.test_passphrase)
        page.passphrase_given.connect(self._set_passphrase)
        page.stop_wanted.connect(smith.stop)
        if smith.task is not None:  # begun before the journal was locked
            page.show_busy(smith.task)
        page.destroyed.connect(self._forget_page)
        self._page = page
        return page

    def _add_keychain(self) -> None:
        if self._session.key is not None:
            self.locksmith.add_keychain(self._session.key)

    def _set_code(self, code: RecoveryCode) -> None:
        if self._session.key is not None:
            self.locksmith.set_code(self._session.key, code)

    def _set_passphrase(self, passphrase: str, is_required: bool) -> None:
        if self._session.key is not None:
            key = self._session.key
            self.locksmith.set_passphrase(key, passphrase, is_required=is_required)

    def _note_new(self) -> None:
        self._is_new = True

    def _note_shown(self) -> None:
        self._session.prefer(replace(self._session.preferences, code_was_shown=True))

    def _look(self) -> None:
        if not (self._has_looked or self._is_new):  # a first run has its own words
            self._has_looked = True
            self.locksmith.look()

    def _consider(self, vault: Vault) -> None:
        """Remind of the recovery code where it is time, once after the journal was opened."""
        self._door.note_ways(vault)
        slot = next((slot for slot in vault.slots if isinstance(slot, RecoverySlot)), None)
        if slot is None or slot.tested:
            self._notices.withdraw(REMINDER)
        elif self._session.is_open and not (self._is_considered or self._is_new):
            self._is_considered = True
            self._remind(slot)

    def _remind(self, slot: RecoverySlot) -> None:
        preferences, today = self._session.preferences, Moment.now().day
        # What cannot be written can neither be tested nor be reminded of once a day.
        if self._door.folder.hindrance is not None or not is_due(slot, preferences, today):
            return
        if is_unseen(slot, preferences):
            self._notices.show_notice(Notice(REMINDER, _UNSEEN, (_MAKE, _LATER)))
        else:
            self._notices.show_notice(Notice(REMINDER, _UNTESTED, (_TEST, _LATER)))

    def _note_reminded(self, notice: str) -> None:
        if notice == REMINDER and self._session.is_open:
            today = Moment.now().day
            self._session.prefer(replace(self._session.preferences, code_reminder=today))

    def _choose(self, notice: str, action: str) -> None:
        if notice != REMINDER:
            return
        self._notices.withdraw(REMINDER)
        if action == _TEST[0]:
            self._desk.writing.when_sealed(self._show_test)
        elif action == _MAKE[0]:
            self._desk.writing.when_sealed(self._show_new)

    def _show_test(self) -> None:
        self._preferring.show_page(PAGE)
        if self._page is not None:
            self._page.open_code_test()

    def _show_new(self) -> None:
        self._preferring.show_page(PAGE)
        if self._page is not None:
            self._page.open_new_code()

    def _forget_page(self) -> None:
        self._page = (
            None  # the room goes when it is closed, and the journal may stay open behind it
        )

    def _forget(self) -> None:
        """Forget what was said of the journal that was locked."""
        self._notices.withdraw(REMINDER)
        self._page = None
        self._is_new = self._has_looked = self._is_considered = False

    def _dress(self, _: Theme, icons: Icons) -> None:
        if self._page is not None:
            self._page.retint(icons)


def is_unseen(slot: RecoverySlot, preferences: Preferences) -> bool:
    """Tell whether the first run ended before the owner of the code in *slot* went on from it.

    A journal of an older version says nothing of that.
    """
    return slot.made is not None and not preferences.code_was_shown


def is_due(slot: RecoverySlot, preferences: Preferences, today: date) -> bool:
    """Tell whether to remind of the untested code in *slot*."""
    is_first_day = slot.made == today and not is_unseen(slot, preferences)
    return not is_first_day and preferences.code_reminder != today
