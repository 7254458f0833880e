"""Back to the page one came from, with the cursor where it was; and forward again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt

from shadowjournal.entry import Entry
from ui.editor.editor import EntryEditor
from ui.editor.leaves import Leaf
from ui.session import Session
from ui.writing import Writing

MOST = 100
"""So many pages are remembered, either way."""


class Stop(NamedTuple):
    """A page where the writer was, and where on it: the cursor, and how far it was scrolled."""

    entry_id: str
    place: int = 0
    scroll: int = 0


class Trail:
    """The pages a writer went through, in order, and which of them lies open."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, stop: Stop) -> None:
        """Go on from *stop* to a page that was not gone back to."""
        self._behind = [*self._behind, stop][-MOST:]
        self._ahead.clear()

    def back(self, present: Stop, is_there: Callable[[str], bool]) -> Stop | None:
        """Return the stop before *present*, which lies ahead from now on; None where none is.

        Pages of which *is_there* says that they are not are passed over.
        """
        return _step(self._behind, self._ahead, present, is_there)

    def forward(self, present: Stop, is_there: Callable[[str], bool]) -> Stop | None:
        """Return the stop after *present*, which lies behind from now on; None where none is."""
        return _step(self._ahead, self._behind, present, is_there)

    def clear(self) -> None:
        """Remember no page."""
        self._behind.clear()
        self._ahead.clear()


def _step(
    source: list[Stop], other: list[Stop], present: Stop, is_there: Callable[[str], bool]
) -> Stop | None:
    while source:
        stop = source.pop()
        if stop.entry_id != present.entry_id and is_there(stop.entry_id):
            other.append(present)
            return stop
    return None


class Returning(QObject):
    """Takes note of every page that is turned, and goes back to it when it is wanted."""

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
        self._trail = Trail()
        self._present = ""
        self._leaf: Leaf | None = None
        self._heading: Stop | None = None
        editor.commands.back.triggered.connect(self._go_back)
        editor.commands.forward.triggered.connect(self._go_forward)
        writing.turned.connect(self._page_turned)
        session.locked.connect(self.close)

    def close(self) -> None:
        """Remember no page."""
        self._trail.clear()
        self._present, self._leaf, self._heading = "", None, None

    def _page_turned(self, entry: Entry) -> None:
        heading, self._heading = self._heading, None
        leaf, self._leaf = self._leaf, self._editor.page.leaf
        if entry.id == self._present:
            return
        left, self._present = self._present, entry.id
        if heading is not None and heading.entry_id == entry.id:
            self._arrive(heading)
        elif leaf is not None:
            self._trail.leave(Stop(left, leaf.place, leaf.scroll))

    def _arrive(self, stop: Stop) -> None:
        # As a rule the page was kept, with its undo and its selection.
        if self._editor.cursor_place != stop.place:
            self._editor.put_cursor(stop.place)
            self._editor.column.show_place(stop.scroll)
        self._editor.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._go(self._trail.back)

    def _go_forward(self) -> None:
        self._go(self._trail.forward)

    def _go(self, step: Callable[[Stop, Callable[[str], bool]], Stop | None]) -> None:
        here = Stop(self._present, self._editor.cursor_place, self._editor.column.place)
        self._writing.seal()
        self._heading = step(here, self._session.knows)
        if self._heading is not None:
            self._writing.open(self._heading.entry_id)
