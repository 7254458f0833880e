"""The writing side of the window: the page with all that belongs to it."""

from __future__ import annotations

from datetime import time

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QClipboard, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from shadowjournal.document import Document
from shadowjournal.entry import Entry, Picture
from shadowjournal.formats.to_plain import word_count
from shadowjournal.preferences import Preferences
from ui.actions import Actions
from ui.editor.column import Column
from ui.editor.commanding import Commanding
from ui.editor.counting import Counting
from ui.editor.finding.finder import Finder
from ui.editor.format_bar import FormatBar
from ui.editor.header import Header
from ui.editor.marks import is_rule
from ui.editor.page import Page
from ui.editor.picturing import Picturing
from ui.editor.preferred import follow
from ui.editor.status_line import StatusLine
from ui.editor.structure import Structure
from ui.icons import Icons
from ui.theme import Theme, set_role
from ui.widgets.notice_bar import NoticeBar


class EntryEditor(QWidget):
    """Shows one entry and lets it be written.

    Signals:
        changed: the writer changed something; never emitted for what the program shows.
        picture_wanted: the writer wants to choose a picture.
        picture_offered: the writer pasted or dropped one; carries a `PictureSource`.
        picture_missing: a picture of the text is to be supplied; its id.
        text_offered: pasted text is to be read aside; carries an `Offer`, for the page's intake.
        settled: all text that was on its way to the page is there.

    Attributes:
        page: the text of the entry.
        structure: what a screen reader is told of it.
        header: what stands above it.
        column: what scrolls both.
        bar, status: the lines above and below.
        finder: finds words on the page.
        icons: in the colours of the present theme.
        notices: the line above the page, for whoever has something to say that is not of the entry.
    """

    changed = Signal()
    picture_wanted = Signal()
    picture_offered = Signal(object)  # PictureSource
    picture_missing = Signal(str)
    text_offered = Signal(object)  # Offer
    settled = Signal()

    def __init__(self, commands: Actions, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.commands = commands
        self._entry = Entry.begin()
        self._read: Document | None = None
        self._is_read_only = False
        set_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page = Page(icons.theme)
        self.structure = Structure(self.page)
        self.header = Header(icons.theme)
        self.bar = FormatBar(commands, icons)
        self.notices = NoticeBar(icons)
        self.column = Column(self.header, self.page)
        self.status = StatusLine(commands, icons)
        self.finder = Finder(commands, self.page, icons, self)
        self._above = QWidget()
        self._lay_out()
        self._counting = Counting(self.page, self.status, self._document)
        self._commanding = Commanding(commands, self.page, self.bar, self)
        self._picturing = Picturing(commands, self.page, icons.theme, self)
        self._connect()
        self.addActions(list(commands.for_text))
        self.setFocusProxy(self.page)
        self.header.lead_to(self.page)
        self.retint(icons)
        self.show_entry(self._entry)

    def _lay_out(self) -> None:
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.notices)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self._above)
        for each in self.finder.widgets:
            rows.addWidget(each)
        rows.addWidget(self.column, 1)
        rows.addWidget(self.status)

    def _connect(self) -> None:
        self.page.edited.connect(self._text_changed)
        self.header.edited.connect(self.changed)
        self.header.left.connect(self.focus_text)
        self.page.left_upwards.connect(self.focus_title)
        self.page.picture_missing.connect(self.picture_missing)
        self.page.picture_offered.connect(self.picture_offered)
        self.page.refused.connect(self.show_notice)
        self.page.intake.offered.connect(self.text_offered)
        self.page.intake.settled.connect(self.settled)
        self.finder.moved.connect(self.column.show_cursor)
        self.finder.counted.connect(self.status.show_match)
        self.page.zoomed.connect(self._zoom)
        self.commands.picture.triggered.connect(self.picture_wanted)
        for mark in self.commands.entry_marks:
            mark.triggered.connect(self.changed)
        self.commands.notice.triggered.connect(self.notices.take_focus)
        self.notices.left.connect(self.focus_text)

    def show_entry(self, entry: Entry) -> None:
        """Bring *entry* to the page, the cursor at its end.

        What was on the page before comes back as it was left, its undo too, unless the entry was
        changed elsewhere meanwhile.
        """
        self.page.leaf.scroll = self.column.place
        self._entry = entry
        self._read = entry.document
        self._commanding.close()
        self.finder.clear()
        self._picturing.close()
        self.header.show_entry(entry)
        self.page.show_document(entry.document, entry.id)
        self.commands.star.setChecked(entry.starred)
        self.commands.keep_back.setChecked(entry.is_kept_back)
        self.status.show_new()
        self._counting.begin_again()
        self.column.show_place(self.page.leaf.scroll)

    def entry(self) -> Entry:
        """Return the entry as it stands on the page. When it was edited is for others to say."""
        return replace(
            self._entry,
            written=self.header.written,
            prompt=self.header.prompt,
            title=self.header.title.title(),
            tags=self.header.chips.tags,
            starred=self.commands.star.isChecked(),
            is_kept_back=self.commands.keep_back.isChecked(),
            document=self._document(),
        )

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the entry be read and not changed; or changed again."""
        self._is_read_only = is_read_only
        self._commanding.close()
        self._picturing.close()
        self.page.set_read_only(is_read_only)
        self.header.set_read_only(is_read_only)
        for action in (*self.commands.for_text, *self.commands.entry_marks):
            action.setEnabled(not is_read_only)
        self._picturing.reflect()

    @property
    def is_read_only(self) -> bool:
        """Whether the entry can be read only."""
        return self._is_read_only

    def set_bare(self, is_bare: bool) -> None:
        """Show nothing but the text and its prompt, or everything again."""
        for each in (self.bar, self._above, self.status):
            each.setVisible(not is_bare)
        self.header.set_bare(is_bare)

    def clear(self) -> None:
        """Leave no word behind, in no field and in nothing that undo could bring back."""
        self.show_entry(Entry.begin())
        self.page.forget()
        self.header.clear()
        clipboard = QApplication.clipboard()
        if clipboard.ownsSelection():  # on X11, what was marked last can be put in anywhere
            clipboard.clear(QClipboard.Mode.Selection)

    def commit_input(self) -> None:
        """Make what an input method is composing part of the entry."""
        self.page.commit_input()

    def show_sealed(self, at: time) -> None:
        """Say that all is sealed since *at*."""
        self.status.show_sealed(at)

    def show_unsealed(self) -> None:
        """Say that something was changed since the last sealing."""
        self.status.show_unsealed()

    def show_problem(self, text: str) -> None:
        """Say what is wrong, in a sentence that stays until all is sealed."""
        self.status.show_problem(text)

    def show_notice(self, text: str) -> None:
        """Say what could not be done, in a sentence that stays long enough to be read."""
        self.status.show_notice(text)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong, as a notice."""
        self.show_notice(str(error))

    def supply_picture(self, picture: Picture) -> None:
        """Show *picture* where the text has it."""
        self.page.supply_picture(picture)

    def insert_picture(
        self, picture: Picture, alt: str = "", place: QTextCursor | None = None
    ) -> None:
        """Put *picture* where the cursor is, or at *place*; *alt* says in words what it shows."""
        is_here = place is None or place == self.page.textCursor()
        self.page.insert_picture_at(place or self.page.textCursor(), picture, alt)
        if is_here:
            self.column.show_cursor()

    @property
    def has_pictures_missing(self) -> bool:
        """Whether the text has pictures that were not supplied."""
        return bool(self.page.missing_pictures)

    @property
    def word_count(self) -> int:
        """How many words the text has."""
        return word_count(self._document())

    def focus_text(self) -> None:
        """Let the writer go on in the text."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.show_cursor()

    @property
    def cursor_place(self) -> int:
        """Where the cursor stands in the text: how many characters lie before it."""
        return self.page.textCursor().position()

    def put_cursor(self, place: int) -> None:
        """Put the cursor after *place* characters of the text, or at its end."""
        cursor = self.page.textCursor()
        cursor.setPosition(min(place, self.page.document().characterCount() - 1))
        self.page.setTextCursor(cursor)
        self.column.show_cursor()

    def focus_gap(self) -> None:
        """Let the writer begin in the first line that is empty, or after all there is."""
        block = self.page.document().begin()
        while block.isValid() and (block.text() or is_rule(block.blockFormat())):
            block = block.next()
        self.put_cursor(
            block.position() if block.isValid() else self.page.document().characterCount()
        )
        self.focus_text()

    def focus_title(self) -> None:
        """Let the writer change the title."""
        self.header.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.show_top()

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*. The text, the cursor and undo stay as they are."""
        self.page.set_theme(theme)
        self._picturing.set_theme(theme)
        self.header.set_theme(theme)

    def follow(self, preferences: Preferences) -> None:
        """Take what is typed, and show the page, as the owner of the journal prefers it."""
        follow(preferences, self.page, self.column)

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self.icons = icons
        self.commands.retint(icons)
        self.bar.retint(icons)
        self.status.retint(icons)
        self.notices.retint(icons)
        self.finder.retint(icons)

    def _document(self) -> Document:
        if self._read is None:
            self._read = self.page.written()
        return self._read

    def _text_changed(self) -> None:
        self._read = None
        self.changed.emit()

    def _zoom(self, step: int) -> None:
        (self.commands.zoom_in if step > 0 else self.commands.zoom_out).trigger()
