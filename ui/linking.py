"""Links from entry to entry: completed, followed, and shown where they lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from shadowjournal.document import entry_link
from shadowjournal.entry import Entry
from shadowjournal.errors import NoSuchEntry
from shadowjournal.journal import Journal
from shadowjournal.linking import Backlinks
from ui.editor.editor import EntryEditor
from ui.editor.entry_links.brackets import Brackets, put_link
from ui.editor.entry_links.choices import Choice, Choices, choice_of
from ui.editor.links import link_at, set_link
from ui.session import Session
from ui.writing import Writing

if TYPE_CHECKING:
    from ui.editor.entry_links.linked_from import LinkedFrom
    from ui.editor.entry_links.picker import EntryPicker

_AIR = 6
_IN_TRASH = "The linked entry lies in the trash."
_GONE = "The linked entry is no longer in the journal."
_NOT_LINKED = "No other entry links to this one."


class Linking(QObject):
    """Knows which entries may be linked, who links whom, and opens what a link leads to."""

    def __init__(
        self,
        session: Session,
        editor: EntryEditor,
        writing: Writing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._writing = writing
        self._backlinks = Backlinks()
        self._choices: Choices | None = None
        self._present = ""
        self._is_stale = True
        self._is_own_stale = False  # a page is not offered while one writes on it
        self._is_picking = False
        self._picker: EntryPicker | None = None
        self._linked_from: LinkedFrom | None = None
        self._brackets = Brackets(editor.page)
        self._brackets.wanted.connect(self._offer)
        editor.column.verticalScrollBar().valueChanged.connect(self._brackets.keep_up)
        editor.page.entry_wanted.connect(self._follow)
        editor.commands.link_entry.triggered.connect(self._ask)
        editor.commands.linked_from.triggered.connect(self._show_sources)
        session.all_read.connect(self._read_links)
        session.entry_saved.connect(self._was_saved)
        session.locked.connect(self._forget)
        writing.turned.connect(self._page_turned)

    def close(self) -> None:
        """Leave no title behind."""
        self._choices, self._is_stale, self._is_picking = None, True, False
        self._brackets.close()
        self._put_away()

    def _forget(self) -> None:
        self.close()
        self._backlinks.clear()
        self._present = ""
        self._count()

    def _put_away(self) -> None:
        for popover in (self._picker, self._linked_from):
            if popover is not None:
                popover.clear()

    def _page_turned(self, entry: Entry) -> None:
        self._present = entry.id
        self._is_stale |= self._is_own_stale
        self._is_own_stale = self._is_picking = False
        self._put_away()
        self._count()

    def _read_links(self) -> None:
        self._is_stale = True
        if self._session.is_open:
            self._backlinks.show((each.id, each.links) for each in self._session.summaries)
            self._count()

    def _was_saved(self, entry: Entry) -> None:
        summary = self._session.summary_of(entry.id)
        if self._session.is_open and summary is not None:
            is_own = summary.id == self._present
            self._is_stale |= not is_own
            self._is_own_stale |= is_own
            self._backlinks.put(summary.id, summary.links)
            self._count()

    def _count(self) -> None:
        self._editor.status.show_linked(len(self._sources()))

    def _sources(self) -> list[Choice]:
        """Return the entries that link to the one on the page, the newest first."""
        sources = self._backlinks.sources(self._present)
        found = [each for source in sources if (each := self._session.summary_of(source))]
        found.sort(key=lambda each: (each.written.local, each.written.utc), reverse=True)
        return [choice_of(each) for each in found]

    def _offer(self) -> None:
        """Give the page what it may offer: at once what is known, soon what is new."""
        if self._choices is not None:
            self._brackets.show(self._choices, self._present)
        if self._is_stale:
            self._gather()

    def _gather(self) -> None:
        self._is_stale = False
        make = partial(Choices, self._session.summaries)
        self._session.read_aside(make, self._were_gathered, self._session.went_wrong.emit)

    def _were_gathered(self, choices: Choices) -> None:
        if not self._session.is_open:
            return
        self._choices = choices
        self._brackets.show(choices, self._present)
        if self._is_picking:
            self._pick()

    def _ask(self) -> None:
        if self._editor.is_read_only or not self._session.is_open:
            return
        if self._choices is None or self._is_stale:
            self._is_picking = True
            self._gather()
        else:
            self._pick()

    def _pick(self) -> None:
        self._is_picking = False
        if self._choices is None:
            return
        if self._picker is None:
            from ui.editor.entry_links.picker import EntryPicker  # most type the brackets

            self._picker = EntryPicker(self._editor)
            self._picker.chosen.connect(self._link)
        page = self._editor.page
        line = page.cursorRect().translated(page.mapTo(self._editor, QPoint(0, 0)))
        self._picker.ask(self._choices, self._present, line)

    def _link(self, choice: Choice) -> None:
        page = self._editor.page
        cursor = page.textCursor()
        if cursor.hasSelection() or link_at(cursor):
            set_link(cursor, entry_link(choice.entry_id))  # the words stay the writer's
            cursor.setPosition(cursor.selectionEnd())
            page.setTextCursor(cursor)
        else:
            put_link(page, cursor, choice)
        self._editor.focus_text()

    def _show_sources(self) -> None:
        sources = self._sources()
        if not sources:
            self._editor.show_notice(_NOT_LINKED)
            return
        if self._linked_from is None:
            from ui.editor.entry_links.linked_from import LinkedFrom  # on most days nobody asks

            self._linked_from = LinkedFrom(self._editor)
            self._linked_from.chosen.connect(self._open)
        status = self._editor.status
        left = status.linked_button.mapTo(self._editor, QPoint(0, 0)).x()
        floor = status.y() if status.isVisible() else self._editor.height()
        self._linked_from.show_sources(sources, QPoint(left, floor - _AIR))

    def _open(self, choice: Choice) -> None:
        self._turn_to(choice.entry_id)

    def _turn_to(self, entry_id: str) -> None:
        self._writing.open(entry_id)
        self._editor.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, entry_id: str) -> None:
        if self._session.knows(entry_id):
            self._turn_to(entry_id)
        else:  # not read yet, thrown away, or gone
            question = partial(Journal.get, entry_id=entry_id)
            self._session.ask(question, self._was_found, self._was_not_found)

    def _was_found(self, entry: Entry) -> None:
        if entry.trashed is None:
            self._turn_to(entry.id)
        else:
            self._editor.show_notice(_IN_TRASH)

    def _was_not_found(self, error: BaseException) -> None:
        if isinstance(error, NoSuchEntry):
            self._editor.show_notice(_GONE)
        else:
            self._session.went_wrong.emit(error)
