"""The quiet lines under prompts."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from shadowjournal.prompts.library import LibraryPrompt
from shadowjournal.prompts.today import Card

_DOT = " · "
_MINUTES = "\N{NO-BREAK SPACE}min"


def about_card(card: Card) -> str:
    """Return what stands under a card of today: where it is from, how deep and how long it is."""
    prompt = card.snapshot
    if card.kind == "continue" and card.last_answered is not None:
        return f"Look again{_DOT}{short_day(card.last_answered)}"
    length = f"{prompt.minutes}{_MINUTES}" if prompt.minutes else ""
    return _DOT.join(filter(None, (prompt.category_title, prompt.depth, length)))


def about_prompt(prompt: LibraryPrompt) -> str:
    """Return what stands under a prompt of the library: how deep and how long it is."""
    return f"{prompt.depth}{_DOT}{prompt.minutes}{_MINUTES}"


def short_day(day: date) -> str:
    """Return *day* in words, with its year where that is not the present one."""
    here = QDate(day.year, day.month, day.day)
    is_this_year = here.year() == QDate.currentDate().year()
    return QLocale().toString(here, "d MMMM" if is_this_year else "d MMMM yyyy")
