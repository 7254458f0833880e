"""Which entry lies on the page, and that every change to it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, Moment, Picture, PromptSnapshot
from shadowjournal.errors import BadDocument, JournalError
from ui.bookmark import Bookmark
from ui.editor.editor import EntryEditor
from ui.session import Session
from ui.unsealed import Afterwards, Unsealed

PAUSE = 900
"""Milliseconds without a keystroke after which what was written is sealed."""

LONGEST = 8_000
"""Milliseconds of writing without a pause after which it is sealed all the same."""

RETRY = 5_000
"""Milliseconds until sealing is tried again after the system refused."""


class Writing(QObject):
    """Brings entries to the page and what is written on it to the journal.

    Nothing leaves the page before it was handed over for sealing, and what was handed over is kept
    here, in its newest version, until the journal has it. What the system refused to store is tried
    again.

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
        self._is_changed = False
        self._unsealed = Unsealed()
        self._pictures_due = 0
        self._next_page: Callable[[], None] | None = None
        self._afterwards = Afterwards()
        self._bookmark = Bookmark()
        self._is_away = False
        self._wanted: str | None = None
        self._seeks_today = False
        self._pause = self._timer(PAUSE)
        self._longest = self._timer(LONGEST)
        self._retry = self._timer(RETRY)
        editor.changed.connect(self._was_changed)
        session.entry_saved.connect(self._was_sealed)
        session.save_failed.connect(self._was_refused)
        session.entry_loaded.connect(self._was_loaded)
        session.entries_read.connect(self._look_for_today)
        session.picture_kept.connect(self._picture_came)
        session.picture_refused.connect(self._no_picture_came)

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
        if latest is not None and (latest.id == marked if marked else is_todays):
            self._show(latest)
            return
        self.begin()
        self._seeks_today = marked is None
        if marked is not None:
            self.open(marked)

    def begin(self, prompt: PromptSnapshot | None = None) -> None:
        """Show a new page, with *prompt* on it."""
        self._turn(lambda: self._show(Entry.begin(prompt)))

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

    def put_picture(self, read: Callable[[], Picture]) -> None:
        """Put the picture that *read* gives on this page once it is sealed; no other comes before.

        *read* runs off the main thread.
        """
        if self._session.is_open:
            self._pictures_due += 1
            self._session.keep_picture(read)

    def renew_day(self) -> None:
        """Where an untouched page lies open from another day, show one of today."""
        if self._is_away or not self._session.is_open:
            return
        present = self._editor.entry()
        is_stale = present.written.day != Moment.now().day and not self._pictures_due
        if is_stale and self._is_blank(present):
            self._show(Entry.begin(present.prompt))

    def seal(self) -> None:
        """Hand over what is on the page for sealing, if it was changed since the last time."""
        self._editor.commit_input()
        self._pause.stop()
        self._longest.stop()
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
        self._retry.stop()
        self._pictures_due, self._is_changed = 0, False
        self._take_off()

    @property
    def may_be_emptied(self) -> bool:
        """Whether no word is on the page alone."""
        return not (self._pictures_due or self._is_changed)

    def _take_off(self) -> None:
        self._seeks_today = False
        self._wanted = self._next_page = None
        if self.may_be_emptied:
            if not self._is_blank(present := self._editor.entry()):
                self._bookmark.put(present.id, self._editor.cursor_place)
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
        return entry.is_empty and not is_known

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self.seal)
        return timer

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
        """Leave this page for another, after the pictures that belong on this one have come."""
        self.seal()
        self._wanted = None
        self._next_page = turn
        self._turn_on()

    def _turn_on(self) -> None:
        turn = self._next_page
        if turn is not None and not self._pictures_due:
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
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _was_loaded(self, entry: Entry) -> None:
        if entry.id == self._wanted:
            self._turn(partial(self._show, entry))

    def _picture_came(self, picture: Picture) -> None:
        if self._pictures_due:
            self._editor.insert_picture(picture)
            self._no_picture_came()

    def _no_picture_came(self) -> None:
        self._pictures_due = max(0, self._pictures_due - 1)
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
        self._retry.start()
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
