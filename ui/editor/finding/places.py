"""Where words stand on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from PySide6.QtGui import QTextCursor, QTextDocument

from shadowjournal.finding import Finding
from ui.editor.from_page import blocks_of, cut
from ui.editor.marks import LINE_BREAK

_KEEP = QTextCursor.MoveMode.KeepAnchor
_AROUND = 40


class Place(Struct, frozen=True):
    """From where to where it stands on a page, counted as Qt counts."""

    start: int
    end: int


def places(page: QTextDocument, finding: Finding) -> list[Place]:
    """Return what *finding* finds in *page*, in order. It never reaches from block to block."""
    if not finding:
        return []
    return [
        place for block in blocks_of(page) for place in _in(block.text(), block.position(), finding)
    ]


def _in(text: str, start: int, finding: Finding) -> Iterator[Place]:
    is_plain = text.isascii() or max(text) <= "\uffff"
    for first, last in finding.places(text):
        if is_plain:
            yield Place(start + first, start + last)
        else:
            yield Place(start + _units(text[:first]), start + _units(text[:last]))


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
