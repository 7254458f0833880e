"""The index of a large journal, sealed in a file beside it, so that the next opening need not read.

It only saves time: what it says is compared with the journal row by row, and where it is missing,
damaged or another's, the journal is read as if it had never been there. It is read and written on a
thread of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import struct
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from shadowjournal.catalog import Summary, sharing
from shadowjournal.entry import new_id
from shadowjournal.errors import DamagedData
from shadowjournal.provenance import Origin
from shadowjournal.search import LAYOUT
from shadowjournal.vault.key import JournalKey, Kind

_MAGIC = b"ShadowJournal snapshot 1\n"
_FORMAT = 1  # a higher one where something else is kept of an entry, or the same is read otherwise
_CHUNK = (256 << 10) - 4  # bytes; with the length that is sealed with them, no padding is needed
_LENGTH = struct.Struct(">I")
_ID_BYTES = 16
_PART = 1_000  # summaries
_MOST = 900 << 20  # bytes: SQLite takes no more than a gigabyte back into memory
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READING = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)  # a pipe is not waited for
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_ROOM = 4  # times as much as it takes must be free on the disk


class Kept(Struct, frozen=True):
    """What is kept: the content of the index, what lists show, and what came from elsewhere."""

    index: bytes | bytearray | memoryview
    summaries: list[Summary]
    origins: list[Origin]


class _Head(Struct, frozen=True):
    version: str
    known: tuple[int, ...]
    index: int


class _Known(Struct, frozen=True):
    summaries: list[Summary]
    origins: list[Origin]


class Snapshot:
    """The snapshot in *file*, sealed with *key*. Faults of the disk are passed over in silence."""

    def __init__(self, file: Path, key: JournalKey) -> None:
        self._file = file
        self._key = key
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="snapshot")
        self._is_over = threading.Event()
        self._writing: Future[None] | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is anything in its place."""
        return self._file.is_file()

    def load(self) -> Future[Kept | None]:
        """Read it aside; None comes where there is none for this journal and this version."""
        return self._aside.submit(self._load)

    def keep(self, kept: Kept) -> Future[None]:
        """Write *kept* aside; it takes the place of what was there once all is written."""
        self._writing = self._aside.submit(self._keep, kept)
        return self._writing

    def drop(self) -> None:
        """Take it away, and overwrite it; also one that is just being written."""
        self._is_over.set()
        if self._writing is not None:
            self._writing.exception()
        self._is_over.clear()
        for file in (self._file, self._unfinished):
            with suppress(OSError):
                _overwrite(file)
            with suppress(OSError):
                file.unlink(missing_ok=True)

    def close(self) -> None:
        """End what is under way, and let go of the key."""
        self._is_over.set()
        self._aside.shutdown(wait=True, cancel_futures=True)
        self._key = JournalKey.new(self._key.journal_id)

    @property
    def _unfinished(self) -> Path:
        return self._file.with_name(f"{self._file.name}.unfinished")

    def _load(self) -> Kept | None:
        try:
            with os.fdopen(os.open(self._file, _READING), "rb") as file:
                return self._read(file)
        except (OSError, DamagedData, msgspec.MsgspecError, ValueError, MemoryError):
            return None

    def _read(self, file: BinaryIO) -> Kept:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise DamagedData("This is no snapshot.")
        name = file.read(_ID_BYTES).hex()
        head = msgspec.msgpack.decode(self._open(file, name, 0), type=_Head)
        size = sum(head.known) + head.index
        if head.version != _version() or size > _MOST:
            raise DamagedData("The snapshot is of another version.")
        content = memoryview(bytearray(size))
        at = number = 0
        while at < len(content):
            number += 1
            chunk = self._open(file, name, number)
            content[at : at + len(chunk)] = chunk  # of a wrong length, it raises ValueError
            at += len(chunk)
        kept = Kept(content[sum(head.known) :], [], [])
        for length in head.known:
            known = msgspec.msgpack.decode(content[:length], type=_Known)
            kept.summaries.extend(map(sharing, known.summaries))
            kept.origins.extend(known.origins)
            content = content[length:]
        return kept

    def _open(self, file: BinaryIO, name: str, number: int) -> bytes:
        if self._is_over.is_set():
            raise DamagedData("The journal is being closed.")
        length = file.read(_LENGTH.size)
        if len(length) != _LENGTH.size:
            raise DamagedData("The snapshot was cut short.")
        sealed = file.read(min(_LENGTH.unpack(length)[0], 2 * _CHUNK))
        if not sealed.startswith(self._key.head):  # whoever has a key from before may have made it
            raise DamagedData("The snapshot is not of the present key.")
        return self._key.open(Kind.SNAPSHOT, name, number, sealed)

    def _keep(self, kept: Kept) -> None:
        known = [*map(msgspec.msgpack.encode, _parts(kept))]
        head = _Head(_version(), tuple(map(len, known)), len(kept.index))
        size = sum(head.known) + head.index
        if size > _MOST:
            return
        try:
            if shutil.disk_usage(self._file.parent).free < _ROOM * size:
                return
            self._unfinished.unlink(missing_ok=True)
            with os.fdopen(os.open(self._unfinished, _WRITING, 0o600), "wb") as file:
                first = msgspec.msgpack.encode(head)
                self._write(file, (first, *_chunks(b"".join(known)), *_chunks(kept.index)))
                file.flush()
                os.fsync(file.fileno())
            if not self._is_over.is_set():
                self._unfinished.replace(self._file)
        except OSError:
            pass
        finally:
            with suppress(OSError):
                self._unfinished.unlink(missing_ok=True)

    def _write(self, file: BinaryIO, chunks: Iterable[bytes | memoryview]) -> None:
        name = new_id()
        file.write(_MAGIC + bytes.fromhex(name))
        for number, chunk in enumerate(chunks):
            if self._is_over.is_set():
                return
            sealed = self._key.seal(Kind.SNAPSHOT, name, number, bytes(chunk))
            file.write(_LENGTH.pack(len(sealed)) + sealed)


def _parts(kept: Kept) -> Iterator[_Known]:
    """Yield what is kept but the index in parts: while one is read, nothing else of Python runs."""
    for start in range(0, max(len(kept.summaries), len(kept.origins)), _PART):
        part = slice(start, start + _PART)
        yield _Known(kept.summaries[part], kept.origins[part])


def _chunks(content: bytes | bytearray | memoryview) -> Iterator[memoryview]:
    whole = memoryview(content)
    return (whole[start : start + _CHUNK] for start in range(0, len(whole), _CHUNK))


def _version() -> str:
    """Return what has to be the same for a snapshot to be of use."""
    parts = (
        _FORMAT,
        LAYOUT,
        Summary.__struct_fields__,
        sqlite3.sqlite_version,
        unicodedata.unidata_version,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _overwrite(file: Path) -> None:
    with os.fdopen(os.open(file, _READING | os.O_RDWR), "r+b") as opened:
        left = os.fstat(opened.fileno()).st_size
        while left > 0:
            left -= opened.write(bytes(min(left, _CHUNK)))
        opened.flush()
        os.fsync(opened.fileno())
