"""A page from before, by chance."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from shadowjournal.catalog import Summary
from ui.desk import Desk
from ui.session import Session

REMEMBERED: Final = 12
"""So many pages that were shown last do not come again, where there are enough others."""

_NONE = "There is no other page yet."


class Leafing(QObject):
    """Opens an entry of some day by chance: not the one on the page, nor one shown just now.

    Args:
        below: returns a number from 0 to less than what it is given, any of them as likely.
    """

    def __init__(
        self,
        session: Session,
        desk: Desk,
        parent: QObject | None = None,
        below: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._below = below
        self._shown: deque[str] = deque(maxlen=REMEMBERED)
        desk.commands.random_page.triggered.connect(self._turn)
        session.locked.connect(self.close)

    def close(self) -> None:
        """Remember no page that was shown."""
        self._shown.clear()

    def _turn(self) -> None:
        present = self._desk.editor.entry().id
        days = days_to_choose_from(self._session.summaries, present, self._shown)
        if not days:
            self._desk.editor.show_notice(_NONE)
            return
        day = days[self._below(len(days))]
        entry_id = day[self._below(len(day))]
        self._shown.append(entry_id)
        self._desk.show_page()
        self._desk.writing.open(entry_id)
        self._desk.editor.focus_text()


def days_to_choose_from(
    summaries: Iterable[Summary], present: str, shown: Sequence[str]
) -> list[list[str]]:
    """Return, for each day of which a page may come, the ids of those that may.

    Every day is as likely then, however much was written on it. Left out are the *present* page
    and the last of those that were *shown*, as long as half of the others are left.
    """
    others = [each for each in summaries if _may_come(each) and each.id != present]
    last = {*[*shown][len(shown) - min(len(shown), len(others) // 2) :]}
    days: dict[date, list[str]] = {}
    for each in others:
        if each.id not in last:
            days.setdefault(each.written.day, []).append(each.id)
    return [*days.values()]


def _may_come(summary: Summary) -> bool:
    return summary.trashed is None and not summary.is_kept_back
