from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.errors import (
    KeychainError,
    KeychainLocked,
    KeyNotThere,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort, PassphraseSlot
from shadowjournal.vault.vault import FORMAT, Vault, new_vault, vault_from_bytes, vault_to_bytes
from tests.builders import QUICK
from tests.keychains import BrokenKeychain, MemoryKeychain


def test_the_keyring_opens_the_journal() -> None:
    keychain = MemoryKeychain()
    vault, key, _ = new_vault(keychain=keychain)
    assert vault.unlock_with_keychain(keychain.find).keys == key.keys


def test_the_recovery_code_opens_the_journal_and_another_one_does_not() -> None:
    vault, key, code = new_vault(keychain=MemoryKeychain())
    assert vault.unlock_with_code(RecoveryCode.parse(code.text.lower())).keys == key.keys
    with pytest.raises(WrongKey):
        vault.unlock_with_code(RecoveryCode.new())


def test_a_passphrase_opens_the_journal_however_its_letters_were_composed() -> None:
    vault, key, _ = new_vault(passphrase="caf\u00e9", effort=QUICK)
    assert vault.unlock_with_passphrase("cafe\u0301").keys == key.keys


def test_a_wrong_passphrase_opens_nothing() -> None:
    vault, _, _ = new_vault(passphrase="one", effort=QUICK)
    for wrong in ("", "One", "one ", "one\n"):
        with pytest.raises(WrongKey):
            vault.unlock_with_passphrase(wrong)


def test_a_journal_without_a_passphrase_says_so() -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    with pytest.raises(WrongKey, match="No passphrase"):
        vault.unlock_with_passphrase("one")


def test_another_computers_keyring_has_no_key() -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    with pytest.raises(KeyNotThere):
        vault.unlock_with_keychain(MemoryKeychain().find)


def test_a_keyring_that_does_not_keep_the_key_makes_no_vault() -> None:
    with pytest.raises(KeychainLocked):
        new_vault(keychain=BrokenKeychain(KeychainLocked("The keyring is locked.")))


def test_a_journal_without_any_key_of_its_own_is_never_made() -> None:
    with pytest.raises(ValueError, match="keyring or a passphrase"):
        new_vault()


def test_after_a_recovery_the_new_computers_keyring_opens_the_journal() -> None:
    old, new = MemoryKeychain(), MemoryKeychain()
    vault, _, code = new_vault(keychain=old)
    moved = vault.with_keychain(vault.unlock_with_code(code), new)
    moved.unlock_with_keychain(new.find)
    with pytest.raises(KeychainError):
        moved.unlock_with_keychain(old.find)
    moved.unlock_with_code(code)


def test_the_vault_is_read_back_as_it_was_and_holds_no_secret() -> None:
    keychain = MemoryKeychain()
    vault, key, code = new_vault(keychain=keychain, passphrase="hunter", effort=QUICK)
    data = vault_to_bytes(vault)
    assert vault_from_bytes(data) == vault
    for secret in (*key.keys.values(), code.secret, *keychain.kept.values(), b"hunter"):
        assert secret not in data
        assert msgspec.json.encode(secret)[1:-1] not in data
        assert secret.hex() not in repr(vault)


def test_a_code_typed_back_is_remembered() -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    assert not vault.recovery_is_tested
    assert vault.with_tested_recovery().recovery_is_tested


def with_effort(vault: Vault, effort: Effort) -> Vault:
    slots = tuple(
        replace(slot, effort=effort) if isinstance(slot, PassphraseSlot) else slot
        for slot in vault.slots
    )
    return replace(vault, slots=slots)


def test_a_forged_slot_cannot_take_all_memory() -> None:
    vault, _, _ = new_vault(passphrase="one", effort=QUICK)
    for effort in (
        Effort(1, 2**50),
        Effort(17, 8192),
        Effort(1, 2**31 + 1),
        Effort(0, 0),
        Effort(1, 100),  # less than Argon2id can be asked for
        Effort(-1, 8192),
        Effort(1, -8192),
        Effort(2**70, 2**70),
    ):
        with pytest.raises(UnreadableFile):
            with_effort(vault, effort).unlock_with_passphrase("one")


def test_a_slot_that_a_forger_made_cheap_opens_nothing() -> None:
    """The effort is a part of the slot's key: lowered, it is another key."""
    vault, key, _ = new_vault(passphrase="one", effort=Effort(2, 16384))
    for effort in (QUICK, Effort(1, 16384), Effort(2, 8192)):
        with pytest.raises(WrongKey):
            with_effort(vault, effort).unlock_with_passphrase("one")
    assert with_effort(vault, Effort(2, 16384)).unlock_with_passphrase("one").keys == key.keys


def test_a_vault_of_a_newer_version_is_told_apart_from_a_wrong_key() -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    with pytest.raises(UnreadableFile, match="newer version"):
        vault_from_bytes(vault_to_bytes(replace(vault, format=FORMAT + 1)))


@given(st.binary(max_size=300))
def test_what_is_no_vault_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        vault_from_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        {"journal_id": "ab " * 16},
        {"journal_id": "AB" * 16},
        {"journal_id": "ab" * 15},
        {"deep": "[" * 100_000 + "]" * 100_000},
    ],
)
def test_a_forged_vault_is_refused(change: dict[str, str]) -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    fields = {**msgspec.json.decode(vault_to_bytes(vault)), **change}
    data = msgspec.json.encode(fields)
    if "deep" in change:
        data = data.replace(b'"[', b"[").replace(b']"', b"]")
    with pytest.raises(UnreadableFile):
        vault_from_bytes(data)


def test_a_vault_with_a_slot_of_a_newer_kind_is_said_to_be_newer() -> None:
    vault, _, _ = new_vault(keychain=MemoryKeychain())
    fields = msgspec.json.decode(vault_to_bytes(vault))
    fields["format"] += 1
    fields["slots"][0]["type"] = "token"
    with pytest.raises(UnreadableFile, match="newer version"):
        vault_from_bytes(msgspec.json.encode(fields))


def test_a_forged_vault_cannot_keep_a_computer_busy_with_slots() -> None:
    vault, _, _ = new_vault(passphrase="one", effort=QUICK)
    with pytest.raises(UnreadableFile):
        vault_from_bytes(vault_to_bytes(replace(vault, slots=vault.slots * 20)))
