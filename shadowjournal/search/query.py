r"""The language of the search field.

- ``quiet kitchen``: both words, anywhere in the title, the text, the prompt or the tags.
- ``"quiet kitchen"``: the words side by side, in this order. Case, accents and punctuation do not
  count.
- ``c++``, ``50%``, ``:-)``, ``"?"``: signs as they are typed, where a symbol begins or ends a word,
  and where signs stand alone; a dash or an "&" between words is passed over.
- ``kit*``: words that begin so.
- ``one OR other``, ``(one other) OR third``; ``AND`` is allowed and changes nothing.
- ``-work`` or ``NOT work``: not this. Alone it asks for every entry without the word.
- ``tag:grief``, ``title:"first words"``, ``prompt:``, ``category:``, ``feeling:``,
  ``person:``: only there. A person is a tag that begins with ``@``.
- ``tag:=grief``, ``tag:="grief work"``, also of a person, a feeling or a category: called exactly
  so. Case does not count.
- ``is:starred``, ``is:prompted``, ``is:has-picture``, ``is:trashed``; ``depth:deep``.
- ``on:2024-05``, ``before:2025``, ``after:2024-05-17``, ``between:2024..2025``, and days as
  people name them: ``on:march 2023``, ``after:last spring``, ``before:"2 years ago"``. A year or a
  month is a span of local days: ``before`` is before its first, ``after`` is after its last, ``on``
  is within.
- ``words>500``, ``intensity<=3``.

All of it can be put into parentheses, negated and joined with ``OR``. Nothing typed is an error.
What does not fit is taken as words: ``befor:2025`` asks for the words "befor 2025". A query without
anything to look for asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, get_args
from unicodedata import category

from shadowjournal.document import clean_text
from shadowjournal.entry import Moment
from shadowjournal.search.expression import (
    SIGNED,
    All,
    Any,
    Aspect,
    Bearer,
    Column,
    Depth,
    Expression,
    Fact,
    Is,
    Measure,
    Measured,
    Named,
    Not,
    Sign,
    Signs,
    When,
    Words,
)
from shadowjournal.search.signs import are_signs, are_telling, signs_in
from shadowjournal.search.spans import FILLERS, Span, is_iso, span
from shadowjournal.search.words import ALONE, QUOTES, has_words

MAX_LENGTH: Final = 600
"""In characters. SQLite refuses expressions nested or chained too far; the rest is not read."""

MAX_GROUPS: Final = 8
"""With more parentheses than this they are passed over, for the same reason."""

MAX_LINES: Final = 16
"""So many lines of a query are read."""

_MOST_WORDS_OF_A_DAY = 5
_QUOTES = str.maketrans(dict.fromkeys(QUOTES, '"'))
_COLUMNS: dict[str, Column] = {name: name for name in get_args(Column)}
_BEARERS: dict[str, Bearer] = {name: name for name in get_args(Bearer)}
_FACTS: dict[str, Fact] = {name: name for name in get_args(Fact)} | {"picture": "has-picture"}
_ASPECTS: dict[str, Aspect] = {name: name for name in get_args(Aspect)} | {"between": "on"}
_DEPTHS = ("gentle", "deep", "intense")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {**dict.fromkeys((*_COLUMNS, *_ASPECTS), ()), "is": (*_FACTS,), "depth": _DEPTHS}
)
"""What may stand before a colon, and what after it; nothing where that may be anything."""

_SIGNS: dict[str, Sign] = {sign: sign for sign in get_args(Sign)}
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_MEASURE = re.compile(r"(words|intensity)(<=|>=|<|>|=)([0-9]{1,7})", re.IGNORECASE)
_TOKEN = re.compile(
    rf"""
      (?P<signs>(?<!\S)(?!\S*{ALONE})(?=[()]*[^\s\w"()])[^\s\w"]+(?!\S))
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s()])-(?=[^\s)-]))
    | (?P<head>[A-Za-z]+:-?=?)?"(?P<quoted>[^"]*)"?(?P<star>\*)?
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)


