"""How to search, by example, and the searches that were kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import scaled, set_role
from ui.widgets.popover import Popover
from ui.widgets.step import button, text_label

WIDTH = 460

EXAMPLES = (
    ("quiet kitchen", "both words, anywhere in an entry"),
    ('"quiet kitchen"', "side by side, in this order"),
    ("kitch*", "words that begin so"),
    ("50%", "signs as they are typed; also c++ and :-)"),
    ("one OR other", "either of them"),
    ("kitchen -work", "one word without the other"),
    ("tag:grief", "a tag; person:anna for @anna"),
    ("tag:=grief", "called exactly so, not “grief work”"),
    ("title:rain", "in titles; also prompt: category: feeling:"),
    ("is:starred", "also is:prompted is:has-picture is:trashed"),
    ("on:2024-05", "a month; also before: after: between:2023..2024"),
    ("after:last spring", "days as you would say them"),
    ("words>500", "long entries"),
)
"""What can be typed, and what it finds."""


class SearchWays(Popover):
    """A card under the search field. What is pressed in it is searched for.

    Signals:
        chosen: this is to be searched for.
        dropped: this search is to be kept no longer.
    """

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept: list[str] = []
        self._rows: list[QWidget] = []
        self._own = QWidget()
        self._own_rows = QVBoxLayout(self._own)
        self._own_rows.setContentsMargins(0, 0, 0, scaled(10))
        self._own_rows.setSpacing(scaled(2))
        self._own_rows.addWidget(text_label("heading", "YOUR SEARCHES"))
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        column.setSpacing(scaled(6))
        column.addWidget(self._own)
        column.addWidget(text_label("heading", "WAYS TO SEARCH"))
        column.addLayout(self._examples())
        column.addStretch(1)

    def show_kept(self, searches: Sequence[str]) -> None:
        """Show the *searches* that were kept, each in one line or several."""
        self._kept = [*searches]
        for gone in self._rows:
            gone.hide()
            gone.deleteLater()
        self._rows = [self._row(search) for search in self._kept]
        for row in self._rows:
            self._own_rows.addWidget(row)
        self._own.setVisible(bool(self._kept))

    @override
    def clear(self) -> None:
        super().clear()
        self.show_kept(())

    def focus_first(self) -> None:
        """Put the keyboard on the first search."""
        first = self.findChildren(QPushButton)
        shown = next((each for each in first if not each.isHidden()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, search: str) -> QWidget:
        words = " ".join(search.split("\n"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(scaled(4))
        go = _example(words)
        go.setProperty("search", search)
        go.clicked.connect(self._choose)
        drop = button("link", "Remove", in_dialog=True)
        drop.setAccessibleName(f"Keep {words} no longer")
        drop.setProperty("search", search)
        drop.clicked.connect(self._drop)
        across.addWidget(go, 1, Qt.AlignmentFlag.AlignLeft)
        across.addWidget(drop)
        return row

    def _examples(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(10))
        grid.setVerticalSpacing(0)
        for row, (typed, found) in enumerate(EXAMPLES):
            go = _example(typed)
            go.setAccessibleDescription(found)
            go.setProperty("search", typed)
            go.clicked.connect(self._choose)
            says = QLabel(found)
            set_role(says, "dim")
            grid.addWidget(go, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(says, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _choose(self) -> None:
        search = self.sender().property("search")
        self.close_quietly()
        self.chosen.emit(search)

    def _drop(self) -> None:
        self.dropped.emit(self.sender().property("search"))


def _example(words: str) -> QPushButton:
    made = button("example", words.replace("&", "&&"), in_dialog=True)
    made.setAccessibleName(f"Search for {words}")
    return made
