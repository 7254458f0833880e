"""Where words stand on a page, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct
from PySide6.QtGui import QTextCursor, QTextDocument
from typing_extensions import override

from shadowjournal.search import apart
from ui.editor.from_page import blocks_of, cut
from ui.editor.marks import LINE_BREAK

_KEEP = QTextCursor.MoveMode.KeepAnchor
_COMBINING = "[\u0300-\u036f]*"
_AROUND = 40


class Wanted(Struct, frozen=True):
    """What is looked for, and how closely."""

    text: str = ""
    is_case_kept: bool = False
    is_whole: bool = False

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return "<Wanted>"


class Place(Struct, frozen=True):
    """From where to where it stands on a page, counted as Qt counts."""

    start: int
    end: int


class _Folding(dict[int, str]):
    """A table for `str.translate` that grows as it is needed: one plain letter for each."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()


def places(page: QTextDocument, wanted: Wanted) -> list[Place]:
    """Return where *wanted* stands in *page*, in order. It never reaches from block to block."""
    pattern = _pattern(wanted)
    if pattern is None:
        return []
    is_folded = not wanted.is_case_kept
    return [
        place
        for block in blocks_of(page)
        for place in _in(block.text(), block.position(), pattern, is_folded=is_folded)
    ]


def places_of(page: QTextDocument, words: Iterable[str]) -> list[Place]:
    """Return where any of *words*, each whole, stands in *page*, in order."""
    said = [whole for word in sorted(words, key=len, reverse=True) if (whole := _whole(word))]
    if not said:
        return []
    pattern = re.compile("|".join(said))
    return [
        place
        for block in blocks_of(page)
        for place in _in(block.text(), block.position(), pattern, is_folded=True)
    ]


def _whole(word: str) -> str:
    said = _said(Wanted(word))
    if not said or apart(word) != unicodedata.normalize("NFC", word):
        return said  # scripts without spaces have no ends of words
    return rf"(?<![^\W_]){said}(?![^\W_])"


def _pattern(wanted: Wanted) -> re.Pattern[str] | None:
    said = _said(wanted)
    if not said:
        return None
    return re.compile(rf"(?<!\w){said}(?!\w)" if wanted.is_whole else said)


def _said(wanted: Wanted) -> str:
    """Return the pattern of what is *wanted*; empty where it is nothing but space."""
    text = unicodedata.normalize("NFC", wanted.text)
    if not text.strip():
        return ""
    text = text if wanted.is_case_kept else text.translate(_FOLDING)
    combining = "" if wanted.is_case_kept else _COMBINING
    pieces = (re.escape(letter) + combining for letter in text)
    said = "".join(r"\s+" if piece.startswith("\\ ") else piece for piece in pieces)
    return re.sub(r"(?:\\s\+)+", r"\\s+", said)


def _in(text: str, start: int, pattern: re.Pattern[str], *, is_folded: bool) -> Iterator[Place]:
    folded = text.translate(_FOLDING) if is_folded else text
    is_plain = text.isascii() or max(text) <= "\uffff"
    for hit in pattern.finditer(folded):
        if is_plain:
            yield Place(start + hit.start(), start + hit.end())
        else:
            yield Place(start + _units(text[: hit.start()]), start + _units(text[: hit.end()]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def replace(cursor: QTextCursor, found: Iterable[Place], text: str) -> int:
    """Put *text* in each place *found*, as one step to undo; return how many there were.

    Each keeps the look of what it replaces.
    """
    count = 0
    cursor.beginEditBlock()
    try:
        for place in sorted(found, key=_start, reverse=True):
            cursor.setPosition(place.start + 1)
            shape = cursor.charFormat()
            cursor.setPosition(place.start)
            cursor.setPosition(place.end, _KEEP)
            cursor.insertText(text.replace("\n", LINE_BREAK), shape)
            count += 1
    finally:
        cursor.endEditBlock()
    return count


def around(page: QTextDocument, place: Place) -> tuple[str, str, str]:
    """Return a few words before *place*, what stands there, and a few words after it."""
    block = page.findBlock(place.start)
    text = block.text().replace(LINE_BREAK, " ")
    start, end = place.start - block.position(), place.end - block.position()
    before, after = cut(text, max(start - _AROUND, 0), start), cut(text, end, end + _AROUND)
    if start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if end + _AROUND < block.length() - 1:
        after = after.rpartition(" ")[0] + " …"
    return before, cut(text, start, end), after


def _start(place: Place) -> int:
    return place.start
