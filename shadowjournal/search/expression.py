"""What a query means: words to be found, and facts about an entry that are to hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from typing_extensions import override

Column: TypeAlias = Literal["title", "tag", "prompt", "category", "feeling", "person"]
SIGNED: Final[tuple[Column | None, ...]] = (None, "title", "prompt", "tag")
"""Where signs can be asked for: everywhere, or in one of these columns."""

Bearer: TypeAlias = Literal["tag", "person", "feeling", "category"]
Fact: TypeAlias = Literal["starred", "trashed", "has-picture", "prompted"]
Aspect: TypeAlias = Literal["before", "after", "on"]
Measured: TypeAlias = Literal["words", "intensity"]
Sign: TypeAlias = Literal["<", "<=", "=", ">=", ">"]


class Words(Struct, frozen=True):
    """Words side by side, in one column or anywhere; the last may be the beginning of one.

    Those that were quoted are meant as they are, and in no other form.
    """

    text: str
    column: Column | None = None
    is_beginning: bool = False
    is_quoted: bool = False

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return "<Words>"


class Signs(Struct, frozen=True):
    """Signs, or a word with a symbol at one of its ends, as they are typed."""

    text: str
    column: Column | None = None

    @override
    def __repr__(self) -> str:
        return "<Signs>"


class Named(Struct, frozen=True):
    """A tag, a person, a feeling or a category of the entry is called exactly so."""

    name: str
    column: Bearer

    @override
    def __repr__(self) -> str:
        return "<Named>"


class Is(Struct, frozen=True):
    """The entry is so."""

    fact: Fact


class Depth(Struct, frozen=True):
    """The entry answers a prompt of this depth."""

    depth: str


class When(Struct, frozen=True):
    """The entry belongs before, after or within a span of local days, both ends included."""

    aspect: Aspect
    first: date
    last: date


class Measure(Struct, frozen=True):
    """A number of the entry compares so; an entry that has no such number does not."""

    what: Measured
    sign: Sign
    number: int


class Not(Struct, frozen=True):
    """Whatever the part does not find."""

    part: Expression


class All(Struct, frozen=True):
    """What each of the parts finds."""

    parts: tuple[Expression, ...]


class Any(Struct, frozen=True):
    """What one of the parts finds."""

    parts: tuple[Expression, ...]


Expression: TypeAlias = Words | Signs | Named | Is | Depth | When | Measure | Not | All | Any


def leaves(expression: Expression) -> Iterator[Expression]:
    """Yield the parts of *expression* that have no parts, in order."""
    match expression:
        case Not(part):
            yield from leaves(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield expression


def wanted(expression: Expression) -> Iterator[Words]:
    """Yield the words that *expression* wants to find, without those it wants to avoid."""
    return (leaf for leaf in _wanted(expression) if isinstance(leaf, Words))


def wanted_signs(expression: Expression) -> Iterator[Signs]:
    """Yield the signs that *expression* wants to find, without those it wants to avoid."""
    return (leaf for leaf in _wanted(expression) if isinstance(leaf, Signs))


def _wanted(expression: Expression) -> Iterator[Words | Signs]:
    match expression:
        case Words() | Signs():
            yield expression
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wanted(part)
        case _:
            return
