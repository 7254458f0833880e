"""Pasted HTML as a document: what it says, in the looks that a document has, and nothing else.

Scripts, styles, hidden text and remote pictures stay out (of a picture its description stays);
tables become paragraphs, their cells joined by " | "; blanks are collapsed as browsers do.
"""

from __future__ import annotations

import re

import nh3

from shadowjournal.document import Document, document
from shadowjournal.errors import BadDocument
from shadowjournal.formats.html_reader import ATTRIBUTES, TAGS, HtmlReader

MAX_CHARACTERS = 4_000_000
MAX_NESTING = 256
"""Elements nested deeper than this are taken for their text; every cleaner is slow at depth."""

_DROPPED = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object"}
_SCHEMES = {"http", "https", "mailto", "picture"}
_STYLES = {
    "display",
    "font-style",
    "font-weight",
    "text-decoration",
    "text-decoration-line",
    "visibility",
    "white-space",
    "width",
}
_HALF_LETTER = re.compile("[\ud800-\udfff]")  # a text cut by its length; no cleaner takes it
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?=[\s/>])[^<>]*>")
_CHILDLESS = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
_CLOSED_BY_NEXT = {"p", "li", "td", "th", "tr", "dt", "dd", "option"}


def from_html(html: str) -> Document:
    """Return *html*, a page or a fragment, as a document.

    Raises:
        BadDocument: it is longer than `MAX_CHARACTERS`.
    """
    if len(html) > MAX_CHARACTERS:
        raise BadDocument(f"The text is longer than {MAX_CHARACTERS:,} characters.")
    cleaned = nh3.clean(
        _flattened(_HALF_LETTER.sub("\ufffd", html)),
        tags=TAGS,
        clean_content_tags=_DROPPED,
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        filter_style_properties=_STYLES,
    )
    reader = HtmlReader()
    reader.feed(cleaned)
    reader.close()
    return document(reader.blocks)


def _flattened(html: str) -> str:
    """Return *html* without the tags that lie too deep."""
    if html.count("<") <= MAX_NESTING:
        return html
    depth = 0

    def keep_shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _DROPPED:
            return tag[0]
        if tag[2].lower() in _CHILDLESS | _CLOSED_BY_NEXT:
            return tag[0] if depth <= MAX_NESTING else " "
        was_deep = depth > MAX_NESTING
        depth = max(0, depth + (-1 if tag[1] else 1))
        return " " if was_deep or depth > MAX_NESTING else tag[0]

    return _TAG.sub(keep_shallow, html)
