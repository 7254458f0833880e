"""The line under the page: what is sealed, how much is written, and a way out."""

from __future__ import annotations

from datetime import time
from itertools import product

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from ui.actions import Actions
from ui.icons import Icons
from ui.theme import sans, set_role

_ICON = 16
_READABLE = 8_000  # milliseconds
_SPEED = 200
"""Words that are read in a minute, unhurried."""


class StatusLine(QFrame):
    """Says quietly whether every word is sealed."""

    def __init__(self, commands: Actions, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._is_troubled = False
        self._next = ""
        self._count = self._selected = 0
        self._match = ""
        self._counts: tuple[str, ...] = ("",)
        self._sources: tuple[str, ...] = ("",)
        self._notice = QTimer(self, singleShot=True, interval=_READABLE)
        self._notice.timeout.connect(self._end_notice)
        set_role(self, "bar")
        self._shield = QLabel(self)
        self._seal = QLabel(self)
        self._seal.setTextFormat(Qt.TextFormat.PlainText)
        self._seal.setFont(sans(12))
        self._words = QLabel(self)
        self._words.setMinimumWidth(1)  # it makes room for the rest, and is never cut itself
        set_role(self._words, "dim")
        self._linked = _quiet(commands.linked_from, self)
        self._linked.setMinimumWidth(1)  # as well
        self._linked.hide()
        self._row = QHBoxLayout(self)
        self._lay_out(commands)
        self._say("Not sealed yet", is_troubled=False)

    def _lay_out(self, commands: Actions) -> None:
        row = self._row
        row.setContentsMargins(20, 2, 12, 2)
        row.setSpacing(6)
        row.addWidget(self._shield)
        row.addWidget(self._seal)
        row.addSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self._linked)
        row.addStretch(1)
        for action in (commands.too_much, commands.help):
            row.addWidget(_quiet(action, self))

    def show_sealed(self, at: time) -> None:
        """Say that all is sealed since *at*."""
        self._tell(f"Sealed {at:%H:%M}")

    def show_unsealed(self) -> None:
        """Say that something was changed since. A problem stays in sight until it is over."""
        if not self._is_troubled or self._notice.isActive():
            self._tell("Writing…")

    def show_new(self) -> None:
        """Say nothing: the page is new."""
        self._notice.stop()
        self._say("", is_troubled=False)

    def show_problem(self, text: str) -> None:
        """Say what is wrong, until all is sealed again."""
        self._notice.stop()
        self._say(text, is_troubled=True)

    def show_notice(self, text: str) -> None:
        """Say what could not be done, long enough to be read; after it, what was said meanwhile."""
        if self._is_troubled and not self._notice.isActive():
            return  # words that are not sealed matter more
        if not self._notice.isActive():
            self._next = self._seal.text()
        self._notice.start()
        self._say(text, is_troubled=True)

    def show_words(self, count: int) -> None:
        """Say how many words there are, and of a longer text how long it takes to read."""
        self._count = count
        self._show_count()

    def show_selected(self, count: int) -> None:
        """Say how many of the words are selected; nothing where none are."""
        self._selected = count
        self._show_count()

    def show_match(self, number: int, count: int) -> None:
        """Say which of *count* places that a search found is at the cursor; 0 for none of them."""
        matches = "1 match" if count == 1 else f"{count:,} matches"
        match = f"match {number:,} of {count:,}" if number else matches
        self._match = f" · {match}" if count else ""
        self._show_count()

    def show_linked(self, count: int) -> None:
        """Say from how many entries this one is linked; nothing where it is from none."""
        said = (f"Linked from {_entries(count)}", _links(count), f"\u2190 {count:,}")
        self._sources = said if count else ("",)
        self._linked.setAccessibleName(self._sources[0])
        self._make_room()

    @property
    def linked_button(self) -> QWidget:
        """Where a list of the entries may stand that link to this one."""
        return self._linked

    def _show_count(self) -> None:
        words = "1 word" if self._count == 1 else f"{self._count:,} words"
        if self._selected:
            self._counts = (
                f"{self._selected:,} of {words} selected",
                f"{self._selected:,} selected",
            )
        elif self._count >= _SPEED:
            minutes = round(self._count / _SPEED)
            self._counts = (f"{words} · {minutes:,} min to read", words)
        else:
            self._counts = (words if self._count else "",)
        if self._match:
            self._counts = (self._counts[-1] + self._match, self._match.removeprefix(" · "))
        self._make_room()

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._icons = icons
        self._dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where it is narrow, say less of words and links rather than cut anything."""
        for sources, words in product((*self._sources, ""), (*self._counts, "")):
            self._linked.setText(sources)
            self._linked.setVisible(bool(sources))
            self._words.setText(words)
            self._words.setVisible(bool(words))
            if self._row.sizeHint().width() <= self.width():
                return

    def _tell(self, text: str) -> None:
        self._next = text
        if not self._notice.isActive():
            self._say(text, is_troubled=False)

    def _end_notice(self) -> None:
        self._say(self._next, is_troubled=False)

    def _say(self, text: str, *, is_troubled: bool) -> None:
        if (text, is_troubled) == (self._seal.text(), self._is_troubled):
            return  # a label that is told the same has the whole window laid out anew
        self._is_troubled = is_troubled
        self._seal.setText(text)
        self._seal.setWordWrap(is_troubled)
        # A problem takes the room that is else left free.
        self._row.setStretchFactor(self._seal, 1000 if is_troubled else 0)
        self._seal.setAccessibleName(text)
        self._shield.setVisible(bool(text))
        self._dress()

    def _dress(self) -> None:
        role = "warm" if self._is_troubled else "dim"
        colours = self._seal.palette()
        colours.setColor(QPalette.ColorRole.WindowText, self._icons.theme.colour(role))
        self._seal.setPalette(colours)
        name = "ph.shield-warning" if self._is_troubled else "ph.shield-check"
        icon = self._icons.icon(name, "warm" if self._is_troubled else "accent")
        self._shield.setPixmap(icon.pixmap(_ICON, _ICON))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _links(count: int) -> str:
    return "1 link here" if count == 1 else f"{count:,} links here"


def _quiet(action: QAction, parent: QWidget) -> QPushButton:
    button = QPushButton(action.text().replace("&", ""), parent)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(button.text())
    button.clicked.connect(action.trigger)
    set_role(button, "link")
    return button
