"""A scroll bar that keeps its place and shows only where there is something to scroll."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar
from typing_extensions import override

from ui.theme import set_role

BAR_WIDTH = 17
"""How wide it is, in pixels; the style sheet draws a thin handle at its outer edge."""


class QuietBar(QScrollBar):
    """A vertical scroll bar that is invisible while everything fits.

    It always takes its width, so what it scrolls never changes width, and never wraps anew,
    because the bar came or went.
    """

    @classmethod
    def give_to(cls, area: QAbstractScrollArea) -> None:
        """Make this the vertical scroll bar of *area*; it scrolls no other way."""
        bar = cls(area)
        bar.setFixedWidth(BAR_WIDTH)
        set_role(bar, "quiet")
        area.setVerticalScrollBar(bar)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def sizeHint(self) -> QSize:
        return QSize(BAR_WIDTH, super().sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)
