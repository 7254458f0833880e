"""The look of the page: typefaces and colours, laid over the text and never part of it.

They live in the layout alone, so a change of theme is nothing to undo and nothing to save.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from shadowjournal.document import Block, Code, Heading, ListItem, Paragraph, Quote, Span
from ui.editor.from_page import empty_like, fragments_of, look_of
from ui.editor.marks import BODY_SIZE, heading_size
from ui.overlay import Laid, Overlay
from ui.page_look import page_font, page_look, page_pixels
from ui.theme import Theme

MarksFor: TypeAlias = Callable[[QTextBlock, str], Sequence[tuple[int, int]]]
"""Answers which places of a block, with this text, are to be underlined: begin and end."""

HUGE = 20_000
"""So many characters of one block are laid out for every key in it: quickly rather than finely."""

_CODE_SIZE = 15
_PLAIN = Span("x")


class _Run(NamedTuple):
    """Letters of one look: where they begin and end in their block, and what is laid over them."""

    start: int
    end: int
    look: Span
    shape: QTextCharFormat | None


class Tint(Overlay):
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
            self.refresh_all()

    @override
    def look_over(self, block: QTextBlock) -> Sequence[Laid]:
        text = block.text()
        if not text:
            return ()
        kind = empty_like(block)
        is_huge = len(text) > HUGE
        # What was shaped is kept: else Qt takes all of the block apart again to paint one line.
        block.layout().setCacheEnabled(is_huge)
        runs = list(self._runs(block, kind, is_huge=is_huge))
        laid = [
            Laid(run.start, run.end - run.start, run.shape) for run in runs if run.shape is not None
        ]
        if self.marks_for is None or isinstance(kind, Code):
            return laid
        marks = self.marks_for(block, text)
        return self._underlined(runs, marks) if marks else laid

    def _runs(self, block: QTextBlock, kind: Block, *, is_huge: bool) -> Iterator[_Run]:
        begin = block.position()
        for run in fragments_of(block):
            shape = run.charFormat()
            start = run.position() - begin
            end = start + run.length()
            if shape.isImageFormat():
                yield _Run(start, end, _PLAIN, None)
                continue
            look = _PLAIN if isinstance(kind, Code) else look_of(shape)
            is_plain = _is_as_the_page(kind) and look == _PLAIN and not is_huge
            if is_plain and not shape.hasProperty(QTextFormat.Property.FontPixelSize):
                yield _Run(start, end, look, None)
                continue
            known = (kind, look, is_huge)
            if known not in self._formats:
                self._formats[known] = self._format(*known)
            yield _Run(start, end, look, self._formats[known])

    def _underlined(self, runs: Sequence[_Run], marks: Sequence[tuple[int, int]]) -> Sequence[Laid]:
        """Return the looks of *runs* with a wave under *marks*."""
        starts = [run.start for run in runs]
        waves = [mark for mark in marks if not _is_foreign(runs, starts, mark)]
        begins, ends = [begin for begin, _ in waves], [end for _, end in waves]
        colour = self._theme.colour("unknown")
        laid = []
        for place, stop in pairwise(sorted({*starts, *begins, *ends, runs[-1].end})):
            shape = runs[bisect_right(starts, place) - 1].shape
            if bisect_right(begins, place) > bisect_right(ends, place):
                shape = QTextCharFormat() if shape is None else QTextCharFormat(shape)
                shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                shape.setUnderlineColor(colour)
            if shape is not None:
                laid.append(Laid(place, stop - place, shape))
        return laid

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


def _is_as_the_page(kind: Block) -> bool:
    """Tell whether the plain text of *kind* looks as text does where nothing is laid over it."""
    return isinstance(kind, Paragraph) or (isinstance(kind, ListItem) and not kind.checked)


def _is_foreign(runs: Sequence[_Run], starts: Sequence[int], mark: tuple[int, int]) -> bool:
    """Tell whether some of *mark* is code or leads somewhere, which no dictionary judges."""
    first, last = bisect_right(starts, mark[0]) - 1, bisect_left(starts, mark[1])
    return any(run.look.code or run.look.link is not None for run in runs[first:last])
