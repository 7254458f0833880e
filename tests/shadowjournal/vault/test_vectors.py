"""Sealed bytes, codes, vaults and contents that must open for ever, and others that never may.

Each is read by the program and, where it knows the format, by the second reader of `test_format`,
which knows nothing of the program.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from nacl.exceptions import CryptoError

from shadowjournal.entry import entry_from_bytes, entry_to_bytes
from shadowjournal.errors import (
    BadRecoveryCode,
    DamagedData,
    KeychainError,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.vault.key import JournalKey, Kind
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.vault import Vault, vault_from_bytes, vault_to_bytes
from tests.keychains import MemoryKeychain
from tests.shadowjournal.vault.test_format import ALPHABET, Reader, bech32m, blake2b

FOLDER = Path(__file__).parents[2] / "vectors" / "v1"


def vectors(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


RECORDS, CONTENTS, CODES, VAULTS = map(vectors, ("records", "contents", "codes", "vaults"))


def each(listed: list[Any]) -> pytest.MarkDecorator:
    names = [vector.get("name", vector.get("text")) for vector in listed]
    return pytest.mark.parametrize("vector", listed, ids=names)


def keys() -> dict[int, bytes]:
    return {int(number): base64.b64decode(key) for number, key in RECORDS["keys"].items()}


def second() -> Reader:
    return Reader.of({"journal_id": RECORDS["journal_id"]})


def bound(vector: Any) -> tuple[str, str, int]:
    return vector["kind"], vector["record"], vector["revision"]


@each(RECORDS["opens"])
def test_a_record_opens_for_ever(vector: Any) -> None:
    kind, record, revision = bound(vector)
    sealed, content = (base64.b64decode(vector[name]) for name in ("sealed", "content"))
    key = JournalKey(RECORDS["journal_id"], keys())
    assert key.open(Kind(kind), record, revision, sealed) == content
    assert second().open(keys(), kind, record, revision, sealed) == content


@each(RECORDS["refused"])
def test_a_record_that_is_not_what_it_says_is_refused_for_ever(vector: Any) -> None:
    kind, record, revision = bound(vector)
    sealed = base64.b64decode(vector["sealed"])
    key = JournalKey(RECORDS["journal_id"], keys())
    with pytest.raises(DamagedData):
        key.open(Kind(kind), record, revision, sealed)
    if record != record.lower():
        return  # the description allows no such name
    with pytest.raises((CryptoError, AssertionError, KeyError, OverflowError, ValueError)):
        second().open(keys(), kind, record, revision, sealed)


def test_every_length_has_the_size_that_the_padding_gives_it() -> None:
    """From the article on Padmé: the last bits of a length are zero, as many as its size allows."""
    for vector in RECORDS["opens"]:
        whole = len(base64.b64decode(vector["content"])) + 4
        padded = len(base64.b64decode(vector["sealed"])) - 3 - 4 - 24 - 16
        exponent = max(whole, 256).bit_length() - 1
        step = 1 << (exponent - exponent.bit_length())
        assert padded == max(256, -(-whole // step) * step), vector["name"]


def test_the_records_are_of_every_kind_and_generation_of_their_version() -> None:
    opens = RECORDS["opens"]
    assert {vector["kind"] for vector in opens} >= {"entry", "picture", "settings"}
    assert {vector["generation"] for vector in opens} == {1, 2}
    sealed = [base64.b64decode(vector["sealed"]) for vector in opens]
    assert len({each[7:31] for each in sealed}) == len(sealed), "no nonce twice"


def test_a_key_is_known_by_its_id_for_ever() -> None:
    for vector in RECORDS["fingerprints"]:
        key = keys()[vector["generation"]]
        expected = base64.b64decode(vector["fingerprint"])
        journal = JournalKey(RECORDS["journal_id"], {vector["generation"]: key})
        assert journal.fingerprint == expected == blake2b(32, key, "key-id")[:8]


def test_a_picture_has_its_keyed_name_for_ever() -> None:
    key = JournalKey(RECORDS["journal_id"], keys())
    index = blake2b(32, keys()[2], "index")
    for vector in RECORDS["names"]:
        expected = blake2b(16, index, data=f"picture:{vector['identity']}".encode()).hex()
        assert key.name_for(Kind(vector["kind"]), vector["identity"]) == vector["name"] == expected


@each(CONTENTS["opens"])
def test_the_content_of_an_entry_is_read_for_ever(vector: Any) -> None:
    entry = entry_from_bytes(vector["json"].encode())
    said, again = json.loads(vector["json"]), json.loads(entry_to_bytes(entry))
    said.pop("later", None)
    assert again == said


@each(CONTENTS["refused"])
def test_a_content_that_is_no_entry_is_damaged_or_newer(vector: Any) -> None:
    expected = "newer" if vector.get("newer") else "not readable"
    with pytest.raises(DamagedData, match=expected):
        entry_from_bytes(vector["json"].encode())


@each(CODES["opens"])
def test_a_code_is_read_for_ever_however_it_is_typed(vector: Any) -> None:
    code = RecoveryCode(bytes.fromhex(vector["secret"]))
    assert code.text == vector["text"]
    for typed in vector["typed"]:
        assert RecoveryCode.parse(typed) == code
    values = [ALPHABET.index(character) for character in vector["text"].replace("-", "")]
    assert bech32m("sj", values[:26]) == values[26:]
    number = int.from_bytes(code.secret, "big")
    assert values[:26] == [number >> 5 * (25 - place) & 31 for place in range(26)]


@each(CODES["refused"])
def test_what_is_no_code_is_refused_for_ever(vector: Any) -> None:
    with pytest.raises(BadRecoveryCode):
        RecoveryCode.parse(vector["typed"])


def keychain_of(vault: Vault) -> MemoryKeychain:
    keychain = MemoryKeychain("Secret Service")
    for slot in vault.slots:
        keychain.kept[vault.journal_id, slot.id] = base64.b64decode(VAULTS["keyring"])
    return keychain


def unlock(vault: Vault, way: str) -> JournalKey:
    if way == "keyring":
        return vault.unlock_with_keychain(keychain_of(vault).find)
    if way == "recovery":
        return vault.unlock_with_code(RecoveryCode.parse(VAULTS["recovery_code"]))
    return vault.unlock_with_passphrase(VAULTS["passphrase"])


def by_second_reader(text: str, way: str) -> dict[int, bytes]:
    reader = Reader.of(json.loads(text))
    if way == "keyring":
        return reader.keys_from("keyring", base64.b64decode(VAULTS["keyring"]))
    if way == "recovery":
        return reader.by_code(VAULTS["recovery_code"])
    return reader.by_passphrase(VAULTS["passphrase"])


@each(VAULTS["opens"])
def test_every_slot_opens_for_ever(vector: Any) -> None:
    vault = vault_from_bytes(vector["vault"].encode())
    expected = {int(n): base64.b64decode(key) for n, key in VAULTS["journal_keys"].items()}
    ways = {slot["type"] for slot in json.loads(vector["vault"])["slots"]}
    for way in ways:
        assert unlock(vault, way).keys == expected
        assert by_second_reader(vector["vault"], way) == expected
    for way in {"keyring", "recovery", "passphrase"} - ways:
        with pytest.raises((WrongKey, KeychainError)):
            unlock(vault, way)
    assert vault_from_bytes(vault_to_bytes(vault)) == vault


def test_the_vaults_have_every_slot_alone_and_all_together() -> None:
    types = [
        tuple(slot["type"] for slot in json.loads(vector["vault"])["slots"])
        for vector in VAULTS["opens"]
    ]
    assert {*types} >= {("keyring",), ("recovery",), ("passphrase",)}
    assert ("keyring", "recovery", "passphrase") in types


def test_a_passphrase_opens_however_its_letters_were_composed() -> None:
    vault = vault_from_bytes(VAULTS["opens"][0]["vault"].encode())
    spelled = VAULTS["passphrase_decomposed"]
    assert spelled != VAULTS["passphrase"] == unicodedata.normalize("NFC", spelled)
    assert vault.unlock_with_passphrase(spelled).fingerprint == vault.fingerprint


@each(VAULTS["opens"])
def test_a_wrong_key_opens_no_slot(vector: Any) -> None:
    vault = vault_from_bytes(vector["vault"].encode())
    with pytest.raises(WrongKey):
        vault.unlock_with_passphrase("another")
    with pytest.raises(WrongKey):
        vault.unlock_with_code(RecoveryCode(bytes(16)))
    other = MemoryKeychain("Secret Service")
    for slot in vault.slots:
        other.kept[vault.journal_id, slot.id] = bytes(32)
    with pytest.raises(KeychainError):
        vault.unlock_with_keychain(other.find)


@each(VAULTS["refused"])
def test_a_vault_that_was_tampered_with_opens_with_nothing(vector: Any) -> None:
    vault = vault_from_bytes(vector["vault"].encode())
    for way in ("keyring", "recovery", "passphrase"):
        with pytest.raises((WrongKey, KeychainError, UnreadableFile)):
            unlock(vault, way)


@each(VAULTS["unreadable"])
def test_what_is_no_vault_is_told_apart_from_a_wrong_key(vector: Any) -> None:
    with pytest.raises(UnreadableFile):
        vault_from_bytes(vector["vault"].encode())
