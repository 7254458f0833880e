"""Whether a plain text is meant as Markdown."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^(?:```|~~~)[\w+-]*[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_ITEM = re.compile(r"^ {0,12}(?:[-*+]|\d{1,3}[.)]) +\S", re.MULTILINE)
_BOX = re.compile(r"^[ \t]*[-*+] \[[ xX]\] ", re.MULTILINE)
_QUOTE = re.compile(r"^> ?\S", re.MULTILINE)
_MARK = re.compile(r"\*\*[^\s*][^*\n]*\*\*|\]\(https?://[^\s)]+\)")
_SCRIPT = re.compile(r"[;{}]$|^(?:import|def|from) \w+(?:[.(,]|$| import )", re.MULTILINE)
_LOOKED_AT = 20_000  # characters: how a text begins says what it is


def is_markdown(text: str) -> bool:
    """Tell whether *text* has several lines and clearly is Markdown.

    It has a fence, a box to check, a heading, two items or quoted lines, or an item and marks.
    One line never is: who pastes ``# 1`` or ``* note`` into a sentence means just that.
    """
    text = text[:_LOOKED_AT].replace("\r\n", "\n").strip("\n")
    if "\n" not in text:
        return False
    if _is_twice(_FENCE, text) or _BOX.search(text):
        return True
    if _is_code(text):
        return False
    if _is_twice(_ITEM, text) or _is_twice(_QUOTE, text) or _HEADING.search(text):
        return True
    return bool(_ITEM.search(text) and _MARK.search(text))


def _is_code(text: str) -> bool:
    """Tell whether *text* is a script, where ``#`` begins a remark."""
    return text.startswith("#!") or bool(_SCRIPT.search(text))


def _is_twice(pattern: re.Pattern[str], text: str) -> bool:
    found = pattern.search(text)
    return found is not None and pattern.search(text, found.end()) is not None
