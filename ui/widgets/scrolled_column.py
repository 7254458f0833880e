"""A centred column of reading width that scrolls where the window is too low."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import scaled, set_role
from ui.widgets.quiet_bar import BAR_WIDTH, QuietBar

COLUMN_WIDTH = 620


class ScrolledColumn(QScrollArea):
    """What is added to ``body`` stands from top to bottom.

    Attributes:
        body: the layout of the column.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QuietBar.give_to(self)
        column = QWidget()
        column.setMaximumWidth(scaled(COLUMN_WIDTH))
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(scaled(20))
        page = FlowingPage()
        set_role(page, "page")
        across = QHBoxLayout(page)
        across.setContentsMargins(40, scaled(40), 40 - BAR_WIDTH, scaled(24))
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        self.setWidget(page)


class FlowingPage(QWidget):
    """What scrolls: as high as its words need at the width there is, and no higher."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
