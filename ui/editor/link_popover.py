"""A small field for the address of a link, beside the words it is for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.document import clean_link, linked_entry
from ui.theme import scaled, set_role
from ui.widgets.popover import Popover

_NO_ADDRESS = "That is not a web or e-mail address."
_TO_ENTRY = "This link leads to an entry of the journal."


class LinkPopover(Popover):
    """Asks where a link leads.

    Signals:
        chosen: the address; empty to take the link off.
        followed: the link as it is now is to be opened.
    """

    chosen = Signal(str)
    followed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("https://…  or an e-mail address")
        self._field.setAccessibleName("Address of the link")
        self._field.setMinimumWidth(scaled(280))
        self._problem = QLabel(_NO_ADDRESS, self)
        set_role(self._problem, "dim")
        self._problem.hide()
        self._link = self._button("primary", "Link")
        self._open = self._button("quiet", "Open")
        self._remove = self._button("quiet", "Remove")
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(self._link)
        row.addWidget(self._open)
        row.addWidget(self._remove)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 10, 10, 10)
        rows.addLayout(row)
        rows.addWidget(self._problem)
        self._field.returnPressed.connect(self._choose)
        self._field.textEdited.connect(self._problem.hide)
        self._link.clicked.connect(self._choose)
        self._open.clicked.connect(self._follow)
        self._remove.clicked.connect(self._take_off)

    def ask(self, address: str, place: QPoint) -> None:
        """Open near *place* (in the parent's coordinates) with *address* in the field.

        That of an entry says nothing to anybody: it stays out of the field.
        """
        is_entry = linked_entry(address) is not None
        self._field.setText("" if is_entry else address)
        self._field.selectAll()
        self._open.setVisible(bool(address))
        self._remove.setVisible(bool(address))
        self._problem.setText(_TO_ENTRY if is_entry else _NO_ADDRESS)
        self._problem.setVisible(is_entry)
        self.stand_near(place)
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def clear(self) -> None:
        self._field.setText("")  # unlike clear, undo does not bring it back
        super().clear()

    def _button(self, role: str, words: str) -> QPushButton:
        made = QPushButton(words, self)
        set_role(made, role)
        return made

    def _choose(self) -> None:
        address = completed(self._field.text())
        if address is None:
            self._problem.setText(_NO_ADDRESS)
            self._problem.show()
            self.adjustSize()
            return
        self.clear()
        self.chosen.emit(address)
        self.closed.emit()

    def _follow(self) -> None:
        self.clear()
        self.followed.emit()
        self.closed.emit()

    def _take_off(self) -> None:
        self.clear()
        self.chosen.emit("")
        self.closed.emit()


def completed(text: str) -> str | None:
    """Return *text* as the address of a link, what people leave out added; None if it is none."""
    text = text.strip()
    if not text or clean_link(text):
        return clean_link(text)
    name = text.partition("/")[0]
    if "@" in name and "." in name:
        return clean_link(f"mailto:{text}")
    return clean_link(f"https://{text}") if "." in name and ":" not in name else None
