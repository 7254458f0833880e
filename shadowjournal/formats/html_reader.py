"""Clean HTML as blocks, one element after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.document import (
    MAX_DEPTH,
    MAX_LEVEL,
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    clean_line,
    clean_text,
    spans,
)
from shadowjournal.formats import html_manners as manners
from shadowjournal.formats.addresses import referenced_picture, width_in_style
from shadowjournal.formats.html_looks import INLINE_TAGS, Look, look_of

MAX_RUN = 2_000
"""A run of text without a blank gets a line end after so many characters: pages freeze on more."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl",
    "dt", "figcaption", "figure", "footer", "header", "li", "main", "nav", "p", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", *_HEADINGS, *_LISTS,
}  # fmt: skip

TAGS = _BLOCKS | INLINE_TAGS | {"br", "hr", "img", "input", "pre"}
"""The elements that a reader knows; of others only the text counts."""

ATTRIBUTES = {
    "*": {"style", "hidden", *manners.ATTRIBUTES},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked"},
}
"""The attributes that it knows."""

_BLANKS = re.compile("[ \t\n\r\f]+")
_LONG_RUN = re.compile(rf"(\S{{{MAX_RUN}}})(?=\S)")


class _Element(Struct):
    """An element that is open: its look, and for a list item its block and further text."""

    tag: str
    means: str
    look: Look
    level: int | None = None
    is_checked: bool | None = None
    marker: str = ""
    place: int | None = None
    more: list[Span | str] = []


