from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from shadowjournal.errors import (
    CannotWrite,
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    LastKey,
    NoSuchKey,
    Refused,
    WrongKey,
)
from shadowjournal.folder import JournalFolder
from shadowjournal.keys import Keys
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Slot, SlotKind
from tests.builders import QUICK, an_entry
from tests.keychains import BrokenKeychain, MemoryKeychain
from tests.secret_service import SecretService


class Owner:
    """A journal with an entry, and everything that opens it."""

    def __init__(self, place: Path) -> None:
        self.keychain = MemoryKeychain()
        self.folder = JournalFolder(place / "journal")
        self.folder.take()
        self.key, self.code = self.folder.create(
            keychain=self.keychain, passphrase="one", effort=QUICK
        )
        self.keys = Keys(self.folder, self.keychain.find)
        journal = self.folder.open(self.key)
        journal.save(an_entry("Monday"))
        journal.close()

    def slot(self, kind: str) -> Slot:
        return self.keys.vault.slot(kind)

    def is_tested(self) -> bool:
        return self.keys.vault.recovery_is_tested

    def asks(self) -> bool:
        return self.keys.vault.asks_at_every_start

    def opens(self, key: JournalKey) -> bool:
        journal = self.folder.open(key)
        titles = [summary.title for summary in journal.summaries()]
        journal.close()
        return titles == ["Monday"]

    def holds(self, wanted: bytes) -> bool:
        """Whether *wanted*, or how JSON writes it, stands anywhere in the folder."""
        content = b"".join(file.read_bytes() for file in self.folder.path.iterdir())
        return wanted in content or b64encode(wanted) in content


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    made = Owner(tmp_path)
    yield made
    made.folder.release()


def test_a_changed_passphrase_opens_the_journal_and_the_one_before_does_not(owner: Owner) -> None:
    before = owner.slot("passphrase")
    owner.keys.set_passphrase(owner.key, "two", QUICK)
    owner.keys.check_passphrase("two")
    with pytest.raises(WrongKey):
        owner.keys.check_passphrase("one")
    assert owner.slot("passphrase").id != before.id
    assert owner.opens(owner.keys.vault.unlock_with_passphrase("two"))
    assert owner.opens(owner.keys.vault.unlock_with_code(owner.code))
    assert owner.opens(owner.keys.vault.unlock_with_keychain(owner.keychain.find))


def test_a_journal_without_a_passphrase_gets_one(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=MemoryKeychain())
    Keys(folder).set_passphrase(made.key, "one", QUICK)
    assert [slot.kind for slot in folder.vault().slots] == [*SlotKind]
    assert folder.vault().unlock_with_passphrase("one").keys == made.key.keys
    folder.release()


def test_an_empty_passphrase_is_refused(owner: Owner) -> None:
    with pytest.raises(Refused):
        owner.keys.set_passphrase(owner.key, "")
    owner.keys.check_passphrase("one")


def test_a_new_code_takes_the_place_of_the_one_before(owner: Owner) -> None:
    owner.keys.check_code(owner.code)
    code = RecoveryCode.new()
    owner.keys.set_code(owner.key, code)
    assert not owner.is_tested()
    with pytest.raises(WrongKey):
        owner.keys.check_code(owner.code)
    assert not owner.is_tested()
    owner.keys.check_code(code)
    assert owner.is_tested()
    assert owner.opens(owner.keys.vault.unlock_with_code(code))


def test_another_journals_key_is_wrapped_nowhere(owner: Owner) -> None:
    """A closed journal has let go of its key; what took its place must open nothing."""
    before = owner.keys.vault
    foreign = JournalKey.new(owner.key.journal_id)
    with pytest.raises(WrongKey):
        owner.keys.set_passphrase(foreign, "two", QUICK)
    with pytest.raises(WrongKey):
        owner.keys.set_code(foreign, RecoveryCode.new())
    with pytest.raises(WrongKey):
        owner.keys.add_keychain(foreign)
    assert owner.keys.vault == before
    assert len(owner.keychain.kept) == 1


def test_what_a_removed_key_had_does_not_stay_anywhere(owner: Owner) -> None:
    gone = owner.slot("keyring")
    assert owner.holds(gone.wrapped)
    assert owner.keys.remove(gone.id)
    assert not owner.holds(gone.wrapped)
    assert owner.keychain.kept == {}
    with pytest.raises(KeyNotThere):
        owner.keys.check_keychain()
    assert owner.opens(owner.keys.vault.unlock_with_passphrase("one"))


