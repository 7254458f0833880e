"""One quiet line above what one is doing: what is the case, and what can be done about it."""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.icons import Icons
from ui.theme import scaled, set_role
from ui.widgets.step import button, text_label

_ICON = 18
_NARROW = 760
"""Pixels of width below which the buttons stand under the words."""


class Urgency(IntEnum):
    """Which of several notices is seen first; of the same urgency, the one that came first."""

    HINT = 0
    WARNING = 1
    STANDING = 2


class Notice(Struct, frozen=True):
    """What the bar says.

    ``key`` names it: a later notice of the same key takes its place. ``actions`` are pairs of an
    id and the words of a button; the first is what most people will want. One that ``is_lasting``
    cannot be closed: it goes when what it says is no longer so.
    """

    key: str
    words: str
    actions: tuple[tuple[str, str], ...] = ()
    urgency: Urgency = Urgency.HINT
    is_lasting: bool = False


class NoticeBar(QFrame):
    """Shows the most urgent of the notices handed to it, and takes no room where there is none.

    It never takes the keyboard by itself. Esc gives the keyboard back.

    Signals:
        action_chosen: a button was pressed; carries the key of the notice and the id of the action.
        dismissed: the notice of this key was closed by hand; it is gone.
        left: the keyboard is to go back to where it was; also when a notice goes that had it.
        shown: this notice is seen now, for the first time or again.
    """

    action_chosen = Signal(str, str)
    dismissed = Signal(str)
    left = Signal()
    shown = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._notices: dict[str, Notice] = {}
        self._seen: Notice | None = None
        self._buttons: list[QPushButton] = []
        set_role(self, "notice")
        self._icon = QLabel()
        self._icon.setContentsMargins(0, scaled(4), 0, 0)  # beside the first line of the words
        self._words = text_label("notice-words")
        self._words.setContentsMargins(0, scaled(3), 0, scaled(3))
        self._close = QToolButton()
        self._close.setAccessibleName("Close this notice")
        self._close.setToolTip("Close this notice (Esc goes back to the page)")
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.retint(icons)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """The notice that is seen."""
        return self._seen

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All notices, the most urgent first."""
        return tuple(sorted(self._notices.values(), key=_by_urgency))

    def show_notice(self, notice: Notice) -> None:
        """Take *notice* in, in place of one with its key; show it when its turn has come."""
        self._notices[notice.key] = notice
        self._show_first()

    def withdraw(self, key: str) -> None:
        """Say what the notice *key* says no longer."""
        if self._notices.pop(key, None) is not None:
            self._show_first()

    def clear(self) -> None:
        """Say nothing any more."""
        self._notices.clear()
        self._show_first()

    def set_busy(self, key: str, words: str) -> None:
        """Say *words* in place of the words and the buttons of the notice *key*, while it is done.

        Where no such notice is here, nothing happens.
        """
        if (notice := self._notices.get(key)) is not None:
            self.show_notice(Notice(key, words, (), notice.urgency, is_lasting=True))

    def take_focus(self) -> None:
        """Put the keyboard on the first button, where there is one."""
        focusable = [*self._buttons, *([] if self._close.isHidden() else [self._close])]
        if self.isVisible() and focusable:
            focusable[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._icons = icons
        self._close.setIcon(icons.icon("ph.x"))
        is_hint = self._seen is None or self._seen.urgency is Urgency.HINT
        name, role = ("ph.info", "accent") if is_hint else ("ph.warning-circle", "warm")
        self._icon.setPixmap(icons.icon(name, role).pixmap(_ICON, _ICON))

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        self._foot.setSpacing(scaled(8))
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(scaled(8))
        self._middle.addWidget(self._words, 1)
        self._middle.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 7, 12, 7)
        row.setSpacing(scaled(10))
        at_top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, at_top)
        row.addLayout(self._middle, 1)
        row.addWidget(self._close, 0, at_top)

    def _show_first(self) -> None:
        first = next(iter(self.notices), None)
        if first == self._seen:
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self._seen = first
        self._drop_buttons()
        if first is not None:
            self._show(first)
        else:
            self._words.setText("")  # it may have held words of the journal
            self.setAccessibleName("")
        self.setVisible(first is not None)
        if had_focus:
            self.left.emit()
        if first is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
            self.shown.emit(first.key)

    def _show(self, notice: Notice) -> None:
        self._words.setText(notice.words)
        self.setAccessibleName(notice.words)
        for identity, words in notice.actions:
            made = button("notice", words, in_dialog=True)
            made.setAccessibleName(words)
            made.setProperty("action", identity)
            made.clicked.connect(self._choose)
            self._buttons.append(made)
            self._foot.addWidget(made)
            made.show()  # at once: a layout does it only later
        order = [*self._buttons, self._close]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
        self._close.setVisible(not notice.is_lasting)
        self._arrange()
        self.retint(self._icons)

    def _drop_buttons(self) -> None:
        for each in self._buttons:
            self._foot.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._buttons.clear()

    def _choose(self) -> None:
        pressed = self.sender()
        if self._seen is not None and isinstance(pressed, QPushButton):
            self.action_chosen.emit(self._seen.key, str(pressed.property("action")))

    def _dismiss(self) -> None:
        if self._seen is not None:
            key = self._seen.key
            self.withdraw(key)
            self.dismissed.emit(key)

    def _arrange(self) -> None:
        directions = QBoxLayout.Direction
        is_narrow = self.width() < scaled(_NARROW) and bool(self._buttons)
        self._middle.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self._middle.setAlignment(
            self._foot, Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignVCenter
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _by_urgency(notice: Notice) -> int:
    return -notice.urgency
