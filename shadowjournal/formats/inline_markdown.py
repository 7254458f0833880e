"""The text inside a Markdown block: spans, and the pictures between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from markdown_it.token import Token
from msgspec.structs import replace

from shadowjournal.document import Figure, Span, Spans, clean_link, clean_text, spans
from shadowjournal.formats.addresses import referenced_picture, width_in_title
from shadowjournal.formats.markdown_dialect import TAG

Part: TypeAlias = Span | Figure

_LOOKS = {
    "em": "italic",
    "strong": "bold",
    "s": "strike",
    "i": "italic",
    "b": "bold",
    "del": "strike",
    "u": "underline",
    "mark": "highlight",
    "code": "code",
}


def read_inline(tokens: Sequence[Token], pictures: Mapping[str, str]) -> list[Part]:
    """Return what the parser found in a block, in order; ``pictures`` maps addresses to ids."""
    reader = _Reader(pictures)
    paired = _paired_tags(tokens)
    for place, token in enumerate(tokens):
        reader.read(token, is_markup=place in paired)
    return reader.parts


def pieces(parts: Sequence[Part]) -> list[Spans | Figure]:
    """Return *parts* with the spans between two pictures together, at least one piece.

    Blanks next to a picture are left out, and so is a text of nothing else there.
    """
    if not any(isinstance(part, Figure) for part in parts):
        return [spans(part for part in parts if isinstance(part, Span))]
    found: list[Spans | Figure] = []
    text: list[Span] = []
    for part in (*parts, None):
        if isinstance(part, Span):
            text.append(part)
            continue
        trimmed = _trimmed(text)
        found += [trimmed] if trimmed else []
        found += [part] if part else []
        text = []
    return found


def _trimmed(text: list[Span]) -> Spans:
    kept = list(text)
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return spans(kept)


def _paired_tags(tokens: Sequence[Token]) -> set[int]:
    """Return the places of the tags that have a counterpart; the others are text."""
    paired: set[int] = set()
    begun: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        found = TAG.fullmatch(token.content) if token.type == "tag" else None
        if not found:
            continue
        name = _name(found)
        if name == "br":
            paired.add(place)
        elif not found[1]:
            begun.setdefault(name, []).append(place)
        elif begun.get(name):
            paired |= {begun[name].pop(), place}
    return paired


def _name(tag: re.Match[str]) -> str:
    return str(tag[2] or tag[3]).lower()


class _Reader:
    """Keeps what look the text has while the parser's tokens pass."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.parts: list[Part] = []
        self._pictures = pictures
        self._looks: Counter[str] = Counter()
        self._link: str | None = None
        self._lost_address = ""

    def read(self, token: Token, *, is_markup: bool) -> None:
        match token.type:
            case "text":
                self._add(token.content)
            case "softbreak" | "hardbreak":
                self._add("\n")
            case "code_inline":
                self._add(token.content, code=True)
            case "link_open" | "link_close":
                self._turn_link(token)
            case "image":
                self._picture(token)
            case "tag":
                self._tag(token, is_markup=is_markup)
            case _:
                name = token.type.partition("_")[0]
                self._looks[_LOOKS[name]] += token.nesting

    def _add(self, text: str, *, code: bool = False, link: str | None = None) -> None:
        text = clean_text(text)
        if not text:
            return
        looks = {look: True for look, count in self._looks.items() if count}
        if code:
            looks["code"] = True
        self.parts.append(Span(text, link=link or self._link, **looks))

    def _tag(self, token: Token, *, is_markup: bool) -> None:
        found = TAG.fullmatch(token.content)
        name = _name(found) if found else ""
        if not found or not is_markup:
            self._add(token.content)
        elif name == "br":
            self._add("\n")
        else:
            self._looks[_LOOKS[name]] += -1 if found[1] else 1

    def _turn_link(self, token: Token) -> None:
        if token.nesting == 1:
            address = str(token.attrs.get("href", ""))
            self._link = clean_link(address)
            self._lost_address = "" if self._link else address
        else:
            self._link = None
            if self._lost_address and token.markup != "autolink":
                self._add(f" ({self._lost_address})")

    def _picture(self, token: Token) -> None:
        address = str(token.attrs.get("src", ""))
        alt = "".join(child.content or " " for child in token.children or [])
        alt = re.sub(r"[\n\t]", " ", clean_text(alt))
        picture = self._pictures.get(address) or referenced_picture(address)
        if picture:
            title = str(token.attrs.get("title", ""))
            self.parts.append(Figure(picture, alt, width_in_title(title)))
        elif link := clean_link(address):
            self._add(alt or link, link=link)
        else:
            self._add(alt or address)
