"""What was changed between two versions of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.document import Block, Code, Document, Figure, Rule

_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")
_MOST: Final = 4_000_000  # comparisons of words: beyond, two paragraphs are just different


class Piece(Struct, frozen=True):
    """Some words of a version; ``is_other`` where the other version does not have them."""

    text: str
    is_other: bool = False

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Piece of {len(self.text)} characters>"


Pieces: TypeAlias = tuple[Piece, ...]


class Line(Struct, frozen=True):
    """A block of the one version beside that of the other; None where it has none.

    ``before`` and ``after`` are the blocks, for their kinds; ``old`` and ``new`` their words.
    """

    before: Block | None
    after: Block | None
    old: Pieces = ()
    new: Pieces = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing was changed here."""
        return self.before == self.after


def difference(before: Document, after: Document) -> tuple[Line, ...]:
    """Return both versions side by side, block by block, in order."""
    one, other = before.blocks, after.blocks
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return tuple(
        line
        for tag, i, j, k, m in matcher.get_opcodes()
        for line in _lines(tag == "equal", one[i:j], other[k:m])
    )


def words_changed(lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many words went and how many came."""
    return (
        sum(_count(piece) for line in lines for piece in line.old),
        sum(_count(piece) for line in lines for piece in line.new),
    )


def _count(piece: Piece) -> int:
    return len(piece.text.split()) if piece.is_other else 0


def _lines(is_equal: bool, one: Sequence[Block], other: Sequence[Block]) -> Iterator[Line]:
    if is_equal:
        for block, same in zip(one, other, strict=True):
            words = _whole(block, is_other=False)
            yield Line(block, same, words, words)
        return
    for before, after in zip_longest(one, other):
        yield _line(before, after)


def _line(before: Block | None, after: Block | None) -> Line:
    if before is None or after is None:
        old = () if before is None else _whole(before, is_other=True)
        new = () if after is None else _whole(after, is_other=True)
        return Line(before, after, old, new)
    return Line(before, after, *_within(text_of(before), text_of(after)))


def _within(old: str, new: str) -> tuple[Pieces, Pieces]:
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) * len(other) > _MOST:
        return (Piece(old, is_other=True),), (Piece(new, is_other=True),)
    olds: list[Piece] = []
    news: list[Piece] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        _add(olds, "".join(one[i:j]), is_other=tag != "equal")
        _add(news, "".join(other[k:m]), is_other=tag != "equal")
    return tuple(olds), tuple(news)


def _add(pieces: list[Piece], text: str, *, is_other: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].is_other == is_other:
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + text)
    else:
        pieces.append(Piece(text, is_other))


def _whole(block: Block, *, is_other: bool) -> Pieces:
    text = text_of(block)
    return (Piece(text, is_other),) if text else ()


def text_of(block: Block) -> str:
    """Return the words of *block*; of a picture, what it shows."""
    match block:
        case Code(text):
            return text
        case Figure():
            return block.alt
        case Rule():
            return ""
        case _:
            return "".join(span.text for span in block.spans)
