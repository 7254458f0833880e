"""The rich text of an entry: blocks of spans, and nothing else can be in one.

A `Document` cannot carry scripts, fonts, colours or remote pictures, so whatever made it, it is
safe to show, and every export is a pure function of it. Constructors refuse what is not legal
with `BadDocument`; `clean_text` and `clean_link` make foreign input legal first. A link to an entry
(`entry_link`) is never foreign input: only this program makes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.errors import BadDocument

MAX_LEVEL = 3
MAX_DEPTH = 8
"""How deep a list item may lie; the outermost level is 0."""

MIN_WIDTH, MAX_WIDTH = 10, 100
"""A picture takes so many percent of the column."""

# Controls, and the characters that text layouts keep for themselves: separators, the object
# replacement character, non-characters, lone surrogates.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LINK = re.compile(
    r"(?:https?://|mailto:)[^\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\u2028\u2029"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]+",
    re.IGNORECASE,
)
_ENTRY_LINK = re.compile("entry:([0-9a-f]{32})")
_PICTURE_ID = re.compile("[0-9a-f]{32}")


def _is_plain(text: str) -> bool:
    """Tell whether *text* surely is legal, and one line: quicker to see than what is not."""
    return text.isprintable() and "\ufffc" not in text


def _is_illegal(text: str) -> bool:
    return not _is_plain(text) and _ILLEGAL.search(text) is not None


class Span(Struct, frozen=True, gc=False, omit_defaults=True):
    r"""A run of text with one look.

    ``text`` may hold line breaks (``\n``, a break inside the block) and tabs, but no other
    control character. ``link`` is an http, https or mailto address, or that of an entry of the
    journal.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    highlight: bool = False
    code: bool = False
    link: str | None = None

    def __post_init__(self) -> None:
        if not self.text:
            raise BadDocument("a span without text")
        if _is_illegal(self.text):
            raise BadDocument("a control or reserved character in a text")
        if self.link is not None and not legal_link(self.link):
            raise BadDocument("a link that leads neither to the web, to mail nor to an entry")

    def looks_like(self, other: Span) -> bool:
        """Tell whether only the text differs."""
        return _look(self) == _look(other)


def _look(span: Span) -> tuple[object, ...]:
    return (
        span.bold,
        span.italic,
        span.underline,
        span.strike,
        span.highlight,
        span.code,
        span.link,
    )


Spans: TypeAlias = tuple[Span, ...]
ListKind: TypeAlias = Literal["bullet", "number", "check"]


def spans(parts: Iterable[Span | str]) -> Spans:
    """Return *parts* in normal form: plain strings made spans, neighbours of one look joined."""
    runs = [Span(part) if isinstance(part, str) else part for part in parts if part]
    return tuple(_joined(list(same)) for _, same in groupby(runs, _look))


def _joined(same: list[Span]) -> Span:
    return same[0] if len(same) == 1 else replace(same[0], text="".join(s.text for s in same))


def _check_normal(runs: Spans) -> None:
    for before, after in pairwise(runs):
        if before.looks_like(after):
            raise BadDocument("neighbouring spans of one look")


class Paragraph(
    Struct, frozen=True, gc=False, omit_defaults=True, tag="paragraph", tag_field="kind"
):
    """Plain running text."""

    spans: Spans = ()

    def __post_init__(self) -> None:
        _check_normal(self.spans)


class Heading(Struct, frozen=True, gc=False, omit_defaults=True, tag="heading", tag_field="kind"):
    """A heading of level 1, 2 or 3."""

    level: int
    spans: Spans = ()

    def __post_init__(self) -> None:
        _check_normal(self.spans)
        if not 1 <= self.level <= MAX_LEVEL:
            raise BadDocument("a heading's level is 1, 2 or 3")


class ListItem(Struct, frozen=True, gc=False, omit_defaults=True, tag="item", tag_field="kind"):
    """One item of a list; items that follow each other make the list.

    ``depth`` runs from 0 to `MAX_DEPTH`. ``checked`` is for the ``check`` kind only. A numbered
    item's number follows from its place.
    """

    style: ListKind
    depth: int = 0
    checked: bool = False
    spans: Spans = ()

    def __post_init__(self) -> None:
        _check_normal(self.spans)
        if not 0 <= self.depth <= MAX_DEPTH:
            raise BadDocument(f"a list goes {MAX_DEPTH} levels deep at most")
        if self.checked and self.style != "check":
            raise BadDocument("only an item of a check list can be checked")