class HtmlReader(HTMLParser):
    """Makes ``blocks`` of well-formed HTML in which only `TAGS` and `ATTRIBUTES` occur."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[_Element] = []
        self._text: list[Span] = []
        self._blank: Look | None = None  # the look of a blank that counts once text follows
        self._code: list[str] | None = None
        self._ends_line = False  # its last line end is none of the text: renderers add one
        self._row: list[list[Span]] | None = None

    @property
    def _look(self) -> Look:
        return self._open[-1].look if self._open else Look()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in ("br", "hr", "img", "input"):
            self._childless(tag, attributes)
            return
        if tag in _BLOCKS or tag == "pre":
            self._end_block()
        meaning = manners.meaning_of(tag, attributes)
        look = look_of(tag, attributes, self._look)
        self._open.append(_Element(tag, meaning.tag, look, meaning.level, meaning.is_checked))
        if self._code is not None and "class" in attributes:
            self._ends_line = True
        if tag == "pre":
            self._code = []
            self._ends_line = False
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._row.append([])

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag == "pre" and self._code is not None:
            text = "".join(self._code)
            text = text.removesuffix("\n") if self._ends_line else text
            self.blocks.append(Code(_broken(clean_text(text))))
            self._code = None
        elif tag == "tr":
            self._end_row()
        if self._open and self._open[-1].tag == tag:
            self._end_item(self._open.pop())

    @override
    def handle_data(self, data: str) -> None:
        look = self._look
        if look.is_hidden:
            if look.is_marker and (item := self._item):
                item.marker += data
            return
        if self._code is not None:
            self._code.append(data)
        elif look.keeps_blanks:
            self._add(data, look)
        else:
            words = _BLANKS.sub(" ", data)
            if words.startswith(" ") and self._blank is None and not self._is_at_line_start:
                self._blank = look
            if words != " ":
                self._add(words.strip(" "), look)
                self._blank = look if words.endswith(" ") else None

    @override
    def close(self) -> None:
        super().close()
        self._end_block()
        self._end_row()
        self._end_block()

    @property
    def _is_at_line_start(self) -> bool:
        return not self._text or self._text[-1].text.endswith("\n")

    def _add(self, text: str, look: Look) -> None:
        if self._blank is not None and not self._is_at_line_start:
            self._text.append(self._blank.span(" "))
        self._blank = None
        text = clean_text(text)
        if text:
            self._text.append(look.span(text))

    def _childless(self, tag: str, attributes: Mapping[str, str]) -> None:
        if look_of(tag, attributes, self._look).is_hidden:
            return
        if tag == "br":
            self._break()
        elif tag == "hr":
            self._end_block()
            self.blocks.append(Rule())
        elif tag == "img":
            self._picture(attributes)
        elif attributes.get("type", "").lower() == "checkbox" and (item := self._item):
            item.is_checked = "checked" in attributes

    def _break(self) -> None:
        self._blank = None
        if self._code is not None:
            self._code.append("\n")
        else:
            self._text.append(self._look.span("\n"))

    def _picture(self, attributes: Mapping[str, str]) -> None:
        picture = referenced_picture(attributes.get("src", ""))
        if picture:
            self._end_block()
            line = re.sub("[\n\t]", " ", clean_text(attributes.get("alt", "")))
            width = width_in_style(attributes.get("style", ""))
            self.blocks.append(Figure(picture, line, width))
        elif (item := self._item) and item.is_checked is not None and item.place is None:
            return  # the box itself, as a picture
        elif alt := manners.description(attributes):
            self.handle_data(clean_line(alt))

    def _end_block(self) -> None:
        text, self._text, self._blank = self._text, [], None
        if self._code is not None:
            if self._code and not self._code[-1].endswith("\n"):
                self._code.append("\n")
        elif self._row:
            cell = self._row[-1]
            cell += [Span(" "), *text] if cell and text else text
        elif text and not self._is_told(text):
            self._put(_without_last_break(text))

    def _is_told(self, text: list[Span]) -> bool:
        """Tell whether *text* stands under a picture, and says what its description says."""
        figure = self.blocks[-1] if self.blocks else None
        if not isinstance(figure, Figure) or not self._open or self._open[-1].tag != "figcaption":
            return False
        return clean_line("".join(run.text for run in text)) == clean_line(figure.alt)

    def _end_row(self) -> None:
        cells, self._row = self._row or [], None
        joined: list[Span] = []
        for place, cell in enumerate(cells):
            joined += [Span(" | "), *cell] if place else cell
        if any(cells):
            self._put(spans(joined))

    @property
    def _item(self) -> _Element | None:
        """The list item in which the text stands, where no quote lies between."""
        for element in reversed(self._open):
            if element.means in ("li", "blockquote"):
                return element if element.means == "li" else None
        return None

    def _put(self, runs: Spans) -> None:
        runs = tuple(replace(span, text=_broken(span.text)) for span in runs)
        item = self._item
        level = max((_HEADINGS.get(element.means, 0) for element in self._open), default=0)
        if item is not None:
            self._put_in_item(item, runs)
        elif level:
            self.blocks.append(Heading(min(level, MAX_LEVEL), runs))
        elif any(element.means == "blockquote" for element in self._open):
            self.blocks.append(Quote(runs))
        else:
            self.blocks.append(Paragraph(runs))

    def _put_in_item(self, item: _Element, runs: Spans) -> None:
        if item.place is None:
            item.place = len(self.blocks)
            self.blocks.append(self._list_item(item, runs))
        elif item.place == len(self.blocks) - 1:
            item.more += ["\n", *runs]
        else:
            self.blocks.append(Paragraph(runs))

    def _end_item(self, item: _Element) -> None:
        if item.place is not None and item.more:
            block = self.blocks[item.place]
            if isinstance(block, ListItem):
                self.blocks[item.place] = replace(block, spans=spans([*block.spans, *item.more]))

    def _list_item(self, item: _Element, runs: Spans) -> ListItem:
        lists = [element.tag for element in self._open if element.tag in _LISTS]
        depth = min(max(len(lists) - 1, item.level or 0, 0), MAX_DEPTH)
        if item.tag != "li":
            kind, is_checked = manners.kind_of(item.marker)
            return ListItem(kind, depth, is_checked, runs)
        if item.is_checked and item.level is not None and all(run.strike for run in runs):
            runs = spans(
                replace(run, strike=False) for run in runs
            )  # how its program shows a check
        if item.is_checked is not None:
            return ListItem("check", depth, item.is_checked, runs)
        return ListItem("number" if lists and lists[-1] == "ol" else "bullet", depth, spans=runs)


def _without_last_break(text: list[Span]) -> Spans:
    last = text[-1]
    if last.text == "\n":
        return spans(text[:-1])
    return spans([*text[:-1], replace(last, text=last.text.removesuffix("\n"))])


def _broken(text: str) -> str:
    return _LONG_RUN.sub(r"\1\n", text)
