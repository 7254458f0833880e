"""From query text to an answer."""

from __future__ import annotations

from shadowjournal.search.index import Counts, Hit, Index
from shadowjournal.search.pages import LAYOUT, Pages, pages
from shadowjournal.search.query import exactly
from shadowjournal.search.snippet import Piece, Snippet
from shadowjournal.search.suggestion import suggestion
from shadowjournal.search.words import apart

__all__ = [
    "LAYOUT",
    "Counts",
    "Hit",
    "Index",
    "Pages",
    "Piece",
    "Snippet",
    "apart",
    "exactly",
    "pages",
    "suggestion",
]
