"""Many entries changed at once: with a backup first, and one Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite
from shadowjournal.safekeeping import backups_of
from ui import questions
from ui.desk import Desk
from ui.door import Door
from ui.questions import Rewritten
from ui.safekeeping import Stopped, reason
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.notice_bar import Notice

_KEY, _UNDO = "rewritten", "undo"

_SINCE = "changed since, and left alone. The others are as they were before."
_NOT_BACKED_UP = "No backup could be made first, so nothing was changed."

Change = Callable[[Sequence[Entry]], list[Entry]]
"""Makes of entries, as they are stored now, those that are to be stored instead."""


_Keep = Callable[[list[Rewritten]], None]


class _Stored(NamedTuple):
    told: str
    heard: Callable[[bool], None]
    rewritten: list[Rewritten]


def _nobody(_: bool) -> None:
    return


class Rewriting(QObject):
    """Stores new versions of many entries, all or none, and takes them back when it is wanted.

    What was rewritten last can be taken back, until the journal is locked.

    Signals:
        done: the new versions are stored, or the ones before are back.
        failed: nothing was changed; carries the error.
    """

    done = Signal()
    failed = Signal(object)  # error

    def __init__(
        self,
        door: Door,
        session: Session,
        tasks: Tasks,
        desk: Desk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._session = session
        self._tasks = tasks
        self._desk = desk
        self._last: _Stored | None = None
        self._sitting = 0
        desk.editor.notices.action_chosen.connect(self._act)
        desk.editor.notices.dismissed.connect(self._was_dismissed)
        session.locked.connect(self.close)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return self._last is not None

    def close(self) -> None:
        """Leave no word of what was changed; it can be taken back no longer."""
        self._sitting += 1
        self._forget()

    def rewrite(
        self,
        entry_ids: Sequence[str],
        change: Change,
        told: str,
        *,
        backs_up: bool = False,
        heard: Callable[[bool], None] = _nobody,
    ) -> None:
        """Store what *change* makes of these entries, and say *told* with an Undo beside it.

        What lies on the page is sealed first, and looked at anew after. *change* runs on the thread
        of the journal, and returns only those entries that differ. *heard* is called with True once
        they are stored, with False once they are taken back.
        """
        go_on = partial(
            self._rewrite, tuple(entry_ids), change, partial(self._keep_new, told, heard)
        )
        self._desk.writing.when_sealed(partial(self._back_up, go_on) if backs_up else go_on)

    def undo(self) -> None:
        """Put back what was rewritten last, as it was, but for what was changed since."""
        if self._last is not None and self._session.is_open:
            self._desk.writing.when_sealed(self._write_back)

    def _forget(self) -> None:
        self._last = None
        self._desk.editor.notices.withdraw(_KEY)

    def _keep(self, stored: _Stored) -> None:
        self._last = stored
        self._desk.editor.notices.show_notice(Notice(_KEY, stored.told, ((_UNDO, "Undo"),)))

    def _back_up(self, go_on: Callable[[], None]) -> None:
        key = self._session.key
        if key is not None:
            look = partial(self._look, self._sitting)
            make = partial(
                backups_of(self._session.preferences).make, self._door.folder, key, progress=look
            )
            done, failed = partial(self._go_on, self._sitting, go_on), self._not_backed_up
            self._tasks.copying(make, done, failed)

    def _look(self, sitting: int, _: int) -> None:
        if sitting != self._sitting or self._tasks.is_stopped:
            raise Stopped  # the key is to go with the journal

    def _not_backed_up(self, error: BaseException) -> None:
        if not isinstance(error, Stopped | CancelledError):
            self.failed.emit(CannotWrite(f"{_NOT_BACKED_UP} {reason(error)}"))

    def _go_on(self, sitting: int, go_on: Callable[[], None], _: object) -> None:
        if self._session.is_open and sitting == self._sitting:
            self._desk.writing.when_sealed(go_on)  # the writer may have gone on meanwhile

    def _rewrite(self, entry_ids: tuple[str, ...], change: Change, keep: _Keep) -> None:
        done = partial(self._was_rewritten, change, keep)
        self._session.ask(partial(questions.rewrite, entry_ids, change), done, self.failed.emit)

    def _was_rewritten(self, change: Change, keep: _Keep, rewritten: list[Rewritten]) -> None:
        if rewritten:
            keep(rewritten)
        changed = [each.after for each in rewritten]
        self._show(changed)
        if self._is_written_on(changed):  # its page still says what it said before
            page = self._desk.editor.entry().id
            again = partial(self._rewrite, (page,), change, self._keep_page)
            self._desk.writing.when_sealed(again)

    def _keep_new(
        self, told: str, heard: Callable[[bool], None], rewritten: list[Rewritten]
    ) -> None:
        heard(True)
        self._keep(_Stored(told, heard, rewritten))

    def _keep_page(self, rewritten: list[Rewritten]) -> None:
        if (stored := self._last) is not None:
            anew = {each.after.id: each for each in rewritten}
            kept = [anew.get(each.after.id, each) for each in stored.rewritten]
            self._last = stored._replace(rewritten=kept)

    def _is_written_on(self, changed: Sequence[Entry]) -> bool:
        """Whether the writer went on meanwhile with one that was *changed*."""
        page = self._desk.editor.entry().id
        return not self._desk.writing.is_safe and page in {entry.id for entry in changed}

    def _show(self, changed: Sequence[Entry]) -> None:
        self._session.refresh()
        self._desk.writing.look_again(frozenset(entry.id for entry in changed))
        self.done.emit()

    def _act(self, key: str, action: str) -> None:
        if key == _KEY and action == _UNDO:
            self.undo()

    def _was_dismissed(self, key: str) -> None:
        if key == _KEY:
            self._forget()

    def _write_back(self) -> None:
        stored = self._last
        self._forget()  # pressed twice, it is done once
        if stored is not None:
            question = partial(questions.write_back, stored.rewritten)
            done = partial(self._were_written_back, stored)
            self._session.ask(question, done, partial(self._not_written_back, stored))

    def _not_written_back(self, stored: _Stored, error: BaseException) -> None:
        if self._last is None and self._session.is_open:
            self._keep(stored)  # it can be tried again
        self.failed.emit(error)

    def _were_written_back(self, stored: _Stored, entries: list[Entry]) -> None:
        stored.heard(False)
        self._show(entries)
        left = len(stored.rewritten) - len(entries) + self._is_written_on(entries)
        if left:
            which = "One entry was" if left == 1 else f"{left:,} entries were"
            self._desk.editor.notices.show_notice(Notice(_KEY, f"{which} {_SINCE}"))
