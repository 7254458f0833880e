"""The words of a block, counted as Qt counts; of a long one only what changed is read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from shadowjournal.spelling.words import words

Token: TypeAlias = tuple[int, int, str]
"""Where a word begins and ends, in UTF-16 units, and the word."""

_LONG = 2_000


class Tokens:
    """Remembers the words of the long block that was asked for last."""

    def __init__(self) -> None:
        self._text = ""
        self._found: list[Token] = []

    def clear(self) -> None:
        """Remember none."""
        self._text, self._found = "", []

    def of(self, text: str) -> Sequence[Token]:
        """Return the words of *text*."""
        if len(text) < _LONG:
            return _read(text)
        if text != self._text:
            self._found = self._changed(text) if max(text) <= "\uffff" else _read(text)
            self._text = text
        return self._found

    def _changed(self, text: str) -> list[Token]:
        """Read what differs from the text before, as far as the blanks around it."""
        if not self._found or max(self._text) > "\uffff":
            return _read(text)
        before = self._text
        same = _common(before, text)
        first = max(text.rfind(" ", 0, same), 0)
        tail = _common(before[same:][::-1], text[same:][::-1])
        last = text.find(" ", len(text) - tail)
        if last < 0:
            last = len(text)
        moved = len(text) - len(before)
        kept = [each for each in self._found if each[1] <= first]
        rest = [(b + moved, e + moved, w) for b, e, w in self._found if b + moved >= last]
        return [*kept, *_read(text[first:last], first), *rest]


def _read(text: str, offset: int = 0) -> list[Token]:
    found = [(begin + offset, end + offset, text[begin:end]) for begin, end in words(text)]
    if not text or max(text) <= "\uffff":
        return found
    wide = [0]
    for letter in text:
        wide.append(wide[-1] + 1 + (letter > "\uffff"))
    return [(wide[b - offset] + offset, wide[e - offset] + offset, word) for b, e, word in found]


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
