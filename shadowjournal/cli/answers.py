"""What the commands print: plain lines for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shadowjournal.catalog import Summary
from shadowjournal.document import entry_link
from shadowjournal.entry import Entry
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.results import Change, Discrepancy, Found


def say(words: str) -> None:
    """Print *words* on standard output."""
    sys.stdout.write(words + "\n")


def say_json(value: object) -> None:
    """Print *value* on standard output as JSON."""
    say(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def warn(words: str) -> None:
    """Print *words* on standard error."""
    sys.stderr.write(f"shadowjournal: {words}\n")


def counted(number: int, one: str, many: str) -> str:
    """Return "1 entry" or "3 entries"."""
    return f"{number} {one if number == 1 else many}"


def entries(number: int) -> str:
    """Return "1 entry" or "3 entries"."""
    return counted(number, "entry", "entries")


_DISCREPANCIES = {
    Change.ROWS_ADDED: "{} more than were written.",
    Change.ROWS_EXCHANGED: "Rows were exchanged for others.",
    Change.FILE_OLDER: "It is older than what this computer saw last: it may be a copy of old.",
    Change.MANIFEST_MISSING: "The record of what it should hold is missing or damaged.",
}


def discrepancy(found: Discrepancy) -> str:
    """Return how the file differs from what was written, as a sentence."""
    rows = counted(found.rows, "record", "records")
    if found.change is Change.ROWS_MISSING:
        return f"{rows} {'is' if found.rows == 1 else 'are'} missing."
    return _DISCREPANCIES[found.change].format(rows)


def summary_as_json(summary: Summary, snippet: str) -> dict[str, object]:
    """Return the JSON object of one entry in a list."""
    return {
        "id": summary.id,
        "date": summary.written.local.isoformat(timespec="minutes"),
        "title": summary.title,
        "tags": summary.tags,
        "snippet": snippet,
    }


def marked(found: Found) -> str:
    """Return the snippet of *found* with its hits in brackets."""
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in found.snippet)


def lines(summaries: Iterable[tuple[Summary, str]]) -> Iterator[str]:
    """Yield a line or two for each entry of a list."""
    for summary, snippet in summaries:
        tags = "".join(f"  #{tag}" for tag in summary.tags)
        star = " *" if summary.starred else ""
        day = summary.written.local.isoformat(" ", timespec="minutes")
        yield f"{summary.id[:8]}  {day}  {summary.title or '(no title)'}{star}{tags}"
        if snippet:
            yield f"          {snippet}"


def entry_as_json(entry: Entry) -> dict[str, object]:
    """Return the JSON object of a whole entry."""
    return {
        "id": entry.id,
        "date": entry.written.local.isoformat(timespec="minutes"),
        "zone": entry.written.zone,
        "title": entry.title,
        "tags": entry.tags,
        "starred": entry.starred,
        "kept_back": entry.is_kept_back,
        "prompt": entry.prompt.text if entry.prompt else None,
        "created": entry.created.isoformat(timespec="seconds"),
        "edited": entry.edited.isoformat(timespec="seconds"),
        "markdown": to_markdown(entry.document, entry_address=entry_link),
    }


def entry_as_text(entry: Entry) -> str:
    """Return a whole entry for reading on a terminal."""
    head = [entry.written.local.isoformat(" ", timespec="minutes")]
    if entry.title:
        head.append(f"# {entry.title}")
    if entry.tags:
        head.append(" ".join(f"#{tag}" for tag in entry.tags))
    if entry.prompt:
        head.append(f"> {entry.prompt.text}")
    return "\n\n".join([*head, to_markdown(entry.document)])


class Bar:
    """A bar that shows how much of *total* is done."""

    def __init__(self, progress: Progress | None, words: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(words, total=total) if progress else None

    def show(self, done: int, total: int | None = None) -> None:
        """Show that *done* of *total* are done."""
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


@contextmanager
def bar(words: str, total: int | None = None) -> Iterator[Bar]:
    """Show a bar on standard error while the work goes on, where that is a terminal."""
    if not sys.stderr.isatty():
        yield Bar(None, words, total)
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        yield Bar(progress, words, total)
