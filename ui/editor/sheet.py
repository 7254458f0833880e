"""The sheet: shows the text of one entry, and reaches for nothing outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from shadowjournal.document import Document
from shadowjournal.entry import Picture
from ui.editor.foresight import Foresight
from ui.editor.from_page import blocks_of, figure_of
from ui.editor.leaves import Leaf, Leaves
from ui.editor.markers import paint_markers
from ui.editor.marks import BODY_SIZE
from ui.editor.ornaments import (
    CODE_PAD,
    dim_all_but,
    is_blank,
    paint_ornaments,
    place_selections,
    seen_blocks,
)
from ui.editor.picture_object import PictureObject
from ui.editor.shelf import Shelf
from ui.page_look import page_font
from ui.theme import Theme, set_role


class Sheet(QTextEdit):
    """Holds the text of one entry, and is as tall as that text.

    Signals:
        edited: the writer changed the text; never emitted for what the program put there.
        picture_missing: a picture of the text is not here; its id.
        shown: another text was put on the page, or the same anew.

    Attributes:
        leaf: the page in sight. Its `QTextDocument` is another one for every entry.
        shelf: the pictures that are here.
        pictures: how they stand on the page.
    """

    edited = Signal()
    shown = Signal()
    picture_missing = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shelf = Shelf(self)
        self.pictures = PictureObject(self.shelf, theme, self)
        self._foresight = Foresight(self, self.shelf, self.pictures)
        self._supplied: set[str] = set()
        self._arranger = QTimer(self, singleShot=True, interval=0)
        self._arranger.timeout.connect(self._arrange)
        self._is_loading = True
        self._is_changed = False
        self._found: tuple[tuple[int, int], ...] = ()
        self._present: int | None = None
        self._dims = False
        self._bright = -1
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        set_role(self, "page")
        for each in (self, self.viewport()):  # a line more at the end leaves the others as they are
            each.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFont(page_font(BODY_SIZE))
        self._leaves = Leaves()
        self.leaf = Leaf("", Document(), theme, self)
        self._lay_open(self.leaf)
        self._is_loading = False
        self.cursorPositionChanged.connect(self._follow_dimming)

    def show_document(self, content: Document, entry_id: str = "") -> None:
        """Put *content* on the page.

        Where it was there before as that of the entry *entry_id*, its undo, its cursor and its
        selection come back with it. Else there is nothing to undo.
        """
        self._is_loading = True
        try:
            self.setExtraSelections([])
            self._found = ()
            self._put_by()
            self.shelf.keep(content.pictures)
            self.pictures.forget()
            left, self.leaf = self.leaf, self._leaf_of(content, entry_id)
            self._lay_open(self.leaf)
            self._leaves.keep(left)
        finally:
            self._is_loading = False
        self.ask_for(content.pictures)
        self.shown.emit()

    def forget(self) -> None:
        """Keep no page but the one in sight."""
        self._leaves.clear()
        self.shelf.forget()

    def _leaf_of(self, content: Document, entry_id: str) -> Leaf:
        leaf = self._leaves.take(entry_id, content)
        if leaf is None:
            return Leaf(entry_id, content, self._theme, self)
        leaf.dress(self._theme)
        return leaf

    def _lay_open(self, leaf: Leaf) -> None:
        page = leaf.page
        page.documentLayout().documentSizeChanged.connect(self._grow)
        self.setDocument(page)
        page.contentsChange.connect(self._note_change)
        page.contentsChanged.connect(self._tell_edited)
        self.setTextCursor(leaf.cursor())

    def _put_by(self) -> None:
        page = self.leaf.page
        page.documentLayout().documentSizeChanged.disconnect(self._grow)
        page.contentsChange.disconnect(self._note_change)
        page.contentsChanged.disconnect(self._tell_edited)
        self.leaf.leave(self.textCursor())

    @override
    def setDocument(self, document: QTextDocument) -> None:
        self.pictures.serve(document)
        super().setDocument(document)

    def written(self) -> Document:
        """Return what stands on the page."""
        return self.leaf.written()

    def set_theme(self, theme: Theme) -> None:
        """Show the page in the colours of *theme*. The text, its undo and its cursor stay."""
        self._theme = theme
        self.pictures.theme = theme
        self.leaf.dress(theme)
        self._mark()
        self.viewport().update()

    def follow_look(self, *, are_lines_other: bool) -> None:
        """Show the text in the type that pages have now.

        Where *are_lines_other*, the height of lines is another than before: then there is nothing
        to undo any more.
        """
        self.setFont(page_font(BODY_SIZE))
        self.leaf.dress(self._theme)
        if are_lines_other:
            self.forget()
            place = self.textCursor().position()
            self.show_document(self.written())
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)

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
        self._foresight.look()

    def look_ahead(self) -> None:
        """Take note that another part of the page is in sight: its pictures are wanted soon."""
        self._foresight.look()

    def ask_for(self, pictures: Sequence[str]) -> None:
        """Tell which of *pictures* are not here."""
        for picture in pictures:
            if not self.shelf.holds(picture):
                self.picture_missing.emit(picture)

    @property
    def missing_pictures(self) -> tuple[str, ...]:
        """The ids of the pictures in the text that are not here."""
        return tuple(each for each in self.written().pictures if not self.shelf.holds(each))

    def mark_found(self, places: Sequence[tuple[int, int]], present: int | None) -> None:
        """Show what was found between *places* of the text; *present* is the one that is shown.

        The marks are no part of the text.
        """
        self._found = tuple(places)
        self._present = present
        self._mark()

    def _mark(self) -> None:
        page, theme = self.document(), self._theme
        self.setExtraSelections(place_selections(page, self._found, self._present, theme))

    def set_dimming(self, is_wanted: bool) -> None:
        """Dim all paragraphs but the one of the cursor, or none."""
        self._dims = is_wanted
        self.viewport().update()

    def _follow_dimming(self) -> None:
        if self._dims and self.textCursor().blockNumber() != self._bright:
            self._bright = self.textCursor().blockNumber()
            self.viewport().update()

    def _grow(self, size: QSizeF) -> None:
        # Below the last line there is room for the box of code that may end the page.
        self.setFixedHeight(max(ceil(size.height()), self.fontMetrics().height()) + CODE_PAD)

    def fit_text(self) -> None:
        """Be as tall as the text, all of which is laid out for that.

        Qt says nothing of it where the text that is shown now has the size it had before.
        """
        self._grow(self.document().size())

    def _note_change(self, _: int, _removed: int, added: int) -> None:
        # Qt says this only of changes to the text; the other news comes for a new look as well.
        self._is_changed = not self._is_loading
        self.leaf.weight += added

    def _tell_edited(self) -> None:
        if self._is_changed:
            self._is_changed = False
            self.edited.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            super().resizeEvent(event)
            self.viewport().update()
        else:  # Qt would lay out all of the text anew for every line that comes
            self.verticalScrollBar().setRange(0, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            # A style sheet takes the interface's typeface for the page's, and Qt follows it.
            self.document().setDefaultFont(page_font(BODY_SIZE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        seen = seen_blocks(self.document(), event.rect())
        painter = QPainter(self.viewport())
        # Nothing below is seen through the page, so nothing below has to be painted for every key.
        painter.fillRect(event.rect(), self._theme.colour("page"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        paint_ornaments(painter, seen, self.document().textWidth(), self._theme)
        if is_blank(self.document()) and not self.isReadOnly():
            self._paint_placeholder(painter)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        paint_markers(painter, seen, self._theme)
        if self._dims:
            dim_all_but(painter, self.textCursor().block(), self.viewport().rect(), self._theme)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what is to be seen over the text; nothing is, by default."""

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
