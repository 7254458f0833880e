"""What other programs mean by the HTML they put on a clipboard, where its elements do not say it.

Word writes lists as paragraphs with a mark in their style; mail, notes and web programs have
classes for quotes, headings and boxes to check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from shadowjournal.document import MAX_DEPTH, ListKind

ATTRIBUTES = {"class", "role", "aria-level", "data-aria-level", "aria-checked", "aria-hidden"}
"""The attributes that say it."""

_HEADER = re.compile(r"\s*Version:[0-9.]+\s[^<]*", re.ASCII)
_WORD_BLANK = re.compile(r"<o:p>(?:&nbsp;|\u00a0|\s)*</o:p>", re.IGNORECASE)
_APPLE_BLANK = re.compile(
    r"<span class=[\"']?Apple-(?:converted-space|tab-span)[^>]*>(?:&nbsp;|[\u00a0\s])*</span>"
)
_OFFICE_BLANK = re.compile(r"(<p\b[^<>]*>\s*<br ?/?>)\s*<br ?/?>\s*</p>", re.IGNORECASE)
_LAST_BREAK = re.compile(r"<br\s[^<>]*Apple-interchange-newline[^<>]*>")
_LINE_BLOB = re.compile(
    r"(<span\b[^<>]*\bLineBreakBlob\b[^<>]*>(?:<span\b[^<>]*>)?)(?:&nbsp;|\u00a0)"
)
_NOTION_BOX = re.compile(r"<li>\s*\[([ x])\]\s")
_BOXES = {" ": "<li><input type=checkbox>", "x": "<li><input type=checkbox checked>"}
_WORD_LIST = re.compile(r"mso-list:\s*\S+\s+level([1-9])", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?:\.\d+)*[.):\u3001]")
_CHECKED, _UNCHECKED = "\u2611\u2612\u2705\u2714", "\u2610\u25a2"
_CLASSES = {
    "MsoTitle": "h1",
    "MsoQuote": "blockquote",
    "MsoIntenseQuote": "blockquote",
    "callout": "blockquote",
}
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|bmp|heic|avif|tiff?)", re.IGNORECASE)
_SAYS_NOTHING = {"image", "img", "picture", "photo", "icon", "logo", "spacer", "pixel"}


class Meaning(Struct, frozen=True):
    """What an element stands for: the tag that says it, and for an item its level and check."""

    tag: str
    level: int | None = None
    is_checked: bool | None = None


def tidied(html: str) -> str:
    """Return *html* without what a clipboard puts around it and blanks that are no text."""
    html = _HEADER.sub("", html, count=1) if html[:20].lstrip().startswith("Version:") else html
    if "<o:p>" in html:
        html = _WORD_BLANK.sub("", html)
    if "Apple-" in html:
        html = _LAST_BREAK.sub("", _APPLE_BLANK.sub(" ", html))
    if "LineBreakBlob" in html:
        html = _LINE_BLOB.sub(r"\1", html)
    if "<!-- notionvc:" in html[:2_000]:
        html = _NOTION_BOX.sub(_notion_box, html)
    if "LibreOffice" in html[:2_000]:
        html = _OFFICE_BLANK.sub(r"\1</p>", html)
    return html


def _notion_box(item: re.Match[str]) -> str:
    return _BOXES[item[1]]


def meaning_of(tag: str, attributes: Mapping[str, str]) -> Meaning:
    """Return what an element *tag* with *attributes* stands for."""
    if tag == "p" and (found := _WORD_LIST.search(attributes.get("style", ""))):
        return Meaning("li", int(found[1]) - 1)
    if tag == "li":
        return Meaning(tag, _level(attributes), _check(attributes))
    if tag in ("p", "div") and attributes.get("role") == "heading":
        level = _level(attributes)
        return Meaning(f"h{min(level or 0, 5) + 1}")
    if tag in ("p", "div"):
        names = attributes.get("class", "").split()
        return Meaning(next((_CLASSES[name] for name in names if name in _CLASSES), tag))
    return Meaning(tag)


def _level(attributes: Mapping[str, str]) -> int | None:
    given = attributes.get("data-aria-level") or attributes.get("aria-level", "")
    is_level = len(given) == 1 and given in "123456789"
    return min(int(given) - 1, MAX_DEPTH) if is_level else None


def _check(attributes: Mapping[str, str]) -> bool | None:
    if attributes.get("role") == "checkbox" or "aria-checked" in attributes:
        return attributes.get("aria-checked") == "true"
    return None


def kind_of(marker: str) -> tuple[ListKind, bool]:
    """Return which list an item with this *marker* is in, and whether it is checked."""
    marker = marker.strip("\u00a0 \t\r\n")
    if marker and marker in _CHECKED + _UNCHECKED:
        return "check", marker in _CHECKED
    return ("number" if _NUMBERED.match(marker) else "bullet"), False


def description(attributes: Mapping[str, str]) -> str:
    """Return what a picture that stays outside says in words, where that is worth keeping.

    No file name does, and nothing about a picture too small to be seen.
    """
    alt = attributes.get("alt", "").strip()
    if {attributes.get("width"), attributes.get("height")} & {"0", "1", "2"}:
        return ""
    is_empty = alt.lower() in _SAYS_NOTHING or _FILE.fullmatch(alt)
    return "" if is_empty else alt
