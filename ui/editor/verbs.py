"""What can be done to the text at a cursor. Each verb is one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from msgspec.structs import replace
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)

from shadowjournal.document import (
    MAX_DEPTH,
    Block,
    Code,
    ListItem,
    Paragraph,
    Span,
)
from ui.editor.from_page import empty_like, fragments_of, is_figure, look_of
from ui.editor.marks import (
    LINE_BREAK,
    Property,
    base_format,
    block_format,
    is_rule,
    span_format,
)
from ui.editor.to_page import relist, set_kind

Mark: TypeAlias = Literal["bold", "italic", "underline", "strike", "highlight", "code"]


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Make all that is done to the text meanwhile one step to undo, and its lists right.

    What is done is done between the ends of what *cursor* selects, or next to them.
    """
    first, last = QTextCursor(cursor), QTextCursor(cursor)
    first.setPosition(max(cursor.selectionStart() - 1, 0))
    last.setPosition(min(cursor.selectionEnd() + 1, cursor.document().characterCount() - 1))
    cursor.beginEditBlock()
    try:
        yield
        ends = (first.position(), last.position(), cursor.position())
        relist(cursor.document(), min(ends), max(ends))
    finally:
        cursor.endEditBlock()


def chosen_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """Return the blocks that *cursor* touches."""
    block = cursor.document().findBlock(cursor.selectionStart())
    last = cursor.document().findBlock(cursor.selectionEnd()).blockNumber()
    found = []
    while block.isValid() and block.blockNumber() <= last:
        found.append(block)
        block = block.next()
    return found


def with_deeper(blocks: list[QTextBlock]) -> list[QTextBlock]:
    """Return *blocks* and, where the last is an item of a list, what lies deeper below it."""
    here = empty_like(blocks[-1])
    found = list(blocks)
    after = blocks[-1].next()
    while isinstance(here, ListItem) and after.isValid():
        there = empty_like(after)
        if not (isinstance(there, ListItem) and there.depth > here.depth):
            break
        found.append(after)
        after = after.next()
    return found


def is_solid(block: QTextBlock) -> bool:
    """Tell whether *block* is a picture or a rule: nothing that holds text."""
    return is_rule(block.blockFormat()) or is_figure(block)


def set_mark(cursor: QTextCursor, mark: Mark, is_on: bool) -> None:
    """Put *mark* on the selection, or take it off; without one, on what is typed next."""
    shape = cursor.charFormat() if not cursor.hasSelection() else QTextCharFormat()
    match mark:
        case "bold":
            shape.setFontWeight(QFont.Weight.Bold if is_on else QFont.Weight.Normal)
        case "italic":
            shape.setFontItalic(is_on)
        case "underline":
            shape.setFontUnderline(is_on)
        case "strike":
            shape.setFontStrikeOut(is_on)
        case "highlight":
            shape.setProperty(Property.HIGHLIGHT, is_on)
        case "code":
            shape.setProperty(Property.CODE, is_on)
    if cursor.hasSelection():
        cursor.mergeCharFormat(shape)
    else:
        cursor.setCharFormat(shape)


def make(cursor: QTextCursor, kind: Block) -> None:
    """Make the blocks that *cursor* touches of *kind*; paragraphs, where they all are already.

    Pictures and rules stay what they are. Several blocks become the lines of one code block.
    """
    blocks = [block for block in chosen_blocks(cursor) if not is_solid(block)]
    if all(_is_kind(block, kind) for block in blocks):
        kind = Paragraph()
    with one_step(cursor):
        if isinstance(kind, Code):
            _join(blocks)
            blocks = blocks[:1]
        for block in blocks:
            set_kind(block, _like(kind, block))
            _reset_look(block)


def _is_kind(block: QTextBlock, kind: Block) -> bool:
    found = empty_like(block)
    if isinstance(found, ListItem) and isinstance(kind, ListItem):
        return found.style == kind.style
    return found == kind


def _like(kind: Block, block: QTextBlock) -> Block:
    before = empty_like(block)
    if isinstance(kind, ListItem) and isinstance(before, ListItem):
        return replace(kind, depth=before.depth)
    return kind


def _join(blocks: list[QTextBlock]) -> None:
    for block in reversed(blocks):
        if block.next() not in blocks:
            continue
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.deleteChar()
        cursor.insertText(LINE_BREAK)


def _reset_look(block: QTextBlock) -> None:
    kind = empty_like(block)
    base = base_format(kind)
    for run in list(fragments_of(block)):
        shape = run.charFormat()
        if shape.isImageFormat():
            continue
        cursor = QTextCursor(block)
        cursor.setPosition(run.position())
        cursor.setPosition(run.position() + run.length(), QTextCursor.MoveMode.KeepAnchor)
        look = Span("x") if isinstance(kind, Code) else look_of(shape)
        cursor.setCharFormat(span_format(look, base))


def indent(cursor: QTextCursor, by: int) -> bool:
    """Move the list items that *cursor* touches deeper, or out; tell whether there were any."""
    blocks = [b for b in chosen_blocks(cursor) if isinstance(empty_like(b), ListItem)]
    if not blocks:
        return False
    blocks = with_deeper(blocks)
    with one_step(cursor):
        for block in blocks:
            kind = empty_like(block)
            before = empty_like(block.previous()) if block.blockNumber() else None
            if isinstance(kind, ListItem):
                limit = min(before.depth + 1, MAX_DEPTH) if isinstance(before, ListItem) else 0
                depth = max(kind.depth + by, 0)
                depth = min(depth, max(limit, kind.depth)) if by > 0 else depth
                if depth != kind.depth:
                    set_kind(block, replace(kind, depth=depth))
    return True


def toggle_checks(cursor: QTextCursor) -> bool:
    """Check the check-list items that *cursor* touches, or uncheck them where all are checked."""
    items = [(block, empty_like(block)) for block in chosen_blocks(cursor)]
    checks = [(b, k) for b, k in items if isinstance(k, ListItem) and k.style == "check"]
    if not checks:
        return False
    markers = QTextBlockFormat.MarkerType
    marker = markers.Unchecked if all(kind.checked for _, kind in checks) else markers.Checked
    shape = QTextBlockFormat()
    shape.setMarker(marker)
    with one_step(cursor):
        for block, _ in checks:
            QTextCursor(block).mergeBlockFormat(shape)
    return True


def remove_block(block: QTextBlock) -> None:
    """Take *block* out whole; the only one becomes an empty paragraph."""
    cursor = QTextCursor(block)
    end = block.position() + block.length() - 1
    after, before = block.next(), block.previous()
    survivor = after if after.isValid() else before
    shape, base = block_format(Paragraph()), QTextCharFormat()
    if survivor.isValid():
        shape, base = survivor.blockFormat(), survivor.charFormat()
    if not after.isValid() and before.isValid():
        cursor.setPosition(block.position() - 1)
    cursor.setPosition(end + 1 if after.isValid() else end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setBlockFormat(shape)
    cursor.setBlockCharFormat(base)