class Quote(Struct, frozen=True, gc=False, omit_defaults=True, tag="quote", tag_field="kind"):
    """A quoted paragraph."""

    spans: Spans = ()

    def __post_init__(self) -> None:
        _check_normal(self.spans)


class Code(Struct, frozen=True, gc=False, omit_defaults=True, tag="code", tag_field="kind"):
    r"""Preformatted text; its lines are separated by ``\n``."""

    text: str = ""

    def __post_init__(self) -> None:
        if _ILLEGAL.search(self.text):
            raise BadDocument("a control or reserved character in a text")


class Rule(Struct, frozen=True, gc=False, tag="rule", tag_field="kind"):
    """A horizontal rule."""


class Figure(Struct, frozen=True, gc=False, omit_defaults=True, tag="figure", tag_field="kind"):
    """A place where a picture stands.

    ``picture`` is the id of a `Picture` that the journal keeps: 32 hexadecimal digits.
    ``alt`` says in words what it shows, in one line. ``width`` is how much of the column it takes,
    in percent; None for its own width.
    """

    picture: str
    alt: str = ""
    width: int | None = None

    def __post_init__(self) -> None:
        if not _PICTURE_ID.fullmatch(self.picture):
            raise BadDocument("a picture's id is 32 hexadecimal digits")
        if _ILLEGAL.search(self.alt) or "\n" in self.alt or "\t" in self.alt:
            raise BadDocument("a picture's description is one line of text")
        if self.width is not None and not MIN_WIDTH <= self.width <= MAX_WIDTH:
            raise BadDocument(f"a picture takes {MIN_WIDTH} to {MAX_WIDTH} percent of the column")


TextBlock: TypeAlias = Paragraph | Heading | ListItem | Quote
Block: TypeAlias = Paragraph | Heading | ListItem | Quote | Code | Rule | Figure


class Document(Struct, frozen=True, gc=False):
    """The rich text of an entry. There is always at least one block."""

    blocks: tuple[Block, ...] = (Paragraph(),)

    def __post_init__(self) -> None:
        if not self.blocks:
            raise BadDocument("a document has at least one block")

    @property
    def is_empty(self) -> bool:
        """True while nothing at all was put into it. A picture or a rule counts as something."""
        return all(
            block.text == ""
            if isinstance(block, Code)
            else not isinstance(block, Rule | Figure) and not block.spans
            for block in self.blocks
        )

    @property
    def pictures(self) -> tuple[str, ...]:
        """The ids of its pictures, in order, each once."""
        return tuple(dict.fromkeys(b.picture for b in self.blocks if isinstance(b, Figure)))

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Document of {len(self.blocks)} blocks>"


def document(blocks: Iterable[Block]) -> Document:
    """Return a document of *blocks*, or the empty one where there are none."""
    return Document(tuple(blocks) or (Paragraph(),))


def clean_text(text: str) -> str:
    r"""Return *text* with every kind of line end made ``\n`` and illegal characters left out."""
    return text if _is_plain(text) else _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return *text* as one legal line: runs of white space made one blank, none at the ends."""
    return " ".join(clean_text(text).split())


def clean_link(address: str) -> str | None:
    """Return *address* where it is one of the web or of mail, as a document may hold, else None."""
    address = address.strip()
    return address if _LINK.fullmatch(address) else None


def legal_link(address: str) -> str | None:
    """Return *address* where a document may hold it as a link, one to an entry too, else None.

    For what stood in a document before. What is foreign goes through `clean_link`.
    """
    return address if _ENTRY_LINK.fullmatch(address) or _LINK.fullmatch(address) else None


def entry_link(entry_id: str) -> str:
    """Return the link that leads to the entry with this id: ``entry:`` and the id."""
    return f"entry:{entry_id}"


def linked_entry(link: str | None) -> str | None:
    """Return the id of the entry to which *link* leads; None where it leads elsewhere."""
    found = _ENTRY_LINK.fullmatch(link or "")
    return found[1] if found else None


def text_blocks(content: Document) -> Iterator[TextBlock]:
    """Yield the blocks that hold spans."""
    for block in content.blocks:
        if isinstance(block, Paragraph | Heading | ListItem | Quote):
            yield block
