"""What an entry was before, and what was thrown away: the rooms for both, and who hears them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.catalog import Summary
from shadowjournal.clearing import REST
from shadowjournal.difference import Line, difference, words_changed
from shadowjournal.entry import Entry, Moment, now
from shadowjournal.formats.to_plain import word_count
from shadowjournal.history import DAY
from shadowjournal.journal import Journal
from ui import questions
from ui.actions import Actions
from ui.desk import Desk
from ui.looks import Looks
from ui.session import Session
from ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from ui.history.screen import HistoryScreen
    from ui.trash.screen import TrashScreen

_THROWN, _BROUGHT, _UNDO = "thrown", "brought", "undo"
_IN_TRASH = "The entry lies in the trash for 30 days."
_IS_BACK = "The earlier version is back. The one before it is among the versions."


class Past(QObject):
    """Makes the rooms of earlier versions and of the trash, and does what is wanted there.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer wants to go on writing.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self, session: Session, desk: Desk, looks: Looks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self.looks = looks
        self._history: HistoryScreen | None = None
        self._trash: TrashScreen | None = None
        self._versions: list[Entry] = []
        self._present: Entry | None = None
        self._undo: Entry | str | None = None
        commands: Actions = desk.commands
        commands.history.triggered.connect(self._ask_history)
        commands.trash.triggered.connect(self._ask_trash)
        commands.throw_away.triggered.connect(self._ask_to_throw)
        desk.editor.notices.action_chosen.connect(self._act)
        session.locked.connect(self.close)
        looks.changed.connect(self._dress)

    def close(self) -> None:
        """Leave no word in either room."""
        self._leave_history()
        if self._trash is not None:
            self._trash.show_entries([])
            self._trash.deleteLater()
            self._trash = None
        self._undo = None
        for key in (_THROWN, _BROUGHT):
            self._desk.editor.notices.withdraw(key)

    def _ask_history(self) -> None:
        self._desk.writing.when_sealed(self._fetch_versions)

    def _fetch_versions(self) -> None:
        question = partial(Journal.revisions, entry_id=self._desk.editor.entry().id)
        self._session.ask(question, self._show_history, self._session.went_wrong.emit)

    def _show_history(self, versions: list[Entry]) -> None:
        from ui.history.screen import HistoryScreen  # on most days nobody looks back

        self._leave_history()
        self._present = versions[-1] if versions else self._desk.editor.entry()
        self._versions = [
            version for version, later in pairwise(versions) if _text(version) != _text(later)
        ][::-1]
        may_change = not self._desk.editor.is_read_only
        self._history = HistoryScreen(self.looks.theme, may_change=may_change)
        self._history.chosen.connect(self._compare)
        self._history.wanted_back.connect(self._bring_back)
        self._history.closed.connect(self._go_back)
        self._history.show_versions([(_when(v), _words(v)) for v in self._versions])
        self.screen_wanted.emit(self._history)

    def _compare(self, place: int) -> None:
        version, present = self._versions[place], self._present
        if present is not None:
            compare = partial(difference, version.document, present.document)
            self._session.read_aside(
                compare, partial(self._show_difference, version), self._session.went_wrong.emit
            )

    def _show_difference(self, version: Entry, lines: tuple[Line, ...]) -> None:
        if self._history is not None and version in self._versions:
            self._history.show_difference(_when(version), lines, words_changed(lines))

    def _bring_back(self, place: int) -> None:
        present, version = self._present, self._versions[place]
        if present is None:
            return
        wanted = replace(present, title=version.title, tags=version.tags, document=version.document)
        self._store(wanted, Notice(_BROUGHT, _IS_BACK, ((_UNDO, "Undo"),)))
        self._undo = present
        self._go_back()

    def _store(self, wanted: Entry, notice: Notice | None) -> None:
        question = partial(questions.append, replace(wanted, edited=now()))
        done = partial(self._was_stored, notice)
        self._session.ask(question, done, self._session.went_wrong.emit)

    def _was_stored(self, notice: Notice | None, entry: Entry) -> None:
        self._session.refresh()
        self._desk.writing.look_again(frozenset([entry.id]))
        if notice is not None:
            self._desk.editor.notices.show_notice(notice)

    def _ask_to_throw(self) -> None:
        if not self._desk.editor.is_read_only:
            self._desk.writing.when_sealed(self._throw)

    def _throw(self) -> None:
        entry_id = self._desk.editor.entry().id
        if not self._session.knows(entry_id):
            self._desk.writing.begin()
            return
        question = partial(questions.throw_away, entry_id)
        self._session.ask(question, self._was_thrown, self._session.went_wrong.emit)

    def _was_thrown(self, entry: Entry) -> None:
        self._undo = entry.id
        self._session.refresh()
        self._desk.writing.begin()
        notice = Notice(_THROWN, _IN_TRASH, ((_UNDO, "Undo"),))
        self._desk.editor.notices.show_notice(notice)
        self._desk.editor.focus_text()

    def _act(self, key: str, action: str) -> None:
        if action != _UNDO or key not in {_THROWN, _BROUGHT} or not self._session.is_open:
            return
        self._desk.editor.notices.withdraw(key)
        undo, self._undo = self._undo, None
        if isinstance(undo, str):
            self._take_back(undo)
        elif undo is not None:
            self._desk.writing.when_sealed(partial(self._store, undo, None))

    def _take_back(self, entry_id: str) -> None:
        question = partial(questions.take_back, entry_id)
        self._session.ask(question, self._was_taken_back, self._session.went_wrong.emit)

    def _was_taken_back(self, entry: Entry) -> None:
        self._session.refresh()
        if self._trash is not None:
            self._list_trash()
        else:
            self._desk.writing.open(entry.id)
            self._desk.editor.focus_text()

    def _ask_trash(self) -> None:
        self._desk.writing.when_sealed(self._list_trash)

    def _list_trash(self) -> None:
        self._session.ask(questions.trash, self._show_trash, self._session.went_wrong.emit)

    def _show_trash(self, thrown: list[Summary]) -> None:
        if self._trash is None:
            from ui.trash.screen import TrashScreen  # on most days nobody comes here

            self._trash = TrashScreen(may_change=not self._desk.editor.is_read_only)
            self._trash.wanted_back.connect(self._take_back)
            self._trash.gone.connect(self._delete)
            self._trash.closed.connect(self._leave_trash)
        self._trash.show_entries([(s.id, *_described(s)) for s in thrown])
        self.screen_wanted.emit(self._trash)

    def _delete(self, entry_ids: Sequence[str]) -> None:
        question = partial(questions.delete, tuple(entry_ids))
        self._session.ask(question, self._show_trash, self._session.went_wrong.emit)

    def _leave_trash(self) -> None:
        if self._trash is not None:
            self._trash.deleteLater()
            self._trash = None
        self.left.emit()

    def _go_back(self) -> None:
        self._leave_history()
        self.left.emit()

    def _leave_history(self) -> None:
        self._versions, self._present = [], None
        if self._history is not None:
            self._history.show_difference("", (), (0, 0))
            self._history.deleteLater()
            self._history = None

    def _dress(self) -> None:
        if self._history is not None:
            self._history.set_theme(self.looks.theme)


def _text(version: Entry) -> tuple[object, ...]:
    return version.title, version.tags, version.document


def _when(version: Entry) -> str:
    local = Moment.at(version.edited).local
    return f"{_day(local.date())}, {local:%H:%M}"


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def _words(version: Entry) -> str:
    count = word_count(version.document)
    return "1 word" if count == 1 else f"{count:,} words"


def _described(summary: Summary) -> tuple[str, str]:
    day = _day(summary.written.day)
    since = summary.trashed or now()
    left = max(ceil((since + REST - now()) / DAY), 0)
    rest = "goes today" if left == 0 else "1 day left" if left == 1 else f"{left} days left"
    return summary.title or summary.first_words or "Untitled", f"{day} · {rest}"
