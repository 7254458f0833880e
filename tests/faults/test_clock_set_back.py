"""The computer's clock runs back, by a battery that is empty or a hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import shadowjournal.journal
from shadowjournal.backup import Backups
from shadowjournal.entry import Entry
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.key import JournalKey
from tests.builders import NOVEMBER, a_folder, an_entry, text

pytestmark = pytest.mark.fault("a clock set back")
TRUE = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
FIRST_OF_ALL = datetime(1970, 1, 1, tzinfo=UTC)
Set = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(shadowjournal.journal, "now", lambda: moment)

    set_to(TRUE)
    return set_to


def sitting(folder: JournalFolder, key: JournalKey, entry: Entry) -> Entry:
    with closing(folder.open(key)) as journal:
        return journal.save(entry)


@pytest.mark.parametrize("moment", [TRUE - timedelta(hours=1), TRUE.replace(year=1999),
                                    FIRST_OF_ALL, datetime(9999, 12, 31, tzinfo=UTC)])  # fmt: skip
def test_the_last_words_stay_the_last_whatever_the_clock_says(
    tmp_path: Path, clock: Set, moment: datetime
) -> None:
    folder, made = a_folder(tmp_path)
    entry = sitting(folder, made.key, an_entry("Day", "one"))
    clock(moment)
    sitting(folder, made.key, replace(entry, document=text("two")))
    clock(TRUE)
    other = sitting(folder, made.key, an_entry("Other", "words"))
    clock(moment)
    sitting(folder, made.key, replace(entry, document=text("three")))
    with closing(folder.open(made.key)) as journal:
        versions = [version.document for version in journal.revisions(entry.id)]
        assert versions == [text("one"), text("two"), text("three")]
        assert journal.get(entry.id).document == text("three")
        last = journal.latest()
        assert last is not None
        assert last.id == entry.id, "what was written last comes back first"
        assert journal.verify().damaged == ()
        assert {summary.id for summary in journal.summaries()} == {entry.id, other.id}
    folder.release()


def test_entries_written_under_a_wrong_clock_stand_where_the_clock_said(tmp_path: Path) -> None:
    """Nothing can know better; their order of writing is kept all the same."""
    folder, made = a_folder(tmp_path)
    with closing(folder.open(made.key)) as journal:
        today = journal.save(an_entry("Today", at=NOVEMBER))
        long_ago = journal.save(an_entry("Epoch", at=datetime(1970, 1, 1)))
        ahead = journal.save(an_entry("Ahead", at=datetime(2099, 1, 1)))
        again = journal.save(an_entry("Again", at=NOVEMBER + timedelta(minutes=1)))
        shown = [summary.id for summary in journal.summaries()]
        assert shown == [ahead.id, again.id, today.id, long_ago.id]
    folder.release()


def test_backups_under_a_clock_that_jumps_lose_none_of_the_newest(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    with closing(folder.open(made.key)) as journal:
        journal.save(an_entry("Day", "words"))
    backups = Backups(tmp_path / "backups")
    jumps = [0, 1, -9000, 2, -9000, 3, 9000, 4, 5, -1, 6]
    for day in jumps:
        backups.make(folder, made.key, NOVEMBER + timedelta(days=day))
        newest = backups.newest_first(made.key.journal_id)
        assert all(backup.file.exists() for backup in newest)
    days = {(backup.made - NOVEMBER).days for backup in newest}
    assert days >= {0, 1, 2, 3, 4, 5, 6, 9000}
    folder.release()
