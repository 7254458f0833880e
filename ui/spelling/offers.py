"""What is offered for an unknown word, in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

_LOOKING = "Looking for suggestions…"
_NONE = "No suggestions"


class Offers(QObject):
    """Stands at the top of a menu, and fills in the suggestions when they are known.

    It goes with its menu.

    Signals:
        chosen: the word is to be replaced by this one.
        add_wanted: the word is the writer's own.
        ignore_wanted: the word is right for this sitting.
    """

    chosen = Signal(str)
    add_wanted = Signal()
    ignore_wanted = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        others = menu.actions()
        before = others[0] if others else None
        self._waiting = QAction(_LOOKING, self)
        self._waiting.setEnabled(False)
        self._first = QAction(self)
        self._first.setSeparator(True)
        add = QAction("&Add to my words", self)
        add.triggered.connect(self.add_wanted)
        ignore = QAction("&Ignore in this sitting", self)
        ignore.triggered.connect(self.ignore_wanted)
        last = QAction(self)
        last.setSeparator(True)
        for action in (self._waiting, self._first, add, ignore, last):
            menu.insertAction(before, action) if before else menu.addAction(action)
        last.setVisible(before is not None)

    def show_suggestions(self, words: Sequence[str]) -> None:
        """Offer *words*, the likeliest first."""
        if not words:
            self._waiting.setText(_NONE)
            return
        is_first_current = self._menu.activeAction() in (None, self._waiting)
        made = [self._suggestion(word) for word in words]
        self._menu.insertActions(self._first, made)
        self._menu.removeAction(self._waiting)
        if is_first_current:
            self._menu.setActiveAction(made[0])

    def _suggestion(self, word: str) -> QAction:
        action = QAction(word.replace("&", "&&"), self)
        action.setData(word)
        font = action.font()
        font.setBold(True)
        action.setFont(font)
        action.triggered.connect(self._choose)
        return action

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))
