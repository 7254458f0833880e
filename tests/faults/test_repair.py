"""The same damaged copies, given to `repair`: what was not hit comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from shadowjournal.errors import WrongKey
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.repair import repair
from shadowjournal.vault.vault import Vault
from tests.faults.damage import Case, Written, cases
from tests.tally import Tally

BITS = int(os.environ.get("SHADOWJOURNAL_BITS", "200")) // 2
CUTS = int(os.environ.get("SHADOWJOURNAL_CUTS", "50"))
ON_A_PAGE = 12  # rows of the shortest entries that lie on one page, their keys too
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path / "journal")


def repaired(written: Written, vault: Vault, case: Case, place: Path) -> dict[str, str]:
    """The words of every entry that `repair` brings back from *case*, by id."""
    written.put(case.content)
    place.mkdir()
    try:
        repair(written.folder.file, written.key, vault, place / "journal.db")
    except WrongKey:  # of rows there were, none opens
        return {}
    journal = JournalFolder(place).open(written.key)
    seen = journal.verify()
    assert (seen.damaged, seen.discrepancies) == ((), ()), f"{case.what}: the copy is whole"
    words = {s.id: plain_text(journal.get(s.id).document) for s in journal.summaries()}
    journal.close()
    for entry_id, text in words.items():
        assert text in {written.newest[entry_id], written.drafts[entry_id]}, case.what
    return words


@pytest.mark.fault("a wrong bit, repaired")
def test_a_wrong_bit_costs_what_it_hit_and_no_more(
    written: Written, tmp_path: Path, tally: Tally
) -> None:
    vault = written.folder.vault()
    most = lost = 0
    for number, case in enumerate(cases(written, BITS, 0, seed=1)):
        words = repaired(written, vault, case, tmp_path / str(number))
        gone = {i for i, text in written.newest.items() if words.get(i) != text}
        if case.hit is not None:
            assert gone <= {case.hit.owner}, f"{case.what}: more was lost than was hit"
        assert len(gone) <= ON_A_PAGE, case.what
        most, lost = max(most, len(gone)), lost + len(gone)
    tally.tried("a wrong bit, repaired", BITS, newest_versions_gone=lost)
    assert most <= ON_A_PAGE


@pytest.mark.fault("a file cut short, repaired")
def test_of_a_file_cut_short_all_that_stands_before_the_cut_comes_back(
    written: Written, tmp_path: Path, tally: Tally
) -> None:
    vault = written.folder.vault()
    untouched = kept = 0
    for number, case in enumerate(cases(written, 0, CUTS, seed=1)):
        words = repaired(written, vault, case, tmp_path / str(number))
        whole = {
            i
            for i in written.newest
            if all(s.end <= case.cut_at for s in written.stretches if s.owner == i and s.is_newest)
        }
        untouched += len(whole)
        kept += sum(words.get(i) == written.newest[i] for i in whole)
    tally.tried("a file cut short, repaired", CUTS, entries_before_the_cut=untouched, kept=kept)
    assert kept == untouched > 0
