"""From what a query means to what SQLite is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from msgspec import Struct
from typing_extensions import override

from shadowjournal.names import PERSON
from shadowjournal.search.expression import (
    All,
    Any,
    Bearer,
    Column,
    Depth,
    Expression,
    Is,
    Measure,
    Named,
    Not,
    Signs,
    When,
    Words,
    leaves,
    wanted,
)
from shadowjournal.search.words import apart, bare_name

EVERY = "\ue000every\ue000"
"""A word that nobody types and the index puts into every entry: FTS5 has no bare "not"."""

TAG, FEELING, CATEGORY = "t", "f", "c"
"""The kinds of names that the index keeps."""

Values: TypeAlias = tuple[str | int, ...]

_FACTS = {
    "starred": "page.starred",
    "trashed": "page.trashed",
    "has-picture": "page.pictured",
    "prompted": "page.prompted",
}
_NUMBERS = {"words": "page.length", "intensity": "page.intensity"}
_KINDS: dict[Bearer, str] = {
    "tag": TAG,
    "person": TAG,
    "feeling": FEELING,
    "category": CATEGORY,
}
IN_TEXT: Final[tuple[Column | None, ...]] = (None, "title", "tag", "prompt")
"""The columns that lie with the text; the others are facts about an entry."""

_LIES_IN_TEXT = "page.number IN (SELECT rowid FROM words WHERE words MATCH ?)"
_LIES_IN_FACTS = "page.number IN (SELECT rowid FROM facts WHERE facts MATCH ?)"
_IS_NAMED = "page.number IN (SELECT number FROM name WHERE kind = ? AND key = ?)"
_STANDS_SO: dict[Column | None, str] = {
    None: "stand_in(?, words.body, words.title, words.prompt, words.tag)",
    "title": "stand_in(?, words.title)",
    "prompt": "stand_in(?, words.prompt)",
    "tag": "stand_in(?, words.tag)",
}
_PRESENT = "NOT page.trashed"


class Asked(Struct, frozen=True):
    """What is asked: an expression of FTS5, and a condition on the pages it finds."""

    words: str
    condition: str
    values: Values

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return "<Asked>"


def asked(expression: Expression) -> Asked:
    """Return *expression* as two halves that SQLite answers together.

    What can be said in words alone is asked of FTS5, which ranks by it; the rest is a condition.
    What lies in the trash is left out, unless it is asked for.
    """
    parts = [*_all_of(expression)]
    in_words = [part for part in parts if _is_in_words(part)]
    others = [part for part in parts if not _is_in_words(part)]
    words = " AND ".join(f"({fts5_query(part)})" for part in in_words)
    if not in_words:
        # All are admitted; those with the words come first.
        named = [word for part in others for word in wanted(part) if _is_in_words(word)]
        words = " OR ".join([EVERY, *(f"({fts5_query(word)})" for word in named)])
    conditions = [_condition(part) for part in others]
    if Is("trashed") not in leaves(expression):
        conditions.append((_PRESENT, ()))
    return Asked(words, *_together("AND", conditions))


def _all_of(expression: Expression) -> Iterator[Expression]:
    """Yield the parts that have to hold all, however they are put together."""
    if isinstance(expression, All):
        for part in expression.parts:
            yield from _all_of(part)
    else:
        yield expression


def in_names(expression: Expression) -> str:
    """Return what finds, in FTS5, the words that *expression* wants in a title or a tag; or ""."""
    named = [word for word in wanted(expression) if word.column in {None, "title", "tag"}]
    return " OR ".join(
        f"({fts5_query(word)})" if word.column else f"{{title tag}} : ({fts5_query(word)})"
        for word in named
    )


def _is_in_words(expression: Expression) -> bool:
    return all(isinstance(leaf, Words) and leaf.column in IN_TEXT for leaf in leaves(expression))


def fts5_query(expression: Expression) -> str:
    """Return *expression*, which is of words alone, in the language of FTS5."""
    match expression:
        case Words(text, column, is_beginning):
            phrase = apart(text).replace('"', " ")
            within = f"{column} : " if column else ""
            return f'{within}"{phrase}"' + (" *" if is_beginning else "")
        case Not(part):
            return f"{EVERY} NOT ({fts5_query(part)})"
        case All(parts):
            return " AND ".join(f"({fts5_query(part)})" for part in parts)
        case Any(parts):
            return " OR ".join(f"({fts5_query(part)})" for part in parts)
        case _:
            raise TypeError(expression)


def _condition(expression: Expression) -> tuple[str, Values]:
    """Return *expression* as a condition on a row of ``page``."""
    if _is_in_words(expression):
        return _LIES_IN_TEXT, (fts5_query(expression),)
    match expression:
        case Signs(text, column):
            return _STANDS_SO[column], (text,)
        case Not(part):
            condition, values = _condition(part)
            return f"NOT ({condition})", values
        case All(parts):
            return _together("AND", [_condition(part) for part in parts])
        case Any(parts):
            return _together("OR", [_condition(part) for part in parts])
        case _:
            return _fact(expression)


def _fact(leaf: Words | Named | Is | Depth | When | Measure) -> tuple[str, Values]:
    match leaf:
        case Words():
            return _LIES_IN_FACTS, (fts5_query(leaf),)
        case Named(name, column):
            return _IS_NAMED, (_KINDS[column], bare_name(_called(name, column)))
        case Is(fact):
            return _FACTS[fact], ()
        case Depth(depth):
            return "page.depth IS ?", (depth,)
        case When():
            return _when(leaf)
        case Measure(what, sign, number):
            return f"coalesce({_NUMBERS[what]} {sign} ?, 0)", (number,)


def _called(name: str, column: Bearer) -> str:
    return PERSON + name.removeprefix(PERSON) if column == "person" else name


def _together(operator: str, conditions: list[tuple[str, Values]]) -> tuple[str, Values]:
    joined = f" {operator} ".join(f"({condition})" for condition, _ in conditions)
    return joined or "1", tuple(value for _, values in conditions for value in values)


def _when(when: When) -> tuple[str, Values]:
    # ISO dates sort as text, and "~" sorts after all that can follow one.
    first, last = when.first.isoformat(), when.last.isoformat() + "~"
    match when.aspect:
        case "before":
            return "page.written < ?", (first,)
        case "after":
            return "page.written > ?", (last,)
        case "on":
            return "page.written BETWEEN ? AND ?", (first, last)
