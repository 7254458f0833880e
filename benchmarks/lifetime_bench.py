"""A lifetime of pages: what a long journal costs whoever opens it, and who looks after it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.corpus import a_journal_of, pages
from benchmarks.figure import Figure
from benchmarks.launch_bench import in_rounds
from benchmarks.timing import in_turn
from shadowjournal.folder import JournalFolder
from shadowjournal.importers import Imported
from shadowjournal.ledger import Ledger
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain

_MANY, _FEW = 20_000, 100
_RUNS = 5


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with pages made of the words of *entries*."""
    keychain = SystemKeychain.find()
    few, many = place / "few", place / "many"
    a_journal_of(few, pages(entries, _FEW), keychain)[0].release()
    folder, made = a_journal_of(many, pages(entries, _MANY), keychain)

    def compare() -> None:
        compare_with_manifest(folder, made.key)

    def rows_only() -> None:
        file = sqlite3.connect(folder.file)
        sum(len(sealed) for (sealed,) in file.execute("SELECT sealed FROM revision"))
        file.close()

    compared, read = in_turn(_RUNS, compare, rows_only)
    folder.release()
    short, long = in_rounds((str(few), str(many)), place / "bytecode")
    name = f"launch, {_MANY:,} entries against {_FEW}"
    memory = f"memory of the window, {_MANY:,} entries"
    return [
        Figure(name, long.seconds, short.seconds, "s", "<= 1.3x"),
        Figure(f"verify {_MANY:,} entries in the background", compared, read, "s", "<= 2 s"),
        Figure(memory, long.megabytes, short.megabytes, "MB", ""),
    ]


def compare_with_manifest(folder: JournalFolder, key: JournalKey) -> None:
    """Count every row of the journal and compare, as is done once it was opened."""
    store = Store.open(folder.file)
    assert Ledger(store, key).discrepancies() == ()
    store.close()
