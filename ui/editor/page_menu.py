"""The menu of the page, for whoever presses the other mouse button or the menu key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QTextEdit

_Keys = QKeySequence.StandardKey


class PageMenu(QMenu):
    """Offers what can be done at the cursor; it is gone once it is closed. Show it with ``popup``.

    Signals:
        cut_wanted: the selection is to go to the clipboard.
        delete_wanted: the selection is to go.
        paste_plain_wanted: the words of the clipboard are to come, without their looks.
        link_wanted: the link under the cursor is to be opened.
    """

    cut_wanted = Signal()
    delete_wanted = Signal()
    paste_plain_wanted = Signal()
    link_wanted = Signal()

    def __init__(self, page: QTextEdit, *, has_link: bool) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_selection = page.textCursor().hasSelection()
        may_change = not page.isReadOnly()
        text = page.document()
        if usable := [action for action in page.actions() if action.isEnabled()]:
            self.addActions(usable)
            self.addSeparator()
        if has_link:
            self._offer("&Open the link", self.link_wanted.emit)
            self.addSeparator()
        self._offer("&Undo", page.undo, _Keys.Undo, may_change and text.isUndoAvailable())
        self._offer("&Redo", page.redo, _Keys.Redo, may_change and text.isRedoAvailable())
        self.addSeparator()
        self._offer("Cu&t", self.cut_wanted.emit, _Keys.Cut, may_change and has_selection)
        self._offer("&Copy", page.copy, _Keys.Copy, has_selection)
        self._offer("&Paste", page.paste, _Keys.Paste, page.canPaste())
        self._offer("Paste as plain te&xt", self.paste_plain_wanted.emit, is_usable=page.canPaste())
        self._offer("&Delete", self.delete_wanted.emit, is_usable=may_change and has_selection)
        self.addSeparator()
        self._offer("Select &all", page.selectAll, _Keys.SelectAll, not text.isEmpty())

    def _offer(
        self,
        words: str,
        act: Callable[[], object],
        keys: QKeySequence.StandardKey | None = None,
        is_usable: bool = True,
    ) -> None:
        action = QAction(words, self)
        action.setEnabled(is_usable)
        if keys is not None:
            # Shown, not heard: the page hears these keys itself.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)
