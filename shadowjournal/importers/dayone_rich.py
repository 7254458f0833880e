"""Day One's ``richText``: runs of attributed text, made a `Document`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct, field

from shadowjournal.document import (
    MAX_DEPTH,
    MAX_LEVEL,
    Block,
    Code,
    Document,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    clean_link,
    clean_text,
    document,
    spans,
)

MediaBlock: TypeAlias = Callable[[str, str], Block]
"""Given a medium's type (``photo``) and identifier, what stands for it in the document."""

_LISTS: Final[dict[str, ListKind]] = {
    "bulleted": "bullet",
    "numbered": "number",
    "checkbox": "check",
}


class _Line(Struct, frozen=True, rename="camel"):
    header: int = 0
    list_style: str = ""
    indent_level: int = 0
    checked: bool = False
    quote: bool = False
    code_block: bool = False
    identifier: str = ""


class _Attributes(Struct, frozen=True):
    line: _Line = _Line()
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikethrough: bool = False
    inline_code: bool = field(default=False, name="inlineCode")
    highlight: str | None = field(default=None, name="highlightedColor")
    link: str | None = field(default=None, name="linkURL")


class _Embedded(Struct, frozen=True):
    type: str = ""
    identifier: str = ""


class _Run(Struct, frozen=True):
    text: str = ""
    attributes: _Attributes = _Attributes()
    embedded: tuple[_Embedded, ...] = field(default=(), name="embeddedObjects")


class _Rich(Struct, frozen=True):
    contents: tuple[_Run, ...]


class _Written(Struct, frozen=True):
    """One line of text, with the look of its block."""

    line: _Line
    spans: Spans

    def continues(self, before: _Written) -> bool:
        """Tell whether this and the line *before* are one block."""
        if self.line.code_block or before.line.code_block:
            return self.line.code_block and before.line.code_block
        return bool(
            self.spans and before.spans and _is_running(self.line) and _is_running(before.line)
        ) and (self.line.quote == before.line.quote)


_DECODER: Final = msgspec.json.Decoder(_Rich)


def rich_document(rich: str, media: MediaBlock) -> Document | None:
    """Return the document in the JSON *rich*, or None where that is not what it holds.

    Lines that follow each other are one paragraph, as in Day One's own Markdown; an empty line
    parts paragraphs.
    """
    try:
        contents = _DECODER.decode(rich).contents
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return document(_blocks(contents, media))


def _blocks(contents: tuple[_Run, ...], media: MediaBlock) -> Iterator[Block]:
    waiting: list[_Written] = []
    for piece in _pieces(contents):
        if isinstance(piece, _Embedded):
            yield from _together(waiting)
            waiting = []
            yield (
                Rule()
                if piece.type == "horizontalRuleLine"
                else media(piece.type, piece.identifier)
            )
            continue
        if waiting and not piece.continues(waiting[-1]):
            yield from _together(waiting)
            waiting = []
        waiting.append(piece)
    yield from _together(waiting)


def _pieces(contents: tuple[_Run, ...]) -> Iterator[_Written | _Embedded]:
    """Yield the text line by line, and what is embedded between the lines."""
    line: list[Span] = []
    look = _Line()
    for run in contents:
        if run.embedded:
            if line:
                yield _Written(look, spans(line))
                line = []
            yield from run.embedded
        first, *following = clean_text(run.text).split("\n")
        if first or following:
            look = run.attributes.line
        line += _marked(first, run.attributes)
        for text in following:
            yield _Written(look, spans(line))
            line = _marked(text, run.attributes)
    if line:
        yield _Written(look, spans(line))


def _marked(text: str, look: _Attributes) -> list[Span]:
    if not text:
        return []
    return [
        Span(
            text,
            bold=look.bold,
            italic=look.italic,
            underline=look.underline,
            strike=look.strikethrough,
            highlight=look.highlight is not None,
            code=look.inline_code,
            link=clean_link(look.link or ""),
        )
    ]


def _is_running(line: _Line) -> bool:
    return not line.header and line.list_style not in _LISTS


def _together(lines: list[_Written]) -> Iterator[Block]:
    """Yield the block that *lines* make; empty lines make none."""
    if not lines:
        return
    line = lines[0].line
    if line.code_block:
        yield Code("\n".join("".join(span.text for span in each.spans) for each in lines))
        return
    runs: list[Span | str] = []
    for each in lines:
        runs += ["\n", *each.spans] if runs else each.spans
    if runs:
        yield _block(line, spans(runs))


def _block(line: _Line, runs: Spans) -> Block:
    style = _LISTS.get(line.list_style)
    if style is not None:
        depth = min(max(line.indent_level - 1, 0), MAX_DEPTH)
        return ListItem(style, depth, line.checked and style == "check", runs)
    if line.header > 0:
        return Heading(min(line.header, MAX_LEVEL), runs)
    return Quote(runs) if line.quote else Paragraph(runs)
