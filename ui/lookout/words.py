"""What is said about the surroundings of a journal: what may happen, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from shadowjournal.errors import JournalError
from shadowjournal.folder import Hindrance
from shadowjournal.results import Change, Discrepancy
from ui.widgets.progress_line import count_of_entries

if TYPE_CHECKING:  # most days need none of it
    from shadowjournal.surroundings import Finding
    from ui.lookout.bringing import Together

RIGHTS = (
    "Others who use this computer may open the journal's folder. What you wrote stays sealed; "
    "they can see how much it is, and may be able to delete it."
)
MENDING = "Making the folder private …"
MENDED = "Only you can open the journal's folder now."
NOT_MENDED = (
    "The folder stays open to others: it belongs to somebody else, or its disk keeps no such "
    "rights. What you wrote stays sealed. A folder of your own would be safer."
)


def read_only(hindrance: Hindrance, *, is_log_unseen: bool) -> str:
    """Say that a journal can only be read, why, and what can be done all the same."""
    said = (
        f"This journal can be read, not written: {hindrance.value}. All that is in it is safe; "
        "search and export work."
    )
    if is_log_unseen:
        said += " What was written last cannot be seen until it can be written again."
    return said


def still_so(now: time) -> str:
    """Say that nothing has changed."""
    return f"At {now:%H:%M} it is still so."


def place(finding: Finding) -> str:
    """Say what may happen to a journal in such a place, and what keeps it safe."""
    if finding.danger.value == "synced":
        return (
            f"{finding.name} copies this journal's folder. Close the journal, and let the copying "
            "end, before you open it on another computer: where both write at once, two copies are "
            "kept, to be brought together here. A backup in another folder is safe from this."
        )
    return (
        "This journal lies on a network drive. Open it on one computer at a time; where the "
        "connection breaks, your words stay on the page until it is back. A backup on this "
        "computer is a copy that needs no connection."
    )


def copies(files: Sequence[Path]) -> str:
    """Say that other copies hold something that is not here."""
    if len(files) == 1:
        beside = f"Another copy of this journal lies beside it, “{files[0].name}”, and holds"
    else:
        beside = f"{len(files)} other copies of this journal lie beside it, and hold"
    return (
        f"{beside} something that is not here. It can be brought together; a backup is made first, "
        "and nothing is deleted."
    )


def bringing(done: int, total: int) -> str:
    """Say how far it has come."""
    if not total:
        return "Making a backup, then bringing the copies together …"
    return f"Bringing together: {done:,} of {count_of_entries(total)} …"


def together(result: Together) -> str:
    """Say what came in, what did not, and what became of the copies."""
    from shadowjournal.merging import OTHER

    merged = result.merged
    parts = [
        _part(merged.new, "is new", "are new"),
        _part(merged.newer, "has newer words", "have newer words"),
        _part(merged.older, "has more history", "have more history"),
        _part(merged.twice, "is kept twice", "are kept twice"),
    ]
    said = "; ".join(part for part in parts if part) or "Nothing new came in"
    sentences = [f"{said}."]
    if merged.twice:
        sentences.append(f"What came from the copy says “{OTHER}” in its title.")
    if result.damaged:
        records = "1 record" if result.damaged == 1 else f"{result.damaged:,} records"
        sentences.append(f"{records} of the copy could not be opened and stayed out.")
    if result.logs:
        sentences.append("A log beside the copy, which may be another file's, was not read.")
    if not result.is_whole:
        sentences.append("It was stopped; the rest is still in the copy.")
    sentences.append("The copy is as it was.")
    return " ".join(sentences)


def not_brought(error: BaseException) -> str:
    """Say why it did not work, and what is safe."""
    why = str(error) if isinstance(error, JournalError) else "The program made a mistake."
    return f"Not brought together: {why} Your journal is whole, and the copy is as it was."


def _part(count: int, one: str, many: str) -> str:
    return f"{count_of_entries(count)} {one if count == 1 else many}" if count else ""


_CHANGED = {
    Change.ROWS_ADDED: "Something stands in the journal's file that was not written here.",
    Change.ROWS_EXCHANGED: "Some of the journal is not as it was written last.",
    Change.FILE_OLDER: (
        "This journal is older than when it was last open on this computer: what was written since "
        "is not in it."
    ),
    Change.MANIFEST_MISSING: (
        "Whether anything is missing from this journal cannot be told: the record of what it is to "
        "hold is gone or damaged."
    ),
}


def changed(found: Sequence[Discrepancy]) -> str:
    """Say what is not as it was written, what is safe, and where the rest may be."""
    said = " ".join(_changed(each) for each in found)
    return (
        f"{said} Everything that opens is as it was sealed. Where you put back an older copy "
        "yourself, all is well; if not, a backup may hold more."
    )


def _changed(found: Discrepancy) -> str:
    if found.change is not Change.ROWS_MISSING:
        return _CHANGED[found.change]
    if found.rows == 1:
        return "One record that was written here is missing from the journal's file."
    return f"{found.rows:,} records that were written here are missing from the journal's file."
