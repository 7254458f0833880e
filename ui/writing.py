"""Which entry lies on the page, and that every change to it is sealed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from shadowjournal.entry import Entry, Moment, PromptSnapshot
from ui.editor.editor import EntryEditor
from ui.session import Session

PAUSE = 900
"""Milliseconds without a keystroke after which what was written is sealed."""

LONGEST = 8_000
"""Milliseconds of writing without a pause after which it is sealed all the same."""

RETRY = 5_000
"""Milliseconds until sealing is tried again after the system refused."""


class Writing(QObject):
    """Brings entries to the page and what is written on it to the journal.

    Nothing leaves the page before it was handed over for sealing, and what the system refused to
    store is kept here and tried again.

    Signals:
        turned: another entry lies on the page; carries it.
    """

    turned = Signal(object)  # Entry

    def __init__(
        self, session: Session, editor: EntryEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._is_changed = False
        self._on_the_way = 0
        self._refused: dict[str, Entry] = {}
        self._afterwards: list[Callable[[], None]] = []
        self._wanted: str | None = None
        self._pause = self._timer(PAUSE)
        self._longest = self._timer(LONGEST)
        self._retry = self._timer(RETRY)
        editor.changed.connect(self._was_changed)
        session.entry_saved.connect(self._was_sealed)
        session.save_failed.connect(self._was_refused)
        session.entry_loaded.connect(self._was_loaded)

    @property
    def is_safe(self) -> bool:
        """Whether everything on the page, and whatever lay on it before, is sealed."""
        return not (self._is_changed or self._on_the_way or self._refused)

    def begin_day(self, latest: Entry | None) -> None:
        """Show today's page: the entry written last where it is of today, else a new one."""
        if latest is not None and latest.written.day == Moment.now().day:
            self._show(latest)
        else:
            self.begin()

    def begin(self, prompt: PromptSnapshot | None = None) -> None:
        """Show a new page, with *prompt* on it."""
        self.seal()
        self._wanted = None
        self._show(Entry.begin(prompt))

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
        self.seal()
        self._wanted = entry_id
        if entry_id in self._refused:
            self._show(self._refused[entry_id])
        elif entry_id != self._editor.entry().id:
            self._session.load(entry_id)

    def renew_day(self) -> None:
        """Where an untouched page lies open from another day, show one of today."""
        present = self._editor.entry()
        is_stale = present.written.day != Moment.now().day
        if self._session.is_open and is_stale and self._is_blank(present):
            self._show(Entry.begin(present.prompt))

    def seal(self) -> None:
        """Hand over what is on the page for sealing, if it was changed since the last time."""
        self._editor.commit_input()
        self._pause.stop()
        self._longest.stop()
        waiting = list(self._refused.values())
        self._refused.clear()
        if self._is_changed:
            self._is_changed = False
            present = self._editor.entry()
            waiting = [entry for entry in waiting if entry.id != present.id]
            if not self._is_blank(present):
                waiting.append(present)
        for entry in waiting:
            self._on_the_way += 1
            self._session.save(entry)

    def when_sealed(self, act: Callable[[], None]) -> None:
        """Seal what is on the page, then *act*; where the system refuses to store, do not."""
        self.seal()
        if self.is_safe:
            act()
        else:
            self._afterwards.append(act)

    def clear(self) -> None:
        """Leave nothing on the page. Everything was sealed before."""
        self._pause.stop()
        self._longest.stop()
        self._is_changed = False
        self._wanted = None
        self._editor.clear()

    def _is_blank(self, entry: Entry) -> bool:
        return entry.is_empty and not self._session.knows(entry.id)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self.seal)
        return timer

    def _show(self, entry: Entry) -> None:
        self.seal()
        self._editor.show_entry(entry)
        self.turned.emit(entry)

    def _was_changed(self) -> None:
        self._is_changed = True
        self._editor.show_unsealed()
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _was_loaded(self, entry: Entry) -> None:
        if entry.id == self._wanted:
            self._wanted = None
            self._show(entry)

    def _was_sealed(self, entry: Entry) -> None:
        self._on_the_way = max(0, self._on_the_way - 1)
        if entry.id == self._editor.entry().id and not self._is_changed:
            self._editor.show_sealed(Moment.at(entry.edited).local.time())
        if self.is_safe:
            acts, self._afterwards = self._afterwards, []
            for act in acts:
                act()

    def _was_refused(self, entry: Entry, error: BaseException) -> None:
        self._on_the_way = max(0, self._on_the_way - 1)
        self._afterwards.clear()
        if not (self._is_changed and entry.id == self._editor.entry().id):
            self._refused[entry.id] = entry
        self._editor.show_problem(
            f"Not sealed yet: {error} Your words are still here; it will be tried again."
        )
        self._retry.start()
