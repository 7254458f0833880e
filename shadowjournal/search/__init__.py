"""From query text to an answer."""

from __future__ import annotations

from shadowjournal.search.answers import Counts, Hit
from shadowjournal.search.forms import LANGUAGES, Forms
from shadowjournal.search.index import Index
from shadowjournal.search.pages import LAYOUT, Pages, pages
from shadowjournal.search.query import exactly
from shadowjournal.search.snippet import Piece, Snippet
from shadowjournal.search.suggestion import suggestion
from shadowjournal.search.words import apart, fold

__all__ = [
    "LANGUAGES",
    "LAYOUT",
    "Counts",
    "Forms",
    "Hit",
    "Index",
    "Pages",
    "Piece",
    "Snippet",
    "apart",
    "exactly",
    "fold",
    "pages",
    "suggestion",
]
