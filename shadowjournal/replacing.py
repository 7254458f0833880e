"""Words of an entry, found and replaced; each keeps the look of what it replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    Rule,
    Span,
    Spans,
    clean_text,
    spans,
)
from shadowjournal.entry import Entry, clean_title
from shadowjournal.finding import Finding

TITLE = -1
"""The number of the title among the blocks."""

_AROUND = 40


class Place(Struct, frozen=True, order=True):
    """From which character to which, in the text of the block with this number."""

    block: int
    start: int
    end: int


def places(entry: Entry, finding: Finding) -> list[Place]:
    """Return where *finding* finds anything in *entry*, in its title and its text, in order."""
    return [
        Place(number, start, end)
        for number, text in _texts(entry)
        for start, end in finding.places(text)
    ]


def around(entry: Entry, place: Place) -> tuple[str, str, str]:
    """Return a few words before *place*, what stands there, and a few words after, each a line."""
    text = dict(_texts(entry))[place.block]
    first = max(place.start - _AROUND, 0)
    before, after = text[first : place.start], text[place.end : place.end + _AROUND]
    if first:
        before = "… " + before.partition(" ")[2]
    if place.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return _flat(before), _flat(text[place.start : place.end]), _flat(after)


def replaced(entry: Entry, chosen: Collection[Place], text: str) -> Entry:
    """Return *entry* with *text* in each of the *chosen* places, which do not overlap."""
    of_block: dict[int, list[Place]] = {}
    for place in sorted(chosen):
        of_block.setdefault(place.block, []).append(place)
    blocks = tuple(
        _block_with(block, of_block[number], clean_text(text)) if number in of_block else block
        for number, block in enumerate(entry.document.blocks)
    )
    title = entry.title
    if TITLE in of_block:
        title = clean_title(_joined(title, of_block[TITLE], text))
    return replace(entry, title=title, document=Document(blocks))


def replace_in(
    entries: Iterable[Entry], finding: Finding, chosen: dict[str, frozenset[Place]], text: str
) -> list[Entry]:
    """Return those of *entries* that change where *text* stands in the *chosen* places of each id.

    A place where something else stands by now is left alone.
    """
    changed = []
    for entry in entries:
        there = chosen.get(entry.id, frozenset()) & frozenset(places(entry, finding))
        new = replaced(entry, there, text)
        if new != entry:
            changed.append(new)
    return changed


def _texts(entry: Entry) -> Iterator[tuple[int, str]]:
    yield TITLE, entry.title
    for number, block in enumerate(entry.document.blocks):
        if isinstance(block, Code):
            yield number, block.text
        elif not isinstance(block, Rule | Figure):
            yield number, "".join(span.text for span in block.spans)


def _block_with(block: Block, chosen: Sequence[Place], text: str) -> Block:
    match block:
        case Code():
            return replace(block, text=_joined(block.text, chosen, text))
        case Rule() | Figure():
            return block
        case _:
            return replace(block, spans=_spans_with(block.spans, chosen, text))


def _joined(old: str, chosen: Sequence[Place], text: str) -> str:
    ends = [0, *(place.end for place in chosen)]
    starts = [*(place.start for place in chosen), len(old)]
    kept = [old[end:start] for end, start in zip(ends, starts, strict=True)]
    return text.join(kept)


def _spans_with(old: Spans, chosen: Sequence[Place], text: str) -> Spans:
    made: list[Span] = []
    at = 0
    for place in chosen:
        made += _cut(old, at, place.start)
        if text:
            made += [replace(first, text=text) for first in _cut(old, place.start, place.end)[:1]]
        at = place.end
    made += _cut(old, at, None)
    return spans(made)


def _cut(runs: Spans, start: int, end: int | None) -> list[Span]:
    """Return what lies from *start* to *end* of the text of *runs*."""
    made, at = [], 0
    for run in runs:
        last = len(run.text) if end is None else end - at
        piece = run.text[max(start - at, 0) : max(last, 0)]
        if piece:
            made.append(replace(run, text=piece))
        at += len(run.text)
    return made


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
