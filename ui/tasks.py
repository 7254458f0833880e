"""Slow work runs here; its answer comes back on the main thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_SWITCH = 0.0005  # seconds

T = TypeVar("T")
Failed = Callable[[BaseException], None]


class Tasks(QObject):
    """Three lanes for slow work, a thread each: the journal's, that of its copies, all else's.

    What is handed in must not touch a widget. ``done`` and ``failed`` run on the main thread, in
    the order in which the work of a lane was handed in.

    Attributes:
        is_stopped: whether nothing more may be handed in.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_stopped = False
        self._journal = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._copying = ThreadPoolExecutor(1, thread_name_prefix="copying")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        # Queued also where work was done before anyone could wait for it: its answer would
        # otherwise overtake those before it, and come in the midst of the question.
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        # A frame of the window asks for the interpreter's lock dozens of times; with the usual
        # 5 ms for each, work in a lane would make it stand still.
        sys.setswitchinterval(_SWITCH)

    def with_journal(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed
    ) -> None:
        """Run *work* on the thread of the journal; after `stop` it is dropped."""
        if self.is_stopped:
            return
        self._journal.submit(work).add_done_callback(partial(self._report, done, failed))

    def aside(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run *work*, which needs no journal, or asks for it with `from_journal`.

        Where the program ends meanwhile, its answer is dropped.
        """
        tell = partial(self._report_while_running, done, failed)
        self._aside.submit(work).add_done_callback(tell)

    def copying(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run *work* on a copy of the whole journal; it ends soon once `is_stopped`."""
        tell = partial(self._report_while_running, done, failed)
        self._copying.submit(work).add_done_callback(tell)

    def from_journal(self, work: Callable[[], T]) -> T:
        """Run *work* on the thread of the journal and wait for it; for work that runs aside."""
        return self._journal.submit(work).result()

    def patiently(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        """Run *work*, which may wait for a person or for ever, and holds up nothing else.

        Where the program ends meanwhile, it is given up.
        """
        future: Future[T] = Future()
        future.add_done_callback(partial(self._report_while_running, done, failed))
        threading.Thread(target=_run, args=(work, future), name="patient", daemon=True).start()

    def finish(self) -> None:
        """Wait until everything handed in for the journal is done."""
        self._journal.submit(int).result()

    def stop(self) -> None:
        """Finish what was handed in for the journal, and start nothing more."""
        self.is_stopped = True
        self._copying.shutdown(wait=False, cancel_futures=True)
        self._aside.shutdown(wait=False, cancel_futures=True)
        self._journal.shutdown(wait=True)

    def _report_while_running(
        self, done: Callable[[T], None], failed: Failed, future: Future[T]
    ) -> None:
        # What still ran when the program ended concerns nobody: who asked is going, or gone.
        if future.cancelled() or not self.is_stopped:
            self._report(done, failed, future)

    def _report(self, done: Callable[[T], None], failed: Failed, future: Future[T]) -> None:
        self._finished.emit(partial(_deliver, future, done, failed))

    @Slot(object)
    def _answer(self, deliver: Callable[[], None]) -> None:
        deliver()


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001 - it is handed on, as an executor would
        future.set_exception(error)
    else:
        future.set_result(answer)


def _deliver(future: Future[T], done: Callable[[T], None], failed: Failed) -> None:
    if future.cancelled():
        failed(CancelledError())
    elif error := future.exception():
        failed(error)
    else:
        done(future.result())
