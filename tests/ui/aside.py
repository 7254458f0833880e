"""Decodes the pictures of a page without a journal."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from ui.editor.decoding import Decoding
from ui.editor.shelf import Shelf
from ui.tasks import Tasks


class Aside(QObject):
    """Decodes what a shelf offers as the program does: on other threads.

    Attributes:
        threads: on which it was done.
        held: what was offered while it ``is_holding``, and waits for `go_on`.
    """

    def __init__(self, shelf: Shelf, tasks: Tasks) -> None:
        super().__init__(shelf)
        self._shelf, self._tasks = shelf, tasks
        self.threads: list[int] = []
        self.held: list[Decoding] = []
        self.is_holding = False
        shelf.offered.connect(self._hear)

    def go_on(self) -> None:
        """Decode what was held, and hold nothing more."""
        self.is_holding = False
        while self.held:
            self._decode(self.held.pop())

    def _hear(self, decoding: Decoding) -> None:
        if self.is_holding:
            self.held.append(decoding)
        else:
            self._decode(decoding)

    def _decode(self, decoding: Decoding) -> None:
        done, failed = partial(self._shelf.take, decoding), partial(self._shelf.refuse, decoding)
        self._tasks.patiently(partial(self._read, decoding), done, failed)

    def _read(self, decoding: Decoding) -> QImage:
        self.threads.append(threading.get_ident())
        return decoding.read()
