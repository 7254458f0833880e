"""The page of help: who is there, for the region the writer chooses."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from shadowjournal.care import DEFAULT_REGION, KINDS, Help, LineKind
from ui.care.line_row import LineRow
from ui.theme import scaled, set_role
from ui.widgets.scrolled_column import COLUMN_WIDTH, ScrolledColumn
from ui.widgets.step import button, name_field, text_label

_HEADINGS: dict[LineKind, str] = {
    "danger": "IN IMMEDIATE DANGER",
    "talk": "SOMEONE TO TALK TO",
    "harm": "HARM IN A RELATIONSHIP",
    "directory": "DIRECTORIES, COUNTRY BY COUNTRY",
}
_WHERE_NONE: dict[LineKind, str] = {
    "talk": "The directories at the end of this page list people to talk to, country by country.",
    "harm": "The directories at the end of this page can help to find a line near you.",
}
_SHARED = (
    "Someone who uses this computer may see what was done on it. A phone or a computer that they "
    "cannot reach is safer."
)


class HelpPage(QWidget):
    """Lines in the order of what cannot wait. Nothing here needs a network or keeps a record.

    Signals:
        region_chosen: the writer chose the region with this id.
        back_wanted: the writer has seen enough.
    """

    region_chosen = Signal(str)
    back_wanted = Signal()

    def __init__(self, help_lines: Help) -> None:
        super().__init__()
        self._help = help_lines
        self._rows: list[LineRow] = []
        self._region = QComboBox()
        for region in help_lines.regions:
            self._region.addItem(region.title, region.id)
        self._back = button("quiet", "Back")
        self._back.setAccessibleName("Back")
        self._area = ScrolledColumn()
        self._lines = QVBoxLayout()
        self._shown = QWidget()
        self._lay_out()
        self._region.activated.connect(self._take_region)
        self._back.clicked.connect(self.back_wanted)
        self.choose_region(DEFAULT_REGION)
        self.setFocusProxy(self._back)

    @property
    def region(self) -> str:
        """The id of the region that is shown."""
        return str(self._region.currentData())

    def choose_region(self, region: str) -> None:
        """Show the lines of *region*; an unknown one is the international one."""
        place = self._region.findData(region)
        self._region.setCurrentIndex(max(place, self._region.findData(DEFAULT_REGION)))
        self._show_lines()

    def _take_region(self) -> None:
        self._show_lines()
        self.region_chosen.emit(self.region)

    def _show_lines(self) -> None:
        self._rows = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in KINDS:
            column.addWidget(text_label("heading", _HEADINGS[kind]))
            self._add_lines(column, kind)
            column.addSpacing(scaled(24))
        column.addWidget(text_label("dim", self._checked()))
        column.addStretch()
        self._lines.replaceWidget(self._shown, inside)
        inside.show()  # else only a later event does it, and until then Tab passes it over
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = inside
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = [self._region, *(row.copy for row in self._rows), self._back]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _add_lines(self, column: QVBoxLayout, kind: LineKind) -> None:
        lines = self._help.lines_for(self.region, kind)
        for line in lines:
            row = LineRow(line)
            row.copied.connect(self._mark_copied)
            self._rows.append(row)
            column.addWidget(row)
        notes = [] if lines else [_WHERE_NONE[kind]]
        for note in notes + ([_SHARED] if kind == "harm" else []):
            column.addSpacing(scaled(8))
            column.addWidget(text_label("dim-large", note))

    def _checked(self) -> str:
        lines = (line for kind in KINDS for line in self._help.lines_for(self.region, kind))
        how = "; ".join(dict.fromkeys(line.last_verified for line in lines))
        return f"Checked: {how}. Numbers can change."

    def _mark_copied(self) -> None:
        for row in self._rows:
            row.mark_copied(row is self.sender())

    def _lay_out(self) -> None:
        self._lines.addWidget(self._shown)
        self._area.body.addLayout(self._head())
        self._area.body.addLayout(self._lines)
        self._area.body.addStretch()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._area, 1)
        down.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        label = text_label("dim-large", "Region")
        label.setWordWrap(False)
        name_field(label, self._region)
        head = QHBoxLayout()
        head.setSpacing(scaled(10))
        head.addWidget(text_label("question", "Help"))
        head.addStretch()
        head.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._region, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        set_role(foot, "bar")
        inside = QWidget()
        inside.setMaximumWidth(scaled(COLUMN_WIDTH))
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._back)
        row.addStretch()
        across = QHBoxLayout(foot)
        across.setContentsMargins(40, scaled(8), 40, scaled(8))
        across.addStretch(1)
        across.addWidget(inside, 1000)
        across.addStretch(1)
        return foot
