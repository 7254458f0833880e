"""The settings room: the pages on the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.scrolled_column import ScrolledColumn
from ui.widgets.step import button, text_label

_LIST = 220
_ICON = 18


class SettingsScreen(QWidget):
    """Shows one page at a time. The pages know nothing of each other.

    The arrow keys in the list turn the pages, Tab leads over Back into the page, Esc leaves.

    Signals:
        closed: the writer wants to go back to where they were.
    """

    closed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._icon_names: list[str] = []
        self._list = QListWidget()
        self._pages = QStackedWidget()
        self._back = button("quiet", "Back")
        self._lay_out()
        self.setAccessibleName("Settings")
        self.setFocusProxy(self._list)
        self._list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._back.clicked.connect(self.closed)

    @property
    def page_shown(self) -> str:
        """The title of the page that is seen; empty where there is none."""
        row = self._list.currentRow()
        return self._list.item(row).text() if row >= 0 else ""

    def add_page(self, title: str, icon_name: str, widget: QWidget) -> None:
        """Add *widget* as the last page; its *title* stands in the list and above it."""
        self._icon_names.append(icon_name)
        self._pages.addWidget(_sheet(title, widget))
        self._list.addItem(QListWidgetItem(self._icons.icon(icon_name), title))
        if self._list.count() == 1:
            self._list.setCurrentRow(0)

    def show_page(self, title: str) -> None:
        """Turn to the page called *title*; where there is none, stay."""
        for row in self._list.findItems(title, Qt.MatchFlag.MatchExactly):
            self._list.setCurrentItem(row)

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._icons = icons
        for number, name in enumerate(self._icon_names):
            self._list.item(number).setIcon(icons.icon(name))

    def _lay_out(self) -> None:
        self._list.setAccessibleName("Settings")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_role(self._list, "pages")
        side = QFrame()
        set_role(side, "sidebar")
        side.setFixedWidth(scaled(_LIST))
        column = QVBoxLayout(side)
        column.setContentsMargins(18, scaled(20), 17, 14)
        column.setSpacing(scaled(12))
        column.addWidget(text_label("heading", "SETTINGS"))
        column.addWidget(self._list, 1)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(self._pages, 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _sheet(title: str, widget: QWidget) -> ScrolledColumn:
    """Return a page in a centred column under its title."""
    sheet = ScrolledColumn()
    sheet.body.addWidget(text_label("question", title))
    sheet.body.addWidget(widget)
    sheet.body.addStretch()
    return sheet
