"""How the kinds of blocks and the marks of spans are named in Qt's text formats.

Only meaning is kept here, and the measures that follow from it. Colours and typefaces are no part
of the text: `ui.editor.tint` adds them to the layout, where neither undo nor reading finds them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
)

from shadowjournal.document import (
    MAX_WIDTH,
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Rule,
    Span,
)
from ui.page_look import line_height
from ui.theme import scaled

BODY_SIZE: Final = 17
"""Designed pixels of the text of the page."""

LINE_HEIGHT: Final = 150
"""Percent of the typeface's own line."""

LIST_INDENT: Final = 34
"""Designed pixels by which each depth of a list is indented; its marker stands in them."""

PICTURE_SCHEME: Final = "picture:"
LINE_BREAK: Final = "\u2028"
PICTURE_CHARACTER: Final = "\ufffc"

_WIDER_THAN_ANY_COLUMN = 100_000
_BYTE_ORDER_MARK = "\ufeff"
_GAP = 14.0
_LIST_LINE_HEIGHT = 130
_HEADING_SIZES = {1: 26, 2: 21, 3: BODY_SIZE}
_HEADING_GAPS = {1: 26.0, 2: 22.0, 3: 18.0}
_QUOTE_INDENT = 18.0
_CODE_INDENT = 14.0


class Property(IntEnum):
    """Properties of our own in Qt's formats."""

    HIGHLIGHT = QTextFormat.Property.UserProperty + 1
    CODE = QTextFormat.Property.UserProperty + 2
    CODE_BLOCK = QTextFormat.Property.UserProperty + 3
    RULE = QTextFormat.Property.UserProperty + 4


def heading_size(level: int) -> int:
    """Return the designed pixels of a heading of *level*."""
    return _HEADING_SIZES.get(level, BODY_SIZE)


def block_format(block: Block) -> QTextBlockFormat:
    """Return the format that says what kind *block* is. A list item also needs its list."""
    match block:
        case Heading(level):
            shape = _shape(125, _HEADING_GAPS[level], 8)
            shape.setHeadingLevel(level)
        case ListItem(style, _, checked):
            shape = _shape(_LIST_LINE_HEIGHT, 0, 0)
            shape.setMarker(_marker(style, checked))
        case Quote():
            shape = _shape()
            shape.setProperty(QTextFormat.Property.BlockQuoteLevel, 1)
            shape.setLeftMargin(_QUOTE_INDENT)
            shape.setRightMargin(_QUOTE_INDENT)  # its bar stands there in text read from the right
        case Code():
            shape = _shape(120, _GAP + 8, _GAP + 8)
            shape.setProperty(Property.CODE_BLOCK, True)
            shape.setLeftMargin(_CODE_INDENT)
            shape.setRightMargin(_CODE_INDENT)
        case Rule():
            shape = _shape(100)
            shape.setProperty(Property.RULE, True)
        case Figure():
            shape = _shape(100)
        case Paragraph():
            shape = _shape()
    return shape


def _shape(height: int = LINE_HEIGHT, above: float = _GAP, below: float = _GAP) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setLineHeight(
        line_height(height), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    shape.setTopMargin(above)
    shape.setBottomMargin(below)
    return shape


def _marker(style: ListKind, checked: bool) -> QTextBlockFormat.MarkerType:
    markers = QTextBlockFormat.MarkerType
    if style != "check":
        return markers.NoMarker
    return markers.Checked if checked else markers.Unchecked


def list_format(style: ListKind, depth: int) -> QTextListFormat:
    """Return the format of a list of *style* whose items lie at *depth*."""
    shape = QTextListFormat()
    styles = QTextListFormat.Style
    # Of a style that is undefined Qt draws no marker of its own, which would need to be hidden.
    shape.setStyle(styles.ListDecimal if style == "number" else styles.ListStyleUndefined)
    shape.setIndent(depth + 1)
    return shape


def base_format(block: Block) -> QTextCharFormat:
    """Return the character format of unmarked text in *block*: it sizes the cursor there."""
    shape = QTextCharFormat()
    if isinstance(block, Heading):
        shape.setProperty(QTextFormat.Property.FontPixelSize, scaled(heading_size(block.level)))
    return shape


def span_format(span: Span, base: QTextCharFormat) -> QTextCharFormat:
    """Return *base* with the marks of *span*."""
    shape = QTextCharFormat(base)
    if span.bold:
        shape.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        shape.setFontItalic(True)
    if span.underline:
        shape.setFontUnderline(True)
    if span.strike:
        shape.setFontStrikeOut(True)
    if span.highlight:
        shape.setProperty(Property.HIGHLIGHT, True)
    if span.code:
        shape.setProperty(Property.CODE, True)
    if span.link is not None:
        shape.setAnchor(True)
        shape.setAnchorHref(span.link)
    return shape


def picture_format(figure: Figure) -> QTextImageFormat:
    """Return the format of the one character that stands for *figure*.

    One that takes a part of the column is set wider than any column, and bounded to that part: so
    it keeps its part when the column changes.
    """
    shape = QTextImageFormat()
    shape.setName(PICTURE_SCHEME + figure.picture)
    part = MAX_WIDTH if figure.width is None else figure.width
    shape.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, part))
    if figure.width is not None:
        shape.setWidth(_WIDER_THAN_ANY_COLUMN)
    if figure.alt:
        shape.setProperty(QTextFormat.Property.ImageAltText, qt_text(figure.alt))
    return shape


def is_code(shape: QTextBlockFormat) -> bool:
    """Tell whether a block of this format is preformatted."""
    return shape.boolProperty(Property.CODE_BLOCK)


def is_rule(shape: QTextBlockFormat) -> bool:
    """Tell whether a block of this format is a rule."""
    return shape.boolProperty(Property.RULE)


def is_quote(shape: QTextBlockFormat) -> bool:
    """Tell whether a block of this format is quoted."""
    return shape.intProperty(QTextFormat.Property.BlockQuoteLevel) > 0


def qt_text(text: str) -> str:
    r"""Return *text* as Qt is given it: lines of one block are parted by U+2028, not ``\n``.

    On the way into Qt a first U+FEFF is taken for a byte order mark and dropped, so it goes twice.
    """
    text = text.replace("\n", LINE_BREAK)
    return _BYTE_ORDER_MARK + text if text.startswith(_BYTE_ORDER_MARK) else text
