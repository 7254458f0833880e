"""The parser of our Markdown: CommonMark that loses no text and answers in bounded time."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_inline import StateInline, image, link
from typing_extensions import override

TAG = re.compile(r"<(/?)(u|mark|strong|b|em|i|s|del|code)>|<(br) ?/?>", re.IGNORECASE)
"""The HTML that is read as more than text: slash and name, or ``br``."""

MAX_NESTING = 48
"""Levels of nested quotes and lists (two to a list) that are read as such."""

MAX_LOOKED = 2_000_000
"""How many signs one text may make us look through in vain for the end of a link: a second."""

_SIGNS = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]")
_BRACKETS = re.compile(r"!?\[[^\[\]`<\\\n]*\](?!\()")


class Dialect(MarkdownIt):
    """CommonMark with strikes and tables; of HTML only `TAG`, and addresses as they stand.

    Link definitions are not read, for a line that looks like one by chance would vanish.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": 2 * MAX_NESTING})
        self.enable(["strikethrough", "table"])
        self.disable(["html_block", "reference"])
        self.block.ruler.before("table", "too_deep", _too_deep)
        self.inline.ruler.at("html_inline", _tag)
        self.inline.ruler.at("link", _link)
        self.inline.ruler.at("image", _image)

    @override
    def normalizeLink(self, url: str) -> str:
        return url

    @override
    def normalizeLinkText(self, link: str) -> str:
        return link

    @override
    def validateLink(self, url: str) -> bool:
        return True


@cache
def dialect() -> Dialect:
    """Return the parser; it keeps nothing of what it reads."""
    return Dialect()


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Left to itself, the parser drops what lies deeper than its limit.
    return not silent and state.level >= MAX_NESTING and paragraph(state, start, end, silent)


def _tag(state: StateInline, silent: bool) -> bool:
    found = TAG.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("tag", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    return _is_worth_a_look(state, "[") and (link(state, silent) or _in_vain(state))


def _image(state: StateInline, silent: bool) -> bool:
    return _is_worth_a_look(state, "![") and (image(state, silent) or _in_vain(state))


# Every opening bracket makes the parser look for its end, and look again from the next one:
# quadratic, where there is none. Nothing that `to_markdown` writes comes near the limit.


def _is_worth_a_look(state: StateInline, begin: str) -> bool:
    return (
        state.src.startswith(begin, state.pos)
        and state.env.get("looked", 0) < MAX_LOOKED
        and not _BRACKETS.match(state.src, state.pos)
    )


def _in_vain(state: StateInline) -> bool:
    if state.env.get("source") is not state.src:
        state.env["source"] = state.src
        state.env["signs"] = len(_SIGNS.findall(state.src))
    state.env["looked"] = state.env.get("looked", 0) + state.env["signs"]
    return False
