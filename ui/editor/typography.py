"""Typographic quotes, dashes and ellipses in the manner of a language, made of what was typed.

Each change is a step of its own: undone, the plain sign stands there again.
"""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from shadowjournal.document import Code
from ui.editor.from_page import empty_like, look_of
from ui.editor.marks import LINE_BREAK
from ui.quotes import Quotes

_KEEP = QTextCursor.MoveMode.KeepAnchor
_APOSTROPHE = "\u2019"


_OPENING_AFTER = (
    " \t\u00a0\u202f\u2003([{<\u2013\u2014-/\u201c\u2018\u201e\u201a\u00ab\u2039\u00a1\u00bf"
    + LINE_BREAK
)


def refine(cursor: QTextCursor, quotes: Quotes) -> bool:
    """Make the signs before *cursor*, the last of which was just typed, typographic ones."""
    place = cursor.positionInBlock()
    if cursor.hasSelection() or place == 0:
        return False
    page, end = cursor.document(), cursor.position()
    if page.characterAt(end - 1) not in _LAST and page.characterAt(end - 2) != "-":
        return False  # as with nearly every letter
    typed = "".join(page.characterAt(at) for at in range(end - min(place, _REACH), end))
    found = _better(typed, quotes, is_start=place <= _REACH)
    if found is None or _is_verbatim(cursor):
        return False
    back, length, better = found
    shape = cursor.charFormat()
    cursor.beginEditBlock()
    cursor.setPosition(cursor.position() - back)
    cursor.setPosition(cursor.position() + length, _KEEP)
    cursor.insertText(better, shape)
    cursor.setPosition(cursor.position() + back - length)
    cursor.endEditBlock()
    return True


_REACH = 6
_LAST = frozenset("\"'.")


def _is_verbatim(cursor: QTextCursor) -> bool:
    look = look_of(cursor.charFormat())
    return look.code or bool(look.link) or isinstance(empty_like(cursor.block()), Code)


def _better(typed: str, quotes: Quotes, *, is_start: bool) -> tuple[int, int, str] | None:
    """Return what is better than the end of *typed*: how far back it begins, how long it is, it."""
    last = typed[-1]
    if last in "\"'":
        return 1, 1, _quote(last, typed[:-1], quotes)
    if typed.endswith("...") and not typed.endswith("...."):
        return 3, 3, "\u2026"
    if last != "-":
        return _dash(typed, is_start=is_start)
    return None


def _quote(sign: str, before: str, quotes: Quotes) -> str:
    is_opening = not before or before[-1] in _OPENING_AFTER
    if sign == '"':
        return quotes.opening if is_opening else quotes.closing
    if is_opening:
        return quotes.inner_opening
    return _APOSTROPHE if before[-1].isalnum() else quotes.inner_closing


def _dash(typed: str, *, is_start: bool) -> tuple[int, int, str] | None:
    """Hyphens become a dash when something else follows them, for a third may."""
    rest = typed[:-1]
    hyphens = len(rest) - len(rest.rstrip("-"))
    before = rest[: len(rest) - hyphens]
    if hyphens not in {2, 3} or (not before and is_start):
        return None
    is_apart = before[-1:] in {" ", "\u00a0", ""}
    if is_apart and typed[-1] not in " \u00a0":  # "--help" is no dash
        return None
    return hyphens + 1, hyphens, "\u2014" if hyphens == 3 else "\u2013"  # noqa: PLR2004
