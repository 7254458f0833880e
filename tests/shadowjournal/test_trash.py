from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.clearing import REST
from shadowjournal.document import Document, Figure
from shadowjournal.entry import Entry, Picture, Source, now
from shadowjournal.errors import NoSuchEntry
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.results import Selection
from shadowjournal.vault.key import JournalKey
from tests.builders import a_folder, a_prompt, an_entry, text

PICTURE = Picture("a" * 32, "image/png", 1, 1, b"pixels")
OTHER = Picture("b" * 32, "image/png", 1, 1, b"other pixels")


@pytest.fixture
def place(tmp_path: Path) -> tuple[JournalFolder, JournalKey]:
    folder, made = a_folder(tmp_path)
    return folder, made.key


@pytest.fixture
def journal(place: tuple[JournalFolder, JournalKey]) -> Iterator[Journal]:
    folder, key = place
    journal = folder.open(key)
    journal.read_all()
    yield journal
    journal.close()


def with_picture(*pictures: Picture) -> Entry:
    figures = tuple(Figure(picture.id) for picture in pictures)
    return replace(an_entry("Pictured"), document=Document(figures))


def titles(journal: Journal) -> list[str]:
    return [summary.title for summary in journal.summaries()]


def test_what_is_thrown_away_is_in_no_list_no_search_and_no_export(journal: Journal) -> None:
    kept = journal.save(an_entry("Kept", "bread"))
    gone = journal.save(an_entry("Gone", "bread", prompt=a_prompt()))
    journal.trash.throw_away(gone.id)
    assert titles(journal) == ["Kept"]
    assert [found.summary.title for found in journal.search("bread")] == ["Kept"]
    assert [entry.title for entry in journal.select(Selection())] == ["Kept"]
    assert journal.answered() == []
    assert [each.title for each in journal.trash.entries] == ["Gone"]
    assert [found.summary.title for found in journal.search("bread is:trashed")] == ["Gone"]
    latest = journal.latest()
    assert latest is not None
    assert latest.id == kept.id


def test_what_is_taken_back_is_as_it_was(journal: Journal) -> None:
    entry = journal.save(an_entry("Gone", "bread"))
    journal.trash.throw_away(entry.id)
    journal.trash.take_back(entry.id)
    assert journal.get(entry.id) == entry
    assert titles(journal) == ["Gone"]
    assert journal.trash.entries == []


def test_it_all_holds_when_the_journal_is_opened_again(
    place: tuple[JournalFolder, JournalKey],
) -> None:
    folder, key = place
    journal = folder.open(key)
    gone = journal.save(an_entry("Gone"))
    journal.save(an_entry("Kept"))
    journal.trash.throw_away(gone.id)
    journal.close()
    journal = folder.open(key)
    latest = journal.latest()
    assert latest is not None
    assert latest.title == "Kept"
    assert titles(journal) == ["Kept"]
    assert [each.title for each in journal.trash.entries] == ["Gone"]
    journal.close()


def test_deleting_leaves_no_version_and_a_whole_journal(journal: Journal) -> None:
    entry = journal.save(an_entry("Gone", "one"))
    journal.append([replace(entry, document=text("two"))])
    journal.trash.throw_away(entry.id)
    journal.trash.delete([entry.id])
    with pytest.raises(NoSuchEntry):
        journal.get(entry.id)
    assert journal.revisions(entry.id) == []
    found = journal.verify()
    assert (found.entries, found.damaged, found.discrepancies) == (0, (), ())


def test_what_does_not_lie_in_the_trash_is_never_deleted(journal: Journal) -> None:
    entry = journal.save(an_entry("Kept"))
    journal.trash.delete([entry.id])
    assert titles(journal) == ["Kept"]


def test_a_picture_goes_with_the_last_entry_that_has_it(journal: Journal) -> None:
    both, one = with_picture(PICTURE, OTHER), with_picture(OTHER)
    journal.append([both, one], [PICTURE, OTHER])
    journal.trash.throw_away(both.id)
    journal.trash.delete([both.id])
    assert journal.picture(PICTURE.id) is None
    assert journal.picture(OTHER.id) == OTHER
    assert journal.verify().discrepancies == ()


def test_a_picture_of_an_earlier_version_of_another_entry_stays(journal: Journal) -> None:
    other, entry = with_picture(PICTURE), with_picture(PICTURE)
    journal.append([other, entry], [PICTURE])
    journal.append([replace(other, document=text("no picture now"))])
    journal.trash.throw_away(entry.id)
    journal.trash.delete([entry.id])
    assert journal.picture(PICTURE.id) == PICTURE


def test_after_thirty_days_it_goes_by_itself_and_not_before(journal: Journal) -> None:
    old, young = an_entry("Old"), an_entry("Young")
    journal.append(
        [
            replace(old, trashed=now() - REST - timedelta(minutes=1)),
            replace(young, trashed=now() - REST + timedelta(hours=1)),
        ]
    )
    while journal.clear_some():
        pass
    assert [each.title for each in journal.trash.entries] == ["Young"]
    assert journal.verify().discrepancies == ()


def test_an_import_does_not_bring_back_what_was_thrown_away(journal: Journal) -> None:
    source = Source("Day One", "1", now())
    entry = replace(an_entry("Imported"), source=source, edited=source.edited)
    journal.take_in([(entry, [])])
    [summary] = journal.summaries()
    journal.trash.throw_away(summary.id)
    later = replace(source, edited=now() + timedelta(days=1))
    again = replace(entry, source=later, edited=later.edited)
    assert not journal.would_take(again)


def test_versions_too_many_go_and_the_present_one_never_does(journal: Journal) -> None:
    entry = an_entry("Long", "0")
    start = now() - timedelta(days=100)
    journal.append(
        [
            replace(entry, document=text(str(hour)), edited=start + timedelta(hours=hour))
            for hour in range(60)
        ]
    )
    while journal.clear_some():
        pass
    left = [version.document for version in journal.revisions(entry.id)]
    assert left[0] == text("0")
    assert left[-1] == text("59")
    assert 2 <= len(left) <= 4
    assert journal.get(entry.id).document == text("59")
    assert journal.verify().discrepancies == ()
    assert journal.save(entry).id == entry.id
