"""The looks of neighbouring spans as tags that nest, as every markup language wants them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import TypeAlias

from msgspec import Struct

from shadowjournal.document import Span, Spans

MARKS = ("bold", "italic", "underline", "strike", "highlight")


class Open(Struct, frozen=True):
    """A look begins: one of `MARKS`, or ``link`` with its address."""

    mark: str
    link: str = ""


class Close(Struct, frozen=True):
    """The look that began last ends."""

    mark: str
    link: str = ""


Piece: TypeAlias = Open | Close | Span


def nest(runs: Spans) -> Iterator[Piece]:
    """Yield *runs* with the beginnings and ends of looks between them, properly nested.

    A look that outlasts another encloses it, so few have to be closed and begun again. Code is not
    a look that nests: it stays with its span.
    """
    begun: list[Open] = []
    for place, span in enumerate(runs):
        looks = looks_of(span)
        yield from _close(begun, len(list(takewhile(looks.__contains__, begun))))
        new = [look for look in looks if look not in begun]
        new.sort(key=partial(_reach, runs=runs, place=place), reverse=True)
        begun += new
        yield from new
        yield span
    yield from _close(begun, 0)


def looks_of(span: Span) -> list[Open]:
    """Return the looks of *span* that nest, the outermost first."""
    looks = [Open("link", span.link)] if span.link else []
    return looks + [Open(mark) for mark in MARKS if getattr(span, mark)]


def _close(begun: list[Open], kept: int) -> Iterator[Close]:
    while len(begun) > kept:
        look = begun.pop()
        yield Close(look.mark, look.link)


def _reach(look: Open, runs: Spans, place: int) -> int:
    end = place
    while end < len(runs) and look in looks_of(runs[end]):
        end += 1
    return end
