r"""Markdown of any program as a document.

All that `to_markdown` writes comes back exactly. Of others' Markdown no text is lost, but what a
document does not have is made plain: a line end inside a paragraph stays a line end; headings of
level 4 to 6 become 3; further paragraphs of a list item become lines of it, or paragraphs where
something lies between; a quote around a list leaves the list; table rows become paragraphs, their
cells joined by " | "; HTML stays as literal text, but for the tags of `markdown_dialect.TAG`; links
to where a document cannot point become text with the address in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from markdown_it.token import Token
from msgspec.structs import replace

from shadowjournal.document import (
    MAX_DEPTH,
    MAX_LEVEL,
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    clean_text,
    document,
    spans,
)
from shadowjournal.formats.inline_markdown import Part, pieces, read_inline
from shadowjournal.formats.markdown_dialect import dialect

MAX_CHARACTERS = 4_000_000
"""Longer texts are read as plain paragraphs: no entry is so long."""

_NO_PICTURES: Mapping[str, str] = MappingProxyType({})
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|(?=\n)|\Z)")


def from_markdown(text: str, pictures: Mapping[str, str] = _NO_PICTURES) -> Document:
    """Return *text* as a document; every text is read as something.

    ``pictures`` maps addresses in the text to ids of pictures; ``picture:`` and an id is understood
    without it. Other pictures become a link or their description.
    """
    text = clean_text(text)
    if len(text) > MAX_CHARACTERS:
        return document(Paragraph(spans([part])) for part in re.split(r"\n\n+", text) if part)
    reader = _Reader(pictures)
    for token in dialect().parse(text, {}):
        reader.read(token)
    return document(reader.blocks)


class _Item:
    """A list item being read: where it begins, the place of its block, and further text for it."""

    def __init__(self, begins: int) -> None:
        self.begins = begins
        self.place: int | None = None
        self.more: list[Span | str] = []


class _Reader:
    """Makes blocks of the parser's tokens, one after the other."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.blocks: list[Block] = []
        self._pictures = pictures
        self._lists: list[ListKind] = []
        self._containers: list[_Item | int] = []  # a quote is the place where it begins
        self._level = 0
        self._cells: list[list[Part]] | None = None

    def read(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._text(token)
            case "heading_open":
                self._level = min(int(token.tag[1:]), MAX_LEVEL)
            case "heading_close":
                self._level = 0
            case "fence" | "code_block":
                self.blocks.append(Code(clean_text(token.content.removesuffix("\n"))))
            case "hr":
                self.blocks.append(Rule())
            case "tr_open" | "tr_close":
                self._row(token)
            case _:
                self._container(token)

    def _container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append("bullet")
            case "ordered_list_open":
                self._lists.append("number")
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._containers.append(_Item(len(self.blocks)))
            case "blockquote_open":
                self._containers.append(len(self.blocks))
            case "list_item_close" | "blockquote_close":
                self._close(self._containers.pop())

    def _close(self, container: _Item | int) -> None:
        if isinstance(container, int):
            if container == len(self.blocks):
                self.blocks.append(Quote())
        elif container.begins == len(self.blocks):
            self._put_in_item(container, ListItem(self._lists[-1], self._depth))
        elif container.place is not None and container.more:
            block = self.blocks[container.place]
            if isinstance(block, ListItem):
                joined = spans([*block.spans, *container.more])
                self.blocks[container.place] = replace(block, spans=joined)

    def _row(self, token: Token) -> None:
        if token.nesting == 1:
            self._cells = []
        elif self._cells is not None:
            row: list[Part] = []
            for cell in self._cells:
                row += [Span(" | "), *cell] if row else cell
            self._cells = None
            self._put(row)

    def _text(self, token: Token) -> None:
        kind: ListKind = self._lists[-1] if self._lists else "bullet"
        source, checked = token.content, False
        parts = read_inline(token.children or [], self._pictures)
        box = _BOX.match(source) if self._begins_item() else None
        if box:
            kind, checked = "check", box[1] != " "
            source, parts = source[box.end() :], _without_box(parts, box)
        if (source == "<br>" and not self._level) or not source.strip("\u200b \t\n"):
            parts = []  # how an empty block is written, here and by Day One
        if self._cells is None:
            self._put(parts, kind, checked=checked)
        else:
            self._cells.append(parts)

    def _begins_item(self) -> bool:
        item = self._containers[-1] if self._containers else None
        return isinstance(item, _Item) and item.place is None and self._cells is None

    def _put(self, parts: list[Part], kind: ListKind = "bullet", *, checked: bool = False) -> None:
        for piece in pieces(parts):
            if isinstance(piece, Figure):
                self.blocks.append(piece)
            elif self._containers and isinstance(item := self._containers[-1], _Item):
                self._put_in_item(item, ListItem(kind, self._depth, checked, piece))
            else:
                self.blocks.append(self._block(piece))

    def _put_in_item(self, item: _Item, block: ListItem) -> None:
        if item.place is None:
            item.place = len(self.blocks)
            self.blocks.append(block)
        elif item.place == len(self.blocks) - 1:
            item.more += ["\n", *block.spans]
        else:
            self.blocks.append(Paragraph(block.spans))

    def _block(self, text: Spans) -> Block:
        if self._level:
            return Heading(self._level, text)
        return Quote(text) if self._containers else Paragraph(text)

    @property
    def _depth(self) -> int:
        return min(len(self._lists) - 1, MAX_DEPTH)


def _without_box(parts: list[Part], box: re.Match[str]) -> list[Part]:
    """Return *parts* without the box they begin with, nor the line end that may follow it."""
    match parts:
        case [Span(text=text) as first, *rest] if len(text) > box.end():
            return [replace(first, text=text[box.end() :]), *rest]
        case [_, _, *rest] if box.string.startswith("\n", box.end()):
            return rest
    return parts[1:]