def parse(text: str, today: date | None = None) -> Expression | None:
    """Return what *text* asks for on the day *today*; None where it asks for nothing.

    Any text at all asks for something or for nothing, none is refused. Of several lines, each is
    read by itself, and all of them are asked for.
    """
    day = today or Moment.now().day
    lines = text.split("\n")[:MAX_LINES]
    return _joined(All, [_Reader(_tokens(_plain(line)), day).read() for line in lines])


def exactly(column: Bearer, name: str) -> str:
    """Return the query that finds what is called *name*, and nothing that is called more."""
    without_quotes = " ".join(name.translate(_QUOTES).replace('"', " ").split())
    return f'{column}:="{without_quotes}"'


def _plain(text: str) -> str:
    """Return *text* cut to what is read, with one sign for each thing that can be said in two."""
    text = clean_text(text).translate(_QUOTES)
    if len(text) > MAX_LENGTH:
        text = " ".join(text[:MAX_LENGTH].split()[:-1]) or text[:MAX_LENGTH]
    if text.count("(") > MAX_GROUPS:
        text = text.replace("(", " ").replace(")", " ")
    return text


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


class _Reader:
    """Reads tokens from left to right: OR binds least, NOT most."""

    def __init__(self, tokens: list[re.Match[str]], today: date) -> None:
        self._tokens = tokens
        self._today = today
        self._at = 0

    def read(self) -> Expression | None:
        """Return all that the tokens ask for."""
        parts = []
        while self._at < len(self._tokens):
            parts.append(self._alternatives())
            self._at += 1  # a parenthesis that closes nothing
        found = _joined(All, parts)
        # Operators alone are words.
        return found or _joined(All, [_found(t[0], None) for t in self._tokens])

    def _alternatives(self) -> Expression | None:
        parts = [self._sequence()]
        while self._is_word("OR"):
            self._at += 1
            parts.append(self._sequence())
        return _joined(Any, parts)

    def _sequence(self) -> Expression | None:
        parts = []
        while self._at < len(self._tokens):
            if self._tokens[self._at]["close"] or self._is_word("OR"):
                break
            parts.append(self._part())
        return _joined(All, parts)

    def _part(self) -> Expression | None:
        token = self._tokens[self._at]
        self._at += 1
        if token["open"]:
            found = self._alternatives()
            self._at += 1  # the one that closes; at the end it may be missing
            return found
        if token["minus"] or (token[0] == "NOT" and self._may_begin()):
            return _negated(self._part() if self._at < len(self._tokens) else None)
        if token[0] == "AND" and self._may_begin():
            return None
        if token["signs"]:
            return self._signs(token["signs"])
        if token["quoted"] is not None:
            return self._quoted(token)
        return self._word(token["word"])

    def _signs(self, signs: str) -> Expression | None:
        """Return what asks for *signs*; None where they are but the punctuation between words."""
        if not are_signs(signs):
            return _found(signs, None)
        is_alone = len(self._tokens) == 1 and signs != "-"  # which begins what is not wanted
        return Signs(signs) if is_alone or are_telling(signs) else None

    def _may_begin(self) -> bool:
        return self._at < len(self._tokens) and not self._tokens[self._at]["close"]

    def _is_word(self, word: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][0] == word

    def _quoted(self, token: re.Match[str]) -> Expression | None:
        head, text, star = token["head"] or "", token["quoted"], token["star"] or ""
        if not head:
            return _found(text + star, None, is_quoted=True)
        is_negated, field = "-" in head, head.rstrip("-:=").lower()
        found = self._field(field, "=" * head.endswith("=") + text, star)
        return _negated(found) if is_negated else found

    def _word(self, word: str) -> Expression | None:
        if found := _MEASURE.fullmatch(word):
            return _measure(*found.groups())
        field = _FIELD.fullmatch(word)
        if field is None:
            return _found(word, None)
        name, value = field[1].lower(), field[2]
        is_negated = value.startswith("-")
        found_field = self._field(name, value.removeprefix("-"), "", is_open=True)
        return _negated(found_field) if is_negated else found_field

    def _field(
        self, name: str, value: str, star: str, *, is_open: bool = False
    ) -> Expression | None:
        if name == "is" and (fact := _FACTS.get(value.lower())):
            return Is(fact)
        if name == "depth" and value.lower() in _DEPTHS:
            return Depth(value.lower())
        if name in _ASPECTS:
            when = self._when(name, value, is_open=is_open)
            if when is not None:
                return when
        if name in _BEARERS and value.startswith("=") and value[1:].strip():
            return Named(value[1:] + star, _BEARERS[name])
        if name in _COLUMNS and value:
            return _found(value + star, _COLUMNS[name], is_quoted=not is_open)
        return _found(f"{name}:{value}{star}", None)

    def _when(self, name: str, value: str, *, is_open: bool) -> Expression | None:
        """Return the days meant, which may be named in several words that follow."""
        is_whole = not is_open or all(map(is_iso, value.split("..")))
        following = [] if is_whole else self._following()
        for count in range(len(following), -1, -1):
            words = [value, *following[:count]]
            if count and _is_no_day(words[-1]):
                continue  # the library passes over it, or takes it for a unit of time
            if (days := self._days(name, " ".join(words))) is not None:
                self._at += count
                return When(_ASPECTS[name], days.first, days.last)
        return None

    def _following(self) -> list[str]:
        words = []
        for token in self._tokens[self._at : self._at + _MOST_WORDS_OF_A_DAY]:
            if not token["word"] or _FIELD.fullmatch(token["word"]) or token["word"] == "OR":
                break
            words.append(token["word"])
        return words

    def _days(self, name: str, text: str) -> Span | None:
        if name != "between":
            return span(text, self._today)
        ends = [span(part, self._today) for part in re.split(r"\.\.|\sand\s", text)]
        if len(ends) != len(("first", "last")) or ends[0] is None or ends[1] is None:
            return None
        return Span(min(ends[0].first, ends[1].first), max(ends[0].last, ends[1].last))


