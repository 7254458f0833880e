"""The picture at a place of the page, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor

from shadowjournal.document import MAX_WIDTH, MIN_WIDTH, Figure
from ui.editor.from_page import blocks_of, figure_of
from ui.editor.marks import picture_format
from ui.editor.picture_object import PictureObject
from ui.editor.verbs import one_step

_ROUND_WIDTHS = (25, 50, 75, 100)
_NEAR = 2  # percent
_FUZZY = Qt.HitTestAccuracy.FuzzyHit


def figures_of(cursor: QTextCursor) -> Iterator[tuple[QTextBlock, Figure]]:
    """Yield every picture of the page of *cursor*, in order."""
    for block in blocks_of(cursor.document()):
        figure = figure_of(block)
        if figure is not None:
            yield block, figure


def figure_at(cursor: QTextCursor) -> Figure | None:
    """Return the picture that *cursor* is at, if it is at one."""
    return figure_of(cursor.block())


def set_figure(block: QTextBlock, figure: Figure) -> None:
    """Let *figure* stand in *block* in place of the one there, as one step to undo."""
    if figure_of(block) in (None, figure):
        return
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    with one_step(cursor):
        cursor.setCharFormat(picture_format(figure))


def figure_under(point: QPointF, cursor: QTextCursor, pictures: PictureObject) -> QTextBlock | None:
    """Return the block of the picture under *point* of the page of *cursor*."""
    page = cursor.document()
    position = page.documentLayout().hitTest(point, _FUZZY)
    block = page.findBlock(max(position, 0))
    return block if pictures.place(block).contains(point) else None


def width_for(pixels: float, column: float) -> int:
    """Return how many percent of *column* are *pixels*; near a round part, that part."""
    percent = round(100 * pixels / max(column, 1))
    near = (each for each in _ROUND_WIDTHS if abs(each - percent) <= _NEAR)
    return min(max(next(near, percent), MIN_WIDTH), MAX_WIDTH)
