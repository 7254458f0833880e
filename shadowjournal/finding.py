"""Words found in a text as it is written, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct
from typing_extensions import override

from shadowjournal.search import apart, fold

_COMBINING = "[\u0300-\u036f]*"


class Wanted(Struct, frozen=True):
    """What is looked for, and how closely."""

    text: str = ""
    is_case_kept: bool = False
    is_whole: bool = False

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return "<Wanted>"


class Finding:
    """Finds one thing in any number of texts; finds nothing where nothing was asked for."""

    def __init__(self, pattern: str, *, is_folded: bool) -> None:
        self._pattern = re.compile(pattern) if pattern else None
        self._is_folded = is_folded

    @classmethod
    def of(cls, wanted: Wanted) -> Finding:
        """Return what finds *wanted*."""
        said = _said(wanted.text, is_folded=not wanted.is_case_kept)
        if said and wanted.is_whole:
            said = rf"(?<!\w){said}(?!\w)"
        return cls(said, is_folded=not wanted.is_case_kept)

    @classmethod
    def of_any(cls, words: Iterable[str]) -> Finding:
        """Return what finds any of *words* that stands whole, the longest first."""
        said = (_whole(word) for word in sorted(words, key=len, reverse=True))
        return cls("|".join(filter(None, said)), is_folded=True)

    def __bool__(self) -> bool:
        return self._pattern is not None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where it stands in *text*, in order."""
        if self._pattern is None:
            return
        folded = fold(text) if self._is_folded else text
        for hit in self._pattern.finditer(folded):
            yield hit.start(), hit.end()


def _whole(word: str) -> str:
    said = _said(word, is_folded=True)
    if not said or apart(word) != unicodedata.normalize("NFC", word):
        return said  # scripts without spaces have no ends of words
    # Beyond a sign, as at the end of "c++", anything may follow.
    before, after = r"(?<![^\W_])" * word[0].isalnum(), r"(?![^\W_])" * word[-1].isalnum()
    return f"{before}{said}{after}"


def _said(text: str, *, is_folded: bool) -> str:
    """Return the pattern of *text*; empty where it is nothing but space."""
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        return ""
    text = fold(text) if is_folded else text
    combining = _COMBINING if is_folded else ""
    pieces = (re.escape(letter) + combining for letter in text)
    said = "".join(r"\s+" if piece.startswith("\\ ") else piece for piece in pieces)
    return re.sub(r"(?:\\s\+)+", r"\\s+", said)
