"""The few words around a hit."""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct
from typing_extensions import override

from shadowjournal.search.words import JOINER

HIT_BEGINS = "\x02"
HIT_ENDS = "\x03"
CUT = " … "
WORDS = 20
"""How many words a snippet has at most."""

_MAX_PIECE = 200
_MARK = re.compile(f"[{HIT_BEGINS}{HIT_ENDS}]")


class Piece(Struct, frozen=True):
    """Some words of a snippet; ``is_hit`` where they are what was looked for."""

    text: str
    is_hit: bool = False

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Piece of {len(self.text)} characters>"


Snippet: TypeAlias = tuple[Piece, ...]
"""One line, with "…" where it is cut. Joined, the texts of its pieces are the line."""


def snippet(marked: str) -> Snippet:
    """Return *marked*, an answer of FTS5's ``snippet()``, as pieces."""
    line = " ".join(marked.replace(JOINER, "").split())
    return tuple(
        Piece(_shortened(text), is_hit=bool(place % 2))
        for place, text in enumerate(_MARK.split(line))
        if text
    )


def marked_in(text: str) -> list[str]:
    """Return what is marked in *text*, an answer of FTS5's ``highlight()``, as it is written."""
    return [" ".join(hit.replace(JOINER, "").split()) for hit in _MARK.split(text)[1::2]]


def _shortened(text: str) -> str:
    """Return *text*; one without end, such as a pasted file, without its middle."""
    if len(text) <= _MAX_PIECE:
        return text
    return text[: _MAX_PIECE // 2] + CUT + text[-_MAX_PIECE // 2 :]
