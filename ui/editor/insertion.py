"""Put blocks, documents and what was dropped into the text, each as one step to undo."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)

from shadowjournal.document import Block, Code, Document, Figure, ListItem, Paragraph, Rule
from shadowjournal.formats.bounds import MAX_BLOCK, bounded
from shadowjournal.formats.to_plain import plain_text
from ui.editor.from_page import empty_like, figure_from, fragments_of, is_figure
from ui.editor.gestures import step_aside
from ui.editor.marks import PICTURE_CHARACTER, base_format, block_format, is_rule, qt_text
from ui.editor.to_page import Writer, insert_spans, relist, set_kind
from ui.editor.verbs import is_solid, one_step


def insert_block(cursor: QTextCursor, block: Block) -> None:
    """Put *block* where the cursor is: in place of an empty paragraph, else after its block."""
    with one_step(cursor):
        cursor.clearSelection()
        here = cursor.block()
        is_free = not here.text() and isinstance(empty_like(here), Paragraph)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        Writer(cursor).write(block, is_new=not is_free)
        if not cursor.block().next().isValid():
            Writer(cursor).write(Paragraph(), is_new=True)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)


def insert_document(cursor: QTextCursor, content: Document) -> None:
    """Put *content* in place of the selection.

    A single paragraph flows into the text around it, and so do a first and a last one. In a code
    block only the plain text arrives.
    """
    with one_step(cursor):
        for _ in flow_in(cursor, content):
            pass


def flow_in(cursor: QTextCursor, content: Document) -> Iterator[Block]:
    """Do as `insert_document` block by block; yield each that was put in.

    One step to undo, and its lists in order: that is for the caller to see to.
    """
    cursor.removeSelectedText()
    if isinstance(empty_like(cursor.block()), Code) and not is_solid(cursor.block()):
        text = "".join(b.text for b in content.blocks if isinstance(b, Code))
        text = text if len(content.blocks) == 1 and text else plain_text(content)
        if len(text) <= MAX_BLOCK:
            cursor.insertText(qt_text(text), QTextCharFormat())
            yield Code(text)
            return
        content = bounded(Document((Code(text),)))
    step_aside(cursor)
    yield from _flow_in(cursor, content)


def _flow_in(cursor: QTextCursor, content: Document) -> Iterator[Block]:
    blocks = list(content.blocks)
    first, last = blocks[0], blocks[-1]
    kind = empty_like(cursor.block())
    is_free = not cursor.block().text() and not isinstance(kind, ListItem)
    if isinstance(first, Paragraph) and not (is_free and len(blocks) > 1):
        insert_spans(cursor, first.spans, base_format(kind))
        yield first
        blocks = blocks[1:]
        if not blocks:
            return
    tail_stays = not cursor.atBlockEnd()
    if tail_stays:
        cursor.insertBlock(block_format(kind), base_format(kind))
        set_kind(cursor.block(), kind)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    writer = Writer(cursor)
    for place, block in enumerate(blocks):
        writer.write(block, is_new=place > 0 or bool(cursor.block().text()) or not is_free)
        yield block
    if tail_stays and isinstance(last, Paragraph):
        cursor.deleteChar()
    elif not tail_stays and isinstance(last, Figure | Rule):
        writer.write(Paragraph(), is_new=True)


def mend(cursor: QTextCursor, *, is_near: bool = False) -> None:
    """Bring the page back to what a document can hold, as part of the step before.

    Pictures stand alone, rules hold no text, and lists are in order. Where *is_near*, only next to
    the cursor.
    """
    page = cursor.document()
    number = max(cursor.blockNumber() - 1, 0) if is_near else 0
    after = page.blockCount() - cursor.blockNumber() - 2 if is_near else 0
    cursor.joinPreviousEditBlock()
    try:
        start = page.findBlockByNumber(number).position()
        while number < page.blockCount() - max(after, 0):
            _mend_block(page.findBlockByNumber(number))
            number += 1
        end = page.findBlockByNumber(number - 1)
        relist(page, start, end.position())
    finally:
        cursor.endEditBlock()


def _mend_block(block: QTextBlock) -> None:
    shape = block.blockFormat()
    if is_rule(shape) and block.text():
        cursor = QTextCursor(block)
        cursor.insertBlock(block_format(Paragraph()), QTextCharFormat())
        return
    if PICTURE_CHARACTER not in block.text():
        return  # every block of a long paste is asked
    runs = list(fragments_of(block))
    if not any(run.charFormat().isImageFormat() for run in runs):
        return
    first = runs[0]
    end = first.position() + (1 if first.charFormat().isImageFormat() else first.length())
    cursor = QTextCursor(block)
    if end < block.position() + block.length() - 1:
        kind = empty_like(block)
        cursor.setPosition(end)
        cursor.insertBlock(block_format(kind), base_format(kind))
        set_kind(cursor.block(), kind)
        block = cursor.block().previous()
    figure = figure_from(first.charFormat()) if is_figure(block) else None
    if figure is not None and shape != block_format(figure):
        set_kind(block, figure)
