"""Foreign text in a measure that a page can show: no word is lost, only lines and blocks end.

A layout takes a run of text without a blank in quadratic time, one block in one go, and each
change of look within it at a cost. What people write is far below these bounds; what a program
made may be far above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from shadowjournal.document import Block, Code, Document, Figure, Rule, Span, spans

MAX_RUN = 2_000
"""So many characters may follow each other without a blank, or another place to end a line at."""

MAX_BLOCK = 8_000
"""So many characters may stand in one block: ten pages of a paperback in one paragraph."""

MAX_LOOKS = 400
"""So many times the look may change within one block."""

MAX_LINES = 200
"""So many lines may end within one block."""

_SENTENCE_END = re.compile(
    r"[.!?\u2026\u061f\u06d4\u0964]['\")\]\u2019\u201d\u00bb]*\s"
    r"|[\u3002\uff01\uff1f][\u300d\u300f\uff09]*"
)
_OPEN = r"\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_PLACE = re.compile(f"[{_OPEN}]")  # a line may end at any sign of these scripts, as at a blank
_UNBROKEN = re.compile(rf"[^{_OPEN}]{{{MAX_RUN}}}(?=[^{_OPEN}])")


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
        yield from [block] if _is_small(runs) else map(_code, _filled(runs))
    elif _is_small(block.spans):
        yield block
    else:
        for part in _filled(block.spans):
            yield replace(block, spans=spans(part))


def _is_small(runs: Sequence[Span]) -> bool:
    """Tell whether *runs* need no further look."""
    return (
        len(runs) <= MAX_LOOKS
        and sum(len(run.text) for run in runs) <= min(MAX_RUN, MAX_BLOCK)
        and sum(run.text.count("\n") for run in runs) <= MAX_LINES
    )


def _code(lines: list[Span]) -> Code:
    return Code("".join(span.text for span in lines))


def _filled(runs: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield *runs* in parts that are each in bounds; what ends a part there is its last blank."""
    part: list[Span] = []
    room, lines = MAX_BLOCK, MAX_LINES
    for run in _pieces(_broken(runs)):
        ends = run.text.count("\n")
        if part and (len(run.text) > room or ends > lines or len(part) == MAX_LOOKS):
            yield _without_last_end(part)
            part, room, lines = [], MAX_BLOCK, MAX_LINES
        part.append(run)
        room -= len(run.text)
        lines -= ends
    if part:
        yield part


def _broken(runs: Iterable[Span]) -> Iterator[Span]:
    """Yield *runs* with a line end in whatever goes on without a blank, across looks too."""
    before = 0  # characters since the last blank
    for run in runs:
        text = run.text
        if before + _reach(text) > MAX_RUN:
            text = "\n" + text
        text = _UNBROKEN.sub(r"\g<0>\n", text)
        rest = _reach(text[::-1])
        before = before + rest if rest == len(text) else rest
        yield run if text == run.text else replace(run, text=text)


def _reach(text: str) -> int:
    """Return how many characters of *text* come before the first place to end a line at."""
    place = _PLACE.search(text)
    return len(text) if place is None else place.start()


def _pieces(runs: Iterable[Span]) -> Iterator[Span]:
    """Yield *runs* cut where they are longer than a block, where a line, sentence or word ends."""
    for run in runs:
        start = 0
        while (end := _end_of_piece(run.text, start)) < len(run.text):
            yield replace(run, text=run.text[start:end])
            start = end
        yield replace(run, text=run.text[start:])


def _end_of_piece(text: str, start: int) -> int:
    limit = start + MAX_BLOCK
    lines = text.count("\n", start, limit)
    if limit >= len(text) and lines <= MAX_LINES:
        return len(text)
    if lines > MAX_LINES:
        end = start
        for _ in range(MAX_LINES):
            end = text.index("\n", end) + 1
        return end
    end = text.rfind("\n", start, limit)
    if end < 0:
        for sentence in _SENTENCE_END.finditer(text, start + MAX_BLOCK // 2, limit):
            end = sentence.end() - 1
    if end < 0:
        end = text.rfind(" ", start, limit)
    return end + 1 or limit


def _without_last_end(part: list[Span]) -> list[Span]:
    """Return *part* without the line end that the end of its block stands for."""
    last = part[-1]
    if not last.text.endswith("\n"):
        return part
    return [*part[:-1], *([replace(last, text=last.text[:-1])] if len(last.text) > 1 else [])]
