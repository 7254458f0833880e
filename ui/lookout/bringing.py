"""Other copies of the journal: looked for, and brought together with it, off the main thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from shadowjournal.copies import copies_beside, has_unread_log, read_copy
from shadowjournal.errors import DamagedData, JournalError
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.merging import Brought, Merged, merge
from shadowjournal.safekeeping import backups_of
from shadowjournal.vault.key import JournalKey
from ui.session import Session
from ui.tasks import Tasks

_BATCH = 20  # so many entries are sealed between two saves of the writer's own


class Together(NamedTuple):
    """What bringing copies together came to.

    Attributes:
        merged: what came in.
        entry_ids: which entries of the journal may have changed.
        damaged: how many records of the copies did not open.
        logs: the files beside the copies that were not read.
        is_whole: False where it was stopped.
    """

    merged: Merged = Merged()
    entry_ids: frozenset[str] = frozenset()
    damaged: int = 0
    logs: tuple[str, ...] = ()
    is_whole: bool = True


class _Stopped(Exception):
    """The writer stopped it, or the journal is being closed."""


class Bringing(QObject):
    """Finds the copies that hold anything new, and brings them together with the journal.

    Signals:
        found: these files hold something that the journal does not; a list of paths.
        progressed: so many of so many entries are done.
        done: carries a `Together`.
        failed: carries the error; what came in before is whole.
    """

    found = Signal(list)  # list[Path]
    progressed = Signal(int, int)
    done = Signal(object)  # Together
    failed = Signal(object)  # error

    def __init__(
        self, folder: JournalFolder, session: Session, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._session = session
        self._tasks = tasks
        self._stopping = threading.Event()

    def look(self, key: JournalKey) -> None:
        """Look for copies of the journal of *key* that hold anything new."""
        work = partial(self._find, key, self._begin())
        self._tasks.aside(work, self._was_found, _nothing)

    def bring(self, key: JournalKey, files: Sequence[Path]) -> None:
        """Bring *files* together with the journal, after a backup."""
        work = partial(self._bring, key, tuple(files), self._begin())
        self._tasks.aside(work, self.done.emit, self._has_failed)

    def stop(self) -> None:
        """Stop what is going on."""
        self._stopping.set()

    def _begin(self) -> threading.Event:
        # A new one each time: an older job goes on seeing that it is to stop.
        self._stopping.set()
        self._stopping = threading.Event()
        return self._stopping

    def _find(self, key: JournalKey, stopping: threading.Event) -> list[Path]:
        files = copies_beside(self._folder, key.journal_id)
        return [file for file in files if self._has_news(file, key, stopping)]

    def _has_news(self, file: Path, key: JournalKey, stopping: threading.Event) -> bool:
        with suppress(JournalError, _Stopped):
            for _ in self._entries(file, key, stopping):
                return True
        return False

    def _bring(
        self, key: JournalKey, files: tuple[Path, ...], stopping: threading.Event
    ) -> Together:
        together = Together(logs=tuple(file.name for file in files if has_unread_log(file)))
        try:
            with suppress(DamagedData):  # what is damaged here may be whole in a copy
                place = backups_of(self._session.preferences)
                place.make(self._folder, key, progress=partial(_see, stopping))
            # Counted before anything comes in: pictures make a copy too large to be kept at hand.
            total = sum(1 for file in files for _ in self._entries(file, key, stopping))
            for file in files:
                for batch in _in_batches(self._pieces(file, key, stopping)):
                    together = self._plus(together, batch)
                    self.progressed.emit(sum(together.merged), max(total, sum(together.merged)))
        except _Stopped:
            return together._replace(is_whole=False)
        return together

    def _plus(self, together: Together, batch: list[Brought | None]) -> Together:
        brought = tuple(piece for piece in batch if piece is not None)
        merged = self._session.wait_for(partial(_merged, brought))
        return together._replace(
            merged=together.merged.plus(merged),
            entry_ids=together.entry_ids | {piece.entry_id for piece in brought},
            damaged=together.damaged + batch.count(None),
        )

    def _entries(self, file: Path, key: JournalKey, stopping: threading.Event) -> Iterator[Brought]:
        return (piece for piece in self._pieces(file, key, stopping) if piece is not None)

    def _pieces(
        self, file: Path, key: JournalKey, stopping: threading.Event
    ) -> Iterator[Brought | None]:
        """Yield what is new in *file*, and None for what does not open."""
        for piece in read_copy(file, self._folder, key, partial(_see, stopping)):
            _see(stopping, 0)
            yield piece if isinstance(piece, Brought) else None

    def _was_found(self, files: list[Path]) -> None:
        if files and self._session.is_open:
            self.found.emit(files)

    def _has_failed(self, error: BaseException) -> None:
        self.failed.emit(error)


def _see(stopping: threading.Event, _: int) -> None:
    if stopping.is_set():
        raise _Stopped


def _merged(brought: Sequence[Brought], journal: Journal) -> Merged:
    return merge(journal, brought)


def _in_batches(pieces: Iterator[Brought | None]) -> Iterator[list[Brought | None]]:
    batch: list[Brought | None] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _nothing(_: object) -> None:
    return
