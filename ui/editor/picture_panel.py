"""A small panel for one picture: what it shows, and how wide it is."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.document import Figure, clean_line
from ui.theme import scaled, set_role
from ui.widgets.popover import Popover

_OWN = 0  # the number of the button for a picture's own width; the others have their percent
_WIDTHS = {_OWN: "Own width", 25: "25 %", 50: "50 %", 75: "75 %", 100: "100 %"}


class PicturePanel(Popover):
    """Asks what a picture shows and how wide it is to be.

    Signals:
        chosen: what is to stand there now; carries a `Figure`.
    """

    chosen = Signal(object)  # Figure

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("The picture")
        self._figure: Figure | None = None
        self._alt = QLineEdit(self)
        self._alt.setAccessibleName("What the picture shows")
        self._alt.setAccessibleDescription("Stands under the picture and is read aloud for it.")
        self._alt.setPlaceholderText("A few words, for under the picture")
        self._alt.setMinimumWidth(scaled(330))
        asked = QLabel("&What the picture shows", self)
        asked.setBuddy(self._alt)
        self._done = QPushButton("Done", self)
        set_role(self._done, "primary")
        self._widths = QButtonGroup(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 12)
        rows.setSpacing(8)
        rows.addWidget(asked)
        rows.addWidget(self._alt)
        rows.addLayout(self._row())
        self._alt.returnPressed.connect(self._choose)
        self._done.clicked.connect(self._choose)

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for percent, words in _WIDTHS.items():
            button = QPushButton(words, self)
            button.setCheckable(True)
            set_role(button, "chip-line")
            if percent != _OWN:
                button.setAccessibleName(f"{percent} percent of the column")
            self._widths.addButton(button, percent)
            row.addWidget(button)
        row.addStretch(1)
        row.addSpacing(scaled(12))
        row.addWidget(self._done)
        return row

    def ask(self, figure: Figure, place: QPoint) -> None:
        """Open near *place* (in the parent's coordinates) with what holds of *figure*."""
        self._figure = figure
        self._alt.setText(figure.alt)
        self._alt.selectAll()
        self._check(_OWN if figure.width is None else figure.width)
        self.stand_near(place)
        self._alt.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def clear(self) -> None:
        self._figure = None
        self._alt.setText("")  # unlike clear, undo does not bring it back
        super().clear()

    def _check(self, percent: int) -> None:
        self._widths.setExclusive(False)  # of a width of one's own, none is checked
        for button in self._widths.buttons():
            button.setChecked(self._widths.id(button) == percent)
        self._widths.setExclusive(True)

    def _choose(self) -> None:
        figure = self._figure
        if figure is None:
            return
        if self._alt.text() != figure.alt:
            figure = replace(figure, alt=clean_line(self._alt.text()))
        if (percent := self._widths.checkedId()) >= 0:
            figure = replace(figure, width=None if percent == _OWN else percent)
        self.clear()
        self.chosen.emit(figure)
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)
