"""The sheet that is written on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from shadowjournal.document import Document
from ui.editor import gestures
from ui.editor.fed_sheet import FedSheet
from ui.editor.insertion import mend
from ui.editor.keys import (
    Gesture,
    gesture_for,
    is_command,
    is_following,
    is_history,
    is_typing,
    page_step,
)
from ui.editor.links import leads_somewhere, link_beside
from ui.editor.manner import Manner
from ui.editor.page_menu import PageMenu
from ui.theme import Theme


class Page(FedSheet):
    """Takes what is typed into the text of an entry.

    Signals:
        turned: the cursor is to move this many screens (a step and whether it selects).
        left_upwards: the cursor wants to go above the first line.
        typed: characters were typed, and became what they stand for.
        rested: the cursor, or what is around it, is other than before; told once the work that a
            key asks for is done, and once for all of it.
    """

    turned = Signal(int, bool)
    left_upwards = Signal()
    typed = Signal()
    rested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_typing = False
        self._manner = Manner()
        self._moves_on = False
        self.setAccessibleName("Text of the entry")
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.rested)
        for change in (self.cursorPositionChanged, self.currentCharFormatChanged, self.textChanged):
            change.connect(self._rest.start)
        self.cursorPositionChanged.connect(self._settle)

    @override
    def show_document(self, content: Document, entry_id: str = "") -> None:
        super().show_document(content, entry_id)
        self._settle()
        self._rest.stop()
        self.rested.emit()  # at once: nothing is told any more of what was here before

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the text be read, marked and copied, and not changed; or changed again."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if is_read_only else flags.TextEditorInteraction)

    def set_manner(self, manner: Manner) -> None:
        """Take what is typed from now on in this *manner*."""
        self._manner = manner

    def set_moving_on(self, is_wanted: bool) -> None:
        """Let Backspace and Delete rest, so that one writes on; or let them work again."""
        self._moves_on = is_wanted

    def open_link(self) -> None:
        """Open the link at the cursor, where there is one."""
        self.follow_link(link_beside(self.textCursor()))

    def menu(self) -> PageMenu:
        """Return a menu of what can be done at the cursor."""
        menu = PageMenu(self, has_link=bool(link_beside(self.textCursor())))
        menu.cut_wanted.connect(self.cut_selection)
        menu.delete_wanted.connect(self.delete_selection)
        menu.paste_plain_wanted.connect(self.paste_plain)
        menu.link_wanted.connect(self.open_link)
        self.menu_made.emit(menu)
        return menu

    def commit_input(self) -> None:
        """Make what an input method is composing part of the text, where none is on its way."""
        if self.intake.is_busy:
            return
        QApplication.inputMethod().commit()
        composed = self.textCursor().block().layout().preeditAreaText()
        if composed:  # the input method did not answer
            event = QInputMethodEvent()
            event.setCommitString(composed)
            QApplication.sendEvent(self, event)

    def _settle(self) -> None:
        shape = None if self._is_typing else gestures.untrapped(self.textCursor())
        if shape is not None:
            self.setCurrentCharFormat(shape)

    def _apply(self, gesture: Gesture) -> bool:
        cursor = self.textCursor()
        is_melting = cursor.hasSelection()  # what it parted may come together in one block
        is_done = gesture(cursor)
        if is_done:
            self.setTextCursor(cursor)
            if is_melting:
                mend(self.textCursor())
        return is_done

    def _act(self, event: QKeyEvent) -> bool:
        """Do what the key means on the page, where that is not Qt's own way."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if is_enter and self._apply(self._manner.enter):
            return True
        if is_following(event) and leads_somewhere(self.textCursor()):
            self.open_link()
            return True
        if event.key() == Qt.Key.Key_Right and not event.modifiers():
            shape = gestures.leave_marks(self.textCursor())
            if shape is not None:
                self.setCurrentCharFormat(shape)
                return True
        gesture = gesture_for(event)
        return gesture is not None and self._apply(gesture)

    def _refine(self) -> None:
        """Make what was just typed what it stands for."""
        cursor = self.textCursor()
        if self._manner.take(cursor):
            shape = cursor.charFormat()
            self.setTextCursor(cursor)
            self.setCurrentCharFormat(shape)
        self.typed.emit()

    def _step_aside(self) -> None:
        cursor = self.textCursor()
        if gestures.step_aside(cursor):
            self.setTextCursor(cursor)

    def _turn(self, event: QKeyEvent) -> bool:
        """Leave to others what needs to know more than the page; tell whether it was that."""
        step = page_step(event)
        is_selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if step:
            self.turned.emit(step, is_selecting)
        elif event.key() == Qt.Key.Key_Up and not event.modifiers() and self._is_on_first_line():
            self.left_upwards.emit()
        elif event.key() == Qt.Key.Key_Backtab:
            self.focusPreviousChild()
        else:
            return False
        return True

    def _is_on_first_line(self) -> bool:
        top = QTextCursor(self.document())
        return self.cursorRect().top() <= self.cursorRect(top).top()

    @override
    def event(self, event: QEvent) -> bool:
        # In this order, for half a dozen events come with every key.
        is_asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and is_command(event):
            event.ignore()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_command(event):
            event.ignore()
            return
        if self.intake.hold(event):
            return
        if self.isReadOnly():
            self._read_on(event)
            return
        is_typed = is_typing(event)
        if is_typed:
            self._step_aside()
        elif self._rests(event) or self._act(event) or self._turn(event):
            return
        blocks = self.document().blockCount()
        self._is_typing = is_typed
        super().keyPressEvent(event)
        self._is_typing = False
        if is_typed or not is_history(event):
            self._mend(blocks)
        if is_typed:
            self._refine()

    def _rests(self, event: QKeyEvent) -> bool:
        return self._moves_on and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)

    def _read_on(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.focusNextChild()
        elif is_following(event):
            self.open_link()
        elif not self._turn(event):
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly() or self.intake.hold(event):
            return
        if event.commitString():
            self._step_aside()
        blocks = self.document().blockCount()
        self._is_typing = True
        super().inputMethodEvent(event)
        self._is_typing = False
        if event.commitString():
            self._mend(blocks)
            self._refine()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.cursorRect().bottomLeft()
        elif not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(place))
        self.menu().popup(self.viewport().mapToGlobal(place))
