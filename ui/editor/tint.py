"""The look of the page: typefaces and colours, laid over the text and never part of it.

They live in the layout alone, so a change of theme is nothing to undo and nothing to save.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from shadowjournal.document import Block, Code, Heading, ListItem, Paragraph, Quote, Span
from ui.editor.from_page import empty_like, fragments_of, look_of
from ui.editor.marks import BODY_SIZE, heading_size
from ui.page_look import page_font, page_look, page_pixels
from ui.theme import Theme

MarksFor: TypeAlias = Callable[[QTextBlock, str], Sequence[tuple[int, int]]]
"""Answers which places of a block, with this text, are to be underlined: begin and end."""

HUGE = 20_000
"""So many characters of one block are laid out for every key in it: quickly rather than finely."""

_CODE_SIZE = 15
_PLAIN = Span("x")


class Tint(QSyntaxHighlighter):
    """Dresses a page in the typefaces of its kinds and marks and the colours of a theme.

    Attributes:
        marks_for: asked for the unknown words of a block; never of code, and of links in vain.
    """

    def __init__(self, page: QTextDocument, theme: Theme) -> None:
        super().__init__(page)
        self._theme = theme
        self._look = page_look()
        self._mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self._formats: dict[tuple[Block, Span, bool], QTextCharFormat] = {}
        self.marks_for: MarksFor | None = None

    def dress(self, theme: Theme) -> None:
        """Dress the page in *theme*, and in the type that pages have now."""
        if (theme, page_look()) != (self._theme, self._look):
            self._theme, self._look = theme, page_look()
            self._formats.clear()
            self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        if not text:
            return
        block = self.currentBlock()
        kind = empty_like(block)
        is_huge = len(text) > HUGE
        # What was shaped is kept: else Qt takes all of the block apart again to paint one line.
        block.layout().setCacheEnabled(is_huge)
        start = block.position()
        for run in fragments_of(block):
            shape = run.charFormat()
            if shape.isImageFormat():
                continue
            look = _PLAIN if isinstance(kind, Code) else look_of(shape)
            is_plain = isinstance(kind, Paragraph) and look == _PLAIN and not is_huge
            if is_plain and not shape.hasProperty(QTextFormat.Property.FontPixelSize):
                continue
            known = (kind, look, is_huge)
            if known not in self._formats:
                self._formats[known] = self._format(*known)
            self.setFormat(run.position() - start, run.length(), self._formats[known])
        if self.marks_for is not None and not isinstance(kind, Code):
            self._underline(block, self.marks_for(block, text))

    def _underline(self, block: QTextBlock, marks: Sequence[tuple[int, int]]) -> None:
        """Lay a wave under *marks*, over the look that is there."""
        if not marks:
            return
        start = block.position()
        looks = [(run.position() - start, look_of(run.charFormat())) for run in fragments_of(block)]
        begins = [begin for begin, _ in looks]
        colour = self._theme.colour("unknown")
        for begin, end in marks:
            first, last = bisect_right(begins, begin) - 1, bisect_left(begins, end)
            if any(look.code or look.link is not None for _, look in looks[first:last]):
                continue
            for place, stop in pairwise([begin, *begins[first + 1 : last], end]):
                shape = self.format(place)
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                shape.setUnderlineColor(colour)
                self.setFormat(place, stop - place, shape)

    def _format(self, kind: Block, look: Span, is_huge: bool) -> QTextCharFormat:
        shape = QTextCharFormat()
        only = QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly
        shape.setFont(self._font(kind, look), only)
        if is_huge:  # without kerning and ligatures where a script can do without: half the time
            shape.setFontStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        if isinstance(kind, Quote) or (isinstance(kind, ListItem) and kind.checked):
            shape.setForeground(self._theme.colour("dim"))
        if look.code:
            shape.setBackground(self._theme.colour("sidebar"))
        if look.highlight:
            shape.setBackground(self._theme.colour("soft"))
        if look.link is not None:
            shape.setForeground(self._theme.colour("accent"))
            if not look.underline:
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        return shape

    def _font(self, kind: Block, look: Span) -> QFont:
        weight = QFont.Weight.Normal
        size = BODY_SIZE
        if isinstance(kind, Heading):
            size = heading_size(kind.level)
            weight = QFont.Weight.DemiBold
        if look.bold:
            weight = QFont.Weight.Bold
        if look.code or isinstance(kind, Code):
            font = QFont(self._mono)
            font.setPixelSize(page_pixels(_CODE_SIZE))
            font.setWeight(weight)
            font.setItalic(look.italic)
            return font
        return page_font(size, weight, italic=look.italic)
