"""Commands that change what opens the journal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from shadowjournal.cli import answers, secrets
from shadowjournal.cli.opening import Choices, choices_of, taken, unlocked
from shadowjournal.entry import Moment
from shadowjournal.errors import Refused
from shadowjournal.keys import Keys
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import KeychainSlot, RecoverySlot, Slot, SlotKind

NewPassphrase: TypeAlias = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", metavar="FILE", help="A file with the new passphrase."),
]
Kit: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="The PDF with the new recovery code."),
]
Show: TypeAlias = Annotated[bool, typer.Option("--show", help="Print the new recovery code.")]

_KEPT_ELSEWHERE = (
    "The keyring did not answer. What it still holds opens only copies of the journal from before."
)

slots = typer.Typer(
    help="What opens the journal: list it, add to it, change it, test it, take away.",
    add_completion=False,
    invoke_without_command=True,
    rich_markup_mode=None,
)


@slots.callback()
def list_(context: typer.Context) -> None:
    """List what opens the journal; with a word after it, change that."""
    if context.invoked_subcommand is not None:
        return
    choices = choices_of(context)
    with taken(choices.existing) as folder:
        found = folder.vault().slots
    if choices.as_json:
        answers.say_json([_as_json(slot) for slot in found])
        return
    for slot in found:
        answers.say(_line(slot))


@slots.command()
def add(
    context: typer.Context,
    kind: Annotated[SlotKind, typer.Argument(help="What is to open the journal as well.")],
    new_passphrase_file: NewPassphrase = None,
    output: Kit = None,
    show: Show = False,
) -> None:
    """Let a passphrase, this system's keyring or a recovery code open the journal as well."""
    choices = choices_of(context)
    with unlocked(choices) as (folder, key):
        keys = Keys(folder)
        if kind is SlotKind.KEYRING:
            keys.add_keychain(key)
        elif any(slot.kind is kind for slot in keys.vault.slots):
            command = "slots change" if kind is SlotKind.PASSPHRASE else "recovery-kit"
            raise Refused(f"There is one already; `{command}` puts another in its place.")
        elif kind is SlotKind.PASSPHRASE:
            keys.set_passphrase(key, secrets.new_passphrase(new_passphrase_file))
        else:
            code = RecoveryCode.new()
            with secrets.handed_over(
                code, key.journal_id, output, shows=show, as_json=choices.as_json
            ):
                keys.set_code(key, code)
            _say_code(choices, code, output, shows=show)
            return
    _say_slots(choices, keys, f"Added: {kind}.")


@slots.command()
def change(context: typer.Context, new_passphrase_file: NewPassphrase = None) -> None:
    """Put a new passphrase in the place of the one before."""
    choices = choices_of(context)
    with unlocked(choices) as (folder, key):
        keys = Keys(folder)
        keys.set_passphrase(key, secrets.new_passphrase(new_passphrase_file))
        _say_slots(choices, keys, "The new passphrase opens the journal; no other does.")


@slots.command()
def remove(
    context: typer.Context,
    slot: Annotated[str, typer.Argument(help="Its kind, or the beginning of its id.")],
) -> None:
    """Let one key open the journal no longer. Copies from before, it opens still."""
    choices = choices_of(context)
    with unlocked(choices) as (folder, _):
        keys = Keys(folder)
        gone = keys.vault.slot(slot)
        is_forgotten = keys.remove(gone.id)
        _say_slots(choices, keys, f"Removed: {gone.kind}.", is_forgotten=is_forgotten)


@slots.command(name="require-passphrase")
def require_passphrase(context: typer.Context) -> None:
    """Let no keyring open the journal: its passphrase is needed at every start."""
    choices = choices_of(context)
    with unlocked(choices) as (folder, _):
        keys = Keys(folder)
        is_forgotten = keys.require_passphrase()
        words = "The passphrase is needed at every start; `slots add keyring` changes that."
        _say_slots(choices, keys, words, is_forgotten=is_forgotten)


@slots.command(name="test")
def check(
    context: typer.Context,
    kind: Annotated[SlotKind, typer.Argument(help="What is tested.")] = SlotKind.RECOVERY,
) -> None:
    """See that a key opens the journal, without opening it. A recovery code is noted as tested."""
    choices = choices_of(context)
    with taken(choices.existing) as folder:
        keys = Keys(folder)
        if kind is SlotKind.KEYRING:
            keys.check_keychain()
        elif kind is SlotKind.PASSPHRASE:
            keys.check_passphrase(secrets.present_passphrase(choices.passphrase_file))
        else:
            keys.check_code(secrets.present_code(choices.recovery_code_file))
        _say_slots(choices, keys, f"It opens the journal: {kind}.")


def recovery_kit(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The PDF.")],
    show: Show = False,
) -> None:
    """Make a new recovery code, and a page with it to print. The code before opens no longer.

    With --recovery-code-file it is the page of that code, which stays.
    """
    choices = choices_of(context)
    with unlocked(choices) as (folder, key):
        keys = Keys(folder)
        if choices.recovery_code_file:
            code = secrets.present_code(choices.recovery_code_file)
            secrets.write_kit(output, code, key.journal_id, _day_of_code(keys))
        else:
            code = RecoveryCode.new()
            with secrets.handed_over(
                code, key.journal_id, output, shows=show, as_json=choices.as_json
            ):
                keys.set_code(key, code)
    _say_code(choices, code, output, shows=show)


def _day_of_code(keys: Keys) -> date:
    made = [slot.made for slot in keys.vault.slots if isinstance(slot, RecoverySlot)]
    return made[0] if made and made[0] else Moment.now().day


def _say_code(choices: Choices, code: RecoveryCode, kit: Path | None, *, shows: bool) -> None:
    if choices.as_json:
        shown = {"recovery_code": code.text} if shows else {}
        answers.say_json({"file": str(kit) if kit else None, **shown})
        return
    if kit:
        answers.say(f"Written to {kit}. Print it, then delete the file: whoever has it has a key.")
    answers.say("`shadowjournal slots test` sees whether you can read it back.")


def _say_slots(choices: Choices, keys: Keys, words: str, *, is_forgotten: bool = True) -> None:
    if choices.as_json:
        found = [_as_json(slot) for slot in keys.vault.slots]
        answers.say_json({"slots": found, "forgotten": is_forgotten})
        return
    answers.say(words)
    if not is_forgotten:
        answers.warn(_KEPT_ELSEWHERE)


def _as_json(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "keyring": slot.backend if isinstance(slot, KeychainSlot) else None,
        "tested": slot.tested if isinstance(slot, RecoverySlot) else None,
        "made": slot.made.isoformat() if slot.made else None,
    }


def _line(slot: Slot) -> str:
    words = [slot.id[:8], f"{slot.kind:10}", str(slot.made or "          ")]
    if isinstance(slot, KeychainSlot):
        words.append(slot.backend)
    if isinstance(slot, RecoverySlot):
        words.append("tested" if slot.tested else "not tested yet: `shadowjournal slots test`")
    return "  ".join(words).rstrip()
