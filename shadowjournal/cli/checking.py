"""The command that looks around the journal: who may open it, and who else may write to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import answers
from shadowjournal.cli.opening import choices_of, taken
from shadowjournal.copies import copies_beside
from shadowjournal.errors import CannotWrite, NoJournal
from shadowjournal.folder import Hindrance, JournalFolder
from shadowjournal.privacy import make_private, open_to_others
from shadowjournal.surroundings import Danger, Finding, findings


def check(
    context: typer.Context,
    mend: Annotated[bool, typer.Option(help="Let only you open the journal's files.")] = False,
) -> None:
    """Look around the journal: who may open its files, and what may write to them besides it.

    It needs no key; `verify` looks into the journal.
    """
    choices = choices_of(context)
    folder = choices.folder
    if not folder.holds_journal:
        raise NoJournal(f"There is no journal in {folder.path}.")
    with taken(folder):
        copies = copies_beside(folder, folder.vault().journal_id)
        hindrance = folder.hindrance
        is_open = open_to_others(folder.path)
        left = make_private(is_open) if mend else is_open
    found = findings(folder.path)
    if choices.as_json:
        answers.say_json({
            "journal": str(folder.path),
            "open_to_others": [str(place) for place in left],
            "mended": [str(place) for place in is_open if place not in left],
            "places": [_as_json(finding) for finding in found],
            "copies": [str(copy) for copy in copies],
            "read_only": hindrance.name.lower() if hindrance else None,
        })  # fmt: skip
    else:
        _say(hindrance, [place for place in is_open if place not in left], found, copies)
        if not (mend or is_open or found or copies or hindrance):
            answers.say("Only you can open the journal's files, and nothing else writes to them.")
        for place in () if mend else left:
            answers.say(f"Others on this computer may open {place}; --mend lets only you.")
    if mend and left:
        raise CannotWrite(
            f"{left[0]} stays open to others: it belongs to somebody else, or its disk keeps no "
            "such rights."
        )


def warn_of_place(folder: JournalFolder) -> None:
    """Say on standard error where a new journal lies, if that takes some care."""
    for finding in findings(folder.path):
        answers.warn(_words(finding))


def _say(
    hindrance: Hindrance | None,
    mended: list[Path],
    found: tuple[Finding, ...],
    copies: list[Path],
) -> None:
    if hindrance:
        answers.say(f"The journal can be read, not written: {hindrance.value}.")
    for place in mended:
        answers.say(f"Only you can open {place} now.")
    for finding in found:
        answers.say(_words(finding))
    for copy in copies:
        answers.say(f"Another copy of the journal: {copy}. `merge` brings in what it holds.")


def _words(finding: Finding) -> str:
    if finding.danger is Danger.SYNCED:
        return (
            f"{finding.name} copies {finding.place}, and the journal with it. Close the journal "
            "and let the copying end before you open it on another computer; `backup` keeps a copy "
            "that nothing else writes to."
        )
    return (
        f"The journal lies on a network drive ({finding.name}, {finding.place}). Open it on one "
        "computer at a time; `backup` keeps a copy on this one."
    )


def _as_json(finding: Finding) -> dict[str, str]:
    return {
        "danger": finding.danger.value,
        "name": finding.name,
        "folder": str(finding.place),
    }
