"""From query text to an answer."""

from __future__ import annotations

from shadowjournal.search.index import Counts, Hit, Index
from shadowjournal.search.pages import LAYOUT, Pages, pages
from shadowjournal.search.snippet import Piece, Snippet
from shadowjournal.search.suggestion import suggestion

__all__ = ["LAYOUT", "Counts", "Hit", "Index", "Pages", "Piece", "Snippet", "pages", "suggestion"]
