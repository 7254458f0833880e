r"""A document as clean HTML: elements that mean something, no classes, and one style.

`from_html` reads it back exactly, but that blanks, tabs and line ends in a row become one blank, as
they do in every browser, and are dropped at the ends of lines. The one style is the width of a
picture, in percent of the column; what a picture shows stands under it as well. Of links to entries
only the words are told: HTML is for other programs, and leads to nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
)
from shadowjournal.formats.addresses import picture_reference
from shadowjournal.formats.nesting import Close, Open, nest
from shadowjournal.linking import unlinked

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "highlight": "mark"}
_BOX = '<input type="checkbox" disabled>'
_CHECKED_BOX = '<input type="checkbox" disabled checked>'


def to_html(content: Document, picture_address: Callable[[str], str] = picture_reference) -> str:
    """Return *content* as a fragment of HTML, one line for each block.

    ``picture_address`` tells for a picture's id where the picture lies, by default
    ``picture:`` and the id.
    """
    lines: list[str] = []
    for kind, group in groupby(unlinked(content).blocks, type):
        if kind is ListItem:
            lines += _lists(block for block in group if isinstance(block, ListItem))
        elif kind is Quote:
            lines.append("<blockquote>")
            lines += [f"<p>{_text(block.spans)}</p>" for block in group if isinstance(block, Quote)]
            lines.append("</blockquote>")
        else:
            lines += [_block(block, picture_address) for block in group]
    return "\n".join(lines) + "\n"


def _block(block: Block, picture_address: Callable[[str], str]) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_text(block.spans)}</h{block.level}>"
        case Code():
            return f"<pre><code>{escape(block.text, quote=False)}</code></pre>"
        case Figure():
            return _figure(block, picture_address(block.picture))
        case Rule():
            return "<hr>"
        case Paragraph() | Quote() | ListItem():
            return f"<p>{_text(block.spans)}</p>"


def _figure(figure: Figure, address: str) -> str:
    width = "" if figure.width is None else f' style="width:{figure.width}%"'
    alt = escape(figure.alt)
    told = f"<figcaption>{escape(figure.alt, quote=False)}</figcaption>" if alt.strip() else ""
    return f'<figure><img src="{escape(address)}" alt="{alt}"{width}>{told}</figure>'


def _lists(items: Iterator[ListItem]) -> Iterator[str]:
    begun: list[str] = []  # the list of each level, the innermost last
    for item in items:
        tag = "ol" if item.style == "number" else "ul"
        while len(begun) > item.depth + 1:
            yield f"</li></{begun.pop()}>"
        if len(begun) == item.depth + 1:
            if begun[-1] == tag:
                yield "</li>"
            else:
                yield f"</li></{begun.pop()}>"
        while len(begun) < item.depth:
            yield "<ul><li>"  # a level without an item of its own
            begun.append("ul")
        if len(begun) == item.depth:
            yield f"<{tag}>"
            begun.append(tag)
        box = (_CHECKED_BOX if item.checked else _BOX) if item.style == "check" else ""
        yield f"<li>{box}{_text(item.spans)}"
    while begun:
        yield f"</li></{begun.pop()}>"


def _text(runs: Spans) -> str:
    # Browsers drop the last break of a block, so an empty block and a last line need one more.
    shown = "".join(span.text for span in runs).rstrip(" \t")
    needs_break = not shown or shown.endswith("\n")
    return "".join(_pieces(runs)) + ("<br>" if needs_break else "")


def _pieces(runs: Spans) -> Iterator[str]:
    for piece in nest(runs):
        match piece:
            case Open(mark="link"):
                yield f'<a href="{escape(piece.link)}">'
            case Close(mark="link"):
                yield "</a>"
            case Open():
                yield f"<{_TAGS[piece.mark]}>"
            case Close():
                yield f"</{_TAGS[piece.mark]}>"
            case Span():
                text = escape(piece.text, quote=False).replace("\n", "<br>")
                yield f"<code>{text}</code>" if piece.code else text
