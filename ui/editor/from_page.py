"""Read what stands on the page.

Reading never fails: whatever a keyboard, an input method or a drop left in the page becomes the
nearest legal document, and no text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from msgspec.structs import replace
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

from shadowjournal.document import (
    MAX_DEPTH,
    MAX_LEVEL,
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    clean_text,
    document,
    legal_link,
    spans,
)
from ui.editor.marks import (
    PICTURE_CHARACTER,
    PICTURE_SCHEME,
    Property,
    is_code,
    is_quote,
    is_rule,
)

_OF_ONE_CHARACTER = 2  # and the end of the block
_NO_BREAK = re.compile("[\\n\\t]")


def read_page(page: QTextDocument) -> Document:
    """Return all that stands in *page*."""
    reader = _Reader(0, page.characterCount())
    return document(block for each in blocks_of(page) for block in reader.blocks(each))


def read_block(block: QTextBlock) -> tuple[Block, ...]:
    """Return what stands in *block*: as a rule one block."""
    end = block.position() + block.length()
    return tuple(_Reader(block.position(), end).blocks(block))


def read_selection(cursor: QTextCursor) -> Document:
    """Return what *cursor* selects; a part of one block comes as a paragraph."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first = cursor.document().findBlock(start)
    last = cursor.document().findBlock(end)
    reader = _Reader(start, end)
    steps = (cursor.document().findBlockByNumber(n) for n in count(first.blockNumber()))
    chosen = takewhile(lambda b: b.isValid() and b.blockNumber() <= last.blockNumber(), steps)
    content = document(block for each in chosen for block in reader.blocks(each))
    is_part = first == last and end - start < first.length() - 1
    if is_part and len(content.blocks) == 1:
        return Document((_as_paragraph(content.blocks[0]),))
    return content


def _as_paragraph(block: Block) -> Block:
    return Paragraph(block.spans) if isinstance(block, Heading | ListItem | Quote) else block


def blocks_of(page: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of *page* in order."""
    block = page.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """Yield the runs of one format in *block*."""
    step = block.begin()
    while not step.atEnd():
        yield step.fragment()
        step += 1


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list *block* is an item of, if it is one."""
    return block.textList()


def empty_like(block: QTextBlock) -> Block:
    """Return the kind of *block* as a block without text. A figure counts as a paragraph."""
    shape = block.blockFormat()
    items = list_of(block)
    kind: Block = Paragraph()
    if is_rule(shape):
        kind = Rule()
    elif is_code(shape):
        kind = Code()
    elif items is not None:
        kind = _item(shape, items.format())
    elif shape.headingLevel() > 0:
        kind = Heading(min(shape.headingLevel(), MAX_LEVEL))
    elif is_quote(shape):
        kind = Quote()
    return kind


def _item(shape: QTextBlockFormat, items: QTextListFormat) -> ListItem:
    depth = min(max(items.indent() - 1, 0), MAX_DEPTH)
    marks = QTextBlockFormat.MarkerType
    if shape.marker() != marks.NoMarker:
        return ListItem("check", depth, shape.marker() == marks.Checked)
    numbered = items.style() == QTextListFormat.Style.ListDecimal
    return ListItem("number" if numbered else "bullet", depth)


def is_figure(block: QTextBlock) -> bool:
    """Tell whether *block* holds a picture and nothing else."""
    return block.length() == _OF_ONE_CHARACTER and block.text() == PICTURE_CHARACTER


def figure_from(shape: QTextCharFormat) -> Figure | None:
    """Return the figure that a character of this format stands for, if it is one of ours."""
    image = shape.toImageFormat()
    name = image.name()
    width = round(image.maximumWidth().rawValue()) if image.width() > 0 else None
    alt = clean_text(shape.stringProperty(QTextFormat.Property.ImageAltText))
    try:
        return Figure(name.removeprefix(PICTURE_SCHEME), _NO_BREAK.sub(" ", alt), width)
    except ValueError:
        return None


def figure_of(block: QTextBlock) -> Figure | None:
    """Return the figure that stands in *block*, if there is one."""
    if not is_figure(block):
        return None
    return next((figure_from(run.charFormat()) for run in fragments_of(block)), None)


def look_of(shape: QTextCharFormat) -> Span:
    """Return a span that has the marks of *shape*; its text means nothing."""
    if not shape.propertyCount():
        return _PLAIN
    return Span(
        "x",
        bold=shape.fontWeight() >= QFont.Weight.Bold,
        italic=shape.fontItalic(),
        underline=shape.fontUnderline(),
        strike=shape.fontStrikeOut(),
        highlight=shape.boolProperty(Property.HIGHLIGHT),
        code=shape.boolProperty(Property.CODE),
        link=legal_link(shape.anchorHref()) if shape.isAnchor() else None,
    )


_PLAIN = Span("x")


class _Reader:
    """Reads the blocks between two positions, each look only once."""

    def __init__(self, start: int, end: int) -> None:
        self._start = start
        self._end = end
        self._looks: dict[int, tuple[Span, Figure | None]] = {}

    def blocks(self, block: QTextBlock) -> Iterator[Block]:
        """Yield *block*; where a picture stands amid text, what is before and after it too."""
        kind = empty_like(block)
        runs: list[Span] = []
        is_told = isinstance(kind, Rule)
        if is_told:
            yield kind
        for run in fragments_of(block):
            for part in self._parts(run):
                if isinstance(part, Span):
                    runs.append(part)
                    continue
                if runs:
                    yield _filled(kind, runs)
                yield part
                runs, is_told = [], True
        if runs or not is_told:
            yield _filled(kind, runs)

    def _parts(self, run: QTextFragment) -> Iterator[Span | Figure]:
        text = self._text(run)
        key = run.charFormatIndex()
        if key not in self._looks:
            shape = run.charFormat()
            is_picture = shape.isImageFormat()
            self._looks[key] = look_of(shape), figure_from(shape) if is_picture else None
        look, figure = self._looks[key]
        if figure is not None:
            yield from (figure for piece in text if piece == PICTURE_CHARACTER)
        text = clean_text(text)
        if text:
            yield replace(look, text=text)

    def _text(self, run: QTextFragment) -> str:
        begin = max(self._start - run.position(), 0)
        end = min(self._end - run.position(), run.length())
        if begin == 0 and end == run.length():
            return run.text()
        return cut(run.text(), begin, end)


def cut(text: str, begin: int, end: int) -> str:
    """Return the part of *text* between two places counted as Qt counts: in UTF-16 units."""
    if end <= begin:
        return ""
    units = text.encode("utf-16-le", "surrogatepass")[2 * begin : 2 * end]
    return units.decode("utf-16-le", "ignore")


def _filled(kind: Block, runs: list[Span]) -> Block:
    if isinstance(kind, Code):
        return Code("".join(run.text for run in runs))
    if isinstance(kind, Rule | Figure):
        return Paragraph(spans(runs))
    return replace(kind, spans=spans(runs))
