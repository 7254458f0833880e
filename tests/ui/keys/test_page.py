"""The page of keys over a real journal, with a keyring that can be made to fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from shadowjournal.errors import (
    CannotWrite,
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    WrongKey,
)
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.vault import Vault
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from tests.ui.seen import focused, labels, nameless
from ui.app import App
from ui.key_keeping import PAGE
from ui.keys.page import KeysPage
from ui.widgets.code_field import CodeField

WAIT = 10_000


class Computer(MemoryKeychain):
    """A keyring that can be locked, or kept from answering."""

    def __init__(self) -> None:
        super().__init__("Secret Service")
        self.fault: KeychainError | None = None
        self.may_answer = threading.Event()
        self.may_answer.set()

    @override
    def recall(self, journal_id: str, slot_id: str) -> bytes:
        self._answer()
        return super().recall(journal_id, slot_id)

    @override
    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        self._answer()
        super().keep(journal_id, slot_id, secret)

    @override
    def forget(self, journal_id: str, slot_id: str) -> None:
        self._answer()
        super().forget(journal_id, slot_id)

    def _answer(self) -> None:
        assert self.may_answer.wait(30)
        if self.fault is not None:
            raise self.fault


class Owner:
    """Somebody at the page of keys of their open journal."""

    def __init__(self, qtbot: QtBot, program: App, code: RecoveryCode, computer: Computer) -> None:
        self._qtbot = qtbot
        self.program = program
        self.code = code
        self.computer = computer
        self.come()

    @property
    def page(self) -> KeysPage:
        """The page as it is shown now."""
        page = self.program.window.findChild(KeysPage)
        assert page is not None
        return page

    @property
    def folder(self) -> JournalFolder:
        """The folder of the journal."""
        return self.program.door.folder

    @property
    def vault(self) -> Vault:
        """Who may open the journal, as it stands in the file."""
        self.program.tasks.finish()
        return self.folder.vault()

    def come(self) -> None:
        """Open the page."""
        self.program.preferring.show_page(PAGE)
        self.read("Recovery code")
        self._qtbot.waitUntil(lambda: bool(self._pressable("Set…", "Change…")), timeout=WAIT)

    def leave(self) -> None:
        """Go back to the writing room."""
        self.program.preferring.left.emit()

    def read(self, words: str) -> None:
        """Wait until *words* can be seen."""
        self._qtbot.waitUntil(lambda: words in labels(self.page), timeout=WAIT)

    def press(self, words: str, nth: int = 0) -> None:
        """Press the button that says *words*, by the keyboard."""
        button = self._pressable(words)[nth]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def can_press(self, words: str) -> bool:
        """Tell whether a button says *words*."""
        return bool(self._pressable(words))

    def type(self, *words: str) -> None:
        """Type each of *words* into the next field that is seen."""
        fields = [f for f in self.page.findChildren(QLineEdit) if f.isVisible()]
        assert len(fields) == len(words)
        assert focused() is fields[0]
        for field, each in zip(fields, words, strict=True):
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, each)

    def enter(self) -> None:
        """Press Enter where the cursor is."""
        QTest.keyClick(focused(), Qt.Key.Key_Return)

    @property
    def switch(self) -> QCheckBox:
        """The switch for the passphrase at every start."""
        return next(box for box in self.page.findChildren(QCheckBox) if "every start" in box.text())

    def flip(self) -> None:
        """Flip that switch."""
        self.switch.setFocus()
        QTest.keyClick(self.switch, Qt.Key.Key_Space)

    def set_passphrase(self, passphrase: str) -> None:
        """Set or change the passphrase."""
        self.press("Change…" if self.vault.has_passphrase else "Set…")
        self.type(passphrase, passphrase)
        self.enter()
        self.read("Your passphrase is set")

    def _pressable(self, *words: str) -> list[QPushButton]:
        return [
            button
            for button in self.page.findChildren(QPushButton)
            if button.isVisible() and button.isEnabled() and button.text() in words
        ]


@pytest.fixture
def computer() -> Iterator[Computer]:
    computer = Computer()
    yield computer
    computer.may_answer.set()


@pytest.fixture
def owner(qtbot: QtBot, start: Start, computer: Computer) -> Owner:
    """The owner of a new journal whose key the keyring keeps, who put the code off."""
    program = start(computer.find)
    with qtbot.waitSignal(program.door.made, timeout=WAIT) as made:
        program.door.make(None)
    assert made.args is not None
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.entrance._finish_first_run(False)
    program.window.activateWindow()
    qtbot.waitActive(program.window)
    return Owner(qtbot, program, cast("RecoveryCode", made.args[0]), computer)


def code_shown(owner: Owner) -> RecoveryCode:
    boxes = [b for b in owner.page.findChildren(QLabel) if b.property("role") == "code-box"]
    return RecoveryCode.parse(boxes[-1].text())


def secrets_in(root: QWidget) -> list[str]:
    """What stands in any field, and in any box that shows a code."""
    fields = [field.text() for field in root.findChildren(QLineEdit)]
    boxes = [
        label.text() + label.accessibleName()
        for label in root.findChildren(QLabel)
        if label.property("role") == "code-box"
    ]
    return [words for words in fields + boxes if words]


def opens(owner: Owner, code: RecoveryCode) -> bool:
    try:
        owner.vault.unlock_with_code(code)
    except WrongKey:
        return False
    return True


def test_every_way_in_has_its_row_and_says_whether_it_was_tested(owner: Owner) -> None:
    seen = labels(owner.page)
    assert "Secret Service. The journal opens by itself while you are signed in." in seen
    assert "It was not tested yet." in seen
    assert "None is set." in seen
    assert nameless(owner.page) == []


def test_trying_the_keyring_says_that_it_works(owner: Owner) -> None:
    owner.press("Try it")
    owner.read("It works: the keyring has the key.")


def test_a_keyring_that_fails_is_told_with_what_is_safe_and_changes_nothing(
    owner: Owner, computer: Computer
) -> None:
    before = owner.vault
    computer.fault = KeychainLocked("The keyring is locked.")
    owner.press("Try it")
    owner.read("Your keyring is locked. Your journal is open and nothing was changed.")
    computer.fault = KeychainSilent("The keyring does not answer.")
    owner.press("Try it")
    owner.read("Your keyring does not answer.")
    assert owner.vault == before


def test_a_keyring_that_lost_the_key_gets_a_new_one(owner: Owner, computer: Computer) -> None:
    computer.kept.clear()
    assert not owner.can_press("Keep a key there")
    owner.press("Try it")
    owner.read("Your keyring holds no key for this journal.")
    owner.press("Keep a key there")
    owner.read("The keyring holds a key now")
    owner.vault.unlock_with_keychain(computer.find)
    assert not owner.can_press("Keep a key there")


def test_the_right_code_is_noted_as_tested_for_good(owner: Owner) -> None:
    owner.press("Test my recovery code")
    owner.type(owner.code.text.lower().replace("-", " "))
    owner.enter()
    owner.read("This is the right code.")
    owner.read("Tested: it opens your journal.")
    assert owner.vault.recovery_is_tested
    assert secrets_in(owner.page) == []


def test_a_slip_in_the_code_is_told_with_its_group_and_can_be_mended(owner: Owner) -> None:
    groups = list(owner.code.groups)
    groups[2] = groups[2][:3] + ("A" if groups[2][3] != "A" else "C")
    owner.press("Test my recovery code")
    owner.type("-".join(groups))
    owner.read("Group 3 looks wrong.")
    owner.enter()
    assert not owner.vault.recovery_is_tested
    owner.type(owner.code.text)
    owner.enter()
    owner.read("This is the right code.")


def test_another_code_changes_nothing_and_what_to_do_is_said(owner: Owner) -> None:
    owner.press("Test my recovery code")
    owner.type(RecoveryCode.new().text)
    owner.enter()
    owner.read("This code does not open your journal")
    assert not owner.vault.recovery_is_tested
    assert owner.can_press("Test it")


def test_a_new_code_opens_only_once_its_end_was_typed_back(owner: Owner) -> None:
    owner.press("Make a new one…")
    new = code_shown(owner)
    assert opens(owner, owner.code)
    assert not opens(owner, new)
    assert not owner.can_press("Use this code")
    assert nameless(owner.page) == []
    owner.enter()
    assert not opens(owner, new)
    owner.type(new.text[-9:])
    owner.enter()
    owner.read("The new code opens your journal.")
    assert opens(owner, new)
    assert not opens(owner, owner.code)
    assert owner.vault.recovery_is_tested
    assert secrets_in(owner.page) == []


@pytest.mark.parametrize("way_out", ["Esc", "Cancel", "Back"])
def test_leaving_a_new_code_early_changes_nothing_and_says_so(owner: Owner, way_out: str) -> None:
    before = owner.vault
    owner.press("Make a new one…")
    new = code_shown(owner)
    if way_out == "Esc":
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert owner.page.isVisible(), "the first Esc closes the drawer, not the settings"
    elif way_out == "Cancel":
        owner.press("Cancel")
    else:
        owner.leave()
        assert secrets_in(owner.page) == []
        owner.come()
    owner.read("Nothing was changed: the code you had still opens your journal.")
    assert owner.vault == before
    assert not opens(owner, new)
    assert secrets_in(owner.page) == []


def test_a_new_code_can_be_copied_and_leaves_the_clipboard_with_its_program(owner: Owner) -> None:
    owner.press("Make a new one…")
    owner.press("Copy for 30 seconds")
    assert QGuiApplication.clipboard().text() == code_shown(owner).text
    QGuiApplication.clipboard().clear()


def test_a_passphrase_is_set_changed_tested_and_removed(owner: Owner) -> None:
    owner.press("Test my recovery code")
    owner.type(owner.code.text)
    owner.enter()
    owner.read("This is the right code.")
    owner.set_passphrase("plain words")
    owner.vault.unlock_with_passphrase("plain words")
    owner.set_passphrase("other words")
    with pytest.raises(WrongKey):
        owner.vault.unlock_with_passphrase("plain words")
    owner.press("Test")
    owner.type("plain words")
    owner.enter()
    owner.read("This passphrase does not open your journal.")
    owner.type("other words")
    owner.enter()
    owner.read("This is the right passphrase.")
    owner.press("Remove", 1)
    owner.read("It will open your journal no longer, only backups from before.")
    owner.press("Remove it")
    owner.read("Removed.")
    assert not owner.vault.has_passphrase
    assert secrets_in(owner.page) == []


def test_two_passphrases_that_differ_are_not_taken(owner: Owner) -> None:
    owner.press("Set…")
    assert nameless(owner.page) == []
    owner.type("one", "two")
    owner.enter()
    assert not owner.can_press("Set it")
    assert not owner.vault.has_passphrase


def test_requiring_the_passphrase_leads_to_setting_one_and_empties_the_keyring(
    owner: Owner, computer: Computer
) -> None:
    owner.flip()
    assert not owner.switch.isChecked(), "it shows what is"
    owner.type("plain words", "plain words")
    owner.enter()
    owner.read("It is asked for at every start; no keyring holds a key.")
    assert owner.switch.isChecked()
    assert owner.vault.asks_at_every_start
    assert computer.kept == {}


def test_whoever_has_a_passphrase_shows_that_they_know_it_before_it_is_required(
    owner: Owner, computer: Computer
) -> None:
    owner.set_passphrase("plain words")
    owner.flip()
    owner.type("plain wards")
    owner.enter()
    owner.read("so the keyring keeps its key")
    assert not owner.vault.asks_at_every_start
    owner.type("plain words")
    owner.enter()
    owner.read("The keyring's copy is deleted.")
    assert computer.kept == {}
    owner.flip()
    owner.read("The keyring holds a key now")
    assert not owner.switch.isChecked()
    owner.vault.unlock_with_keychain(computer.find)


def test_the_keyring_can_go_only_where_a_tested_key_stays(owner: Owner, computer: Computer) -> None:
    assert not owner.can_press("Remove")
    assert "It can be removed once the recovery code was tested" in labels(owner.page)
    owner.press("Test my recovery code")
    owner.type(owner.code.text)
    owner.enter()
    owner.read("This is the right code.")
    owner.press("Remove")
    owner.read("Your recovery code will be asked for at every start.")
    owner.press("Remove it")
    owner.read("Removed. It opens the journal no longer.")
    assert owner.vault.keychain_names == ()
    assert computer.kept == {}
    owner.press("Keep a key there")
    owner.read("The keyring holds a key now")


def test_a_passphrase_without_which_only_a_keyring_would_be_left_stays(
    owner: Owner,
) -> None:
    owner.set_passphrase("plain words")
    recovery = owner.vault.slot("recovery")
    owner.program.tasks.from_journal(
        lambda: owner.folder.keep_vault(owner.folder.vault().without(recovery.id))
    )
    owner.leave()
    owner.come()
    owner.read("It has to stay: a keyring can be lost")
    removals = [b for b in owner.page.findChildren(QPushButton) if b.text() == "Remove"]
    assert [b.isEnabled() for b in removals if b.isVisible()] == [True, False]
    owner.press("Make one…")
    new = code_shown(owner)
    owner.type(new.text[-9:])
    owner.enter()
    owner.read("The new code opens your journal.")


def test_a_keyring_that_keeps_one_waiting_can_be_left_and_changes_nothing_later(
    qtbot: QtBot, owner: Owner, computer: Computer
) -> None:
    owner.press("Test my recovery code")
    owner.type(owner.code.text)
    owner.enter()
    owner.read("This is the right code.")
    owner.press("Remove")
    owner.press("Remove it")
    owner.read("Removed.")
    computer.may_answer.clear()
    owner.press("Keep a key there")
    owner.read("Waiting for your keyring.")
    assert not owner.can_press("Set…")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    owner.read("Nothing was changed, also if the keyring answers now.")
    owner.set_passphrase("set meanwhile")
    before = owner.vault
    computer.may_answer.set()
    for thread in threading.enumerate():
        if thread.name == "patient":
            thread.join(10)
    qtbot.wait(50)
    assert owner.vault == before
    before.unlock_with_passphrase("set meanwhile")


def test_a_keyring_that_does_not_let_go_is_told_and_the_rest_is_done(
    owner: Owner, computer: Computer
) -> None:
    owner.set_passphrase("plain words")
    computer.fault = KeychainLocked("The keyring is locked.")
    owner.flip()
    owner.type("plain words")
    owner.enter()
    owner.read("The keyring did not let go of its old secret")
    assert owner.vault.asks_at_every_start


def test_waiting_for_a_keyring_to_let_go_can_be_left_once_the_journal_is_changed(
    owner: Owner, computer: Computer, qtbot: QtBot
) -> None:
    owner.set_passphrase("plain words")
    computer.may_answer.clear()
    owner.flip()
    owner.type("plain words")
    owner.enter()
    qtbot.waitUntil(lambda: owner.vault.asks_at_every_start, timeout=WAIT)
    owner.press("Stop waiting")
    owner.read("The journal was changed.")
    assert owner.switch.isChecked()


def test_what_was_typed_is_gone_once_the_page_is_left_or_the_journal_locked(
    qtbot: QtBot, owner: Owner
) -> None:
    owner.press("Set…")
    owner.type("plain words", "plain")
    owner.leave()
    assert secrets_in(owner.page) == []
    owner.come()
    owner.press("Test my recovery code")
    owner.type(owner.code.text)
    page = owner.page
    field = page.findChildren(CodeField)[-1]
    with qtbot.waitSignal(field.textChanged) as wiped:
        owner.program.commands.lock.trigger()
    assert wiped.args == [""]


def test_a_journal_that_cannot_be_written_keeps_its_keys_and_says_so(owner: Owner) -> None:
    def refuse(_: Vault) -> None:
        raise CannotWrite("The disk refuses.")

    before = owner.vault
    owner.press("Make a new one…")
    new = code_shown(owner)
    owner.type(new.text[-9:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner.folder, "keep_vault", refuse)
        owner.enter()
        owner.read("Your keys are as they were.")
    assert owner.vault == before
    assert code_shown(owner) == new, "it may be on paper already"
    owner.press("Use this code")
    owner.read("The new code opens your journal.")
    assert opens(owner, new)
