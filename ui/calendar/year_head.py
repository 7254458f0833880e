"""The head of a year: its number, how much was written in it, and the way to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.days import Written
from ui.calendar.words import counted, facts
from ui.icons import Icons
from ui.theme import scaled, set_role

_ICON: Final = 18


class YearHead(QWidget):
    """Says which year is seen; another is an arrow away, or in the menu of its number.

    Signals:
        year_wanted: the year to be seen.

    Attributes:
        stops: what the Tab key reaches, in order.
    """

    year_wanted = Signal(int)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = 1
        self._number = QPushButton()
        set_role(self._number, "year")
        self._years = QMenu(self._number)
        self._number.setMenu(self._years)
        self._beside, self._below = QLabel(), QLabel()
        for label in (self._beside, self._below):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, "dim-large")
        self._below.setWordWrap(True)
        self._before, self._after = _arrow(), _arrow()
        self.stops: tuple[QWidget, ...] = (self._number, self._before, self._after)
        row = QHBoxLayout()
        row.setSpacing(scaled(24))
        row.addWidget(self._number)
        row.addWidget(self._beside)
        row.addStretch(1)
        for arrow in (self._before, self._after):
            row.addWidget(arrow)
        self._row = row
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(row)
        rows.addWidget(self._below)
        self._beside.setMinimumWidth(1)  # it makes room for the rest, and is never cut itself
        self._before.clicked.connect(self._want_before)
        self._after.clicked.connect(self._want_after)
        self._years.triggered.connect(self._want)
        self.retint(icons)

    def show_year(self, year: int, written: Written, years: Sequence[tuple[int, Written]]) -> None:
        """Show *year* and how much was *written* in it; *years* can be chosen, latest first."""
        self._year = year
        self._number.setText(str(year))
        self._number.setAccessibleName(f"{year}, choose another year")
        self._number.setToolTip("Choose another year")
        words = facts(written) if written.days else "No pages in this year"
        self._beside.setText(words)
        self._below.setText(words)
        self._make_room()
        self._name_arrows()
        first, last = (years[-1][0], years[0][0]) if years else (year, year)
        self._before.setEnabled(year > first)
        self._after.setEnabled(year < last)
        self._years.clear()
        for each, amount in years:
            action = self._years.addAction(f"{each}\t{counted(amount.days, 'day', 'days')}")
            action.setData(each)
            action.setCheckable(True)
            action.setChecked(each == year)

    def clear(self) -> None:
        """Say nothing of any year."""
        self._years.clear()
        for label in (self._beside, self._below):
            label.setText("")

    def retint(self, icons: Icons) -> None:
        """Show the arrows in the colours of *icons*."""
        self._before.setIcon(icons.icon("ph.caret-left"))
        self._after.setIcon(icons.icon("ph.caret-right"))

    def _make_room(self) -> None:
        """Where it is narrow, say how much was written below the number."""
        others = (self._number, self._before, self._after, self._beside)
        needed = sum(each.sizeHint().width() + self._row.spacing() for each in others)
        self._beside.setVisible(needed <= self.width())
        self._below.setVisible(needed > self.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _name_arrows(self) -> None:
        for arrow, year in ((self._before, self._year - 1), (self._after, self._year + 1)):
            arrow.setAccessibleName(f"Go to {year}")
            arrow.setToolTip(f"Go to {year}")

    def _want_before(self) -> None:
        self.year_wanted.emit(self._year - 1)

    def _want_after(self) -> None:
        self.year_wanted.emit(self._year + 1)

    def _want(self, action: QAction) -> None:
        self.year_wanted.emit(action.data())


def _arrow() -> QToolButton:
    button = QToolButton()
    button.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
    return button
