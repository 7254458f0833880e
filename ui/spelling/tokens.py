"""The unknown words of a block, counted as Qt counts; of a long one only what changed is judged."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeAlias

from shadowjournal.spelling.words import words

Mark: TypeAlias = tuple[int, int]
"""Where a word begins and ends, in UTF-16 units."""

_LONG = 2_000
_CHUNK = 1_000  # characters between two looks at the clock
_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two units each


class Judgements:
    """Finds unknown words, and remembers those of the long block that was asked for last."""

    def __init__(self, is_unknown: Callable[[str], bool]) -> None:
        self._is_unknown = is_unknown
        self._text = ""
        self._found: list[tuple[int, int]] = []  # in characters, as all below
        self._due: list[tuple[int, int]] = []  # from blank to blank, in order

    def clear(self) -> None:
        """Remember none."""
        self._text, self._found, self._due = "", [], []

    def unknown(self, text: str, until: float = math.inf) -> tuple[Sequence[Mark], bool]:
        """Return the unknown words of *text*, and whether those are all.

        A long one is judged *until* the clock says so; asked again, it goes on.
        """
        if len(text) < _LONG:
            return _in_units(text, self._judged(text, 0, len(text))), True
        if text != self._text:
            self._change(text)
            self._text = text
        while self._due and perf_counter() < until:
            self._judge_some()
        return _in_units(text, self._found), not self._due

    def _judge_some(self) -> None:
        begin, end = self._due.pop(0)
        stop = self._text.find(" ", begin + _CHUNK, end)
        if stop >= 0:
            self._due.insert(0, (stop, end))
        place = bisect_left(self._found, (begin, begin))
        self._found[place:place] = self._judged(self._text, begin, end if stop < 0 else stop)

    def _judged(self, text: str, begin: int, end: int) -> list[tuple[int, int]]:
        part = text[begin:end]
        return [(b + begin, e + begin) for b, e in words(part) if self._is_unknown(part[b:e])]

    def _change(self, text: str) -> None:
        """Keep what is known of what *text* has in common with the text before."""
        before = self._text
        same = _common(before, text)
        tail = _common(before[same:][::-1], text[same:][::-1])
        first = max(text.rfind(" ", 0, same), 0)
        last = text.find(" ", len(text) - tail)
        last = len(text) if last < 0 else last
        moved = len(text) - len(before)
        kept = [each for each in self._found if each[1] <= first]
        rest = [(b + moved, e + moved) for b, e in self._found if b + moved >= last]
        due = [(b, min(e, first)) for b, e in self._due if b < first]
        later = [(max(b + moved, last), e + moved) for b, e in self._due if e + moved > last]
        self._found = kept + rest
        self._due = [*due, (first, last), *later]


def word_at(text: str, place: int) -> Mark | None:
    """Return the word of *text* that *place*, in UTF-16 units, touches."""
    wide = [start + number for number, start in enumerate(_wide_in(text))]
    place -= bisect_left(wide, place)
    begin = max(text.rfind(" ", 0, place), 0)
    end = text.find(" ", place)
    part = text[begin : len(text) if end < 0 else end]
    touched = [(b + begin, e + begin) for b, e in words(part) if b <= place - begin <= e]
    return next(iter(_in_units(text, touched[-1:])), None)


def _in_units(text: str, places: Sequence[tuple[int, int]]) -> Sequence[Mark]:
    wide = _wide_in(text) if places else []
    if not wide:
        return places
    return [(b + bisect_left(wide, b), e + bisect_left(wide, e)) for b, e in places]


def _wide_in(text: str) -> list[int]:
    return [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
