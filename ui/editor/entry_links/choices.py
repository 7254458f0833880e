"""Which entries are meant by what was typed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QDate, QLocale
from typing_extensions import override

from shadowjournal.catalog import Summary

MOST = 8
"""So many entries are offered at once."""

LONGEST = 40
"""So many characters of the first words stand for an entry without a title."""

_LINE, _MARK = "\n", "\x1f"
_MONTHS = 12
_PART = 500
_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2013\u2014", "-"),
}
_HYPHENS = re.compile("--+")


class Choice(Struct, frozen=True):
    """An entry as it is offered.

    ``words`` is what it is called: its title, else its first words, else its day. ``when`` is a
    short date.
    """

    entry_id: str
    words: str
    when: str

    @property
    def spoken(self) -> str:
        """How a screen reader says it."""
        return self.words if self.words == self.when else f"{self.words}, {self.when}"

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Choice {self.entry_id}>"


def choice_of(summary: Summary) -> Choice:
    """Return the entry of *summary* as it is offered."""
    when = _when(summary.written.day)
    words = summary.title or _shortened(summary.first_words) or when
    return Choice(summary.id, words, when)


class Choices:
    """All entries that may be meant, the newest first.

    They are looked through as one text, for there may be a hundred thousand of them and one looks
    at every key. A pure value once it is made, on any thread.
    """

    def __init__(self, summaries: Sequence[Summary]) -> None:
        self._summaries = summaries
        months = [QLocale().monthName(number + 1) for number in range(_MONTHS)]
        # Line by line it takes ten times as long; all at once, other threads wait for it.
        parts = [summaries[at : at + _PART] for at in range(0, len(summaries), _PART)]
        lines = ["".join([_LINE + _said(each, months) for each in part]) for part in parts]
        self._text = "".join(map(_folded, lines)) + _LINE
        self._starts = [found.start() for found in re.finditer(_LINE, self._text)][:-1]

    def matching(self, typed: str, without: str = "", most: int = MOST) -> list[Choice]:
        """Return those that *typed* means, the likeliest first; never the entry *without*.

        Those that begin with it come first, then those of which a word does, then those that hold
        it, then those that hold all its words; each the newest first. A day is found as well.
        """
        found: dict[int, None] = {}
        for place in self._places(plain(typed)):
            if place not in found and self._summaries[place].id != without:
                found[place] = None
                if len(found) == most:
                    break
        return [choice_of(self._summaries[place]) for place in found]

    def titled(self, title: str, without: str = "") -> Choice | None:
        """Return the entry with this *title*: where several have it, one that is spelled so.

        Of those spelled alike, the newest.
        """
        wanted = plain(title)
        alike = [
            summary
            for place in self._find(f"{_LINE}{wanted}{_MARK}")
            if (summary := self._summaries[place]).title and summary.id != without
        ]
        same = [summary for summary in alike if summary.title == title.strip()]
        return choice_of((same or alike)[0]) if wanted and alike else None

    def _places(self, wanted: str) -> Iterator[int]:
        if not wanted:
            yield from range(len(self._summaries))
            return
        yield from self._find(_LINE + wanted)
        yield from self._find(f" {wanted}")
        yield from self._find(wanted)
        words = sorted(wanted.split(), key=len, reverse=True)
        if len(words) > 1 and all(word in self._text for word in words):
            for place in self._find(words[0]):
                line = self._line(place)
                if all(word in line for word in words[1:]):
                    yield place

    def _find(self, part: str) -> Iterator[int]:
        """Yield the places of the entries whose line holds *part*."""
        at = self._text.find(part)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            if place + 1 == len(self._starts):
                return
            at = self._text.find(part, self._starts[place + 1])

    def _line(self, place: int) -> str:
        return self._text[self._starts[place] : self._text.find(_LINE, self._starts[place] + 1)]


def plain(text: str) -> str:
    """Return *text* as it is compared: without case, accents and typographic signs."""
    return _folded(" ".join(text.split()))


def _folded(text: str) -> str:
    text = text.casefold()
    if not text.isascii():
        for typographic, typed in _SIGNS.items():
            text = text.replace(typographic, typed)
        text = unicodedata.normalize("NFKD", text)
        accents = "".join(sign for sign in set(text) if unicodedata.combining(sign))
        text = re.sub(f"[{accents}]", "", text).casefold() if accents else text
    return _HYPHENS.sub("-", text)


def _said(summary: Summary, months: Sequence[str]) -> str:
    day = summary.written.local
    when = f"{day.day} {months[day.month - 1]} {day.year}"
    return f"{summary.title or summary.first_words}{_MARK} {when}"


def _shortened(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.…") + "…"


def _when(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
