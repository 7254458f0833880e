"""A document as plain text to be read: lists keep their markers, looks are left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from shadowjournal.document import Block, Code, Document, Figure, ListItem, Quote, Rule


def to_text(content: Document) -> str:
    r"""Return *content* as a letter would have it, its blocks parted by blank lines.

    Items follow each other line by line, indented by their depth; a picture stands as its
    description.
    """
    blocks = [*content.blocks]
    texts = list(_texts(blocks))
    parts = texts[:1]
    for (before, after), text in zip(pairwise(blocks), texts[1:], strict=True):
        is_list = isinstance(before, ListItem) and isinstance(after, ListItem)
        parts += ["\n" if is_list else "\n\n", text]
    return "".join(parts)


def _texts(blocks: list[Block]) -> Iterator[str]:
    numbers: list[int] = []  # of the item before, on each level down to its own
    kinds: list[str] = []
    for block in blocks:
        if isinstance(block, ListItem):
            numbers, kinds = _counted(block, numbers, kinds)
            yield _item(block, numbers[-1])
        else:
            numbers, kinds = [], []
            yield _text(block)


def _counted(item: ListItem, numbers: list[int], kinds: list[str]) -> tuple[list[int], list[str]]:
    level = item.depth + 1
    is_next = len(kinds) >= level and kinds[item.depth] == item.style
    number = numbers[item.depth] + 1 if is_next else 1
    gap = max(0, item.depth - len(numbers))
    above = numbers[: item.depth] + [0] * gap
    return [*above, number], [*kinds[: item.depth], *[""] * gap, item.style]


def _item(item: ListItem, number: int) -> str:
    markers = {"number": f"{number}. ", "check": "[x] " if item.checked else "[ ] "}
    marker = markers.get(item.style, "\u2022 ")
    indent = "    " * item.depth
    words = "".join(span.text for span in item.spans)
    return indent + marker + words.replace("\n", "\n" + indent + " " * len(marker))


def _text(block: Block) -> str:
    match block:
        case Code():
            return block.text
        case Figure():
            return block.alt
        case Rule():
            return "\u2014\u2014\u2014"
        case Quote():
            words = "".join(span.text for span in block.spans)
            return "> " + words.replace("\n", "\n> ")
        case _:
            return "".join(span.text for span in block.spans)
