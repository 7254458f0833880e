"""The files of an export, in a zip or in a folder, read with bounds and never unpacked to disk.

Every size is counted as bytes come out, because what an archive says about itself can be a lie.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader, FileIO
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from typing_extensions import override

from shadowjournal.document import clean_line
from shadowjournal.errors import BadImport
from shadowjournal.plain_files import NotPlain, first_bytes

MAX_FILES: Final = 200_000
MAX_TOTAL: Final = 32 * 2**30
"""Bytes that may be read from one export, counting what is read twice twice."""

MAX_RATIO: Final = 200
"""How many bytes one packed byte may become, beyond the first `_ALWAYS_FINE`."""

_ALWAYS_FINE: Final = 1_000_000
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # others take any memory
_CHUNK: Final = 1 << 20
_MAX_DIRECTORY: Final = 64_000_000  # bytes: more than `MAX_FILES` names of any length we know
_MEMBER: Final = b"PK\x01\x02"  # begins each record of the directory
_TOO_MANY: Final = "The archive holds more files than any journal does."
_UNREADABLE: Final = "The archive is damaged and cannot be read."


class ExportFiles(Protocol):
    """The files of one export, by their paths inside it (``photos/ab12.jpeg``)."""

    @property
    def names(self) -> tuple[str, ...]:
        """The path of every file."""
        ...

    def head(self, name: str, size: int) -> bytes:
        """Return the first *size* bytes of the file *name*, or all where it is shorter."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """Return the file *name*.

        Raises:
            BadImport: it is longer than *limit* bytes, unreadable or built to exhaust memory.
        """
        ...


@contextmanager
def open_export(path: Path, rooms: Sequence[str] = ()) -> Iterator[ExportFiles]:
    """Open the zip at *path*, or the folder, or the single file with what lies beside it.

    Of a folder, its own files count and those in its *rooms* (``photos``); of a single file's
    neighbours, only the rooms.

    Raises:
        BadImport: there is nothing there, or it is an archive that is damaged or not honest.
    """
    if path.is_dir():
        yield _Folder(path, _listed(path), rooms)
    elif not path.is_file():
        raise BadImport("There is no such file.")
    elif not _is_zip(path):
        yield _Folder(path.parent, [path], rooms)
    else:
        with _opened(path) as file:
            with _zip_errors():
                archive = zipfile.ZipFile(file)
            yield _Zip(archive)


def _is_zip(path: Path) -> bool:
    with _zip_errors():  # it raises where an archive says that it spans several disks
        return zipfile.is_zipfile(path)


def _opened(path: Path) -> _BoundedFile:
    try:
        return _BoundedFile(FileIO(path))
    except OSError as error:
        raise BadImport(_UNREADABLE) from error


class _BoundedFile(BufferedReader):
    """A file that does not give out the directory of an archive with endlessly many members."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MAX_DIRECTORY:
            raise BadImport(_TOO_MANY)
        data = super().read(size)
        if data.count(_MEMBER) > MAX_FILES:
            raise BadImport(_TOO_MANY)
        return data


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise BadImport("The folder of the export cannot be read.") from error


class _Folder:
    def __init__(self, folder: Path, top: list[Path], rooms: Sequence[str]) -> None:
        self._folder = folder
        inner = (
            file for room in rooms if (folder / room).is_dir() for file in _listed(folder / room)
        )
        self._names = tuple(
            file.relative_to(folder).as_posix()
            for file in (*top, *inner)
            if stat.S_ISREG(file.lstat().st_mode)
        )

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    def head(self, name: str, size: int) -> bytes:
        return self._first(name, size)

    def read(self, name: str, limit: int) -> bytes:
        data = self._first(name, limit + 1)
        if len(data) > limit:
            raise BadImport(_too_large(name, limit))
        return data

    def _first(self, name: str, size: int) -> bytes:
        try:
            return first_bytes(self._folder / name, size)
        except (OSError, NotPlain) as error:
            raise BadImport(f"{_called(name)} of the export cannot be read.") from error


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_TOTAL
        # One without a name can be no file of an export, and `is_dir` trips over it.
        members = [m for m in archive.infolist() if m.filename and not m.is_dir()]
        if len(members) > MAX_FILES:
            raise BadImport(_TOO_MANY)
        _refuse_overlaps(members)
        _refuse_twins(members)
        if any(member.compress_type not in _PACKINGS for member in members):
            raise BadImport("The archive is packed in a way that cannot be read.")
        self._members = {
            member.filename: member
            for member in members
            # Nothing is written, so such a name could do no harm; but no honest export has one.
            if _lies_inside(PurePosixPath(member.filename))
        }

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def head(self, name: str, size: int) -> bytes:
        with _zip_errors(), self._archive.open(self._members[name]) as file:
            return file.read(size)

    def read(self, name: str, limit: int) -> bytes:
        member = self._members[name]
        believable = _ALWAYS_FINE + member.compress_size * MAX_RATIO
        chunks: list[bytes] = []
        size = 0
        with _zip_errors(), self._archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                self._left -= len(chunk)
                if size > limit:
                    raise BadImport(_too_large(name, limit))
                if size > believable or self._left < 0:
                    raise BadImport(
                        f"{_called(name)} in the export unpacks to far more than it should."
                    )
                chunks.append(chunk)
        if size != member.file_size:
            raise BadImport(f"{_called(name)} in the export is not what the archive says it is.")
        return b"".join(chunks)


@contextmanager
def _zip_errors() -> Iterator[None]:
    try:
        yield
    except NotImplementedError as error:
        raise BadImport("The archive is packed in a way that cannot be read.") from error
    except RuntimeError as error:  # so zipfile says that a member wants a password
        raise BadImport("The archive is locked with a password.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError) as error:
        raise BadImport(_UNREADABLE) from error


def _refuse_overlaps(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose members share bytes: the trick that makes kilobytes petabytes."""
    spans = sorted((member.header_offset, member.compress_size) for member in members)
    for (start, size), (following, _) in pairwise(spans):
        if start + size > following:
            raise BadImport("The archive is not honest: files in it overlap.")


def _lies_inside(path: PurePosixPath) -> bool:
    return ".." not in path.parts and not path.is_absolute()


def _refuse_twins(members: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive with two files of one name: each program would read another of them."""
    names = Counter(member.filename for member in members)
    for name, times in names.most_common(1):
        if times > 1:
            raise BadImport(f"The archive is not honest: it holds {_called(name)} {times} times.")


def _called(name: str) -> str:
    """Return *name* as a message can have it, whatever is in it."""
    return f"“{clean_line(name)[:80]}”"


def _too_large(name: str, limit: int) -> str:
    return f"{_called(name)} in the export is larger than {limit // 1_000_000} MB."
