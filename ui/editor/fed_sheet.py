"""The sheet that is fed: from the clipboard, by a drop, with pictures."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDropEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from shadowjournal.document import Block, Document, Figure
from shadowjournal.entry import Picture
from shadowjournal.errors import Refused
from ui.editor.from_page import read_selection
from ui.editor.insertion import insert_block, mend
from ui.editor.intake import Intake
from ui.editor.marks import PICTURE_CHARACTER
from ui.editor.paste import can_take, material_in, say
from ui.editor.pasted_pictures import holds_picture, pictures_in
from ui.editor.pointed_sheet import PointedSheet
from ui.theme import Theme


class FedSheet(PointedSheet):
    """Takes what is pasted and dropped into the text, and gives what is copied.

    Signals:
        picture_offered: the writer pasted or dropped a picture; carries a `PictureSource`.
        refused: something cannot be taken in, or not as it was; why, in a sentence for the writer.
    """

    picture_offered = Signal(object)  # PictureSource
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._is_moving = False
        self.intake = Intake(self)
        self.intake.refused.connect(self.refused)
        self.intake.came.connect(self._see_to)

    @override
    def show_document(self, content: Document, entry_id: str = "") -> None:
        self.intake.drop()
        super().show_document(content, entry_id)

    def insert_picture(self, picture: Picture, alt: str = "") -> None:
        """Put *picture* at the cursor."""
        self.supply_picture(picture)
        self.insert(Figure(picture.id, alt))

    def insert_picture_at(self, place: QTextCursor, picture: Picture, alt: str = "") -> None:
        """Put *picture* at *place*, and move that to it: what is put there next stands below it.

        The writer's cursor goes on where it is, unless that is *place*.
        """
        if place == self.textCursor():
            self.insert_picture(picture, alt)
            behind = self.textCursor()
        else:
            self.intake.settle()
            self.supply_picture(picture)
            behind = QTextCursor(place)
            insert_block(behind, Figure(picture.id, alt))
        behind.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        behind.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        place.setPosition(behind.position())

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
        for end in self.intake.ends:  # what came is in order within
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(end, self.document().characterCount() - 1))
            mend(cursor, is_near=True)
        self.ask_for(content.pictures)

    def _mend(self, blocks_before: int, *, is_near: bool = True) -> None:
        cursor = self.textCursor()
        is_moved = self.document().blockCount() != blocks_before
        if is_moved or PICTURE_CHARACTER in cursor.block().text():
            mend(cursor, is_near=is_near)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.intake.settle()
        blocks = self.document().blockCount()
        self._is_moving = event.source() in (self, self.viewport())
        super().dropEvent(event)
        self._is_moving = False
        self._mend(blocks, is_near=False)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.intake.let_cursor_go()
        super().mousePressEvent(event)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        # One of Qt's own: one that Python made would take the program with it as it ends, for the
        # clipboard lives longer. Asked for its text once, it lets go of what Qt wants it to say.
        data = super().createMimeDataFromSelection()
        data.text()
        data.clear()
        say(read_selection(self.textCursor()), data)
        return data

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_take(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self._take(source)
