"""What is a word: the tokenizer of SQLite, and the scripts it cannot cut into words.

Scripts written without spaces (Chinese, Japanese, Korean, Thai...) and emoji are searched by
substring: each of their characters is made a word of its own, so that a row of them is a phrase.
"""

from __future__ import annotations

import re
import unicodedata

from shadowjournal.names import name_key

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
"""What stands around words to be found side by side, and so cannot be asked for."""

JOINER = "\u2060"
"""Stands around such a character: invisible, and never part of a word."""

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul, in parts
    (0x1780, 0x17FF),  # Khmer
    (0x2600, 0x27BF),  # symbols and dingbats
    (0x2E80, 0x2FDF),  # radicals of Han
    (0x3005, 0x3007),
    (0x3040, 0x31FF),  # kana, bopomofo
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # narrow kana
    (0x1F000, 0x1FAFF),  # emoji
)
_RARE_HAN = (0x20000, 0x3FFFF)

ALONE = "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in (*_UNSPACED, _RARE_HAN)) + "]"
"""The pattern of a character that is a word by itself."""

_ALONE = re.compile(ALONE)

# Vowel signs and emoji, which SQLite would pass over as it does punctuation.
_NO_LETTERS = "".join(
    character
    for first, last in _UNSPACED
    for character in map(chr, range(first, last + 1))
    if unicodedata.category(character) in {"Mn", "Mc", "So", "Sk"}
)

TOKENIZER = f"unicode61 remove_diacritics 2 tokenchars '{_NO_LETTERS}'"
"""The tokenizer of FTS5: letters and digits of any script, without case and accents."""


_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))
_ASCII = bytes(range(128))


def apart(text: str, joiner: str = JOINER) -> str:
    """Return *text* in composed form, with *joiner* around what is a word by itself."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    # Most texts have a few other characters, and none of these: to look at those few is quicker.
    others = text.encode(errors="replace").translate(None, _ASCII).decode()
    return _ALONE.sub(rf"{joiner}\g<0>{joiner}", text) if _ALONE.search(others) else text


def bare_name(name: str) -> str:
    """Return what is the same for all names that a query cannot tell from *name*."""
    return " ".join(name_key(name).translate(_QUOTES).split())


def has_words(text: str) -> bool:
    """Tell whether there is anything in *text* that the index takes for a word."""
    return any(
        unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co" for sign in text
    ) or any(sign in _SIGNS for sign in text)


def fold(text: str) -> str:
    """Return *text* with one plain letter for each of its characters, without case and accent."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


_SIGNS = frozenset(_NO_LETTERS)


class _Folding(dict[int, str]):
    """A table for `str.translate` that grows as it is needed."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()
