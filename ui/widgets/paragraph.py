"""A few lines of text with marked places, laid out to a width and cut with an ellipsis."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QBrush,
    QFont,
    QGuiApplication,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from typing_extensions import override

_WIDE = 1000
_ELLIPSIS = "…"
_BEFORE_ELLIPSIS = " \t\n.,;:\u2013\u2014…"


class Run(Struct, frozen=True):
    """A stretch of text; ``is_marked`` where it is to stand out."""

    text: str
    is_marked: bool = False

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Run of {len(self.text)} characters>"


def lay_out(
    runs: Sequence[Run], font: QFont, width: float, max_lines: int, first_width: float | None = None
) -> QTextLayout:
    """Return *runs* as at most *max_lines* lines of *width* pixels, the first of *first_width*.

    What does not fit is cut, and an ellipsis says so. Marked runs are in the accent on the soft
    colour of the application's palette; the rest is drawn in the painter's pen.
    """
    text = "".join(run.text for run in runs)
    layout = _layout(text, runs, font)
    end = _break_lines(layout, width, max_lines, first_width or width)
    while end < len(text.rstrip()) and end > 0:
        cut = text[:end].rstrip(_BEFORE_ELLIPSIS) + _ELLIPSIS
        layout = _layout(cut, runs, font)
        # The ellipsis itself may have pushed the last word over the edge: give up more.
        fits = _break_lines(layout, width, max_lines, first_width or width) >= len(cut)
        if fits:
            break
        end -= 1
    return layout


def height_of(layout: QTextLayout) -> int:
    """Return the height of the lines of *layout*, in pixels."""
    return round(layout.boundingRect().height())


def line_height(font: QFont) -> int:
    """Return the height of one line of *font*, in pixels; `QFontMetrics` may say one less."""
    return height_of(lay_out((Run("X"),), font, _WIDE, 1))


def _layout(text: str, runs: Sequence[Run], font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_marks(runs, len(text)))
    return layout


def _marks(runs: Sequence[Run], length: int) -> list[QTextLayout.FormatRange]:
    if not any(run.is_marked for run in runs):
        return []
    palette = QGuiApplication.palette()
    look = QTextCharFormat()
    look.setForeground(QBrush(palette.color(QPalette.ColorRole.Accent)))
    look.setBackground(QBrush(palette.color(QPalette.ColorRole.Highlight)))
    marks: list[QTextLayout.FormatRange] = []
    start = 0
    for run in runs:
        stop = min(start + len(run.text), length)
        if run.is_marked and stop > start:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length, mark.format = start, stop - start, look
            marks.append(mark)
        start += len(run.text)
    return marks


def _break_lines(layout: QTextLayout, width: float, max_lines: int, first_width: float) -> int:
    """Break *layout* into lines, and return how many characters found a place."""
    height, end = 0.0, 0
    layout.beginLayout()
    for number in range(max_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width if number else first_width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return end
