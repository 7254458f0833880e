r"""A document as Markdown that says all of it: reading it back gives the same document.

There is one exception, of length: `from_markdown` reads more than 4,000,000 characters as plain
text. A picture comes back where its address is known. A link to an entry is told as its words where
that entry has no address, and does not come back as one.

The dialect is CommonMark with ``~~strike~~`` and ``- [x]`` check lists. What Markdown has no sign
for is written with the HTML that it allows inside text: ``<u>`` and ``<mark>``, ``<strong>``,
``<em>``, ``<s>`` and ``<code>`` where the usual signs would not be read (inside a word, next to
blanks), ``<br>`` for an empty block and for a break inside a heading, numeric entities for blanks
at the ends of a line. A break inside a block is a backslash at the end of its line. The width of a
picture is its title, ``"40% wide"``, which other programs show as a hint or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

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
)
from shadowjournal.formats.addresses import picture_reference, width_title
from shadowjournal.formats.escape_markdown import escape_text, link_target, longest_run
from shadowjournal.formats.spans_to_markdown import spans_to_markdown
from shadowjournal.linking import EntryAddress, nowhere, unlinked


def to_markdown(
    content: Document,
    picture_address: Callable[[str], str] = picture_reference,
    entry_address: EntryAddress = nowhere,
) -> str:
    """Return *content* as Markdown, ending with a line end unless it is empty.

    ``picture_address`` tells for a picture's id where the picture lies, by default
    ``picture:`` and the id. ``entry_address`` tells it of an entry, by default of none.
    """
    if content == Document():
        return ""
    content = unlinked(content, entry_address)
    lists = _Lists(entry_address)
    parts: list[str] = []
    before: Block | None = None
    for block in content.blocks:
        if before is not None:
            parts.append(_between(before, block))
        if isinstance(block, ListItem):
            parts.append(lists.item(block))
        else:
            lists = _Lists(entry_address)
            parts.append(_block(block, picture_address, entry_address))
        before = block
    return "".join(parts) + "\n"


def _between(before: Block, block: Block) -> str:
    if isinstance(before, ListItem) and isinstance(block, ListItem):
        return "\n"
    if isinstance(before, Quote) and isinstance(block, Quote):
        return "\n>\n"
    return "\n\n"


def _block(block: Block, picture_address: Callable[[str], str], entry_address: EntryAddress) -> str:
    match block:
        case Heading():
            text = spans_to_markdown(block.spans, entry_address, one_line=True)
            return f"{'#' * block.level} {text}".rstrip(" ")
        case Quote():
            text = spans_to_markdown(block.spans, entry_address) or "<br>"
            return _indented("> ", text, "> ")
        case Code():
            fence = "`" * max(3, longest_run(block.text) + 1)
            return f"{fence}\n{block.text}\n{fence}" if block.text else f"{fence}\n{fence}"
        case Figure():
            alt = escape_text(block.alt, has_neighbours=True)
            title = "" if block.width is None else f' "{width_title(block.width)}"'
            return f"![{alt}]({link_target(picture_address(block.picture))}{title})"
        case Rule():
            return "---"
        case Paragraph() | ListItem():
            return spans_to_markdown(block.spans, entry_address) or "<br>"


def _indented(first: str, text: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


class _Lists:
    """Where the items of one run of lists stand: the column of each level, and its number."""

    def __init__(self, entry_address: EntryAddress) -> None:
        self._entry_address = entry_address
        self._columns: list[int] = []
        self._numbers: list[int] = []

    def item(self, item: ListItem) -> str:
        del self._columns[item.depth :]
        del self._numbers[item.depth + 1 :]
        indent = " " * sum(self._columns)
        missing = item.depth - len(self._columns)
        # A level without an item of its own: a list that begins inside an item without text.
        indent_here = indent + "- " * missing
        self._columns += [2] * missing
        self._numbers += [0] * (item.depth + 1 - len(self._numbers))
        self._numbers[-1] = self._numbers[-1] + 1 if item.style == "number" else 0
        marker = f"{self._numbers[-1]}. " if item.style == "number" else "- "
        self._columns.append(len(marker))
        box = {"check": "[x] " if item.checked else "[ ] "}.get(item.style, "")
        text = spans_to_markdown(item.spans, self._entry_address) or "<br>"
        return _indented(indent_here + marker + box, text, " " * sum(self._columns))
