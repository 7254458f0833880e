"""What is painted on the page without being text: boxes of code, bars of quotations, hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from shadowjournal.document import Block, Code, Paragraph, Quote, Rule
from ui.editor.from_page import empty_like
from ui.theme import Theme

CODE_PAD = 12
"""How far the box of code reaches below its last line, in pixels."""

_BAR = 3
_MAX_HITS = 1_000
_VEIL = 0.45  # of what is dimmed, so much is covered


class Seen(NamedTuple):
    """A block in sight: where it lies, and what kind it is."""

    block: QTextBlock
    place: QRectF
    kind: Block

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from the right."""
        return is_rtl(self.block)


def seen_blocks(page: QTextDocument, area: QRect) -> list[Seen]:
    """Return the blocks of *page* that reach into *area*."""
    layout = page.documentLayout()
    block = page.findBlock(max(layout.hitTest(area.topLeft(), Qt.HitTestAccuracy.FuzzyHit), 0))
    before = block.previous()
    block = before if before.isValid() else block
    seen: list[Seen] = []
    end = area.bottom() + 1
    while block.isValid():
        place = layout.blockBoundingRect(block)
        if place.top() > end:
            break
        seen.append(Seen(block, place, empty_like(block)))
        block = block.next()
    return seen


def is_rtl(block: QTextBlock) -> bool:
    """Tell whether *block* is read from the right: its first letter says so."""
    return block.textDirection() is Qt.LayoutDirection.RightToLeft


def paint_ornaments(painter: QPainter, seen: Sequence[Seen], width: float, theme: Theme) -> None:
    """Paint what lies under the text of *seen* on a page of *width*: boxes of code, bars, rules."""
    for each in seen:
        block, place, kind = each
        if isinstance(kind, Code):
            box = QRectF(0, place.top() - 10, width, place.height() + CODE_PAD + 10)
            painter.setBrush(theme.colour("sidebar"))
            painter.drawRoundedRect(box, 8, 8)
        elif isinstance(kind, Quote):
            height = _quote_end(block, place) - place.top()
            left = width - _BAR if each.is_rtl else 0
            painter.fillRect(QRectF(left, place.top(), _BAR, height), theme.colour("line"))
        elif isinstance(kind, Rule):
            middle = round(place.center().y())
            painter.fillRect(QRectF(0, middle, width, 1), theme.colour("line"))


def _quote_end(block: QTextBlock, place: QRectF) -> float:
    """Return where the bar beside a quotation ends: at the next one, where one follows."""
    follower = block.next()
    is_followed = follower.isValid() and isinstance(empty_like(follower), Quote)
    if is_followed and is_rtl(follower) == is_rtl(block):
        return block.document().documentLayout().blockBoundingRect(follower).top()
    return place.bottom()


def dim_all_but(painter: QPainter, block: QTextBlock, area: QRect, theme: Theme) -> None:
    """Let all of *area* but *block* step back. What is dimmed can still be read."""
    place = block.document().documentLayout().blockBoundingRect(block).toAlignedRect()
    veil = theme.colour("page")
    veil.setAlphaF(_VEIL)
    above, below = QRect(area), QRect(area)
    above.setBottom(place.top() - 1)
    below.setTop(place.bottom() + 1)
    painter.fillRect(above, veil)
    painter.fillRect(below, veil)


def is_blank(page: QTextDocument) -> bool:
    """Tell whether *page* is an empty paragraph and nothing else."""
    return page.characterCount() == 1 and isinstance(empty_like(page.begin()), Paragraph)


def place_selections(
    page: QTextDocument, places: Sequence[tuple[int, int]], present: int | None, theme: Theme
) -> list[QTextEdit.ExtraSelection]:
    """Return what shows the *places* that were found in *page*: those around *present* at least."""
    shape, chosen = QTextCharFormat(), QTextCharFormat()
    shape.setBackground(theme.colour("soft"))
    chosen.setBackground(theme.colour("accent"))
    chosen.setForeground(theme.colour("page"))
    first = max((present or 0) - _MAX_HITS // 2, 0)
    made = []
    for number, (start, end) in enumerate(places[first : first + _MAX_HITS], first):
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(page)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = chosen if number == present else shape
        made.append(selection)
    return made
