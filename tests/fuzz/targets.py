"""What is fuzzed, and what must hold of it whatever the bytes are.

A target takes bytes and returns, or raises `AssertionError`, or lets an error out that is no
answer of the program's. The errors that are answers are named where they are expected; all are of
`shadowjournal.errors`.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import nacl.bindings
from msgspec.structs import replace
from PIL import Image

from shadowjournal.document import Document
from shadowjournal.entry import Entry, Moment, entry_from_bytes, entry_to_bytes
from shadowjournal.errors import (
    BadDocument,
    BadImport,
    BadPack,
    BadPicture,
    BadRecoveryCode,
    DamagedData,
    KeychainError,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.formats.from_html import from_html
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_html import to_html
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.formats.to_typst import to_typst
from shadowjournal.importers.dayone import DayOneImporter
from shadowjournal.importers.importer import Imported
from shadowjournal.pictures import MAX_SIDE, read_picture
from shadowjournal.prompts.pack import read_pack
from shadowjournal.search import Index
from shadowjournal.vault.key import JournalKey, Kind
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import PassphraseSlot
from shadowjournal.vault.vault import Vault, vault_from_bytes, vault_to_bytes
from tests.builders import NOVEMBER, an_entry
from tests.keychains import MemoryKeychain

JOURNAL = "00112233445566778899aabbccddeeff"
RECORD = "0123456789abcdef" * 2
KEY = JournalKey(JOURNAL, {1: bytes(range(32)), 2: bytes(range(32, 64))})
CODE = RecoveryCode(bytes(range(16)))
_SMALL = 1_000_000  # pixels
_QUICK = 1 << 20  # bytes of memory up to which a forged passphrase slot is tried


class Target(NamedTuple):
    """Something to fuzz: what it does with some bytes, and how many it gets at most."""

    run: Callable[[bytes], None]
    longest: int


def sealed(data: bytes) -> None:
    """Bytes in the place of a record: as they come, or (first byte odd) past the lock."""
    if data[:1] and data[0] % 2:
        _past_the_lock(data[1:])
        return
    with suppress(DamagedData):
        KEY.open(Kind.ENTRY, RECORD, 1, data)
        raise AssertionError("what nobody sealed has opened")


def _past_the_lock(padded: bytes) -> None:
    """Seal *padded* without the padding's own rules, so that opening is only left with those."""
    bound = b"ShadowJournal record 1\0" + bytes.fromhex(JOURNAL) + b"\x05entry"
    bound += bytes.fromhex(RECORD) + (1).to_bytes(8, "big")
    purpose = _purpose_key(2, "entry")
    seal = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt
    written = b"SJ\x01\0\0\0\x02" + bytes(24) + seal(padded, bound, bytes(24), purpose)
    with suppress(DamagedData):
        content = KEY.open(Kind.ENTRY, RECORD, 1, written)
        assert padded[4:].startswith(content)
        entry(content)


@cache
def _purpose_key(generation: int, purpose: str) -> bytes:
    import hashlib

    key = KEY.keys[generation]
    return hashlib.blake2b(key=key, person=purpose.encode(), digest_size=32).digest()


def entry(data: bytes) -> None:
    """The content of a sealed entry."""
    try:
        found = entry_from_bytes(data)
    except DamagedData:
        return
    assert entry_from_bytes(entry_to_bytes(found)) == found
    legal(found.document)
    assert "blocks" not in repr(found)


def picture(data: bytes) -> None:
    """A picture from the clipboard, a file or an export."""
    if _is_slow_for_good_reason(data):
        return
    try:
        kept = read_picture(data)
    except BadPicture:
        return
    assert max(kept.width, kept.height) <= MAX_SIDE
    with Image.open(BytesIO(kept.data)) as image:
        assert image.size == (kept.width, kept.height)
        assert not image.info.keys() & {"exif", "icc_profile", "xmp", "comment", "dpi"}


def _is_slow_for_good_reason(data: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data))
    except Exception:  # noqa: BLE001 - whatever it is, it is the program's to answer
        return False
    return image.width * image.height > _SMALL


def vault(data: bytes) -> None:
    """The part of the file that says who may open it."""
    try:
        found = vault_from_bytes(data)
    except UnreadableFile:
        return
    assert vault_from_bytes(vault_to_bytes(found)) == found
    assert not any(str(slot.wrapped) in repr(slot) for slot in found.slots if slot.wrapped)
    keychain = MemoryKeychain("Secret Service")
    for slot in found.slots:
        keychain.kept[found.journal_id, slot.id] = bytes(32)
    with suppress(WrongKey):
        assert found.unlock_with_code(CODE).fingerprint == found.fingerprint
    with suppress(KeychainError):
        assert found.unlock_with_keychain(keychain.find).fingerprint == found.fingerprint
    with suppress(WrongKey, UnreadableFile):
        assert _quick(found).unlock_with_passphrase("one").fingerprint == found.fingerprint


