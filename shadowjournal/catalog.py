"""What the lists show of an entry."""

from __future__ import annotations

from sys import intern

from msgspec import Struct
from msgspec.structs import force_setattr
from typing_extensions import override

from shadowjournal.entry import Entry, Moment, UtcTime
from shadowjournal.formats.to_plain import first_words, word_count
from shadowjournal.linking import links_of


class Summary(Struct, frozen=True, gc=False):
    """One entry as a list shows it.

    ``prompt`` is ``pack/id`` of what it was begun from; ``trashed`` is since when it lies in the
    trash. One that ``is_kept_back`` never comes up by itself. ``links`` are the ids of the entries
    it links to.
    """

    id: str
    written: Moment
    title: str
    first_words: str
    tags: tuple[str, ...]
    starred: bool
    words: int
    prompt: str | None = None
    trashed: UtcTime | None = None
    is_kept_back: bool = False
    links: tuple[str, ...] = ()

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Summary {self.id}>"


def sharing(summary: Summary) -> Summary:
    """Return *summary*, which nobody else has yet, with what many have in common kept once."""
    force_setattr(summary.written, "zone", intern(summary.written.zone))
    if summary.tags:
        force_setattr(summary, "tags", tuple(map(intern, summary.tags)))
    if summary.prompt is not None:
        force_setattr(summary, "prompt", intern(summary.prompt))
    return summary


def summarise(entry: Entry) -> Summary:
    """Return what the lists show of *entry*."""
    summary = Summary(
        id=entry.id,
        written=entry.written,
        title=entry.title,
        first_words=first_words(entry.document),
        tags=entry.tags,
        starred=entry.starred,
        words=word_count(entry.document),
        prompt=entry.prompt.reference if entry.prompt else None,
        trashed=entry.trashed,
        is_kept_back=entry.is_kept_back,
        links=links_of(entry.document),
    )
    return sharing(summary)