def _is_no_day(word: str) -> bool:
    """Tell whether *word*, after the name of a day, is one to be looked for."""
    is_letter = len(word) == 1 and word.isalpha()
    return is_letter or word.endswith("*") or word.lower() in FILLERS


def _found(text: str, column: Column | None, *, is_quoted: bool = False) -> Expression | None:
    """Return what finds the words of *text*, with the signs of those that have any."""
    if column not in SIGNED:
        return _words(text, column, is_quoted=is_quoted)
    if is_quoted and are_signs(text):
        return Signs(" ".join(text.split()), column)
    signs = dict.fromkeys(filter(None, map(signs_in, text.split())))
    parts = (_words(text, column, is_quoted=is_quoted), *(Signs(each, column) for each in signs))
    return _joined(All, parts)


def _words(text: str, column: Column | None, *, is_quoted: bool = False) -> Words | None:
    last = text[-2:-1]
    is_beginning = text.endswith("*") and (has_words(last) or category(last or " ") == "Mn")
    return Words(text.rstrip("*"), column, is_beginning, is_quoted) if has_words(text) else None


def _measure(what: str, sign: str, number: str) -> Measure:
    measured: Measured = "words" if what.lower() == "words" else "intensity"
    return Measure(measured, _SIGNS[sign], int(number))


def _negated(part: Expression | None) -> Expression | None:
    if isinstance(part, Not):  # a hundred of them in a row would be too deep for SQLite
        return part.part
    return None if part is None else Not(part)


def _joined(join: type[All] | type[Any], parts: Iterable[Expression | None]) -> Expression | None:
    """Return *parts* as one; of a single one, itself; None where there is none."""
    kept = tuple(part for part in parts if part is not None)
    if len(kept) > 1:
        return join(kept)
    return kept[0] if kept else None