def _quick(found: Vault) -> Vault:
    """Return *found* without the slots that are slow because they rightly may be."""
    quick = (
        slot
        for slot in found.slots
        if not isinstance(slot, PassphraseSlot)
        or (slot.effort.memory <= _QUICK and slot.effort.operations <= 2)
        or slot.effort.memory > 1 << 31
    )
    return replace(found, slots=tuple(quick))


def recovery_code(data: bytes) -> None:
    """What somebody types for their recovery code."""
    with suppress(BadRecoveryCode):
        code = RecoveryCode.parse(_typed(data))
        assert RecoveryCode.parse(code.text) == code
        assert RecoveryCode.parse(code.text.lower().replace("-", " ")) == code


def query(data: bytes) -> None:
    """What somebody types into the search field."""
    hits = _index().search(_typed(data))
    assert len({hit.entry_id for hit in hits}) == len(hits)
    for hit in hits:
        hit.snippet  # noqa: B018


@cache
def _index() -> Index:
    index = Index()
    index.put([
        an_entry("A quiet kitchen", "The kettle, half past nine.", tags=("grief", "home")),
        an_entry("", "我喜欢 שלום naïve 🙂 snake_case 3.14", starred=True),
        replace(an_entry("Work", "Work OR not work.", at=NOVEMBER.replace(year=2024))),
    ])  # fmt: skip
    return index


def html(data: bytes) -> None:
    """What another program put on the clipboard."""
    try:
        content = from_html(_typed(data))
    except BadDocument:
        return
    legal(content)
    again = from_html(to_html(content))
    assert _letters(again) == _letters(content)
    assert from_html(to_html(again)) == again


def markdown(data: bytes) -> None:
    """A Markdown text from anywhere."""
    content = from_markdown(_typed(data))
    legal(content)
    assert from_markdown(to_markdown(content)) == content


def dayone_json(data: bytes) -> None:
    """The journal in an export of Day One."""
    _import("Journal.json", data)


def dayone_zip(data: bytes) -> None:
    """An archive said to be an export of Day One."""
    _import("Export.zip", data)


def _import(name: str, data: bytes) -> None:
    file = _room() / name
    file.write_bytes(data)
    importer = DayOneImporter()
    importer.recognises(file)
    with suppress(BadImport):
        number = 0
        for read in importer.read(file):
            number += 1
            if isinstance(read, Imported):
                legal(read.entry.document)
                assert entry_from_bytes(entry_to_bytes(read.entry)) == read.entry
        assert importer.count(file) == number
    assert [found.name for found in _room().iterdir()] == [name], "nothing is unpacked"
    file.unlink()


@cache
def _keeper() -> tempfile.TemporaryDirectory[str]:
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def _room() -> Path:
    return Path(_keeper().name)


def pack(data: bytes) -> None:
    """A prompt pack that somebody was given."""
    try:
        assert read_pack(data).id
    except BadPack as error:
        if not error.problems:
            raise AssertionError("a pack was refused and it was not said why") from error


def legal(content: Document) -> None:
    """See that *content* can be kept, read and exported."""
    kept = replace(Entry.begin(at=_MOMENT), document=content)
    assert entry_from_bytes(entry_to_bytes(kept)).document == content
    plain_text(content)
    to_typst(content, str)


_MOMENT = Moment.on_clock(NOVEMBER, "Europe/London")


def _letters(content: Document) -> str:
    return "".join(plain_text(content).split())


def _typed(data: bytes) -> str:
    """Return *data* as text; bytes that are none become the half letters a clipboard may hold."""
    return data.decode("utf-8", "surrogateescape")


TARGETS = {
    "sealed": Target(sealed, 2_000),
    "entry": Target(entry, 20_000),
    "picture": Target(picture, 4_000),
    "vault": Target(vault, 8_000),
    "recovery_code": Target(recovery_code, 200),
    "query": Target(query, 700),
    "html": Target(html, 20_000),
    "markdown": Target(markdown, 5_000),
    "dayone_json": Target(dayone_json, 20_000),
    "dayone_zip": Target(dayone_zip, 20_000),
    "pack": Target(pack, 20_000),
}

if __name__ == "__main__":
    print(*TARGETS, sep="\n")
