"""One row of the page of keys: a way in, what it means, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout

from ui.icons import Icons
from ui.keys.drawer import Drawer
from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

_ICON = 18


class KeyRow(QFrame):
    """An icon, a name, a dim line, buttons; under them what was done, or a drawer."""

    def __init__(self, name: str, icon_name: str, icons: Icons) -> None:
        super().__init__()
        set_role(self, "row")
        self._icon_name = icon_name
        self._drawer: Drawer | None = None
        self._icon = QLabel()
        self._name = name
        self._words = text_label("dim")
        self._reason = text_label("dim")
        self._news = text_label("notice-words")
        self._problem = text_label("warning")
        self.foot = QHBoxLayout()
        self._down = QVBoxLayout()
        self._lay_out()
        self.retint(icons)

    def add_button(self, words: str) -> QPushButton:
        """Add a button that says *words*."""
        made = button("small", words)
        made.setAccessibleName(f"{self._name}: {words.removesuffix('…')}")
        self.foot.insertWidget(self.foot.count() - 1, made)
        return made

    def show_words(self, words: str, reason: str = "") -> None:
        """Say in *words* what this key means, and for which *reason* it cannot be removed."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def say(self, news: str, *, is_problem: bool = False) -> None:
        """Say what was done, or what went wrong; nothing says no more."""
        for label, is_meant in ((self._news, not is_problem), (self._problem, is_problem)):
            label.setText(news if is_meant else "")
            label.setVisible(is_meant and bool(news))
            if label.text():
                QAccessible.updateAccessibility(QAccessibleEvent(label, QAccessible.Event.Alert))

    def open_drawer(self, drawer: Drawer) -> None:
        """Open *drawer* under the row."""
        self._drawer = drawer
        self._down.addWidget(drawer)
        drawer.show()
        QTimer.singleShot(0, self._scroll_to_drawer)  # once it has its place

    def close_drawer(self) -> None:
        """Close the drawer, of which nothing stays."""
        drawer, self._drawer = self._drawer, None
        if drawer is not None:
            drawer.wipe()
            self._down.removeWidget(drawer)
            drawer.hide()
            drawer.deleteLater()

    def retint(self, icons: Icons) -> None:
        """Show the icon in the colours of *icons*."""
        self._icon.setPixmap(icons.icon(self._icon_name).pixmap(_ICON, _ICON))

    def _scroll_to_drawer(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self._drawer is not None:
            area.ensureWidgetVisible(self._drawer)

    def _lay_out(self) -> None:
        self._icon.setContentsMargins(0, scaled(2), 0, 0)  # beside the first line of the words
        self.foot.setSpacing(scaled(8))
        self.foot.setContentsMargins(0, scaled(4), 0, 0)
        self.foot.addStretch()
        self._down.setSpacing(scaled(5))
        self._down.addWidget(text_label("notice-words", self._name))
        self._down.addWidget(self._words)
        self._down.addLayout(self.foot)
        for part in (self._reason, self._news, self._problem):
            part.hide()
            self._down.addWidget(part)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, scaled(12), 0, scaled(14))
        across.setSpacing(scaled(12))
        across.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._down, 1)
