"""Many entries changed at once: with a backup first, and one Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from shadowjournal.entry import Entry
from shadowjournal.safekeeping import backups_of
from ui import questions
from ui.desk import Desk
from ui.door import Door
from ui.questions import Rewritten
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.notice_bar import Notice

_KEY, _UNDO = "rewritten", "undo"

Change = Callable[[Sequence[Entry]], list[Entry]]
"""Makes of entries, as they are stored now, those that are to be stored instead."""


class Rewriting(QObject):
    """Stores new versions of many entries, all or none, and takes them back when it is wanted.

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
        self._rewritten: list[Rewritten] = []
        desk.editor.notices.action_chosen.connect(self._act)
        session.locked.connect(self.close)

    def close(self) -> None:
        """Leave no word of what was changed; it can be taken back no longer."""
        self._rewritten = []
        self._desk.editor.notices.withdraw(_KEY)

    def rewrite(
        self, entry_ids: Sequence[str], change: Change, told: str, *, backs_up: bool = False
    ) -> None:
        """Store what *change* makes of these entries, and say *told* with an Undo beside it.

        What lies on the page is sealed first, and looked at anew after. *change* runs on the thread
        of the journal, and returns only those entries that differ.
        """
        go_on = partial(self._rewrite, tuple(entry_ids), change, told)
        self._desk.writing.when_sealed(partial(self._back_up, go_on) if backs_up else go_on)

    def _back_up(self, go_on: Callable[[], None]) -> None:
        key = self._session.key
        if key is None:
            return
        make = partial(backups_of(self._session.preferences).make, self._door.folder, key)
        self._tasks.copying(make, partial(self._go_on, go_on), self.failed.emit)

    def _go_on(self, go_on: Callable[[], None], _: object) -> None:
        if self._session.is_open:
            self._desk.writing.when_sealed(go_on)  # the writer may have gone on meanwhile

    def _rewrite(self, entry_ids: tuple[str, ...], change: Change, told: str) -> None:
        question = partial(questions.rewrite, entry_ids, change)
        self._session.ask(question, partial(self._was_rewritten, told), self.failed.emit)

    def _was_rewritten(self, told: str, rewritten: list[Rewritten]) -> None:
        self._rewritten = rewritten
        self._show([each.after for each in rewritten])
        if rewritten:
            self._desk.editor.notices.show_notice(Notice(_KEY, told, ((_UNDO, "Undo"),)))

    def _show(self, changed: Sequence[Entry]) -> None:
        self._session.refresh()
        self._desk.writing.look_again(frozenset(entry.id for entry in changed))
        self.done.emit()

    def _act(self, key: str, action: str) -> None:
        if key != _KEY:
            return
        self._desk.editor.notices.withdraw(_KEY)
        rewritten, self._rewritten = self._rewritten, []
        if action == _UNDO and rewritten and self._session.is_open:
            self._desk.writing.when_sealed(partial(self._write_back, rewritten))

    def _write_back(self, rewritten: list[Rewritten]) -> None:
        told = partial(self._were_written_back, len(rewritten))
        question = partial(questions.write_back, rewritten)
        self._session.ask(question, told, self.failed.emit)

    def _were_written_back(self, wanted: int, entries: list[Entry]) -> None:
        self._show(entries)
        if len(entries) < wanted:
            left = wanted - len(entries)
            which = "One entry was" if left == 1 else f"{left:,} entries were"
            self._desk.editor.show_notice(f"{which} changed since, and not put back.")
