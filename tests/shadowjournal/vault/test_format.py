"""A second reader of a journal's file, made from the words of ``docs/security.md`` alone.

It knows SQLite, BLAKE2b, Argon2id and XChaCha20-Poly1305, and nothing of this program. What it
cannot read, the document does not say rightly.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

ROOT = Path(__file__).parents[3]
VECTOR = ROOT / "tests" / "vectors" / "v1"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def blake2b(size: int, key: bytes, person: str = "", data: bytes = b"") -> bytes:
    return hashlib.blake2b(data, digest_size=size, key=key, person=person.encode()).digest()


class Reader:
    """One journal's file."""

    def __init__(self, file: Path) -> None:
        # Unchanging: else SQLite would leave files beside it.
        self.file = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        ((vault,),) = self.file.execute("SELECT vault FROM header")
        self.vault = json.loads(vault)
        self.journal = bytes.fromhex(self.vault["journal_id"])

    @classmethod
    def of(cls, vault: Any) -> Reader:
        """A reader of records whose *vault* is known, without a file."""
        reader = cls.__new__(cls)
        reader.vault = vault
        reader.journal = bytes.fromhex(vault["journal_id"])
        return reader

    def slot(self, kind: str) -> Any:
        (slot,) = [slot for slot in self.vault["slots"] if slot["type"] == kind]
        return slot

    def keys_from(self, kind: str, slot_key: bytes) -> dict[int, bytes]:
        slot = self.slot(kind)
        wrapped = base64.b64decode(slot["wrapped"])
        bound = b"ShadowJournal slot 1\0" + self.journal + bytes.fromhex(slot["id"])
        opened = decrypt(wrapped[24:], bound, wrapped[:24], slot_key)
        return msgspec.msgpack.decode(opened, type=dict[int, bytes])

    def by_passphrase(self, passphrase: str) -> dict[int, bytes]:
        slot = self.slot("passphrase")
        spelled = unicodedata.normalize("NFC", passphrase).encode()
        effort = slot["effort"]
        salt = base64.b64decode(slot["salt"])
        key = argon2id.kdf(32, spelled, salt, effort["operations"], effort["memory"])
        return self.keys_from("passphrase", key)

    def by_code(self, code: str) -> dict[int, bytes]:
        number = 0
        for character in code.replace("-", "")[:26]:
            number = number << 5 | ALPHABET.index(character)
        secret = number.to_bytes(16, "big")
        return self.keys_from("recovery", blake2b(32, secret, "recovery-slot"))

    def open(
        self, keys: dict[int, bytes], kind: str, record: str, revision: int, sealed: bytes
    ) -> bytes:
        assert sealed[:3] == b"SJ\x01"
        key = blake2b(32, keys[int.from_bytes(sealed[3:7], "big")], kind)
        bound = b"ShadowJournal record 1\0" + self.journal + bytes([len(kind)]) + kind.encode()
        bound += bytes.fromhex(record) + revision.to_bytes(8, "big")
        padded = decrypt(sealed[31:], bound, sealed[7:31], key)
        size = int.from_bytes(padded[:4], "big")
        assert len(padded) >= 256
        assert not padded[4 + size :].strip(b"\0")
        return padded[4 : 4 + size]

    def revisions(self, keys: dict[int, bytes]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        rows = "SELECT entry, revision, sealed FROM revision ORDER BY entry, revision"
        for entry, revision, sealed in self.file.execute(rows):
            content = json.loads(self.open(keys, "entry", entry, revision, sealed))
            assert content["entry"]["id"] == entry
            found.setdefault(entry, []).append(content)
        return found


def bech32m(prefix: str, values: list[int]) -> list[int]:
    """The checksum of BIP 350, as that document defines it."""
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]
    state = 1
    for value in [*expanded, *values, 0, 0, 0, 0, 0, 0]:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            state ^= generator[bit] if top >> bit & 1 else 0
    state ^= 0x2BC830A3
    return [state >> 5 * (5 - place) & 31 for place in range(6)]


@pytest.fixture(scope="module")
def known() -> Any:
    return json.loads((VECTOR / "known.json").read_text(encoding="utf-8"))


def test_the_file_says_what_it_is() -> None:
    file = Reader(VECTOR / "journal.db").file
    assert file.execute("PRAGMA application_id").fetchone() == (0x534A6E6C,)
    assert file.execute("PRAGMA user_version").fetchone() == (1,)
    file.close()


def test_each_key_gives_the_journal_key_and_its_fingerprint(known: Any) -> None:
    reader = Reader(VECTOR / "journal.db")
    names, secret = known["keyring"]["names"], base64.b64decode(known["keyring"]["secret"])
    assert names == [reader.vault["journal_id"], reader.slot("keyring")["id"]]
    keys = reader.keys_from("keyring", secret)
    assert (
        keys == reader.by_passphrase(known["passphrase"]) == reader.by_code(known["recovery_code"])
    )
    assert {len(key) for key in keys.values()} == {32}
    fingerprint = base64.b64decode(reader.vault["fingerprint"])
    assert fingerprint == blake2b(32, keys[max(keys)], "key-id")[:8]
    reader.file.close()


