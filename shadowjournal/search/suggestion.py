"""What somebody may have meant who found nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from shadowjournal.search.expression import Words, wanted
from shadowjournal.search.index import Index
from shadowjournal.search.query import FIELDS, parse

_SHORT = 5
"""A word of at most so many letters may have one slip, a longer one two."""

_MOST_TRIED = 50
_LIKE_A_FIELD = re.compile(r"([A-Za-z]{2,}):(.+)")


def suggestion(index: Index, query: str) -> str | None:
    """Return *query* with every word that stands nowhere made the nearest one that does.

    What looks like a field that there is not is made the one that was meant. None where there is
    none such, or one is like nothing that was written.
    """
    meant = query
    expression = parse(query)
    for word in wanted(expression) if expression is not None else ():
        if index.stands(word):
            continue
        near = _field_like(word) or _nearest(index, word)
        if near is None or word.text not in meant:
            return None
        meant = meant.replace(word.text, near)
    return None if meant == query else meant


def _field_like(word: Words) -> str | None:
    """Return what *word* would be as one of `FIELDS`, where it is one with a slip."""
    found = _LIKE_A_FIELD.fullmatch(word.text)
    if found is None or word.is_quoted:
        return None
    name = _like(found[1], FIELDS)
    if name is None:
        return None
    value = _like(found[2], FIELDS[name]) if FIELDS[name] else found[2]
    meant = f"{name}:{value}"
    is_field = value is not None and parse(meant) != Words(meant)
    return meant if is_field and meant != word.text else None


def _like(typed: str, names: Iterable[str]) -> str | None:
    near = _ordered(typed, dict.fromkeys(names, 0))
    return near[0] if near else None


def _nearest(index: Index, word: Words) -> str | None:
    """Return the word most like *word* of those that stand where it was looked for."""
    slips = _slips(word.text)
    uses = index.vocabulary.of_length(len(word.text) - slips, len(word.text) + slips, word.column)
    near = _ordered(word.text, uses)[:_MOST_TRIED]
    return next((each for each in near if index.stands(replace(word, text=each))), None)


def _ordered(word: str, uses: dict[str, int]) -> list[str]:
    """Return the words of *uses* that are *word* but for a slip or two, the most alike first.

    Of two that are as much like it, that comes first which most entries have.
    """
    from rapidfuzz import process  # on most days everything is found
    from rapidfuzz.distance import OSA

    near = process.extract(
        word.casefold(), list(uses), scorer=OSA.distance, score_cutoff=_slips(word), limit=None
    )
    near.sort(key=lambda found: (found[1], -uses[found[0]], found[0]))
    return [found[0] for found in near]


def _slips(word: str) -> int:
    return 1 if len(word) <= _SHORT else 2
