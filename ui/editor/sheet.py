"""The sheet: shows the text of one entry, and reaches for nothing outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from shadowjournal.document import Document
from shadowjournal.entry import Picture
from ui.editor.drawer import Drawer, Laid
from ui.editor.from_page import read_page
from ui.editor.markers import paint_markers
from ui.editor.marks import BODY_SIZE, LIST_INDENT, PICTURE_SCHEME
from ui.editor.ornaments import (
    CODE_PAD,
    dim_all_but,
    hit_selections,
    is_blank,
    paint_ornaments,
    place_selections,
)
from ui.editor.shelf import Shelf
from ui.editor.to_page import write_page
from ui.page_look import page_font, page_pixels
from ui.theme import Theme, set_role


class Sheet(QTextEdit):
    """Holds the text of one entry, and is as tall as that text.

    Signals:
        edited: the writer changed the text; never emitted for what the program put there.
        picture_missing: a picture of the text is not here; its id.
    """

    edited = Signal()
    picture_missing = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shelf = Shelf(theme)
        self._is_loading = True
        self._is_changed = False
        self._hits: tuple[str, ...] = ()
        self._found: tuple[tuple[int, int], ...] = ()
        self._present: int | None = None
        self._dims = False
        self._bright = -1
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        set_role(self, "page")
        self.setFont(page_font(BODY_SIZE))
        self._laid = Laid(self, theme)
        self._drawer = Drawer()
        self._lay(self._laid)
        self._is_loading = False
        self.cursorPositionChanged.connect(self._follow_dimming)

    def show_document(self, content: Document, name: str = "") -> bool:
        """Put *content* on the page; tell whether it lay here before, and is as it was left.

        What lies here under a *name* can be laid aside and shown again with all its undo and its
        cursor, as long as *content* is what was left. Else there is nothing to undo.
        """
        self._is_loading = True
        try:
            self.setExtraSelections([])
            self._hits = self._found = ()
            self._laid.place = self.textCursor().position()
            before, self._laid = (
                self._laid,
                self._drawer.take(name, content) or self._written(content, name),
            )
            self._lay(self._laid)
            self._shelf.keep(content.pictures)
            self._put_aside(before)
        finally:
            self._is_loading = False
        self.ask_for(content.pictures)
        return self._laid.is_again

    def forget(self) -> None:
        """Destroy all that was laid aside."""
        self._drawer.clear()

    def _written(self, content: Document, name: str) -> Laid:
        laid = Laid(self, self._theme, name)
        self._dress(laid)
        write_page(content, laid.text)
        laid.place = laid.text.characterCount() - 1
        return laid

    def _lay(self, laid: Laid) -> None:
        """Show *laid*, and hear it."""
        self._dress(laid)
        self.setDocument(laid.text)
        laid.text.documentLayout().documentSizeChanged.connect(self._grow)
        laid.text.contentsChange.connect(self._note_change)
        laid.text.contentsChanged.connect(self._tell_edited)
        cursor = QTextCursor(laid.text)
        cursor.setPosition(min(laid.place, laid.text.characterCount() - 1))
        self._grow(laid.text.size())  # first: else it scrolls within itself
        self.setTextCursor(cursor)

    def _put_aside(self, laid: Laid) -> None:
        laid.text.documentLayout().documentSizeChanged.disconnect(self._grow)
        laid.text.contentsChange.disconnect(self._note_change)
        laid.text.contentsChanged.disconnect(self._tell_edited)
        for picture in read_page(laid.text).pictures if laid.name else ():
            self._shelf.show(picture, laid.text)  # a place for it is enough there
        self._drawer.put(laid)

    def _dress(self, laid: Laid) -> None:
        laid.text.setDefaultFont(page_font(BODY_SIZE))
        laid.text.setIndentWidth(page_pixels(LIST_INDENT))
        laid.tint.dress(self._theme)

    def written(self) -> Document:
        """Return what stands on the page."""
        return read_page(self.document())

    def set_theme(self, theme: Theme) -> None:
        """Show the page in the colours of *theme*. The text, its undo and its cursor stay."""
        self._theme = theme
        self._shelf.set_theme(theme)
        self._laid.tint.dress(theme)
        for picture in self.written().pictures:
            self._shelf.show(picture, self.document())
        self.mark_hits(self._hits)
        self.viewport().update()

    def follow_look(self, *, are_lines_other: bool) -> None:
        """Show the text in the type that pages have now.

        Where *are_lines_other*, the height of lines is another than before: then there is nothing
        to undo any more.
        """
        self.setFont(page_font(BODY_SIZE))
        self._dress(self._laid)
        if are_lines_other:
            self.forget()
            place = self.textCursor().position()
            self.show_document(self.written())
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)

    def supply_picture(self, picture: Picture) -> None:
        """Show *picture* wherever the text has it."""
        self._shelf.put(picture, self.document())

    def ask_for(self, pictures: Sequence[str]) -> None:
        """Tell which of *pictures* are not here."""
        for picture in pictures:
            if not self._shelf.holds(picture):
                self.picture_missing.emit(picture)

    @property
    def missing_pictures(self) -> tuple[str, ...]:
        """The ids of the pictures in the text that are not here."""
        return tuple(each for each in self.written().pictures if not self._shelf.holds(each))

    def set_dimming(self, is_wanted: bool) -> None:
        """Dim all paragraphs but the one of the cursor, or none."""
        self._dims = is_wanted
        self.viewport().update()

    def _follow_dimming(self) -> None:
        if self._dims and self.textCursor().blockNumber() != self._bright:
            self._bright = self.textCursor().blockNumber()
            self.viewport().update()

    def mark_hits(self, words: Sequence[str]) -> None:
        """Show where *words* stand. The marks are no part of the text."""
        self._hits = tuple(words)
        self._mark()

    def mark_found(self, places: Sequence[tuple[int, int]], present: int | None) -> None:
        """Show what was found between *places* of the text; *present* is the one that is shown."""
        self._found = tuple(places)
        self._present = present
        self._mark()

    def _mark(self) -> None:
        page, theme = self.document(), self._theme
        found = place_selections(page, self._found, self._present, theme)
        self.setExtraSelections(hit_selections(page, self._hits, theme) + found)

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
            self.document().setDefaultFont(page_font(BODY_SIZE))

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
        if self._dims:
            dim_all_but(painter, self.textCursor().block(), self.viewport().rect(), self._theme)
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
        address = name if isinstance(name, str) else name.toString()
        if address.startswith(PICTURE_SCHEME):
            return self._shelf.image(address.removeprefix(PICTURE_SCHEME))
        return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