def test_the_recovery_code_ends_in_its_checksum(known: Any) -> None:
    code = known["recovery_code"]
    assert [len(group) for group in code.split("-")] == [4] * 8
    values = [ALPHABET.index(character) for character in code.replace("-", "")]
    assert bech32m("sj", values[:26]) == values[26:]


def test_every_revision_opens_as_it_was_written(known: Any) -> None:
    reader = Reader(VECTOR / "journal.db")
    found = reader.revisions(reader.by_passphrase(known["passphrase"]))
    assert sorted(found.values(), key=str) == sorted(known["entries"], key=str)
    assert {content["schema"] for contents in found.values() for content in contents} == {1}
    reader.file.close()


def test_a_picture_stands_under_its_keyed_name(known: Any) -> None:
    reader = Reader(VECTOR / "journal.db")
    keys = reader.by_passphrase(known["passphrase"])
    identity = known["picture"]["id"]
    index = blake2b(32, keys[max(keys)], "index")
    name = blake2b(16, index, data=f"picture:{identity}".encode()).hex()
    ((found, sealed),) = reader.file.execute("SELECT name, sealed FROM attachment")
    assert found == name
    picture = msgspec.msgpack.decode(reader.open(keys, "picture", name, 0, sealed))
    assert picture["id"] == identity
    assert picture["data"] == known["picture"]["data"].encode()
    assert sorted(picture) == ["data", "height", "id", "media_type", "width"]
    reader.file.close()


def test_a_row_in_anothers_place_does_not_open(known: Any) -> None:
    reader = Reader(VECTOR / "journal.db")
    keys = reader.by_passphrase(known["passphrase"])
    query = "SELECT entry, revision, sealed FROM revision"
    entry, revision, sealed = reader.file.execute(query).fetchone()
    for kind, record, number in (
        ("picture", entry, revision),
        ("entry", "0" * 32, revision),
        ("entry", entry, revision + 1),
    ):
        with pytest.raises(CryptoError):
            reader.open(keys, kind, record, number, sealed)
    reader.file.close()


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run a command on a journal that opens with the passphrase "one"."""
    (tmp_path / "passphrase").write_text("one")

    def run(*words: str, stdin: str = "") -> str:
        place = ["--journal", str(tmp_path / "journal"), "--passphrase-file"]
        command = [sys.executable, "-m", "shadowjournal", *place, str(tmp_path / "passphrase")]
        done = subprocess.run(
            [*command, *words],
            cwd=ROOT,
            env=dict(os.environ),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    return run


def test_what_this_version_writes_is_what_the_document_says(
    tmp_path: Path, run: Callable[..., str]
) -> None:
    code = json.loads(run("--json", "init"))["recovery_code"]
    identity = run("write", "--title", "Monday", "--tag", "sea", stdin="Words **here**.").strip()
    reader = Reader(tmp_path / "journal" / "journal.db")
    assert [slot["type"] for slot in reader.vault["slots"]] == ["passphrase", "recovery"]
    found = reader.revisions(reader.by_code(code))
    ((content,),) = found.values()
    assert list(found) == [identity]
    assert content["entry"]["title"] == "Monday"
    assert content["entry"]["tags"] == ["sea"]
    assert content["entry"]["document"] == {
        "blocks": [
            {
                "kind": "paragraph",
                "spans": [{"text": "Words "}, {"text": "here", "bold": True}, {"text": "."}],
            }
        ]
    }
    reader.file.close()


def test_a_rotated_journal_is_what_the_document_says(
    tmp_path: Path, run: Callable[..., str]
) -> None:
    run("init")
    first = run("write", "--title", "Monday", stdin="Words.").strip()
    code = json.loads(run("--json", "rotate", "--no-backup", "--show"))["recovery_code"]
    second = run("write", "--title", "Tuesday", stdin="More.").strip()
    reader = Reader(tmp_path / "journal" / "journal.db")
    keys = reader.by_passphrase("one")
    assert keys == reader.by_code(code)
    assert sorted(keys) == [1, 2]
    assert base64.b64decode(reader.vault["fingerprint"]) == blake2b(32, keys[2], "key-id")[:8]
    assert {*reader.revisions(keys)} == {first, second}
    rows = reader.file.execute("SELECT entry, revision, sealed FROM revision").fetchall()
    marks = 0
    for entry, revision, sealed in rows:
        assert sealed[3:7] == (2).to_bytes(4, "big")
        words = f"entry\0{entry}\0{revision}\0".encode() + sealed[:31] + sealed[-16:]
        marks += int.from_bytes(blake2b(32, blake2b(32, keys[2], "mark"), data=words), "big")
    ((sealed,),) = reader.file.execute("SELECT sealed FROM record WHERE name = 'manifest'")
    assert sealed[3:7] == (2).to_bytes(4, "big")
    manifest = msgspec.msgpack.decode(reader.open(keys, "manifest", "0" * 32, 0, sealed))
    assert sorted(manifest) == ["oldest", "pictures", "revisions", "total", "writes"]
    assert (manifest["oldest"], manifest["revisions"], manifest["pictures"]) == (2, 2, 0)
    assert int.from_bytes(manifest["total"], "big") == marks % 2**256
    assert {len(slot["made"]) for slot in reader.vault["slots"]} == {len("2026-11-22")}
    reader.file.close()
