"""A document as Typst markup for the body of one entry.

Nothing that was written can be read as Typst code: every text goes in as a string literal, in
which only the backslash and the quotation mark have a meaning. The functions whose names begin
with ``sj-`` are those of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

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
    TextBlock,
    linked_entry,
)
from shadowjournal.linking import EntryAddress, address_of, nowhere, unlinked

MAX_ADDRESS = 2_000
"""Longer addresses stay out: Typst refuses what readers of PDF cannot follow."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "    "})
_WRAPPERS = ("strike", "underline", "highlight")


def to_typst(
    content: Document,
    picture_file: Callable[[str], str],
    entry_address: EntryAddress = nowhere,
) -> str:
    """Return *content* as Typst markup, one line for each block.

    ``picture_file`` tells for a picture's id the file that Typst finds it in. ``entry_address``
    tells the number of an entry in the book, by default of none; a link to any other is told as its
    words.
    """
    blocks = unlinked(content, entry_address).blocks
    lines = []
    numbers = _Numbers()
    for block, follower in zip_longest(blocks, blocks[1:]):
        number = numbers.of(block)
        is_last = isinstance(block, ListItem) and not isinstance(follower, ListItem)
        if isinstance(block, Code | Rule | Figure):
            lines.append(_solid(block, picture_file))
        else:
            text = _text(block.spans, entry_address)
            lines.append(f"#{_call(block, number, is_last=is_last)}[{text}]")
    return "\n".join(lines) + "\n"


class _Numbers:
    """The numbers of list items: they run on where deeper items lie between."""

    def __init__(self) -> None:
        self._last: list[int] = []

    def of(self, block: Block) -> int:
        if not isinstance(block, ListItem):
            self._last = []
            return 0
        del self._last[block.depth + 1 :]
        self._last += [0] * (block.depth + 1 - len(self._last))
        self._last[-1] = self._last[-1] + 1 if block.style == "number" else 0
        return self._last[-1]


def _solid(block: Code | Rule | Figure, picture_file: Callable[[str], str]) -> str:
    match block:
        case Code():
            return f"#sj-code({literal(block.text)})"
        case Rule():
            return "#sj-rule"
        case Figure():
            file = literal(picture_file(block.picture))
            width = "" if block.width is None else f", width: {block.width}%"
            return f"#sj-figure({file}, alt: {literal(block.alt)}{width})"


def _call(block: TextBlock, number: int, *, is_last: bool) -> str:
    match block:
        case Paragraph():
            return "sj-par"
        case Heading():
            return f"sj-heading({block.level})"
        case Quote():
            return "sj-quote"
        case ListItem():
            mark = str(number) if block.style == "number" else str(block.checked).lower()
            end = ", is-last: true" if is_last else ""
            return f'sj-item("{block.style}", {block.depth}, {mark}{end})'


def _text(runs: Spans, entry_address: EntryAddress) -> str:
    return "".join(_span(span, entry_address) for span in runs)


def _span(span: Span, entry_address: EntryAddress) -> str:
    text = "#linebreak()".join(_words(span))
    if span.bold:
        text = f"#strong[{text}]"
    if span.italic:
        text = f"#emph[{text}]"
    for wrapper in _WRAPPERS:
        if getattr(span, wrapper):
            text = f"#{wrapper}[{text}]"
    if linked_entry(span.link):
        return f"#sj-see({address_of(span.link or '', entry_address)})[{text}]"
    if span.link and len(span.link) <= MAX_ADDRESS:
        text = f"#link({literal(span.link)})[{text}]"
    return text


def _words(span: Span) -> Iterator[str]:
    for line in span.text.split("\n"):
        if not line:
            yield ""
        elif span.code:
            yield f"#raw({literal(line)})"
        else:
            yield f"#{literal(line)}"


def literal(text: str) -> str:
    """Return *text* as a Typst string: whatever it holds, it is text and never markup or code."""
    return '"' + text.translate(_ESCAPES).replace("\n", "\\n") + '"'
