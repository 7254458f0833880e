r"""The language of the search field.

- ``quiet kitchen``: both words, anywhere in the title, the text, the prompt or the tags.
- ``"quiet kitchen"``: the words side by side, in this order. Case, accents and punctuation do not
  count.
- ``kit*``: words that begin so.
- ``one OR other``, ``(one other) OR third``; ``AND`` is allowed and changes nothing.
- ``-work`` or ``NOT work``: not this. Alone it asks for every entry without the word.
- ``tag:grief``, ``title:"first words"``: in the tags or in the title only.
- ``is:starred``, ``before:2025``, ``after:2024-05``, ``on:2024-05-17``, each also with ``-``: hold
  for the whole query, wherever they stand. A year or a month is a span of local days: ``before``
  is before its first, ``after`` is after its last, ``on`` is within.

Nothing typed is an error. What does not fit is taken as words: ``befor:2025`` asks for the words
"befor 2025". A query without anything to look for asks for nothing.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct
from playhouse.fts_parser import parse as to_fts
from typing_extensions import override

from shadowjournal.document import clean_text
from shadowjournal.search.words import apart

EVERY = "\ue000every\ue000"
"""A word that nobody types and the index puts into every entry: FTS5 has no bare "not"."""

MAX_LENGTH = 600
"""In characters. SQLite refuses expressions nested or chained too far; the rest is not read."""

MAX_GROUPS = 8
"""With more parentheses than this they are passed over, for the same reason."""

COLUMNS = ("title", "tag")
"""The columns of the index that can be asked by name."""

Aspect: TypeAlias = Literal["before", "after", "on", "starred"]


class Filter(Struct, frozen=True):
    """What an entry must be, besides the words in it.

    ``span`` is an ISO year, month or day; empty for ``starred``.
    """

    aspect: Aspect
    span: str = ""
    is_negated: bool = False


class Query(Struct, frozen=True):
    """What is asked: an expression of FTS5 (None: any words) and filters that must all hold."""

    words: str | None
    filters: tuple[Filter, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where nothing is asked."""
        return self.words is None and not self.filters

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return f"<Query with {len(self.filters)} filters>"


_NOTHING = to_fts("")
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_NOT = re.compile(r'("[^"]*"?)|(?<![^\s()])NOT\s+(?=[^\s)])')
_PIECE = re.compile(
    r"""
    "[^"]*"?                                     # quoted: passes as it is
    | (?<![^\s()"-])
      (?P<minus>-(?=[\w"(]))?
      (?: (?P<field>is|before|after|on|tag|title) :)?
      (?P<value>[^\s()"]*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def parse(text: str) -> Query:
    """Return what *text* asks for; any text asks for something or is empty, none is refused."""
    filters: list[Filter] = []

    def pass_on(piece: re.Match[str]) -> str:
        """Return the piece as fts_parser understands it, or nothing where it is a filter."""
        minus, field, value = piece["minus"] or "", (piece["field"] or "").lower(), piece["value"]
        if value is None:
            return piece[0]
        if field and value.startswith("-"):
            minus, value = "-", value[1:]
        found = _filter(field, value, is_negated=bool(minus))
        if found:
            filters.append(found)
            return ""
        every = f" {EVERY} " if minus else ""
        return f"{every}{minus}{field}:{value}" if field else f"{every}{minus}{value}"

    rest = _PIECE.sub(pass_on, _plain(text))
    words = to_fts(rest, COLUMNS)
    if words == _NOTHING and not filters:
        words = to_fts(rest.lower())  # operators alone are words
    return Query(None if words == _NOTHING else words, tuple(filters))


def _plain(text: str) -> str:
    """Return *text* cut to what is read, with one sign for each thing that can be said in two."""
    text = clean_text(text).translate(_QUOTES)
    if len(text) > MAX_LENGTH:
        text = " ".join(text[:MAX_LENGTH].split()[:-1]) or text[:MAX_LENGTH]
    if text.count("(") > MAX_GROUPS:
        text = text.replace("(", " ").replace(")", " ")
    # fts_parser takes "_" for a letter and FTS5 does not: as the sign between characters that are
    # words by themselves it carries those that are no letters either, emoji, past the former.
    text = apart(text.replace("_", "."), joiner="_")
    return _NOT.sub(lambda found: found[1] or "-", text)


def _filter(field: str, value: str, *, is_negated: bool) -> Filter | None:
    match field:
        case "is" if value.lower() == "starred":
            return Filter("starred", is_negated=is_negated)
        case "before" | "after" | "on" if span := _span(value):
            return Filter(field, span, is_negated)
        case _:
            return None


def _span(value: str) -> str | None:
    """Return *value* as an ISO year, month or day, or None where the calendar has no such."""
    found = _SPAN.fullmatch(value)
    if not found:
        return None
    year, *rest = (int(part) for part in found.groups() if part)
    try:
        date(year, *[*rest, 1, 1][:2])
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
