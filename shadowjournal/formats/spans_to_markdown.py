"""Spans as Markdown: the signs where they are read as such, HTML tags where they are not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shadowjournal.document import Span, Spans, clean_link
from shadowjournal.formats.escape_markdown import (
    code_span,
    entity,
    escape_blank_end,
    escape_blank_start,
    escape_line_start,
    escape_text,
    link_target,
)
from shadowjournal.formats.nesting import Close, Open, Piece, nest
from shadowjournal.linking import EntryAddress, address_of, nowhere

_SIGNS = {"bold": "**", "italic": "*", "strike": "~~"}
_TAGS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "highlight": "mark",
}


class _Pair(Struct, frozen=True):
    """Where among the parts a look begins and where it ends."""

    mark: str
    begin: int
    end: int


def spans_to_markdown(
    runs: Spans, entry_address: EntryAddress = nowhere, *, one_line: bool = False
) -> str:
    """Return *runs* as the text of one block, empty where there are none.

    ``entry_address`` tells where the entries lie to which *runs* link.
    ``one_line``: breaks become ``<br>``, and a ``#`` at the end is escaped, as headings need it.
    """
    if not runs:
        return ""
    pieces = [_led(piece, entry_address) for piece in nest(runs)]
    parts = _Parts(has_neighbours=len(pieces) > 1, one_line=one_line)
    place = 0
    while place < len(pieces):
        address = _bare_address(pieces[place : place + 3])
        taken = 3 if address else 1
        is_last = place + taken == len(pieces)
        if address:
            parts.add_address(address)
        else:
            parts.add(pieces[place], is_last=is_last)
        place += taken
    return parts.text()


def _led(piece: Piece, entry_address: EntryAddress) -> Piece:
    if isinstance(piece, Span) or not piece.link:
        return piece
    return replace(piece, link=address_of(piece.link, entry_address))


def _bare_address(pieces: Sequence[Piece]) -> str | None:
    match pieces:
        case [Open(mark="link", link=link), Span(text=text, code=False), Close(mark="link")]:
            return link if text == link and clean_link(link) else None
    return None


class _Parts:
    """The parts of a block: texts, and signs that are settled once their neighbours are known."""

    def __init__(self, *, has_neighbours: bool, one_line: bool) -> None:
        self._has_neighbours = has_neighbours
        self._one_line = one_line
        self._parts: list[str] = []
        self._begun: list[int] = []
        self._pairs: list[_Pair] = []

    def add_address(self, address: str) -> None:
        self._parts.append(f"<{address}>")

    def add(self, piece: Piece, *, is_last: bool) -> None:
        match piece:
            case Open():
                self._begun.append(len(self._parts))
                self._parts.append(_sign(piece))
            case Close():
                self._pairs.append(_Pair(piece.mark, self._begun.pop(), len(self._parts)))
                self._parts.append(_sign(piece))
            case Span():
                code = code_span(piece.text) if piece.code else None
                self._parts.append(code or self._escaped(piece, is_last=is_last))

    def text(self) -> str:
        for pair in self._pairs:
            if pair.mark in _SIGNS:
                self._settle(pair)
        for place, part in enumerate(self._parts[1:]):
            if part.startswith("[") and self._parts[place].endswith("!"):
                self._parts[place] = self._parts[place][:-1] + "\\!"  # else it were a picture
        return "".join(self._parts)

    def _escaped(self, span: Span, *, is_last: bool) -> str:
        open_tag, close_tag = ("<code>", "</code>") if span.code else ("", "")
        at_start = not (self._parts or span.code)
        at_end = is_last and not span.code
        lines = span.text.split("\n")
        # A break at the very end of a block would be dropped.
        dropped = at_end and not self._one_line and not lines[-1]
        if dropped:
            lines.pop()
        written = [
            self._line(
                line,
                begins=place > 0 or at_start,
                ends=place < len(lines) - 1 or at_end,
                is_alone=not (self._has_neighbours or span.code),
            )
            for place, line in enumerate(lines)
        ]
        text = ("<br>" if self._one_line else "\\\n").join(written)
        return f"{open_tag}{text}{entity(chr(10)) if dropped else ''}{close_tag}"

    def _line(self, line: str, *, begins: bool, ends: bool, is_alone: bool) -> str:
        escaped = escape_text(line, has_neighbours=not is_alone)
        if ends and self._one_line and line.endswith("#"):
            escaped = escaped[:-1] + "\\#"
        if begins:
            escaped = (
                escape_blank_start(line, escaped)
                if self._one_line
                else escape_line_start(line, escaped)
            )
        is_done = begins and len(line) == 1
        return escape_blank_end(line, escaped) if ends and not is_done else escaped

    def _settle(self, pair: _Pair) -> None:
        begin, end = pair.begin, pair.end
        sign = _SIGNS[pair.mark]
        splits_words = True
        if pair.mark == "italic" and self._touches_bold(pair):
            sign, splits_words = "_", False
        before = self._parts[begin - 1][-1] if begin else " "
        after = self._parts[end + 1][0] if end + 1 < len(self._parts) else " "
        if _is_read(before, self._parts[begin + 1][0], splits_words=splits_words) and _is_read(
            after, self._parts[end - 1][-1], splits_words=splits_words
        ):
            self._parts[begin] = self._parts[end] = sign
        else:
            self._parts[begin] = f"<{_TAGS[pair.mark]}>"
            self._parts[end] = f"</{_TAGS[pair.mark]}>"

    def _touches_bold(self, pair: _Pair) -> bool:
        nearby = (pair.begin - 1, pair.begin + 1, pair.end - 1, pair.end + 1)
        bold = _SIGNS["bold"]
        return any(0 <= at < len(self._parts) and self._parts[at] == bold for at in nearby)


def _sign(piece: Open | Close) -> str:
    if piece.mark == "link":
        return "[" if isinstance(piece, Open) else f"]({link_target(piece.link)})"
    slash = "" if isinstance(piece, Open) else "/"
    return _SIGNS.get(piece.mark) or f"<{slash}{_TAGS[piece.mark]}>"


def _is_read(outside: str, inside: str, *, splits_words: bool) -> bool:
    """Tell whether every reader takes a sign between these two characters as ours.

    It must be able to do one thing only, begin or end a look; within a word it could do both, which
    is safe for signs that do not touch others.
    """
    if outside.isspace():
        return not inside.isspace()
    if not _is_of_word(inside):
        return False
    return splits_words if _is_of_word(outside) else _is_punctuation(outside)


def _is_of_word(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _is_punctuation(character: str) -> bool:
    # Readers disagree whether symbols beyond ASCII are punctuation.
    return unicodedata.category(character)[0] == "P" or (
        character.isascii() and not character.isalnum()
    )
