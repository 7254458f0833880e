"""Blocks change places."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor

from shadowjournal.document import Document, ListItem
from ui.editor.from_page import empty_like, read_selection
from ui.editor.to_page import Writer
from ui.editor.verbs import chosen_blocks, one_step, remove_block, with_deeper

_KEEP = QTextCursor.MoveMode.KeepAnchor


def move(cursor: QTextCursor, by: int) -> bool:
    """Move the blocks that *cursor* touches up (-1) or down (1), past what stands there.

    A list item takes along what lies deeper below it, and passes another with all that is its.
    """
    chosen = with_deeper(chosen_blocks(cursor))
    passed = _above(chosen[0]) if by < 0 else _below(chosen[-1], chosen[0])
    if not passed:
        return True
    upper, lower = (passed, chosen) if by < 0 else (chosen, passed)
    start, count = upper[0].blockNumber(), len(upper)
    anchor, position = (at - chosen[0].position() for at in (cursor.anchor(), cursor.position()))
    first = start if by < 0 else start + len(passed)
    with one_step(cursor):
        content = _read(upper)
        _write_after(lower[-1], content)
        for number in reversed(range(start, start + count)):
            remove_block(cursor.document().findBlockByNumber(number))
        place = cursor.document().findBlockByNumber(first).position()
        cursor.setPosition(place + anchor)
        cursor.setPosition(place + position, _KEEP)
    return True


def _above(block: QTextBlock) -> list[QTextBlock]:
    """Return what stands above *block*; in a list, the item that lies as deep, and all of it."""
    found: list[QTextBlock] = []
    here = empty_like(block)
    before = block.previous()
    while before.isValid():
        found.insert(0, before)
        there = empty_like(before)
        is_within = isinstance(here, ListItem) and isinstance(there, ListItem)
        if not (is_within and _depth(there) > _depth(here)):
            break
        before = before.previous()
    return found


def _below(last: QTextBlock, first: QTextBlock) -> list[QTextBlock]:
    after = last.next()
    if not after.isValid():
        return []
    is_in_list = isinstance(empty_like(first), ListItem)
    return with_deeper([after]) if is_in_list else [after]


def _depth(kind: object) -> int:
    return kind.depth if isinstance(kind, ListItem) else 0


def _read(blocks: list[QTextBlock]) -> Document:
    over = QTextCursor(blocks[0])
    over.setPosition(blocks[-1].position() + blocks[-1].length() - 1, _KEEP)
    return read_selection(over)


def _write_after(block: QTextBlock, content: Document) -> None:
    place = QTextCursor(block)
    place.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    writer = Writer(place)
    for each in content.blocks:
        writer.write(each, is_new=True)
