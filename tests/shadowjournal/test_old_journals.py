"""Journals that earlier versions wrote open for ever, in every way they opened on their day."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shadowjournal.entry import entry_to_bytes
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.vault import Vault
from tests.keychains import MemoryKeychain

VECTORS = Path(__file__).parents[1] / "vectors"
KNOWN: Any = json.loads((VECTORS / "v1" / "known.json").read_text(encoding="utf-8"))


def by_passphrase(vault: Vault) -> JournalKey:
    return vault.unlock_with_passphrase(KNOWN["passphrase"])


def by_code(vault: Vault) -> JournalKey:
    return vault.unlock_with_code(RecoveryCode.parse(KNOWN["recovery_code"]))


def by_keyring(vault: Vault) -> JournalKey:
    keychain = MemoryKeychain("Secret Service")
    journal_id, slot_id = KNOWN["keyring"]["names"]
    keychain.kept[journal_id, slot_id] = base64.b64decode(KNOWN["keyring"]["secret"])
    return vault.unlock_with_keychain(keychain.find)


@pytest.fixture
def folder(tmp_path: Path) -> JournalFolder:
    """A copy: opening a file may bring it to this version."""
    shutil.copy(VECTORS / "v1" / "journal.db", tmp_path)
    return JournalFolder(tmp_path)


@pytest.mark.parametrize("key_of", [by_passphrase, by_code, by_keyring])
def test_a_journal_of_version_1_opens_and_nothing_of_it_is_lost(
    folder: JournalFolder, key_of: Callable[[Vault], JournalKey]
) -> None:
    journal = folder.open(key_of(folder.vault()))
    read = [
        [json.loads(entry_to_bytes(entry))["entry"] for entry in journal.revisions(summary.id)]
        for summary in journal.summaries()
    ]
    assert read == [[revision["entry"] for revision in each] for each in KNOWN["entries"]]
    seen = journal.verify()
    assert (seen.damaged, seen.discrepancies) == ((), ())
    picture = journal.picture(KNOWN["picture"]["id"])
    assert picture is not None
    assert picture.data.decode() == KNOWN["picture"]["data"]
    journal.close()


def test_the_journal_of_version_1_holds_what_a_person_can_write() -> None:
    """Were something missing in the file, its loss would not be noticed."""
    entry = KNOWN["entries"][1][0]["entry"]
    kinds = {block["kind"] for block in entry["document"]["blocks"]}
    assert kinds == {"heading", "paragraph", "item", "quote", "code", "rule", "figure"}
    marks = {
        mark
        for block in entry["document"]["blocks"]
        for span in block.get("spans", ())
        for mark in span
    }
    assert marks == {
        "text", "bold", "italic", "underline", "strike", "highlight", "code", "link",
    }  # fmt: skip
    assert {*entry} == {
        "id", "written", "created", "edited", "title", "document", "tags", "starred", "prompt",
        "before", "after", "source",
    }  # fmt: skip


def test_a_journal_of_version_1_can_be_written_in(folder: JournalFolder) -> None:
    journal = folder.open(by_passphrase(folder.vault()))
    newest = journal.summaries()[0]
    before = len(journal.revisions(newest.id))
    journal.save(journal.get(newest.id))
    journal.close()
    again = folder.open(by_code(folder.vault()))
    assert len(again.revisions(newest.id)) == before + 1
    again.close()
