"""Foreign text in a measure that a page can show: no word is lost, only lines and blocks end.

A layout takes a run of text without a blank in quadratic time, one block in one go, and each
change of look within it at a cost. What people write is far below these bounds; what a program
made may be far above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from shadowjournal.document import Block, Code, Document, Figure, Rule, Span, spans

MAX_RUN = 2_000
"""So many characters may follow each other without a blank."""

MAX_BLOCK = 8_000
"""So many characters may stand in one block: ten pages of a paperback in one paragraph."""

MAX_LOOKS = 400
"""So many times the look may change within one block."""

_UNBROKEN = re.compile(rf"\S{{{MAX_RUN}}}(?=\S)")


def bounded(content: Document) -> Document:
    """Return *content* with its endless runs broken and its endless blocks parted."""
    return Document(tuple(part for block in content.blocks for part in _parts(block)))


def length(content: Document) -> int:
    """Return how many characters *content* has; each end of a block counts as one."""
    return sum(1 + _length(block) for block in content.blocks)


def _length(block: Block) -> int:
    match block:
        case Rule() | Figure():
            return 1
        case Code(text):
            return len(text)
        case _:
            return sum(len(span.text) for span in block.spans)


def _parts(block: Block) -> Iterator[Block]:
    if isinstance(block, Rule | Figure):
        yield block
    elif isinstance(block, Code):
        runs = [Span(block.text)] if block.text else []
        is_fine = len(block.text) <= MAX_RUN
        yield from [block] if is_fine else map(_code, _filled(runs))
    elif _length(block) <= MAX_RUN and len(block.spans) <= MAX_LOOKS:
        yield block
    else:
        for part in _filled(block.spans):
            yield replace(block, spans=spans(part))


def _code(lines: list[Span]) -> Code:
    return Code("".join(span.text for span in lines))


def _filled(runs: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield *runs* in parts that are each in bounds; what ends a part there is its last blank."""
    part: list[Span] = []
    room = MAX_BLOCK
    for run in _pieces(_broken(runs)):
        if part and (len(run.text) > room or len(part) == MAX_LOOKS):
            yield _without_last_end(part)
            part, room = [], MAX_BLOCK
        part.append(run)
        room -= len(run.text)
    if part:
        yield part


def _broken(runs: Iterable[Span]) -> Iterator[Span]:
    """Yield *runs* with a line end in whatever goes on without a blank, across looks too."""
    before = 0  # characters since the last blank
    for run in runs:
        text = run.text
        head = re.match(r"\S*", text)
        reach = len(head[0]) if head else 0
        if before + reach > MAX_RUN:
            text = "\n" + text
        text = _UNBROKEN.sub(r"\g<0>\n", text)
        rest = 0 if text[-1].isspace() else len(text.rsplit(None, 1)[-1])
        before = before + rest if rest == len(text) else rest
        yield run if text == run.text else replace(run, text=text)


def _pieces(runs: Iterable[Span]) -> Iterator[Span]:
    """Yield *runs* cut where they are longer than a block, at the end of a line or a word."""
    for run in runs:
        text = run.text
        while len(text) > MAX_BLOCK:
            end = text.rfind("\n", 0, MAX_BLOCK)
            if end < 0:
                end = text.rfind(" ", 0, MAX_BLOCK)
            end = end + 1 or MAX_BLOCK
            yield replace(run, text=text[:end])
            text = text[end:]
        if text:
            yield replace(run, text=text)


def _without_last_end(part: list[Span]) -> list[Span]:
    """Return *part* without the line end that the end of its block stands for."""
    last = part[-1]
    if not last.text.endswith("\n"):
        return part
    return [*part[:-1], *([replace(last, text=last.text[:-1])] if len(last.text) > 1 else [])]
