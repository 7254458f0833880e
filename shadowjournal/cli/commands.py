"""The command line: what may be said before a command, and the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import (
    backups,
    checking,
    finding,
    keys,
    mending,
    merging,
    rotating,
    transfer,
    trashing,
    writing,
)
from shadowjournal.cli.opening import Choices


def choose(
    context: typer.Context,
    journal: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The journal's folder.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the passphrase.")
    ] = None,
    recovery_code_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the recovery code.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Note which journal is meant, which key opens it, and how to answer."""
    context.obj = Choices(journal, passphrase_file, recovery_code_file, as_json)


_WITH_VALUE = ("--journal", "--passphrase-file", "--recovery-code-file")
_ALONE = ("--json",)


def choices_first(words: Sequence[str]) -> list[str]:
    """Return *words* with what `choose` takes in front, for people who say it after the command.

    Words after ``--`` stay where they are.
    """
    first: list[str] = []
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            rest += [word, *left]
        elif word in _WITH_VALUE:
            first += [word, *islice(left, 1)]
        elif word in _ALONE or word.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


app = typer.Typer(
    name="shadowjournal",
    help="A journal for what you tell nobody. Without a command, its window opens.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    callback=choose,
)
app.command()(writing.init)
app.command()(writing.write)
app.command(name="list")(finding.list_)
app.command()(finding.show)
app.command()(finding.search)
app.command(name="import")(transfer.import_)
app.command()(transfer.export)
app.command()(finding.prompts)
app.command()(finding.verify)
app.command()(finding.accept)
app.command()(mending.repair)
app.command()(finding.info)
app.command()(checking.check)
app.command()(backups.backup)
app.command()(backups.backups)
app.command()(backups.restore)
app.command(name="merge")(merging.merge_)
app.add_typer(keys.slots, name="slots")
app.add_typer(trashing.group, name="trash")
app.command()(trashing.history)
app.command(name="recovery-kit")(keys.recovery_kit)
app.command()(rotating.rotate)
