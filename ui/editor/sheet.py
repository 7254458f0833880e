"""The sheet: shows the text of one entry, and reaches for nothing outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from shadowjournal.document import Document
from shadowjournal.entry import Picture
from ui.editor.from_page import blocks_of, figure_of, read_page
from ui.editor.markers import paint_markers
from ui.editor.marks import BODY_SIZE, LIST_INDENT
from ui.editor.ornaments import CODE_PAD, hit_selections, is_blank, paint_ornaments
from ui.editor.picture_object import PictureObject
from ui.editor.shelf import Shelf
from ui.editor.tint import Tint
from ui.editor.to_page import write_page
from ui.theme import Theme, scaled, serif, set_role


class Sheet(QTextEdit):
    """Holds the text of one entry, and is as tall as that text.

    Signals:
        edited: the writer changed the text; never emitted for what the program put there.
        picture_missing: a picture of the text is not here; its id.

    Attributes:
        shelf: the pictures that are here.
        pictures: how they stand on the page.
    """

    edited = Signal()
    picture_missing = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shelf = Shelf()
        self.pictures = PictureObject(self.shelf, theme, self)
        self._supplied: set[str] = set()
        self._arranger = QTimer(self, singleShot=True, interval=0)
        self._arranger.timeout.connect(self._arrange)
        self._is_loading = True
        self._is_changed = False
        self._hits: tuple[str, ...] = ()
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        set_role(self, "page")
        self.setFont(serif(BODY_SIZE))
        page = self.document()
        page.setDefaultFont(serif(BODY_SIZE))
        page.setDocumentMargin(0)
        page.setIndentWidth(scaled(LIST_INDENT))
        self._tint = Tint(page, theme)
        self.pictures.serve(page)
        page.documentLayout().documentSizeChanged.connect(self._grow)
        page.contentsChange.connect(self._note_change)
        page.contentsChanged.connect(self._tell_edited)
        write_page(Document(), page)
        self._is_loading = False

    def show_document(self, content: Document) -> None:
        """Put *content* on the page. Nothing of what stood there can be had back by undo."""
        self._is_loading = True
        try:
            self.setExtraSelections([])
            self._hits = ()
            self.shelf.keep(content.pictures)
            write_page(content, self.document())
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            self.setTextCursor(cursor)
        finally:
            self._is_loading = False
        self.ask_for(content.pictures)

    @override
    def setDocument(self, document: QTextDocument) -> None:
        self.pictures.serve(document)
        super().setDocument(document)

    def written(self) -> Document:
        """Return what stands on the page."""
        return read_page(self.document())

    def set_theme(self, theme: Theme) -> None:
        """Show the page in the colours of *theme*. The text, its undo and its cursor stay."""
        self._theme = theme
        self.pictures.theme = theme
        self._tint.set_theme(theme)
        self.mark_hits(self._hits)
        self.viewport().update()

    def supply_picture(self, picture: Picture) -> None:
        """Show *picture* wherever the text has it."""
        self.shelf.put(picture)
        self._supplied.add(picture.id)
        self._arranger.start()

    def _arrange(self) -> None:
        """Lay out anew the pictures that came, and nothing else."""
        page, supplied = self.document(), set(self._supplied)
        self._supplied.clear()
        for block in blocks_of(page):
            figure = figure_of(block)
            if figure is not None and figure.picture in supplied:
                page.markContentsDirty(block.position(), block.length())

    def ask_for(self, pictures: Sequence[str]) -> None:
        """Tell which of *pictures* are not here."""
        for picture in pictures:
            if not self.shelf.holds(picture):
                self.picture_missing.emit(picture)

    @property
    def missing_pictures(self) -> tuple[str, ...]:
        """The ids of the pictures in the text that are not here."""
        return tuple(each for each in self.written().pictures if not self.shelf.holds(each))

    def mark_hits(self, words: Sequence[str]) -> None:
        """Show where *words* stand. The marks are no part of the text."""
        self._hits = tuple(words)
        self.setExtraSelections(hit_selections(self.document(), self._hits, self._theme))

    def _grow(self, size: QSizeF) -> None:
        # Below the last line there is room for the box of code that may end the page.
        self.setFixedHeight(max(ceil(size.height()), self.fontMetrics().height()) + CODE_PAD)

    def _note_change(self) -> None:
        # Qt says this only of changes to the text; the other news comes for a new look as well.
        self._is_changed = not self._is_loading

    def _tell_edited(self) -> None:
        if self._is_changed:
            self._is_changed = False
            self.edited.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            # A style sheet takes the interface's typeface for the page's, and Qt follows it.
            self.document().setDefaultFont(serif(BODY_SIZE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint_ornaments(painter, self.document(), event.rect(), self._theme)
        if is_blank(self.document()) and not self.isReadOnly():
            self._paint_placeholder(painter)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        paint_markers(painter, self.document(), event.rect(), self._theme)
        painter.end()

    def _paint_placeholder(self, painter: QPainter) -> None:
        painter.setFont(self.document().defaultFont())
        painter.setPen(self._theme.colour("dim"))
        place = self.cursorRect(QTextCursor(self.document())).topLeft()
        ascent = painter.fontMetrics().ascent()
        painter.drawText(QPoint(place.x(), place.y() + ascent), "Write what is here.")

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        # Qt would look at files and, in time, the network: an answer of any kind keeps it from it.
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
