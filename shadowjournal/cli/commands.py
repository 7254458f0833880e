"""The command line: what may be said before a command, and the commands themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shadowjournal.cli import finding, transfer, writing
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
app.command()(finding.info)
