"""One wrong bit, or an end that is missing: what else is lost, and is it always said?"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from shadowjournal.errors import CannotOpen, DamagedData
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests.faults.damage import Case, Written, cases
from tests.tally import Tally

BITS = int(os.environ.get("SHADOWJOURNAL_BITS", "200"))
CUTS = int(os.environ.get("SHADOWJOURNAL_CUTS", "50"))
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path / "journal")


class Outcome:
    """What the program makes of one damaged copy.

    Attributes:
        shown: the words of every entry that opened, by id.
        is_told: whether it says that something is wrong, of itself or when asked to verify.
    """

    def __init__(self, written: Written, case: Case) -> None:
        self.shown: dict[str, str] = {}
        self.is_told = False
        written.put(case.content)
        try:
            written.folder.vault()
            journal = written.folder.open(written.key)
        except (CannotOpen, DamagedData):
            self.is_told = True
            return
        try:
            self._look(journal)
        finally:
            journal.close()

    def _look(self, journal: Journal) -> None:
        for summary in journal.summaries():
            try:
                self.shown[summary.id] = plain_text(journal.get(summary.id).document)
            except DamagedData:
                self.is_told = True
        if journal.damaged or not journal.is_whole:
            self.is_told = True
        seen = journal.verify()
        self.is_told = self.is_told or bool(seen.damaged or seen.discrepancies)


def _extent(gone: int, of: int) -> str:
    if gone in {0, of}:
        return "cost all" if gone else "cost nothing"
    return "cost one entry" if gone == 1 else "cost some"


def lost(written: Written, outcome: Outcome) -> set[str]:
    """The entries that do not stand there in their newest version."""
    return {i for i, words in written.newest.items() if outcome.shown.get(i) != words}


@pytest.mark.fault("a wrong bit in the file")
def test_a_wrong_bit_takes_what_it_hit_and_is_told(written: Written, tally: Tally) -> None:
    of_sealed: Counter[str] = Counter()
    of_structure: Counter[str] = Counter()
    for case in cases(written, BITS, 0):
        outcome = Outcome(written, case)
        gone = lost(written, outcome)
        for entry_id, words in outcome.shown.items():
            assert words in {written.newest[entry_id], written.drafts[entry_id]}, case.what
        assert outcome.is_told or not gone, f"{case.what}: a loss that nobody is told of"
        if case.hit is not None:
            assert gone <= {case.hit.owner}, f"{case.what}: more was lost than was hit"
            assert outcome.is_told, case.what
            of_sealed["cost that entry" if gone else "cost no newest version"] += 1
        else:
            of_structure[_extent(len(gone), len(written.newest))] += 1
    tally.tried(
        "a wrong bit in the file",
        BITS,
        **{f"in_sealed_bytes_{what}".replace(" ", "_"): n for what, n in of_sealed.items()},
        **{f"elsewhere_{what}".replace(" ", "_"): n for what, n in of_structure.items()},
    )
    assert of_sealed.total() > of_structure.total() > 0


@pytest.mark.fault("a file cut short")
def test_a_file_cut_short_gives_no_wrong_word_and_says_so(written: Written, tally: Tally) -> None:
    untouched = kept = 0
    for case in cases(written, 0, CUTS):
        outcome = Outcome(written, case)
        gone = lost(written, outcome)
        for entry_id, words in outcome.shown.items():
            assert words in {written.newest[entry_id], written.drafts[entry_id]}, case.what
        assert outcome.is_told, f"{case.what}: nobody is told"
        whole = {i for i in written.newest if not _is_cut(written, i, case.cut_at)}
        untouched += len(whole)
        kept += len(whole - gone)
    tally.tried("a file cut short", CUTS, entries_before_the_cut=untouched, of_them_still_open=kept)


def _is_cut(written: Written, entry_id: str, cut_at: int) -> bool:
    return any(s.end > cut_at for s in written.stretches if s.owner == entry_id and s.is_newest)
