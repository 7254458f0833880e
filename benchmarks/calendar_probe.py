"""Looks through the calendar of a large journal, and prints what that took; a process of its own.

``python -m benchmarks.calendar_probe COUNT YEARS`` prints `Measured` as JSON.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from PySide6.QtWidgets import QApplication

from benchmarks.timing import seconds
from shadowjournal.catalog import Summary
from shadowjournal.days import Days
from shadowjournal.entry import Moment
from ui.calendar.room import CalendarRoom
from ui.calendar.year_page import YearPage
from ui.icons import Icons
from ui.theme import apply_theme, load_fonts, load_theme

TODAY = date(2026, 11, 22)
_FRAMES = 300
_TURNS = 20
_STEP = 53  # pixels


class Measured(msgspec.Struct):
    """In milliseconds: the first look at the room, and at the page; frames; years; saves."""

    room: float
    page: float
    frames: list[float]
    years: list[float]
    saves: list[float]


def summaries(count: int, years: int) -> list[Summary]:
    """Return *count* entries of so many *years*, always the same."""
    dice = random.Random(7)
    noon = datetime.combine(TODAY, time(12))
    made = []
    for number in range(count):
        at = noon - timedelta(minutes=dice.randrange(365 * years * 24 * 60))
        written = Moment(at, "UTC", at.replace(tzinfo=UTC))
        words = "When he went quiet on Thursday I wrote three messages before noon. Then I cleaned."
        tags = ("plain day", "kitchen")[: dice.randrange(3)]
        made.append(
            Summary(
                f"{number:032x}", written, "A plain day", words, tags, False, dice.randrange(900)
            )
        )
    return made


def measure(app: QApplication, entries: list[Summary]) -> Measured:
    """Look, turn years, scroll, and seal an entry while all is in sight."""
    icons, days = Icons(load_theme("light")), Days()
    room, page = CalendarRoom(days, icons), YearPage(days, (), icons)
    room.resize(300, 840)
    page.resize(1004, 840)
    for each in (room, page):
        each.show()
    app.processEvents()

    def show_room() -> None:
        for entry in entries:
            days.put(entry)
        room.month.show_today(TODAY)
        room.show_cards(days.on_this_day(TODAY), TODAY)
        app.processEvents()

    def show_page() -> None:
        page.show_days(TODAY)
        app.processEvents()

    def scroll() -> None:
        bar = page._area.verticalScrollBar()
        bar.setValue((bar.value() + _STEP) % bar.maximum())
        app.processEvents()

    def turn() -> None:
        page._show(TODAY.year - 1 if page._year == TODAY.year else TODAY.year)
        app.processEvents()

    def save() -> None:
        days.put(entries[0])
        show_page()

    return Measured(
        room=_ms(seconds(show_room)),
        page=_ms(seconds(show_page)),
        frames=[_ms(seconds(scroll)) for _ in range(_FRAMES)],
        years=[_ms(seconds(turn)) for _ in range(_TURNS)],
        saves=[_ms(seconds(save)) for _ in range(_TURNS)],
    )


def _ms(taken: float) -> float:
    return taken * 1000


if __name__ == "__main__":
    application = QApplication([])
    load_fonts()
    apply_theme(application, load_theme("light"))
    found = measure(application, summaries(int(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write(msgspec.json.encode(found).decode())
