"""The calendar, wired: its days kept up with the journal, and the way from a day to its page."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication

from shadowjournal.catalog import Summary
from shadowjournal.days import Days
from shadowjournal.entry import Entry, Moment
from ui import questions
from ui.desk import Desk
from ui.looks import Looks
from ui.session import Session
from ui.widgets.late_place import LatePlace
from ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from ui.calendar.room import CalendarRoom
    from ui.calendar.year_page import YearPage

_NAME, _TOLD = "calendar", "kept-back"
_KEPT = "This page will not come up by itself on a later day."
_NOT_KEPT = "This page may come up again on its day."
_CARD_KEPT = "That page will not come up again."


class Calendaring(QObject):
    """Makes the room and the page of the calendar, and does what is wanted there.

    Both are made when they are first seen. What is not in sight is not kept up: it is read anew
    when it is.
    """

    def __init__(
        self, session: Session, desk: Desk, looks: Looks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._looks = looks
        self._days = Days()
        self._is_stale = True
        self._wanted: str | date | None = None
        self._kept_back: str | None = None
        self._panels: tuple[CalendarRoom, YearPage] | None = None
        self._places = LatePlace(), LatePlace()
        desk.add_room(_NAME, "Calendar", "ph.calendar-blank", *self._places)
        for place in self._places:
            place.wanted.connect(self._furnish)
        session.entries_read.connect(self._note_more)
        session.all_read.connect(self._read_anew)
        session.entry_saved.connect(self._entry_saved)
        desk.writing.turned.connect(self._page_turned)
        commands = desk.commands
        commands.show_calendar.triggered.connect(self._show_room)
        commands.on_this_day.triggered.connect(self._show_cards)
        commands.keep_back.triggered.connect(self._tell_kept_back)
        looks.changed.connect(self._dress)

    @property
    def room(self) -> CalendarRoom:
        """The room in the sidebar."""
        return self._furnish()[0]

    @property
    def page(self) -> YearPage:
        """The page in the entry's place."""
        return self._furnish()[1]

    def close(self) -> None:
        """Leave no word of the journal in the room and on the page."""
        self._wanted = self._kept_back = None
        self._is_stale = True
        self._days.clear()
        if self._is_made:
            self.room.clear()
            self.page.clear()
        self._desk.editor.notices.withdraw(_TOLD)

    @property
    def _is_made(self) -> bool:
        return self._panels is not None

    def _furnish(self) -> tuple[CalendarRoom, YearPage]:
        if self._panels is None:
            from ui.calendar.room import CalendarRoom  # the first look at the page needs neither
            from ui.calendar.year_page import YearPage

            icons, commands = self._looks.icons, self._desk.commands
            room = CalendarRoom(self._days, icons)
            page = YearPage(self._days, (commands.too_much, commands.help), icons)
            self._panels = room, page
            self._hear_panels()
            for place, panel in zip(self._places, self._panels, strict=True):
                place.hold(panel)
        return self._panels

    def _hear_panels(self) -> None:
        for each in (self.room, self.page):
            each.seen.connect(self._show)
            each.day_chosen.connect(self._open_day)
            each.day_menu_wanted.connect(self._ask_of_day)
            each.entry_chosen.connect(self._open)
        self.room.card_menu_wanted.connect(self._ask_of_card)
        self.room.undo_wanted.connect(self._bring_back)
        self.page.left.connect(self._leave)

    def _note_more(self, _: list[Summary]) -> None:
        self._is_stale = True

    def _read_anew(self) -> None:
        self._is_stale = True
        self._show()

    def _entry_saved(self, entry: Entry) -> None:
        summary = self._session.summary_of(entry.id)
        if summary is not None and not self._is_stale:
            self._days.put(summary)
        self._show()

    def _show(self) -> None:
        """Show what is in sight as it is now; of a closed journal, nothing."""
        is_seen = self._is_made and (self.room.isVisible() or self.page.isVisible())
        if not (is_seen and self._session.is_open):
            return
        if self._is_stale:
            self._is_stale = False
            self._days.clear()
            for summary in self._session.summaries:
                self._days.put(summary)
        today = Moment.now().day
        if self.room.isVisible():
            self.room.month.show_today(today)
            self.room.show_cards(self._days.on_this_day(today), today)
            self.room.cards.choose(self._desk.editor.entry().id)
        if self.page.isVisible():
            self.page.show_days(today)

    def _show_room(self) -> None:
        if not self._desk.sidebar.isVisible():
            self._desk.commands.toggle_sidebar.trigger()
        self._desk.sidebar.go_to_room(_NAME)

    def _show_cards(self) -> None:
        self._show_room()
        self.room.focus_cards()

    def _leave(self) -> None:
        self._desk.show_page()
        self._desk.editor.focus_text()

    def _open_day(self, day: date, place: QPoint) -> None:
        entries = self._days.entries_on(day)
        if len(entries) == 1:
            self._open(entries[0].id)
        else:
            self._ask_of_day(day, place)

    def _ask_of_day(self, day: date, place: QPoint) -> None:
        from ui.calendar.day_menu import DayMenu

        entries = self._days.entries_on(day)
        may_begin = day <= Moment.now().day and not self._desk.editor.is_read_only
        menu = DayMenu(day, entries, self._desk, may_begin=may_begin)
        menu.entry_chosen.connect(self._open)
        menu.page_wanted.connect(self._begin)
        if menu.has_choice:
            menu.popup(place)
        else:
            menu.deleteLater()

    def _open(self, entry_id: str) -> None:
        if entry_id == self._desk.editor.entry().id:
            self._desk.show_page()
            self._settle()
        else:
            self._wanted = entry_id
            self._desk.writing.open(entry_id)

    def _begin(self, day: date) -> None:
        self._wanted = day
        self._desk.writing.begin()

    def _page_turned(self, entry: Entry) -> None:
        self._desk.editor.notices.withdraw(_TOLD)
        if self._is_made:
            self._follow(entry)
        wanted, self._wanted = self._wanted, None
        if isinstance(wanted, date):
            self._date(wanted)
        elif wanted == entry.id:
            self._settle()

    def _follow(self, entry: Entry) -> None:
        self.room.cards.choose(entry.id)
        if entry.id != self._kept_back:
            self.room.tell("")

    def _date(self, day: date) -> None:
        """Let the page just begun stand on *day*, at this time of the day."""
        now = Moment.now().local
        if day != now.date():
            at = Moment.on_clock(datetime.combine(day, now.time()))
            self._desk.editor.header.move_to(at)
            self._desk.editor.status.show_new()  # nothing is written, and nothing to be sealed
        self._desk.editor.focus_text()

    def _settle(self) -> None:
        # Who looks through the days of the sidebar goes on there; who came by the page writes on.
        focused = QApplication.focusWidget()
        if focused is None or not self._desk.sidebar.isAncestorOf(focused):
            self._desk.editor.focus_text()

    def _ask_of_card(self, summary: Summary, place: QPoint) -> None:
        from ui.calendar.day_menu import CardMenu

        menu = CardMenu(summary.id, self._desk, may_change=not self._desk.editor.is_read_only)
        menu.entry_chosen.connect(self._open)
        menu.kept_back.connect(self._keep_back)
        menu.popup(place)

    def _keep_back(self, entry_id: str) -> None:
        self._desk.writing.when_sealed(partial(self._store, entry_id, is_kept_back=True))

    def _bring_back(self) -> None:
        if self._kept_back is not None:
            store = partial(self._store, self._kept_back, is_kept_back=False)
            self._desk.writing.when_sealed(store)

    def _store(self, entry_id: str, *, is_kept_back: bool) -> None:
        question = partial(questions.keep_back, entry_id, is_kept_back)
        self._session.ask(question, self._was_stored, self._session.went_wrong.emit)

    def _was_stored(self, entry: Entry) -> None:
        self._kept_back = entry.id if entry.is_kept_back else None
        self.room.tell(_CARD_KEPT if entry.is_kept_back else "")
        self._session.refresh()
        self._desk.writing.look_again(frozenset([entry.id]))

    def _tell_kept_back(self, is_kept_back: bool) -> None:
        words = _KEPT if is_kept_back else _NOT_KEPT
        self._desk.editor.notices.show_notice(Notice(_TOLD, words))

    def _dress(self) -> None:
        if self._is_made:
            self.room.retint(self._looks.icons)
            self.page.retint(self._looks.icons)
