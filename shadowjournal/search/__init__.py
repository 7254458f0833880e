"""From query text to an answer."""

from __future__ import annotations

from shadowjournal.search.index import Hit, Index
from shadowjournal.search.snippet import Piece, Snippet

__all__ = ["Hit", "Index", "Piece", "Snippet"]
