"""What is painted on the page without being text: boxes of code, bars of quotations, hits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from shadowjournal.document import Code, Paragraph, Quote, Rule
from ui.editor.from_page import empty_like
from ui.theme import Theme

CODE_PAD = 12
"""How far the box of code reaches below its last line, in pixels."""

_MAX_HITS = 1_000
_VEIL = 0.45  # of what is dimmed, so much is covered


def paint_ornaments(painter: QPainter, page: QTextDocument, area: QRect, theme: Theme) -> None:
    """Paint what lies under the text of *page* in *area*: boxes of code, bars, rules."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    width = page.textWidth()
    for block, place in seen_blocks(page, area):
        kind = empty_like(block)
        if isinstance(kind, Code):
            painter.setBrush(theme.colour("sidebar"))
            painter.drawRoundedRect(
                QRectF(0, place.top() - 10, width, place.height() + CODE_PAD + 10), 8, 8
            )
        elif isinstance(kind, Quote):
            painter.setBrush(theme.colour("line"))
            painter.drawRect(QRectF(0, place.top(), 3, _quote_end(block, place) - place.top()))
        elif isinstance(kind, Rule):
            painter.setBrush(theme.colour("line"))
            painter.drawRect(QRectF(0, round(place.center().y()), width, 1))


def _quote_end(block: QTextBlock, place: QRectF) -> float:
    """Return where the bar beside a quotation ends: at the next one, where one follows."""
    follower = block.next()
    if follower.isValid() and isinstance(empty_like(follower), Quote):
        return block.document().documentLayout().blockBoundingRect(follower).top()
    return place.bottom()


def seen_blocks(page: QTextDocument, area: QRect) -> Iterator[tuple[QTextBlock, QRectF]]:
    """Yield the blocks of *page* that reach into *area*, each with its place."""
    layout = page.documentLayout()
    block = page.findBlock(max(layout.hitTest(area.topLeft(), Qt.HitTestAccuracy.FuzzyHit), 0))
    block = block.previous() if block.previous().isValid() else block
    while block.isValid():
        place = layout.blockBoundingRect(block)
        if place.top() > area.bottom() + 1:
            return
        yield block, place
        block = block.next()


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


def hit_selections(
    page: QTextDocument, words: Sequence[str], theme: Theme
) -> list[QTextEdit.ExtraSelection]:
    """Return what shows where *words* stand in *page*."""
    wanted = [re.escape(word) for word in words if word.strip()]
    if not wanted:
        return []
    pattern = re.compile("|".join(sorted(wanted, key=len, reverse=True)), re.IGNORECASE)
    shape = QTextCharFormat()
    shape.setBackground(theme.colour("soft"))
    shape.setForeground(theme.colour("accent"))
    shape.setFontWeight(QFont.Weight.DemiBold)
    found: list[QTextEdit.ExtraSelection] = []
    text = page.toRawText()
    for hit in pattern.finditer(text):
        if len(found) >= _MAX_HITS:
            break
        found.append(_selection(page, text, hit, shape))
    return found


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


def _selection(
    page: QTextDocument, text: str, hit: re.Match[str], shape: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(page)
    start = _units(text[: hit.start()])
    cursor.setPosition(start)
    cursor.setPosition(start + _units(hit[0]), QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    made.format = shape
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
