"""Two versions of a text side by side, as the markup that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shadowjournal.difference import Line, Pieces
from shadowjournal.document import Block, Code, Figure, Heading, ListItem, Quote, Rule
from ui.theme import Theme, scaled

_HEADINGS = {1: 22, 2: 19, 3: 17}


def side_by_side(lines: Sequence[Line], theme: Theme, titles: tuple[str, str]) -> str:
    """Return a table of two columns under *titles*, a row for each of *lines*."""
    head = "".join(f'<td width="50%" style="color:{theme.dim}">{escape(t)}</td>' for t in titles)
    rows = "".join(
        f"<tr><td>{_cell(line.before, line.old, theme, is_new=False)}</td>"
        f"<td>{_cell(line.after, line.new, theme, is_new=True)}</td></tr>"
        for line in lines
    )
    return f'<table width="100%" cellspacing="10" cellpadding="2"><tr>{head}</tr>{rows}</table>'


def in_one_column(lines: Sequence[Line], theme: Theme) -> str:
    """Return *lines* one below the other: what went, then what came in its place."""
    parts = []
    for line in lines:
        if line.is_same:
            parts.append(_cell(line.after, line.new, theme, is_new=True))
            continue
        if line.before is not None:
            parts.append(_cell(line.before, line.old, theme, is_new=False))
        if line.after is not None:
            parts.append(_cell(line.after, line.new, theme, is_new=True))
    return "".join(parts)


def _cell(block: Block | None, pieces: Pieces, theme: Theme, *, is_new: bool) -> str:
    if block is None:
        return ""
    shown = (_marked(p.text, theme, is_new) if p.is_other else _plain(p.text) for p in pieces)
    before, after = _frame(block, theme)
    return before + "".join(shown) + after


def _frame(block: Block, theme: Theme) -> tuple[str, str]:
    """Return the markup around the words of *block*, which says what kind it is."""
    before, after = "<p>", "</p>"
    match block:
        case Rule():
            before = f'<p align="center" style="color:{theme.dim}">· · ·'
        case Figure():
            before = f'<p style="color:{theme.dim}">[Picture] '
        case Heading(level):
            before = f'<p style="font-size:{scaled(_HEADINGS[level])}px"><b>'
            after = "</b></p>"
        case ListItem(style, depth, checked):
            sign = {"bullet": "•", "number": "1.", "check": "☑" if checked else "☐"}[style]
            before = f'<p style="margin-left:{16 * (depth + 1)}px">{sign} '
        case Quote():
            before = f'<p style="margin-left:16px; color:{theme.dim}"><i>'
            after = "</i></p>"
        case Code():
            before, after = "<pre>", "</pre>"
        case _:
            pass
    return before, after


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _marked(text: str, theme: Theme, is_new: bool) -> str:
    """Mark words that came or went: by a line under or through them as well as by colour."""
    if is_new:
        return f'<u style="color:{theme.accent}; background:{theme.soft}">{_plain(text)}</u>'
    return f'<s style="color:{theme.warm}">{_plain(text)}</s>'
