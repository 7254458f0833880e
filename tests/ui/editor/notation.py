"""Documents with a cursor, written in a line.

Blocks are parted by " / ". A block begins with ``# ``, ``## ``, ``### ``, ``- ``, ``1. ``,
``[ ] ``, ``[x] `` or ``> `` (two blanks before an item for each level of depth), with a backtick
and a blank for code; ``---`` is a rule, ``@`` a picture, anything else a paragraph. Marks are
``<b>bold</>``, likewise ``i``, ``u``, ``s``, ``h``, ``c`` (code) and ``a`` (a link); ``⏎`` breaks a
line. ``|`` is the cursor, ``^`` where a selection begins; at a mark's edge they stand outside.
"""

from __future__ import annotations

import re

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
    spans,
)
from ui.editor.page import Page
from ui.editor.shorthand import units

PICTURE = Figure("a" * 32)
LINK = "https://a.example/"
_MARKS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strike",
    "h": "highlight",
    "c": "code",
}
_RUN = re.compile(r"<([biushca]+)>(.*?)</>|([^<]+)", re.DOTALL)
_ITEMS = {
    "- ": ListItem("bullet"),
    "1. ": ListItem("number"),
    "[ ] ": ListItem("check"),
    "[x] ": ListItem("check", checked=True),
}
_HEADS = {"# ": 1, "## ": 2, "### ": 3}


def read(line: str) -> tuple[Document, int, int]:
    """Return the document, the selection's other end and the cursor, as places in the page."""
    blocks: list[Block] = []
    places = {"|": -1, "^": -1}
    at = 0
    for part in line.split(" / "):
        depth, prefix, body = _prefix(part)
        shown = re.sub(r"</?[a-z]*>|---", "", body)
        for sign in shown:
            if sign in places:
                places[sign] = at
            else:
                at += units(sign)
        at += 1
        plain = body.replace("|", "").replace("^", "").replace("⏎", "\n")
        blocks.append(_block(depth, prefix, plain))
    cursor = places["|"]
    return Document(tuple(blocks)), places["^"] if places["^"] >= 0 else cursor, cursor


def _prefix(part: str) -> tuple[int, str, str]:
    bare = part.lstrip(" ")
    for prefix in ("### ", "## ", "# ", "[ ] ", "[x] ", "- ", "1. ", "> ", "` "):
        if bare.startswith(prefix):
            return (len(part) - len(bare)) // 2, prefix, bare[len(prefix) :]
    return 0, "", part


def _block(depth: int, prefix: str, text: str) -> Block:
    if text in {"---", "@"} and not prefix:
        return Rule() if text == "---" else PICTURE
    if prefix == "` ":
        return Code(text)
    runs = spans(_span(run) for run in _RUN.finditer(text))
    if prefix in _HEADS:
        return Heading(_HEADS[prefix], runs)
    if prefix in _ITEMS:
        item = _ITEMS[prefix]
        return ListItem(item.style, depth, item.checked, runs)
    return Quote(runs) if prefix == "> " else Paragraph(runs)


def _span(run: re.Match[str]) -> Span:
    looks, text = run[1] or "", run[2] if run[1] else run[3]
    marks = {_MARKS[look]: True for look in looks if look != "a"}
    return Span(text, **marks, link=LINK if "a" in looks else None)


def written(page: Page) -> str:
    """Return what stands on *page*, and its cursor."""
    cursor = page.textCursor()
    places = {cursor.position(): "|"}
    if cursor.hasSelection():
        places[cursor.anchor()] = "^"
    parts = []
    at = 0
    for block in page.written().blocks:
        prefix, pieces, is_solid = _said(block)
        body = ""
        length = 0
        for opening, text, closing in pieces:
            body += opening
            for sign in text:
                body += places.get(at + length, "") + ("⏎" if sign == "\n" else sign)
                length += units(sign)
            body += closing
        end = at + (0 if isinstance(block, Rule) else length)
        if isinstance(block, Rule):
            body = places.get(at, "") + "---"
        elif end in places and not (is_solid and end == at):
            body += places[end]
        parts.append(prefix + body)
        at = end + 1
    return normal(" / ".join(parts))


def normal(line: str) -> str:
    """Return *line* with cursor and selection outside of the marks at whose edge they stand."""
    line = re.sub(r"([|^])((?:</>)+)", r"\2\1", line)
    return re.sub(r"((?:<[a-z]+>)+)([|^])", r"\2\1", line)


def _said(block: Block) -> tuple[str, list[tuple[str, str, str]], bool]:
    match block:
        case Rule():
            return "", [], True
        case Figure():
            return "", [("", "@", "")], True
        case Code(text):
            return "` ", [("", text, "")], False
        case Heading(level, runs):
            prefix = "#" * level + " "
        case ListItem(style, depth, checked, runs):
            sign = {"bullet": "- ", "number": "1. ", "check": "[x] " if checked else "[ ] "}[style]
            prefix = "  " * depth + sign
        case Quote(runs):
            prefix = "> "
        case Paragraph(runs):
            prefix = ""
    return prefix, [_marked(run) for run in runs], False


def _marked(run: Span) -> tuple[str, str, str]:
    looks = "".join(look for look, name in _MARKS.items() if getattr(run, name))
    looks += "a" if run.link else ""
    return (f"<{looks}>", run.text, "</>") if looks else ("", run.text, "")


def show(page: Page, line: str) -> None:
    """Bring *line* to *page*, its cursor where it says."""
    content, anchor, position = read(line)
    page.show_document(content)
    cursor = page.textCursor()
    cursor.setPosition(anchor)
    cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
