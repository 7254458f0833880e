"""The words of a text, as a dictionary knows words."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 60
"""Longer ones are no words that somebody wrote; Hunspell takes 100 bytes at most."""

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"

# Each begins only where it can: else a long line of dashes would be read again from every dash.
_SKIPPED = "|".join(
    (
        r"\b\w[\w.+-]{0,30}:\S*[\w/]",  # https://..., mailto:...
        r"\bwww\.\S+",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
        r"\b\w+(?:[./\\_]\w+)+",
        r"(?<!\w)[/\\~]\S+",
        r"(?<!\w)[#@]\w+",
        rf"(?<![\w'{APOSTROPHE}-])[\w'{APOSTROPHE}-]*\d[\w'{APOSTROPHE}-]*",
    )
)
_JOINERS = (  # what stands between letters and is none: points, vowel signs, soft hyphens
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d\u00ad"
)
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_JOINERS}])*"
_JOINED = rf"{_LETTERS}(?:['{APOSTROPHE}]{_LETTERS})*"
_PATTERN = re.compile(rf"(?:{_SKIPPED})|(?P<word>{_JOINED}(?:-{_JOINED})*)")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word of *text* begins and ends.

    An apostrophe and a hyphen between letters are part of a word. Addresses, paths, tags, and all
    that has a digit in it are none; nor is what is written in capitals only.
    """
    for found in _PATTERN.finditer(text):
        start, end = found.span("word")
        if 1 < end - start <= MOST and not text[start:end].isupper():
            yield start, end


def parts(word: str) -> tuple[str, ...]:
    """Return what the hyphens of *word* join."""
    return tuple(word.split("-"))
