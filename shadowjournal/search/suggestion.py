"""What somebody may have meant who found nothing."""

from __future__ import annotations

from shadowjournal.search.expression import wanted
from shadowjournal.search.index import Index
from shadowjournal.search.query import parse

_SHORT = 5
"""A word of at most so many letters may have one slip, a longer one two."""


def suggestion(index: Index, query: str) -> str | None:
    """Return *query* with every word that stands nowhere made the nearest one that does.

    None where there is none such, or one is like nothing that was written.
    """
    meant = query
    expression = parse(query)
    for word in wanted(expression) if expression is not None else ():
        if index.stands(word):
            continue
        near = _nearest(index, word.text)
        if near is None or word.text not in meant:
            return None
        meant = meant.replace(word.text, near)
    return None if meant == query else meant


def _nearest(index: Index, word: str) -> str | None:
    """Return the word most like *word*; of several, the one that most entries have."""
    from rapidfuzz import process  # on most days everything is found
    from rapidfuzz.distance import OSA

    slips = 1 if len(word) <= _SHORT else 2
    uses = index.vocabulary.of_length(len(word) - slips, len(word) + slips)
    near = process.extract(
        word.casefold(), list(uses), scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    best = min(near, key=lambda found: (found[1], -uses[found[0]], found[0]), default=None)
    return None if best is None else best[0]
