"""What is typed in the manner of Markdown becomes what it stands for.

Each change is a step of its own: undone, what was typed stands there again.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from shadowjournal.document import Block, Code, Heading, ListItem, Paragraph, Quote, Rule
from ui.editor.from_page import cut, empty_like, look_of
from ui.editor.insertion import insert_block
from ui.editor.marks import base_format, span_format
from ui.editor.to_page import set_kind
from ui.editor.verbs import Mark, one_step, set_mark

_KEEP = QTextCursor.MoveMode.KeepAnchor

_KINDS: Final[dict[str, Block]] = {
    "#": Heading(1),
    "##": Heading(2),
    "###": Heading(3),
    "-": ListItem("bullet"),
    "*": ListItem("bullet"),
    "+": ListItem("bullet"),
    "[]": ListItem("check"),
    "[ ]": ListItem("check"),
    "[x]": ListItem("check", checked=True),
    "[X]": ListItem("check", checked=True),
    ">": Quote(),
    "```": Code(),
}
_LONGEST = 12
_NUMBER = re.compile(r"([0-9]{1,9})[.)]")
_RULES = ("---", "***", "___")
_CODE = re.compile(r"```[\w+-]{0,20}")

# What closes a mark, and what it looks like up to there: not within a word, and around something.
_BEFORE = r"(?<![\w{0}])"
_WITHIN = r"([^\s{0}](?:[^{0}\u2028]*[^\s{0}])?)"
_MARKS: Final[tuple[tuple[str, Mark], ...]] = (
    ("**", "bold"),
    ("__", "bold"),
    ("~~", "strike"),
    ("==", "highlight"),
    ("*", "italic"),
    ("_", "italic"),
    ("`", "code"),
)
_SIGNS: Final = frozenset(sign[-1] for sign, _ in _MARKS)
_RUNS: Final = tuple(
    (
        sign,
        mark,
        re.compile(
            f"{_BEFORE}{re.escape(sign)}{_WITHIN}{re.escape(sign)}$".replace(
                "{0}", re.escape(sign[0])
            )
        ),
    )
    for sign, mark in _MARKS
)


def after_blank(cursor: QTextCursor) -> bool:
    """Where a blank was typed after a sign at the start of a block, make it that kind of block."""
    block = cursor.block()
    place = cursor.positionInBlock()
    if cursor.hasSelection() or not 1 < place <= _LONGEST:
        return False
    typed = cut(block.text(), 0, place)
    kind = _kind_of(block, typed[:-1]) if typed[-1:] in {" ", "\u00a0"} else None
    if kind is None:
        return False
    _become(cursor, kind, place)
    return True


def _kind_of(block: QTextBlock, sign: str) -> Block | None:
    here = empty_like(block)
    kind = _KINDS.get(sign)
    if isinstance(here, ListItem) and here.style == "bullet":  # "- [ ] " is typed in one go
        is_check = isinstance(kind, ListItem) and kind.style == "check"
        return replace(kind, depth=here.depth) if is_check and isinstance(kind, ListItem) else None
    if not isinstance(here, Paragraph):
        return None
    if found := _NUMBER.fullmatch(sign):
        return ListItem("number") if _continues(block, int(found[1])) else None
    return kind


def _continues(block: QTextBlock, number: int) -> bool:
    """Tell whether an item with *number* may stand at *block*: "1984. " begins a sentence."""
    if number == 1:
        return True
    before = block.previous()
    items = before.textList() if before.isValid() else None
    is_numbered = items is not None and empty_like(before) == ListItem("number")
    return is_numbered and items is not None and number == _number_of(before) + 1


def _number_of(block: QTextBlock) -> int:
    items = block.textList()
    return items.itemNumber(block) + max(items.format().start(), 1)


def after_enter(cursor: QTextCursor) -> bool:
    """Where Enter is pressed after ``---`` or a fence that stands alone, make a rule or code."""
    block = cursor.block()
    typed = block.text()
    is_alone = cursor.atBlockEnd() and isinstance(empty_like(block), Paragraph)
    if cursor.hasSelection() or not is_alone:
        return False
    if typed in _RULES:
        with one_step(cursor):
            _take_out(cursor, len(typed))
            insert_block(cursor, Rule())
        return True
    if _CODE.fullmatch(typed):
        _become(cursor, Code(), len(typed))
        return True
    return False


def _become(cursor: QTextCursor, kind: Block, length: int) -> None:
    with one_step(cursor):
        _take_out(cursor, length)
        set_kind(cursor.block(), kind)


def _take_out(cursor: QTextCursor, length: int) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, _KEEP, length)
    cursor.removeSelectedText()


def after_sign(cursor: QTextCursor) -> bool:
    """Where a sign was typed that closes a mark, put the mark on what stands between."""
    block = cursor.block()
    place = cursor.positionInBlock()
    is_sign = place > 0 and cursor.document().characterAt(cursor.position() - 1) in _SIGNS
    kind = empty_like(block) if is_sign else None
    if kind is None or isinstance(kind, Code) or cursor.hasSelection():
        return False
    typed = cut(block.text(), 0, place)
    for sign, mark, run in _RUNS:
        found = run.search(typed) if typed.endswith(sign) else None
        if found is None:
            continue
        start = cursor.position() - units(found[0])
        if not _is_code(block, start, cursor.position()):
            _put(cursor, mark, len(sign), units(found[1]))
            cursor.setCharFormat(_unmarked(cursor, mark, kind))
            return True
    return False


def units(text: str) -> int:
    """Return how long *text* is as Qt counts: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_code(block: QTextBlock, start: int, end: int) -> bool:
    step = block.begin()
    while not step.atEnd():
        run = step.fragment()
        if run.position() < end and run.position() + run.length() > start:
            look = look_of(run.charFormat())
            if look.code or look.link:
                return True
        step += 1
    return False


def _put(cursor: QTextCursor, mark: Mark, sign: int, length: int) -> None:
    cursor.beginEditBlock()
    try:
        _take_out(cursor, sign)
        end = cursor.position()
        cursor.setPosition(end - length)
        _take_out(cursor, sign)
        cursor.setPosition(end - sign, _KEEP)
        set_mark(cursor, mark, is_on=True)
        cursor.clearSelection()
    finally:
        cursor.endEditBlock()


def _unmarked(cursor: QTextCursor, mark: Mark, kind: Block) -> QTextCharFormat:
    """Return what is to be typed with after a run that was just given *mark*."""
    look = replace(look_of(cursor.charFormat()), **{mark: False})
    return span_format(look, base_format(kind))
