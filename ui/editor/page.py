"""The sheet that is written on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from shadowjournal.document import Block, Document, Figure
from shadowjournal.entry import Picture
from shadowjournal.errors import Refused
from ui.editor import gestures
from ui.editor.from_page import read_selection
from ui.editor.insertion import insert_block, mend
from ui.editor.intake import Intake
from ui.editor.keys import Gesture, gesture_for, is_command, is_history, is_typing, page_step
from ui.editor.links import follow, link_at
from ui.editor.marks import PICTURE_CHARACTER
from ui.editor.page_menu import PageMenu
from ui.editor.paste import can_take, holds_picture, material_in, pictures_in, to_mime
from ui.editor.pointed_sheet import PointedSheet
from ui.theme import Theme


class Page(PointedSheet):
    """Takes what is typed, pasted and dropped into the text of an entry.

    Signals:
        turned: the cursor is to move this many screens (a step and whether it selects).
        left_upwards: the cursor wants to go above the first line.
        picture_offered: the writer pasted or dropped a picture; carries a `PictureSource`.
        refused: something cannot be taken in; why, in a sentence for the writer.
    """

    turned = Signal(int, bool)
    left_upwards = Signal()
    picture_offered = Signal(object)  # PictureSource
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_typing = False
        self._is_moving = False
        self.intake = Intake(self)
        self.intake.refused.connect(self.refused)
        self.intake.came.connect(self._see_to)
        self.setAccessibleName("Text of the entry")
        self.cursorPositionChanged.connect(self._settle)

    @override
    def show_document(self, content: Document) -> None:
        self.intake.drop()
        super().show_document(content)
        self._settle()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the text be read, marked and copied, and not changed; or changed again."""
        flags = Qt.TextInteractionFlag
        reading = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if is_read_only else flags.TextEditorInteraction)

    def insert_picture(self, picture: Picture, alt: str = "") -> None:
        """Put *picture* at the cursor."""
        self.supply_picture(picture)
        self.insert(Figure(picture.id, alt))

    def insert(self, block: Block) -> None:
        """Put *block* after the cursor's, as one step to undo."""
        self.intake.settle()
        cursor = self.textCursor()
        insert_block(cursor, block)
        self.setTextCursor(cursor)

    def paste_plain(self) -> None:
        """Put the words of the clipboard at the cursor, without their looks."""
        self._take(QApplication.clipboard().mimeData(), is_plain=True)

    def cut_selection(self) -> None:
        """Move the selection to the clipboard."""
        if self.isReadOnly():
            return
        blocks = self.document().blockCount()
        self.cut()
        self._mend(blocks)

    def delete_selection(self) -> None:
        """Take the selection out."""
        if self.isReadOnly():
            return
        blocks = self.document().blockCount()
        self.textCursor().removeSelectedText()
        self._mend(blocks)

    @override
    def undo(self) -> None:
        """Take the last step back; of text that is still coming, all."""
        self.intake.settle()
        super().undo()

    @override
    def redo(self) -> None:
        """Do again what was taken back last."""
        self.intake.settle()
        super().redo()

    def open_link(self) -> None:
        """Open the link at the cursor, where there is one."""
        follow(link_at(self.textCursor()))

    def menu(self) -> PageMenu:
        """Return a menu of what can be done at the cursor."""
        menu = PageMenu(self, has_link=bool(link_at(self.textCursor())))
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

    def _take(self, data: QMimeData, *, is_plain: bool = False) -> None:
        if self.isReadOnly():
            return
        if not is_plain and holds_picture(data):
            for offered in pictures_in(data):
                self.picture_offered.emit(offered)
            return
        try:
            material = material_in(data, is_plain=is_plain)
        except Refused as error:
            self.refused.emit(str(error))
            return
        if material is None:
            return
        if self._is_moving:
            self.intake.move(material, self.textCursor())
        else:
            self.intake.bring(material, self.textCursor())

    def _see_to(self, content: Document) -> None:
        mend(self.textCursor())
        self.ask_for(content.pictures)

    def _apply(self, gesture: Gesture) -> bool:
        cursor = self.textCursor()
        is_melting = cursor.hasSelection()  # what it parted may come together in one block
        is_done = gesture(cursor)
        if is_done:
            self.setTextCursor(cursor)
            if is_melting:
                mend(self.textCursor())
        return is_done

    def _step_aside(self) -> None:
        cursor = self.textCursor()
        gestures.step_aside(cursor)
        self.setTextCursor(cursor)

    def _mend(self, blocks_before: int) -> None:
        cursor = self.textCursor()
        is_moved = self.document().blockCount() != blocks_before
        if is_moved or PICTURE_CHARACTER in cursor.block().text():
            mend(cursor)

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
        is_asked = event.type() == QEvent.Type.ShortcutOverride
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
        gesture = gesture_for(event)
        if (gesture is not None and self._apply(gesture)) or self._turn(event):
            return
        is_typed = is_typing(event)
        if is_typed:
            self._step_aside()
        blocks = self.document().blockCount()
        self._is_typing = is_typed
        super().keyPressEvent(event)
        self._is_typing = False
        if not is_history(event):
            self._mend(blocks)

    def _read_on(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.focusNextChild()
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

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.intake.settle()
        blocks = self.document().blockCount()
        self._is_moving = event.source() in (self, self.viewport())
        super().dropEvent(event)
        self._is_moving = False
        self._mend(blocks)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.intake.let_cursor_go()
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.cursorRect().bottomLeft()
        elif not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(place))
        self.menu().popup(self.viewport().mapToGlobal(place))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        return to_mime(read_selection(self.textCursor()))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_take(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self._take(source)
