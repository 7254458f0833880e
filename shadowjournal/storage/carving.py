"""Rows read from the pages of a file that SQLite does not read any more.

Every table leaf page is read by itself, as SQLite's file format describes it, whether or not
anything still leads to it: what was hit takes nothing else with it. What comes out may be old or
wrong; the seals tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from shadowjournal.errors import UnreadableFile
from shadowjournal.storage.rows import SealedRow, as_bytes

_USUAL_PAGE = 4096
_PAGES = {1 << power for power in range(9, 16)}
_HEADER = 100  # of the file, on its first page
_LEAF, _LEAF_HEAD = 0x0D, 8
_WAL_HEAD, _FRAME_HEAD = 32, 24
_ID = re.compile("[0-9a-f]{32}")
_VAULT = b'{"format"'
_TEXT, _BLOB = 13, 12  # serial types: odd from 13 on, even from 12 on
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_CONSTANTS = {0: None, 8: 0, 9: 1}
_MOST_COLUMNS = 16
_LONGEST_NUMBER, _MORE = 9, 0x80
_MOST_BYTES = 1 << 31

Value = int | str | bytes | None
Image = Mapping[int, bytes]


class Carved(NamedTuple):
    """What was found, with repetitions; nothing of it was opened yet."""

    vaults: list[bytes]
    revisions: list[SealedRow]
    pictures: list[tuple[str, bytes]]
    records: list[tuple[str, bytes]]


def carve(path: Path) -> Carved:
    """Return every row that the pages of the file at *path*, and of its log, still show.

    Raises:
        UnreadableFile: the system does not let it be read.
    """
    try:
        content = path.read_bytes()
        log = Path(f"{path}-wal")
        frames = log.read_bytes() if log.is_file() else b""
    except OSError as error:
        raise UnreadableFile("The journal's file cannot be read.") from error
    found = Carved([], [], [], [])
    for size in _page_sizes(content):
        main = {n + 1: content[n * size : (n + 1) * size] for n in range(-(-len(content) // size))}
        newer = {**main, **_logged(frames, size)}
        for image in (newer, main) if len(newer) > len(main) or frames else (main,):
            for number, page in image.items():
                for row in _leaf_rows(number, page, image, size):
                    _sort_in(row, found)
        if found.revisions:
            break
    return found


def _page_sizes(content: bytes) -> list[int]:
    said = int.from_bytes(content[16:18], "big")
    return list(dict.fromkeys(size for size in (said, _USUAL_PAGE) if size in _PAGES))


def _logged(frames: bytes, size: int) -> dict[int, bytes]:
    """Return the newest page of each number in a write-ahead log."""
    pages: dict[int, bytes] = {}
    step = _FRAME_HEAD + size
    for start in range(_WAL_HEAD, len(frames) - step + 1, step):
        number = int.from_bytes(frames[start : start + 4], "big")
        pages[number] = frames[start + _FRAME_HEAD : start + step]
    return pages


def _leaf_rows(
    number: int, page: bytes, image: Image, size: int
) -> Iterator[tuple[int, list[Value]]]:
    start = _HEADER if number == 1 else 0
    if len(page) < start + _LEAF_HEAD or page[start] != _LEAF:
        return
    first = start + _LEAF_HEAD
    said = int.from_bytes(page[start + 3 : start + 5], "big")
    ends = range(first + 2, len(page) + 1, 2)[:said]  # others do not fit on the page
    pointers = (int.from_bytes(page[end - 2 : end], "big") for end in ends)
    for pointer in dict.fromkeys(pointers):
        try:
            rowid, payload = _payload(page, pointer, image, size)
            yield rowid, _columns(payload)
        except (IndexError, ValueError):
            continue


def _payload(page: bytes, at: int, image: Image, size: int) -> tuple[int, bytes]:
    """Return row number and content of the cell at *at*; what does not fit goes on elsewhere."""
    length, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if length > _MOST_BYTES:
        raise ValueError("longer than any row")
    local = _local(length, size)
    content = page[at : at + local]
    if local == length:
        return rowid, content
    pieces, have = [content], len(content)
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    passed: set[int] = set()
    while have < length:
        more = image.get(following)
        if more is None or following in passed:
            raise ValueError("the chain of pages breaks")
        passed.add(following)
        pieces.append(more[4 : 4 + length - have])
        have += len(pieces[-1])
        following = int.from_bytes(more[:4], "big")
    return rowid, b"".join(pieces)


def _local(length: int, size: int) -> int:
    """Return how many bytes of a content of *length* stand on the page of its cell."""
    most = size - 35
    if length <= most:
        return length
    least = (size - 12) * 32 // 255 - 23
    fitting = least + (length - least) % (size - 4)
    return fitting if fitting <= most else least


def _columns(payload: bytes) -> list[Value]:
    head, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < head and len(kinds) < _MOST_COLUMNS:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = head
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _CONSTANTS:
        return _CONSTANTS[kind], at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind < _BLOB:
        raise ValueError("no value of ours is of this kind")
    end = at + (kind - _BLOB) // 2
    content = payload[at:end]
    return (content.decode(errors="replace") if kind % 2 else content), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(at, at + _LONGEST_NUMBER - 1):
        number = number << 7 | data[place] & ~_MORE
        if not data[place] & _MORE:
            return number, place + 1
    last = at + _LONGEST_NUMBER - 1
    return number << 8 | data[last], last + 1  # of the last byte all bits count


def _sort_in(row: tuple[int, list[Value]], found: Carved) -> None:
    """Add *row* where it belongs, if it is one of ours."""
    rowid, values = row
    match values:
        case [None, bytes(vault)] if vault.startswith(_VAULT):
            found.vaults.append(vault)
        case [None, str(entry), int(revision), sealed] if _ID.fullmatch(entry):
            found.revisions.append(SealedRow(rowid, entry, revision, as_bytes(sealed)))
        case [None, str(name), bytes(sealed)] if _ID.fullmatch(name):
            found.pictures.append((name, sealed))
        case [None, str(name), bytes(sealed)]:
            found.records.append((name, sealed))
        case _:
            pass
