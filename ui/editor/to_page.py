"""Write a document into the page."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
)

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    ListItem,
    ListKind,
    Rule,
    Spans,
)
from ui.editor.from_page import empty_like, list_of
from ui.editor.marks import (
    base_format,
    block_format,
    list_format,
    picture_format,
    qt_text,
    span_format,
)

MAX_PART = 250
"""So many items of a list lie in one list of Qt's, or a few more."""


def write_page(content: Document, page: QTextDocument) -> None:
    """Make *content* all that stands in *page*. There is nothing to undo afterwards."""
    page.setUndoRedoEnabled(False)
    page.clear()
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    try:
        writer = Writer(cursor)
        for place, block in enumerate(content.blocks):
            writer.write(block, is_new=place > 0)
    finally:
        cursor.endEditBlock()
        page.setUndoRedoEnabled(True)
        page.setModified(False)


class Writer:
    """Puts blocks at a cursor, and remembers the lists that stand open there."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._lists = _OpenLists()
        self._shapes: dict[Block, tuple[QTextBlockFormat, QTextCharFormat]] = {}

    def write(self, block: Block, *, is_new: bool) -> None:
        """Put *block* after the cursor's block, or make that block *block* if not *is_new*."""
        kind = kind_of(block)
        if kind not in self._shapes:
            self._shapes[kind] = (block_format(kind), base_format(kind))
        shape, base = self._shapes[kind]
        if is_new:
            self._cursor.insertBlock(shape, base)
        else:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(base)
        self._lists.place(self._cursor.block(), kind)
        self._fill(block, base)

    def _fill(self, block: Block, base: QTextCharFormat) -> None:
        match block:
            case Code(text):
                self._cursor.insertText(qt_text(text), base)
            case Figure():
                self._cursor.insertImage(picture_format(block))
            case Rule():
                pass
            case _:
                insert_spans(self._cursor, block.spans, base)


def insert_spans(cursor: QTextCursor, runs: Spans, base: QTextCharFormat) -> None:
    """Put *runs* at *cursor*, their marks added to *base*."""
    for run in runs:
        cursor.insertText(qt_text(run.text), span_format(run, base))


def kind_of(block: Block) -> Block:
    """Return *block* without its text."""
    match block:
        case Code():
            return Code()
        case Rule() | Figure():
            return block
        case _:
            return replace(block, spans=())


def set_kind(block: QTextBlock, kind: Block) -> None:
    """Make *block* one of *kind*, its text as it is. Its list is for `relist` to see to."""
    cursor = QTextCursor(block)
    cursor.setBlockFormat(block_format(kind))
    cursor.setBlockCharFormat(base_format(kind))
    if isinstance(kind, ListItem):
        cursor.createList(list_format(kind.style, kind.depth))


def relist(page: QTextDocument, start: int = 0, end: int | None = None) -> None:
    """Give every item the list it belongs to, after blocks came, went or changed.

    Where it was between two places of the page, the lists there are seen to, whole, and no others.
    Changes only what is wrong; make it part of the edit block that needs it.
    """
    lists = _OpenLists()
    last = page.findBlock(page.characterCount() - 1 if end is None else end)
    block = _begin_of_list(page.findBlock(start))
    while block.isValid():
        kind = empty_like(block)
        if block.blockNumber() > last.blockNumber() and not isinstance(kind, ListItem):
            break
        lists.place(block, kind)
        block = block.next()


def _begin_of_list(block: QTextBlock) -> QTextBlock:
    """Return the block after the last one before *block* that is no item."""
    before = block.previous()
    while before.isValid() and list_of(before) is not None:
        block, before = before, before.previous()
    return block


class _OpenList(Struct):
    """The list that grows at one depth; of an endless one, the part that grows."""

    style: ListKind
    items: QTextList
    count: int
    last: int


class _OpenLists:
    """The lists that the next item may belong to, by depth.

    An item continues the last list of its kind and depth unless something less deep, or anything
    that is no item, stood in between: so numbers start again where a reader expects it.

    For every item that comes or goes, Qt visits all of its list: of an endless list the page
    freezes. So it lies there in parts, and its numbers go on from part to part. A part has some
    slack either way, so that an item more or less moves no other from part to part.
    """

    def __init__(self) -> None:
        self._open: dict[int, _OpenList] = {}
        self._seen: set[int] = set()

    def place(self, block: QTextBlock, kind: Block) -> None:
        """Put *block* into the list it belongs to, unless it is in it."""
        if not isinstance(kind, ListItem):
            self._open.clear()
            return
        for deeper in [depth for depth in self._open if depth > kind.depth]:
            del self._open[deeper]
        present = self._open.get(kind.depth)
        stands_in = list_of(block)
        if present is None or present.style != kind.style:
            self._open[kind.depth] = self._begin(block, stands_in, kind, 1)
        elif self._is_full(present, stands_in):
            self._open[kind.depth] = self._begin(block, stands_in, kind, present.last + 1)
        else:
            if stands_in is None or stands_in.objectIndex() != present.items.objectIndex():
                present.items.add(block)
            present.count += 1
            present.last += 1

    def _is_full(self, present: _OpenList, stands_in: QTextList | None) -> bool:
        """Tell whether an item that *stands_in* a list, or none, is one too many for *present*."""
        place = None if stands_in is None else stands_in.objectIndex()
        if place == present.items.objectIndex():
            return present.count >= 2 * MAX_PART
        if place is None or place in self._seen:
            return present.count >= MAX_PART
        return present.count >= MAX_PART // 2

    def _begin(
        self, block: QTextBlock, stands_in: QTextList | None, kind: ListItem, number: int
    ) -> _OpenList:
        if stands_in is None or stands_in.objectIndex() in self._seen:
            stands_in = QTextCursor(block).createList(list_format(kind.style, kind.depth))
        self._seen.add(stands_in.objectIndex())
        shape = stands_in.format()
        if kind.style == "number" and shape.start() != number:
            shape.setStart(number)
            stands_in.setFormat(shape)
        return _OpenList(kind.style, stands_in, 1, number)
