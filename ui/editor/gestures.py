"""What the keys do where the kinds of blocks matter.

Each function tells whether it did what the key means there; where not, Qt's own way is right.
"""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from shadowjournal.document import Block, Code, Heading, ListItem, Paragraph, Span
from ui.editor.from_page import empty_like, is_figure, look_of
from ui.editor.marks import LINE_BREAK, base_format, block_format, span_format
from ui.editor.to_page import set_kind
from ui.editor.verbs import is_solid, one_step, remove_block

_PLAIN = Span("x")
_KEEP = QTextCursor.MoveMode.KeepAnchor


def enter(cursor: QTextCursor) -> bool:
    """Begin a new line or block, or leave a list, a quotation or code from an empty one."""
    with one_step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        kind = empty_like(block)
        if is_solid(block):
            _beside(cursor)
        elif isinstance(kind, Code):
            _enter_in_code(cursor)
        elif not block.text() and not isinstance(kind, Paragraph):
            _leave(block, kind)
        else:
            _split(cursor, kind)
    return True


def _leave(block: QTextBlock, kind: Block) -> None:
    is_deep = isinstance(kind, ListItem) and kind.depth > 0
    if is_deep and isinstance(kind, ListItem):
        set_kind(block, replace(kind, depth=kind.depth - 1, checked=False))
    else:
        set_kind(block, Paragraph())


def _split(cursor: QTextCursor, kind: Block) -> None:
    at_start, at_end = cursor.atBlockStart(), cursor.atBlockEnd()
    look = replace(look_of(cursor.charFormat()), highlight=False, code=False, link=None)
    follower = kind
    if isinstance(kind, ListItem) and not at_start:
        follower = replace(kind, checked=False)
    if isinstance(kind, Heading) and at_end and not at_start:
        follower, look = Paragraph(), replace(look, bold=False)
    base = base_format(follower)
    cursor.insertBlock(block_format(follower), span_format(look, base))
    if isinstance(follower, ListItem):
        set_kind(cursor.block(), follower)
    if at_start and not at_end:
        above = cursor.block().previous()
        fresh = replace(kind, checked=False) if isinstance(kind, ListItem) else kind
        set_kind(above, Paragraph() if isinstance(kind, Heading) else fresh)


def _enter_in_code(cursor: QTextCursor) -> None:
    ends_empty = cursor.block().text().endswith(2 * LINE_BREAK)
    if not (cursor.atBlockEnd() and ends_empty):
        cursor.insertText(LINE_BREAK)
        return
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, _KEEP, 2)
    cursor.removeSelectedText()
    cursor.insertBlock(block_format(Paragraph()), QTextCharFormat())


def step_aside(cursor: QTextCursor) -> bool:
    """Where a picture or a rule is, begin a paragraph beside it, where one can write.

    Tell whether one was.
    """
    is_solid_here = stands_on_solid(cursor)
    if is_solid_here:
        with one_step(cursor):
            _beside(cursor)
    return is_solid_here


def _beside(cursor: QTextCursor) -> None:
    is_before = cursor.atBlockStart() and not cursor.atBlockEnd()
    if is_before:
        kind = empty_like(cursor.block())
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        set_kind(cursor.block(), kind)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        set_kind(cursor.block(), Paragraph())
    else:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(block_format(Paragraph()), QTextCharFormat())


def backspace(cursor: QTextCursor) -> bool:
    """At the start of a block, make it plain first; take out the picture or rule before it."""
    block = cursor.block()
    if cursor.hasSelection():
        return False
    if is_solid(block):
        return _backspace_at_solid(cursor)
    if not cursor.atBlockStart():
        return False
    if not isinstance(empty_like(block), Paragraph):
        with one_step(cursor):
            set_kind(block, Paragraph())
        return True
    before = block.previous()
    if before.isValid() and is_solid(before):
        with one_step(cursor):
            is_spare = is_figure(before) and not block.text()
            remove_block(block if is_spare else before)
            if is_spare:
                cursor.setPosition(before.position() + 1)
        return True
    return False


def _backspace_at_solid(cursor: QTextCursor) -> bool:
    block = cursor.block()
    if not is_figure(block) or cursor.atBlockEnd():
        with one_step(cursor):
            _empty(block)
        return True
    before = block.previous()
    if not before.isValid():
        return True
    if is_solid(before) or not before.text():
        with one_step(cursor):
            remove_block(before)
    else:
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
    return True


def delete(cursor: QTextCursor) -> bool:
    """Before a picture or a rule, take it out whole."""
    block = cursor.block()
    if cursor.hasSelection():
        return False
    if is_solid(block) and (not is_figure(block) or cursor.atBlockStart()):
        with one_step(cursor):
            _empty(block)
        return True
    if not cursor.atBlockEnd():
        return False
    after = block.next()
    if not after.isValid() or not (is_solid(after) or is_solid(block)):
        return False
    with one_step(cursor):
        if is_solid(after):
            remove_block(after if block.text() or is_solid(block) else block)
        elif not after.text():
            remove_block(after)
    return True


def _empty(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
    cursor.removeSelectedText()
    set_kind(cursor.block(), Paragraph())


def untrapped(cursor: QTextCursor) -> QTextCharFormat | None:
    """Return what is to be typed with at *cursor*, where it stands at the edge of a marked run.

    A link, a highlight or code goes on only within itself: so nobody is caught in one.
    """
    kind = empty_like(cursor.block())
    if cursor.hasSelection() or isinstance(kind, Code):
        return None
    look = look_of(cursor.charFormat())
    if not (look.link or look.highlight or look.code):
        return None
    before, after = look_before(cursor), look_after(cursor)
    kept = replace(
        look,
        link=look.link if before.link == after.link else None,
        highlight=before.highlight and after.highlight,
        code=before.code and after.code,
    )
    return None if kept == look else span_format(kept, base_format(kind))


def look_before(cursor: QTextCursor) -> Span:
    """Return a span with the marks of the character before *cursor* in its block."""
    return _PLAIN if cursor.atBlockStart() else _look_at(cursor, cursor.position())


def look_after(cursor: QTextCursor) -> Span:
    """Return a span with the marks of the character after *cursor* in its block."""
    return _PLAIN if cursor.atBlockEnd() else _look_at(cursor, cursor.position() + 1)


def _look_at(cursor: QTextCursor, position: int) -> Span:
    there = QTextCursor(cursor.document())
    there.setPosition(position)
    return look_of(there.charFormat())


def soft_enter(cursor: QTextCursor) -> bool:
    """Begin a line inside the block; beside a picture or a rule, a paragraph."""
    with one_step(cursor):
        cursor.removeSelectedText()
        if is_solid(cursor.block()):
            _beside(cursor)
        else:
            cursor.insertText(LINE_BREAK)
    return True


def stands_on_solid(cursor: QTextCursor) -> bool:
    """Tell whether the cursor is at a picture or a rule."""
    return not cursor.hasSelection() and is_solid(cursor.block())


def leave_marks(cursor: QTextCursor) -> QTextCharFormat | None:
    """Return what is to be typed with after a marked run that ends its block, to go on plainly."""
    kind = empty_like(cursor.block())
    if cursor.hasSelection() or not cursor.atBlockEnd() or isinstance(kind, Code):
        return None
    look = look_of(cursor.charFormat())
    return None if look == _PLAIN else base_format(kind)
