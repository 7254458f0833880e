"""Shows which entries link to the one on the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.editor.entry_links.choices import Choice
from ui.editor.entry_links.entry_list import EntryList
from ui.theme import scaled
from ui.widgets.popover import Popover
from ui.widgets.step import text_label

_WIDTH, _GAP = 420, 6


class LinkedFrom(Popover):
    """A list of entries, of which one may be opened.

    Signals:
        chosen: the `Choice`.
    """

    chosen = Signal(object)  # Choice

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Linked from")
        self._list = EntryList("Linked from", self)
        head = text_label("heading", "LINKED FROM")
        head.setContentsMargins(9, 3, 9, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(6)
        rows.addWidget(head)
        rows.addWidget(self._list)
        self._list.chosen.connect(self._take)

    def show_sources(self, sources: Sequence[Choice], corner: QPoint) -> None:
        """Show *sources* with its lower left corner at *corner*, in the parent's coordinates."""
        self._list.show_choices(sources)
        room = self._list.fit_into(self, scaled(_WIDTH), _GAP, corner.y())
        x = max(min(corner.x(), room.width() - self.width() - _GAP), _GAP)
        self.stand_near(QPoint(x, corner.y() - self.height()), self.width())
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def clear(self) -> None:
        super().clear()
        self._list.clear()

    def _take(self, choice: Choice) -> None:
        self.close_quietly()
        self.chosen.emit(choice)
