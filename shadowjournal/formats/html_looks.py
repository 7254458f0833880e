"""What an element of HTML does to the look of the text in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from shadowjournal.document import Span, clean_link

_MARKS = {
    "b": "bold",
    "strong": "bold",
    "cite": "italic",
    "dfn": "italic",
    "em": "italic",
    "i": "italic",
    "var": "italic",
    "ins": "underline",
    "u": "underline",
    "del": "strike",
    "s": "strike",
    "strike": "strike",
    "mark": "highlight",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}

INLINE_TAGS = {*_MARKS, "a", "span", "font"}
"""The elements inside a block that may change how it looks."""

_HEAVY = re.compile("bold|bolder|[6-9]00")


class Look(Struct, frozen=True):
    """How text looks at some place: its marks, its link, and whether it shows at all."""

    marks: frozenset[str] = frozenset()
    link: str | None = None
    is_hidden: bool = False
    keeps_blanks: bool = False

    def span(self, text: str) -> Span:
        """Return *text* with this look."""
        return Span(text, link=self.link, **dict.fromkeys(self.marks, True))


def look_of(tag: str, attributes: Mapping[str, str], around: Look) -> Look:
    """Return the look inside an element *tag*, given the look *around* it."""
    look = around
    if tag in _MARKS:
        look = replace(look, marks=look.marks | {_MARKS[tag]})
    elif tag == "a":
        look = replace(look, link=clean_link(attributes.get("href", "")))
    if "hidden" in attributes:
        look = replace(look, is_hidden=True)
    if "style" in attributes:
        look = _styled(look, _declarations(attributes["style"]))
    return look


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _styled(look: Look, style: Mapping[str, str]) -> Look:
    marks = set(look.marks)
    if weight := style.get("font-weight"):
        _turn(marks, "bold", is_on=bool(_HEAVY.match(weight)))
    if slant := style.get("font-style"):
        _turn(marks, "italic", is_on=slant in ("italic", "oblique"))
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "underline" in lines:
        marks.add("underline")
    if "line-through" in lines:
        marks.add("strike")
    return replace(
        look,
        marks=frozenset(marks),
        is_hidden=look.is_hidden
        or style.get("display") == "none"
        or style.get("visibility") == "hidden",
        keeps_blanks=style["white-space"] in ("pre", "pre-wrap", "break-spaces")
        if "white-space" in style
        else look.keeps_blanks,
    )


def _turn(marks: set[str], mark: str, *, is_on: bool) -> None:
    if is_on:
        marks.add(mark)
    else:
        marks.discard(mark)
