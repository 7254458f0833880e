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

INLINE_TAGS = {*_MARKS, "a", "button", "font", "span"}
"""The elements inside a block that may change how it looks."""

_HEAVY = re.compile("bold|bolder|[6-9]00")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FAR = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt|em)?")
_NIL = re.compile(r"0*\.?0*(?:px|pt|em|rem|%|cm|in)?")
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[\s,]*){4}\)")

STYLES = {
    "clip", "display", "font-size", "font-style", "font-weight", "height", "left", "max-height",
    "mso-hide", "mso-highlight", "mso-list", "opacity", "overflow", "position", "text-decoration",
    "text-decoration-line", "text-indent", "top", "visibility", "white-space", "width",
}  # fmt: skip
"""The properties of style that say something: a look, or that nobody is to see the text."""


class Look(Struct, frozen=True):
    """How text looks at some place: its marks, its link, and whether it shows at all."""

    marks: frozenset[str] = frozenset()
    link: str | None = None
    is_hidden: bool = False
    keeps_blanks: bool = False
    is_marker: bool = False

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
    if "hidden" in attributes or _is_double(tag, attributes):
        look = replace(look, is_hidden=True)
    if "style" in attributes:
        style = _declarations(attributes["style"])
        if tag in _HEADINGS:
            style.pop("font-weight", None)  # it is heavy because it is a heading
        look = _styled(look, style)
    return look


def _is_double(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element says for the eye alone what another says, or ends a paragraph."""
    if tag not in INLINE_TAGS:  # a whole page is hidden so while a dialog lies on it
        return False
    names = attributes.get("class", "").split()
    return "EOP" in names or (attributes.get("aria-hidden") == "true" and "katex-html" not in names)


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.partition("!")[0].strip() for name, _, value in pairs}


def _is_out_of_sight(style: Mapping[str, str]) -> bool:
    """Tell whether *style* keeps text from being seen, in any of the usual ways."""
    is_flat = any(_is_nil(style, name) for name in ("height", "max-height"))
    is_placed = style.get("position") in ("absolute", "fixed")
    is_far = is_placed and any(_FAR.fullmatch(style.get(side, "")) for side in ("left", "top"))
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or any(_is_nil(style, name) for name in ("font-size", "opacity"))
        or (is_flat and style.get("overflow") in ("hidden", "clip"))
        or bool(is_far or _FAR.fullmatch(style.get("text-indent", "")))
        or bool(_CLIPPED.fullmatch(style.get("clip", "")))
    )


def _is_nil(style: Mapping[str, str], name: str) -> bool:
    value = style.get(name, "")
    return bool(value) and bool(_NIL.fullmatch(value))


def _styled(look: Look, style: Mapping[str, str]) -> Look:
    marks = set(look.marks)
    if weight := style.get("font-weight"):
        _turn(marks, "bold", is_on=bool(_HEAVY.match(weight)))
    if slant := style.get("font-style"):
        _turn(marks, "italic", is_on=slant in ("italic", "oblique"))
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "underline" in lines and not look.link:  # programs underline links without being told
        marks.add("underline")
    if "line-through" in lines:
        marks.add("strike")
    if style.get("mso-highlight", "none") != "none":
        marks.add("highlight")
    is_marker = style.get("mso-list") == "ignore"
    return replace(
        look,
        marks=frozenset(marks),
        is_hidden=look.is_hidden or is_marker or _is_out_of_sight(style),
        is_marker=look.is_marker or is_marker,
        keeps_blanks=style["white-space"] in ("pre", "pre-wrap", "break-spaces")
        if "white-space" in style
        else look.keeps_blanks,
    )


def _turn(marks: set[str], mark: str, *, is_on: bool) -> None:
    if is_on:
        marks.add(mark)
    else:
        marks.discard(mark)