@pytest.mark.parametrize("is_open", [False, True])
def test_a_wrapped_key_that_was_replaced_leaves_the_file_and_its_log(
    owner: Owner, is_open: bool
) -> None:
    journal = owner.folder.open(owner.key)
    if not is_open:
        journal.close()
    for number in range(8):  # of growing length, so that the vault moves in its page
        before = owner.keys.vault.slots
        owner.keys.set_passphrase(owner.key, "long " * number * 40 + "end", QUICK)
        owner.keys.set_code(owner.key, RecoveryCode.new())
        owner.keys.add_keychain(owner.key)
        if is_open:
            journal.save(an_entry("Tuesday"))
        assert [slot.kind for slot in before if owner.holds(slot.wrapped)] == []
        assert all(owner.holds(slot.wrapped) for slot in owner.keys.vault.slots)
    journal.close()


def test_one_key_that_cannot_be_lost_with_the_computer_has_to_stay(owner: Owner) -> None:
    owner.keys.remove(owner.slot("recovery").id)
    before = owner.keys.vault
    with pytest.raises(LastKey):
        owner.keys.remove(owner.slot("passphrase").id)
    assert owner.keys.vault == before
    owner.keys.remove(owner.slot("keyring").id)
    with pytest.raises(LastKey):
        owner.keys.remove(owner.slot("passphrase").id)
    assert owner.opens(owner.keys.vault.unlock_with_passphrase("one"))


def test_a_code_that_nobody_has_typed_back_is_not_all_that_stays(owner: Owner) -> None:
    owner.keys.remove(owner.slot("keyring").id)
    with pytest.raises(LastKey, match="never tested"):
        owner.keys.remove(owner.slot("passphrase").id)
    owner.keys.check_code(owner.code)
    owner.keys.remove(owner.slot("passphrase").id)
    assert owner.opens(owner.keys.vault.unlock_with_code(owner.code))


def test_a_key_is_meant_by_its_kind_or_the_beginning_of_its_id(owner: Owner) -> None:
    vault = owner.keys.vault
    slot = vault.slot("recovery")
    assert vault.slot(slot.id) == vault.slot(slot.id[:20]) == slot
    for words in ("", "token", "x" * 32):
        with pytest.raises(NoSuchKey):
            vault.slot(words)
    twice = vault.with_keychain(owner.key, MemoryKeychain("Another keyring"))
    with pytest.raises(NoSuchKey, match="2 keys"):
        twice.slot("keyring")
    with pytest.raises(NoSuchKey):
        owner.keys.remove("x" * 32)


def test_the_passphrase_can_be_required_at_every_start_and_no_longer(owner: Owner) -> None:
    assert not owner.asks()
    assert owner.keys.require_passphrase()
    assert owner.asks()
    assert owner.keychain.kept == {}
    assert owner.keys.add_keychain(owner.key)
    assert not owner.asks()
    owner.keys.check_keychain()


def test_without_a_passphrase_none_can_be_required(owner: Owner) -> None:
    owner.keys.remove(owner.slot("passphrase").id)
    with pytest.raises(LastKey):
        owner.keys.require_passphrase()
    owner.keys.check_keychain()


@pytest.mark.parametrize("fault", [KeychainLocked("Locked."), KeychainSilent("Silent.")])
def test_a_keyring_that_does_not_answer_keeps_no_key_from_being_removed(
    owner: Owner, fault: KeychainError
) -> None:
    broken = BrokenKeychain(fault)
    keys = Keys(owner.folder, broken.find)
    assert not keys.require_passphrase()
    assert keys.vault.asks_at_every_start
    with pytest.raises(KeychainError):
        keys.add_keychain(owner.key)
    assert keys.vault.asks_at_every_start


def test_a_keyring_added_again_keeps_one_secret(owner: Owner) -> None:
    for _ in range(3):
        assert owner.keys.add_keychain(owner.key)
        owner.keys.check_keychain()
    assert len(owner.keychain.kept) == 1
    assert [*owner.keychain.kept] == [(owner.key.journal_id, owner.slot("keyring").id)]


def test_where_the_vault_cannot_be_stored_the_keyring_still_opens_the_journal(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CannotWrite("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(JournalFolder, "keep_vault", refuse)
        for change in (owner.keys.require_passphrase, lambda: owner.keys.add_keychain(owner.key)):
            with pytest.raises(CannotWrite):
                change()
    owner.keys.check_keychain()


def test_the_real_keyring_lets_go_of_a_key(tmp_path: Path, secret_service: SecretService) -> None:
    keychain = SystemKeychain.find()
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=keychain, passphrase="one", effort=QUICK)
    keys, slot = Keys(folder), folder.vault().slot("keyring")
    keys.check_keychain()
    assert keys.require_passphrase()
    with pytest.raises(KeyNotThere):
        keychain.recall(made.key.journal_id, slot.id)
    keychain.forget(made.key.journal_id, slot.id)  # what is not there is forgotten
    assert keys.add_keychain(made.key)
    secret_service.lock()
    assert not keys.require_passphrase()
    assert keys.vault.asks_at_every_start
    folder.release()
