"""The page as its owner prefers it."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from shadowjournal.preferences import Preferences
from ui.editor.column import Column
from ui.editor.manner import Manner
from ui.editor.page import Page
from ui.page_look import page_look, set_page_look
from ui.quotes import quotes_of


def follow(preferences: Preferences, page: Page, column: Column) -> None:
    """Take what is typed on *page*, and show it in *column*, as the owner prefers it."""
    before, after = page_look(), preferences.page
    quotes = quotes_of(preferences.language or QLocale().name())
    typographic = quotes if preferences.has_typography else None
    page.set_manner(Manner(preferences.has_shorthand, typographic))
    if after != before:
        set_page_look(after)
        page.follow_look(are_lines_other=after.lines != before.lines)
        column.fit()
