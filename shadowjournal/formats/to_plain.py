"""A document without its looks: for search, counts and previews."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shadowjournal.document import Block, Code, Document, Figure, Rule

# Chinese and Japanese are written without blanks, so each character counts as one word.
_CJK = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
# What may go on inside a word: letters and digits of any script with their combining marks (which
# `\w` leaves out), but neither blanks nor punctuation. These three blocks are all punctuation.
_INSIDE = rf"[^\s\x00-/:-@\[-^`{{-\xa9\u2000-\u200a\u2010-\u206f\u3000-\u303f{_CJK}]"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]{_INSIDE}*(?:['\u2019.,:@\-][^\W_{_CJK}]{_INSIDE}*)*")

# For the count alone, these typographic signs are as good as their plain ones.
_QUOTES = "\u2019\u2018\u201c\u201d\u201e\u2026\u2013\u2014"
_TYPOGRAPHIC = tuple(zip(_QUOTES, "'       ", strict=True))


# Of the 256 signs of Latin-1: what makes a word, what may join two, and what neither goes on in a
# word nor is a part of one, or begins one as well.
_LATIN = [chr(code) for code in range(256)]
_LETTERS = bytes(sign.isalnum() for sign in _LATIN)
_JOINS = bytes(sign in "'.,:@-" for sign in _LATIN)
_WITHOUT_DOUBT = bytes(
    ord(sign) for sign in _LATIN if sign.isalnum() or not re.fullmatch(_INSIDE, sign)
)


def plain_text(content: Document) -> str:
    r"""Return the text of *content*, its blocks separated by ``\n``.

    List markers are left out, and so is whatever holds no text; a picture stands as its
    description.
    """
    return "\n".join(_texts(content))


def word_count(content: Document) -> int:
    """Return how many words *content* holds.

    Numbers count, punctuation does not; "don't" and "well-known" are one word each, and a Chinese
    or Japanese character is a word. A picture's description was not written as part of the entry.
    """
    return sum(words_in(_text_of(b)) for b in content.blocks if not isinstance(b, Figure))


def words_in(text: str) -> int:
    """Return how many words *text* holds, as `word_count` counts them."""
    for sign, plain in () if text.isascii() else _TYPOGRAPHIC:
        text = text.replace(sign, plain)
    others = ""
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:  # in most languages of few words; looking closer takes its time
        pieces = text.split()
        others = " ".join([piece for piece in pieces if not piece.isascii()])
        latin = " ".join([piece for piece in pieces if piece.isascii()]).encode()
    if latin.translate(None, _WITHOUT_DOUBT):
        return len(_WORD.findall(text))
    # All signs at once, each a byte of a large number. A word begins where none goes on, and not
    # after a sign that joins it to what stands before.
    signs = int.from_bytes(latin.translate(_LETTERS), "little")
    joins = int.from_bytes(latin.translate(_JOINS), "little")
    begun = signs ^ (signs & (signs << 8))
    joined = begun & (joins << 8) & (signs << 16)
    return begun.bit_count() - joined.bit_count() + len(_WORD.findall(others))


def first_words(content: Document, limit: int = 120) -> str:
    """Return how *content* begins: one line of at most *limit* characters.

    It is cut between words where there is room, and then ends with an ellipsis.
    """
    line = ""
    for text in _texts(content):
        line = f"{line} {' '.join(text[: 2 * limit + 2].split())}".strip()
        if len(line) > limit or len(text) > 2 * limit + 2:
            return _cut(line, limit)
    return line


def _cut(line: str, limit: int) -> str:
    room = line[: max(0, limit - 1)]
    if line[len(room) : len(room) + 1] not in ("", " ") and " " in room:
        room = room[: room.rindex(" ")]
    return f"{room.rstrip()}…"


def _texts(content: Document) -> Iterator[str]:
    for block in content.blocks:
        if not isinstance(block, Rule):
            yield _text_of(block)


def _text_of(block: Block) -> str:
    match block:
        case Code():
            return block.text
        case Figure():
            return block.alt
        case Rule():
            return ""
        case _:
            return "".join([span.text for span in block.spans])
