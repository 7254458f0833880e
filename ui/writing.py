"""Which entry lies on the page, and that every change to it is sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, Moment, PromptSnapshot
from shadowjournal.errors import BadDocument, JournalError
from shadowjournal.journal import Journal
from ui.arrivals import Arrivals
from ui.editor.editor import EntryEditor
from ui.session import Session

PAUSE = 800
"""Milliseconds without a keystroke after which what was written is sealed."""

LONGEST = 1_500
"""Milliseconds of writing without a pause after which it is sealed all the same.

Whatever ends the program, no more than the last two seconds are lost.
"""

RETRY = 5_000
"""Milliseconds until sealing is tried again after the system refused."""


class Writing(QObject):
    """Brings entries to the page and what is written on it to the journal.

    Nothing leaves the page before it was handed over for sealing, and what was handed over is kept
    here, in its newest version, until the journal has it. What the system refused to store is tried
    again.

    Attributes:
        arrivals: what is on its way to the page.

    Signals:
        turned: another entry lies on the page; carries it.
        stayed_unsealed: something could not be sealed; it is still here.
    """

    turned = Signal(object)  # Entry
    stayed_unsealed = Signal()

    def __init__(
        self, session: Session, editor: EntryEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._is_changed = False
        self._unsealed: dict[str, Entry] = {}
        self._on_the_way: Counter[str] = Counter()  # answers that are due, by entry
        self.arrivals = Arrivals(session, editor, self)
        self._next_page: Callable[[], None] | None = None
        self._afterwards: list[Callable[[], None]] = []
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
        self.arrivals.came.connect(self._something_came)

    @property
    def is_safe(self) -> bool:
        """Whether everything on the page, and whatever lay on it before, is sealed."""
        return not (self._is_changed or self._unsealed or self.arrivals.are_due)

    def begin_day(self, latest: Entry | None) -> None:
        """Show today's page: the entry written last where it is of today, else a new one.

        What was written last may be an old entry that was read again, or an import: then today's
        follows once it has been read.
        """
        is_of_today = latest is not None and latest.written.day == Moment.now().day
        if latest is not None and (is_of_today or self._editor.is_read_only):
            self._show(latest)
        else:
            self.begin()
            self._seeks_today = True

    def begin(self, prompt: PromptSnapshot | None = None) -> None:
        """Show a new page, with *prompt* on it, where it can be written on."""
        if not self._editor.is_read_only:
            self._turn(partial(self._show_new, prompt))

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
        present = self._editor.entry()
        is_stale = present.written.day != Moment.now().day and not self.arrivals.are_due
        if self._session.is_open and is_stale and self._is_blank(present):
            self._show(Entry.begin(present.prompt))

    def seal(self) -> None:
        """Hand over what is on the page for sealing, if it was changed since the last time."""
        self._editor.commit_input()
        self._hand_over()

    def _hand_over(self) -> None:
        self._pause.stop()
        self._longest.stop()
        due = {entry_id for entry_id in self._unsealed if not self._on_the_way[entry_id]}
        if self._is_changed:
            due |= self._take_page()
        for entry_id in [each for each in self._unsealed if each in due]:  # as it was written
            self._on_the_way[entry_id] += 1
            self._session.save(self._unsealed[entry_id])

    def when_sealed(self, act: Callable[[], None]) -> None:
        """Seal what is on the page, then *act*; where the system refuses to store, do not."""
        self._afterwards.append(act)
        self.seal()
        self._go_on()

    def clear(self) -> None:
        """Leave nothing on the page. Everything was sealed before."""
        self._pause.stop()
        self._longest.stop()
        self._retry.stop()
        self._wanted = self._next_page = None
        self.arrivals.clear()
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
        timer.timeout.connect(self._hand_over)  # nobody's composing is cut short by a clock
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
        self._unsealed[present.id] = present
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

    def _show_new(self, prompt: PromptSnapshot | None) -> None:
        self._show(Entry.begin(prompt))

    def _show(self, entry: Entry) -> None:
        self.seal()
        self._editor.show_entry(entry)
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

    def _show_again(self, entry: Entry) -> None:
        if entry.id == self._editor.entry().id and self.is_safe:
            self._show(entry)

    def _something_came(self) -> None:
        self.seal()
        self._turn_on()
        self._go_on()

    def _was_sealed(self, entry: Entry) -> None:
        if not self._is_newest(entry.id):
            return
        self._unsealed.pop(entry.id, None)
        if entry.id == self._editor.entry().id and not self._is_changed:
            self._editor.show_sealed(Moment.at(entry.edited).local.time())
        self._go_on()

    def _was_refused(self, entry: Entry, error: BaseException) -> None:
        if self._is_newest(entry.id):
            self._tell_unsealed(error)

    def _is_newest(self, entry_id: str) -> bool:
        """Take note of an answer about an entry; tell whether it was about its newest version."""
        if not self._on_the_way[entry_id]:
            return False  # somebody else saved it
        self._on_the_way[entry_id] -= 1
        return not self._on_the_way[entry_id]

    def _tell_unsealed(self, error: BaseException) -> None:
        self._afterwards.clear()
        why = str(error) if isinstance(error, JournalError) else "The program made a mistake."
        self._editor.show_problem(
            f"Not sealed yet: {why} Your words are still here; it will be tried again."
        )
        self._retry.start()
        self.stayed_unsealed.emit()

    def _go_on(self) -> None:
        """Do what was to be done once all is sealed, if it is."""
        if not self._afterwards:
            return
        self._editor.commit_input()  # somebody may be in the middle of a word
        if self._is_changed:
            self.seal()
        if self.is_safe:
            acts, self._afterwards = self._afterwards, []
            for act in acts:
                act()
