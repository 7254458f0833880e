"""Which entry lies on the page, and that every change to it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from shadowjournal.catalog import Summary
from shadowjournal.document import Document
from shadowjournal.entry import Entry, Moment, PromptSnapshot
from shadowjournal.errors import BadDocument, JournalError
from shadowjournal.journal import Journal
from ui.arrivals import Arrivals
from ui.begun import Begun
from ui.bookmark import Bookmark
from ui.clocks import Clocks
from ui.editor.editor import EntryEditor
from ui.session import Session
from ui.unsealed import Afterwards, Unsealed


class Writing(QObject):
    """Brings entries to the page and what is written on it to the journal.

    Nothing leaves the page before it was handed over for sealing, and what was handed over is kept
    here, in its newest version, until the journal has it. What the system refused to store is tried
    again.

    Attributes:
        arrivals: what is on its way to the page.

    Signals:
        turned: another entry lies on the page; carries it.
        stayed_unsealed: something could not be sealed; it is still here. Carries why.
    """

    turned = Signal(object)  # Entry
    stayed_unsealed = Signal(str)

    def __init__(
        self, session: Session, editor: EntryEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._is_changed = self._is_away = self._seeks_today = False
        self._unsealed = Unsealed()
        self.arrivals = Arrivals(session, editor, self)
        self._next_page: Callable[[], None] | None = None
        self._afterwards = Afterwards()
        self._begun = Begun()
        self._bookmark = Bookmark()
        self._wanted: str | None = None
        self._clocks = Clocks(self)
        self._clocks.struck.connect(self._hand_over)  # no clock cuts short what is composed
        editor.changed.connect(self._was_changed)
        session.entry_saved.connect(self._was_sealed)
        session.save_failed.connect(self._was_refused)
        session.entry_loaded.connect(self._was_loaded)
        session.entries_read.connect(self._look_for_today)
        self.arrivals.came.connect(self._something_came)

    @property
    def is_safe(self) -> bool:
        """Whether everything on the page, and whatever lay on it before, is sealed."""
        return self.may_be_emptied and not self._unsealed

    def begin_day(self, latest: Entry | None) -> None:
        """Show where the writer was today, else today's page: the last entry, or a new one.

        What was written last may be an old entry that was read again, or an import: then today's
        follows once it has been read.
        """
        self._is_away = False
        marked = self._bookmark.entry_id if self._bookmark.is_of_today else None
        is_todays = latest is not None and latest.written.day == Moment.now().day
        is_wanted = latest is not None and (latest.id == marked if marked else is_todays)
        if latest is not None and (is_wanted or self._editor.is_read_only):
            self._show(latest)
            return
        self.begin()
        self._seeks_today = marked is None
        if marked is not None:
            self._wanted = marked
            question = partial(Journal.get, entry_id=marked)
            self._session.ask(question, self._was_loaded, self._is_gone)

    def _is_gone(self, _: BaseException) -> None:
        # The journal was put back as it was before that entry; the day's page comes all the same.
        self._seeks_today = True

    def begin(self, prompt: PromptSnapshot | None = None, content: Document | None = None) -> None:
        """Show a new page, with *prompt* and *content* on it, where it can be written on."""
        self._seeks_today = False
        if not self._editor.is_read_only:
            self._turn(lambda: self._show(self._begun.begin(prompt, content)))

    def answer(self, prompt: PromptSnapshot) -> None:
        """Begin an entry from *prompt*, or go on with the one begun from it today."""
        present = self._editor.entry()
        today = Moment.now().day
        is_same = present.prompt is not None and present.prompt.reference == prompt.reference
        if is_same and present.written.day == today:
            self._editor.focus_text()
            return
        for summary in self._session.summaries:
            if summary.prompt == prompt.reference and summary.written.day == today:
                self.open(summary.id)
                return
        self.begin(prompt)

    def open(self, entry_id: str) -> None:
        """Bring the entry *entry_id* to the page."""
        self._turn(partial(self._fetch, entry_id))

    def look_again(self, entry_ids: frozenset[str]) -> None:
        """Show the entry on the page anew if it is one of *entry_ids*: the journal has it newer.

        What was changed on the page meanwhile stays, and is sealed as the newest.
        """
        present = self._editor.entry()
        if present.id in entry_ids and self.is_safe:
            question = partial(Journal.get, entry_id=present.id)
            self._session.ask(question, self._show_again, self._session.went_wrong.emit)

    def renew_day(self) -> None:
        """Where an untouched page lies open from another day, show one of today."""
        if self._is_away or not self._session.is_open:
            return
        present = self._editor.entry()
        is_stale = present.written.day != Moment.now().day and not self.arrivals.are_due
        if is_stale and self._is_blank(present) and not self._editor.header.is_dated:
            self._show(self._begun.begin(present.prompt, present.document))

    def seal(self) -> None:
        """Hand over what is on the page for sealing, if it was changed since the last time."""
        self._editor.commit_input()
        self._hand_over()

    def _hand_over(self) -> None:
        self._clocks.note_sealing()
        changed = self._take_page() if self._is_changed else set()
        for entry in self._unsealed.send(changed):
            self._session.save(entry)

    def when_sealed(self, act: Callable[[], None]) -> None:
        """Seal what is on the page, then *act*; where the system refuses to store, do not."""
        self._afterwards.add(act)
        self.seal()
        self._go_on()

    def once_sealed(self, act: Callable[[], None]) -> None:
        """*act* when all is sealed, however often the system refuses before that."""
        self._afterwards.add_at_last(act)
        self._go_on()

    def put_away(self) -> None:
        """Take the page out of sight; what is not sealed is kept here, and tried again."""
        self._is_away = True
        self._afterwards.give_up()
        self.seal()
        self._take_off()

    def bring_back(self) -> None:
        """Show again what was put away."""
        self._is_away = False
        self._afterwards.forget()
        if (marked := self._bookmark.entry_id) is not None:
            self.open(marked)

    def clear(self) -> None:
        """Leave nothing on the page. Everything was sealed before."""
        self._clocks.stop()
        self.arrivals.clear()
        self._is_changed = False
        self._take_off()

    @property
    def may_be_emptied(self) -> bool:
        """Whether no word is on the page alone."""
        return not (self.arrivals.are_due or self._is_changed)

    def _take_off(self) -> None:
        self._seeks_today = False
        self._wanted = self._next_page = None
        if self.may_be_emptied:
            if not self._is_blank(present := self._editor.entry()):
                self._bookmark.put(present.id, self._editor.cursor_place)
            self._begun.forget()
            self._editor.clear()
            self._is_changed = False

    def _look_for_today(self, _: list[Summary]) -> None:
        present, today = self._editor.entry(), Moment.now().day
        is_wanted = self._seeks_today and self._is_blank(present) and present.prompt is None
        self._seeks_today = False
        of_today = [each.id for each in self._session.summaries if each.written.day == today]
        if is_wanted and of_today:
            self.open(of_today[0])

    def _is_blank(self, entry: Entry) -> bool:
        is_known = self._session.knows(entry.id) or entry.id in self._unsealed
        return self._begun.is_untouched(entry) and not is_known

    def _take_page(self) -> set[str]:
        """Take over what is written; return the id of its entry, where there is one to seal."""
        try:
            present = self._editor.entry()
        except BadDocument as error:
            self._tell_unsealed(error)
            return set()
        self._is_changed = False
        if self._is_blank(present):
            return set()
        self._unsealed.keep(present)
        return {present.id}

    def _turn(self, turn: Callable[[], None]) -> None:
        """Leave this page for another, after all that belongs on this one has come."""
        self.seal()
        self._wanted = None
        self._next_page = turn
        self._turn_on()

    def _turn_on(self) -> None:
        turn = self._next_page
        if turn is not None and not self.arrivals.are_due:
            self._next_page = None
            turn()

    def _fetch(self, entry_id: str) -> None:
        if entry_id == self._editor.entry().id:
            return
        if entry_id in self._unsealed:  # the journal has an older version of it, or none
            self._show(self._unsealed[entry_id])
        else:
            self._wanted = entry_id
            self._session.load(entry_id)

    def _show(self, entry: Entry) -> None:
        self.seal()
        self._editor.show_entry(entry)
        if (place := self._bookmark.take(entry.id)) is not None:
            self._editor.put_cursor(place)
        if not entry.is_empty and entry.id not in self._unsealed:
            self._editor.show_sealed(Moment.at(entry.edited).local.time())
        self.turned.emit(entry)

    def _was_changed(self) -> None:
        self._is_changed = True
        self._editor.show_unsealed()
        self._clocks.note_change()

    def _was_loaded(self, entry: Entry) -> None:
        if entry.id == self._wanted:
            self._turn(partial(self._show, entry))

    def _show_again(self, entry: Entry) -> None:
        if entry.id == self._editor.entry().id and self.is_safe:
            self._show(entry)

    def _something_came(self) -> None:
        self.seal()
        if self._is_away:
            self._take_off()
        self._turn_on()
        self._go_on()

    def _was_sealed(self, entry: Entry) -> None:
        if not self._unsealed.take_answer(entry.id):
            return
        self._unsealed.drop(entry.id)
        if entry.id == self._editor.entry().id and not self._is_changed:
            self._editor.show_sealed(Moment.at(entry.edited).local.time())
        self._go_on()

    def _was_refused(self, entry: Entry, error: BaseException) -> None:
        if self._unsealed.take_answer(entry.id):
            self._tell_unsealed(error)

    def _tell_unsealed(self, error: BaseException) -> None:
        self._afterwards.give_up()
        why = str(error) if isinstance(error, JournalError) else "The program made a mistake."
        self._editor.show_problem(
            f"Not sealed yet: {why} Your words are still here; it will be tried again."
        )
        self._clocks.note_refusal()
        self.stayed_unsealed.emit(why)

    def _go_on(self) -> None:
        """Do what was to be done once all is sealed, if it is."""
        if not self._afterwards:
            return
        self._editor.commit_input()  # somebody may be in the middle of a word
        if self._is_changed:
            self.seal()
        if self.is_safe:
            self._afterwards.do()
