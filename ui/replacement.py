"""Words of many entries replaced: looked for a few entries at a time, and changed at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.entry import Entry
from shadowjournal.finding import Finding, Wanted
from shadowjournal.journal import Journal
from shadowjournal.replacing import Place, around, places, replace_in
from ui import questions
from ui.desk import Desk
from ui.rewriting import Rewriting
from ui.session import Session

if TYPE_CHECKING:
    from ui.replacing.screen import ReplaceScreen
    from ui.replacing.tree import Line

_AT_ONCE = 100
"""So many entries are looked at between two questions of anybody else."""

Shown = tuple[str, str, list["Line"]]
"""The id of an entry, what it is called, and its places."""


class Replacement(QObject):
    """Makes the room in which words of many entries are replaced, and does what is wanted there.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer wants to go on writing.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self, session: Session, desk: Desk, rewriting: Rewriting, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._rewriting = rewriting
        self._screen: ReplaceScreen | None = None
        self._wanted: Wanted | None = None
        self._is_working = False
        self._left_to_read: list[str] = []
        self._total = 0
        desk.commands.replace_all.triggered.connect(self._ask)
        rewriting.done.connect(self._was_done)
        rewriting.failed.connect(self._was_done)
        session.locked.connect(self.close)

    def close(self) -> None:
        """Leave no word of what was looked for."""
        self._wanted = None
        self._is_working = False
        self._left_to_read = []
        if self._screen is not None:
            self._screen.clear()
            self._screen.deleteLater()
            self._screen = None

    def _ask(self) -> None:
        if not self._desk.editor.is_read_only:
            self._desk.writing.when_sealed(self._show)

    def _show(self) -> None:
        from ui.replacing.screen import ReplaceScreen  # on most days nobody comes here

        self.close()
        self._screen = ReplaceScreen(self._desk.query)
        self._screen.asked.connect(self._look)
        self._screen.confirmed.connect(self._replace)
        self._screen.closed.connect(self._leave)
        self.screen_wanted.emit(self._screen)
        self._screen.setFocus()

    def _look(self, wanted: Wanted) -> None:
        self._wanted = wanted if wanted.text.strip() else None
        self._left_to_read = []
        if self._screen is None or self._wanted is None:
            return
        if self._screen.is_for_found_only:
            question = partial(_found, self._desk.query)
            self._session.ask(question, partial(self._begin, wanted), self._session.went_wrong.emit)
        else:
            self._begin(wanted, [summary.id for summary in self._session.summaries])

    def _begin(self, wanted: Wanted, entry_ids: list[str]) -> None:
        if wanted is self._wanted:
            self._left_to_read, self._total = entry_ids, len(entry_ids)
            self._go_on(wanted, [])

    def _go_on(self, wanted: Wanted, shown: list[Shown]) -> None:
        if self._screen is None or wanted is not self._wanted:
            return
        for entry_id, title, lines in shown:
            self._screen.add(entry_id, title, lines)
        batch, self._left_to_read = self._left_to_read[:_AT_ONCE], self._left_to_read[_AT_ONCE:]
        self._screen.show_progress(self._total - len(self._left_to_read) - len(batch), self._total)
        if batch:
            question = partial(_look_into, batch, Finding.of(wanted))
            told = partial(self._go_on, wanted)
            self._session.ask(question, told, self._session.went_wrong.emit)

    def _replace(self) -> None:
        screen, wanted = self._screen, self._wanted
        if screen is None or wanted is None:
            return
        chosen = {identity: frozenset(_places(ps)) for identity, ps in screen.chosen.items()}
        change = partial(
            replace_in, finding=Finding.of(wanted), chosen=chosen, text=screen.replacement
        )
        count = sum(map(len, chosen.values()))
        where = "1 entry" if len(chosen) == 1 else f"{len(chosen):,} entries"
        self._is_working = True
        screen.show_working()
        self._rewriting.rewrite([*chosen], change, f"Replaced {count:,} in {where}.", backs_up=True)

    def _was_done(self, _: object = None) -> None:
        if self._is_working:
            self._leave()

    def _leave(self) -> None:
        self.close()
        self.left.emit()


def _found(query: str, journal: Journal) -> list[str]:
    return [hit.summary.id for hit in journal.search(query)]


def _look_into(entry_ids: Sequence[str], finding: Finding, journal: Journal) -> list[Shown]:
    shown: list[Shown] = []
    for entry in questions.entries(entry_ids, journal):
        found = places(entry, finding)
        if found:
            shown.append((entry.id, _called(entry), [(p, *around(entry, p)) for p in found]))
    return shown


def _called(entry: Entry) -> str:
    day = entry.written.day
    said = QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
    return f"{said} · {entry.title}" if entry.title else said


def _places(found: Sequence[Any]) -> list[Place]:
    return [place for place in found if isinstance(place, Place)]
