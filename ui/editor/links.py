"""Links in the text."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCharFormat, QTextCursor, QTextFormat

from shadowjournal.document import ListItem, clean_link
from ui.editor.from_page import empty_like, fragments_of, look_of
from ui.editor.gestures import look_after, look_before, step_aside
from ui.editor.marks import base_format
from ui.editor.to_page import insert_spans
from ui.editor.verbs import one_step


def link_at(cursor: QTextCursor) -> str:
    """Return the address of the link at *cursor*, or nothing."""
    return look_of(cursor.charFormat()).link or ""


def link_beside(cursor: QTextCursor) -> str:
    """Return the address of the link before *cursor*, else after it, or nothing.

    At its end one no longer writes in it, and may still follow it.
    """
    return look_before(cursor).link or look_after(cursor).link or ""


def leads_somewhere(cursor: QTextCursor) -> bool:
    """Tell whether Ctrl+Enter at *cursor* follows a link: in a check list it ticks the box."""
    kind = empty_like(cursor.block())
    is_check = isinstance(kind, ListItem) and kind.style == "check"
    return bool(link_beside(cursor)) and not is_check


def follow(address: str) -> bool:
    """Open *address* where the system opens such; tell whether it was one."""
    known = clean_link(address)
    return known is not None and QDesktopServices.openUrl(QUrl(known))


def set_link(cursor: QTextCursor, address: str | None) -> None:
    """Link the selection, or the link at the cursor, to *address*, or unlink it.

    Where there is neither, the address itself is put in as a link.
    """
    with one_step(cursor):
        if not cursor.hasSelection():
            _choose_link(cursor)
        if cursor.hasSelection():
            _relink(cursor, address)
        elif address:
            step_aside(cursor)
            look = replace(look_of(cursor.charFormat()), text=address, link=address)
            insert_spans(cursor, (look,), base_format(empty_like(cursor.block())))


def _choose_link(cursor: QTextCursor) -> None:
    address, here = link_at(cursor), cursor.position()
    if not address:
        return
    block, start, end = cursor.block(), here, here
    runs = [(r.position(), r.length(), look_of(r.charFormat()).link) for r in fragments_of(block)]
    for position, length, link in runs:
        if link == address and position <= end and position + length >= start:
            start, end = min(start, position), max(end, position + length)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _relink(cursor: QTextCursor, address: str | None) -> None:
    shape = QTextCharFormat()
    shape.setAnchor(address is not None)
    if address is not None:
        shape.setAnchorHref(address)
    else:
        shape.setProperty(QTextFormat.Property.AnchorHref, "")
    cursor.mergeCharFormat(shape)
