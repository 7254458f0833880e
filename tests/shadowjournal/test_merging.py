"""Two computers that wrote in copies of one journal, brought together."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.copies import copies_beside, has_unread_log, read_copy
from shadowjournal.document import Figure, Paragraph, document, spans
from shadowjournal.entry import Entry, Picture, Source
from shadowjournal.errors import BadCopy, DamagedData, UnreadableFile, WrongKey
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from shadowjournal.merging import Brought, Merged, merge
from shadowjournal.results import Damage
from shadowjournal.sealed import seal_entry
from shadowjournal.sittings import Sittings
from shadowjournal.vault.key import JournalKey
from tests.builders import a_folder, a_prompt, an_entry, text

DROPBOX = "journal (Ada's conflicted copy 2026-01-01).db"
NAMES = [
    DROPBOX,
    "journal.sync-conflict-20260101-120000-ABCDEFG.db",
    "journal-ADAS-LAPTOP.db",
    "journal (1).db",
    "journal 2.db",
    "journal (conflicted copy 2026-01-01 120000).db",
    "journal.Conflict.db",
    "journal_ADAS-LAPTOP_Jan-01-1200-2026_Conflict.DB",
]


class Computer:
    """One of two computers, with its copy of the journal."""

    def __init__(self, folder: JournalFolder, key: JournalKey) -> None:
        self.folder = folder
        self.key = key

    def write(self, *entries: Entry) -> list[Entry]:
        """Write *entries* in a sitting of their own."""
        journal = self.folder.open(self.key)
        saved = [journal.save(entry) for entry in entries]
        journal.close()
        return saved

    def versions(self) -> dict[str, list[Entry]]:
        """Return all revisions of all entries."""
        journal = self.folder.open(self.key)
        found = {s.id: journal.revisions(s.id) for s in journal.summaries()}
        assert journal.verify().damaged == ()
        journal.close()
        return found

    def entries(self) -> dict[str, Entry]:
        """Return every entry by its title."""
        return {versions[-1].title: versions[-1] for versions in self.versions().values()}

    def merge(self, file: Path) -> tuple[Merged, list[Damage]]:
        """Bring *file* in; return what came and what did not open."""
        journal = self.folder.open(self.key)
        pieces = list(read_copy(file, self.folder, self.key))
        damage = [piece for piece in pieces if isinstance(piece, Damage)]
        merged = merge(journal, [piece for piece in pieces if isinstance(piece, Brought)])
        journal.close()
        return merged, damage


class Two:
    """A computer, and another that starts from a copy of its journal."""

    def __init__(self, place: Path) -> None:
        self._place = place
        folder, made = a_folder(place / "here")
        self.made: NewJournal = made
        self.here = Computer(folder, made.key)

    def part(self) -> Computer:
        """Copy the journal to the other computer."""
        folder = JournalFolder(self._place / "there")
        folder.take()
        shutil.copy(self.here.folder.file, folder.file)
        self.there = Computer(folder, self.made.key)
        return self.there

    def meet(self, name: str = DROPBOX) -> Path:
        """Let the other computer's copy lie beside the journal under *name*."""
        return Path(shutil.copy(self.there.folder.file, self.here.folder.path / name))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    two = Two(tmp_path)
    yield two
    two.here.folder.release()


def a_picture(name: str) -> Picture:
    return Picture(name.encode().hex() * 4, "image/png", 1, 1, name.encode())


def with_text(entry: Entry, *paragraphs: str) -> Entry:
    return replace(entry, document=text(*paragraphs))


def words(entry: Entry) -> str:
    return plain_text(entry.document)


def test_what_was_written_on_the_other_computer_comes_in_with_its_history_and_pictures(
    two: Two,
) -> None:
    two.here.write(an_entry("Monday", "Here."))
    there = two.part()
    (first,) = there.write(an_entry("Tuesday", "There.", tags=("sea",), prompt=a_prompt()))
    picture = a_picture("wave")
    journal = there.folder.open(there.key)
    journal.keep_picture(picture)
    newest = replace(first, document=document([Paragraph(spans(["There."])), Figure(picture.id)]))
    journal.save(newest)
    journal.close()
    assert two.here.merge(two.meet()) == (Merged(new=1), [])
    entry = two.here.entries()["Tuesday"]
    assert entry == there.entries()["Tuesday"]
    assert two.here.versions()[entry.id] == there.versions()[entry.id]
    journal = two.here.folder.open(two.here.key)
    assert journal.picture(picture.id) == picture
    assert [hit.summary.title for hit in journal.search("sea")] == []
    assert {s.title for s in journal.summaries()} == {"Monday", "Tuesday"}
    journal.close()


def test_what_came_in_is_found_by_the_open_journal_at_once(two: Two) -> None:
    two.part().write(an_entry("Tuesday", "Lighthouse."))
    pieces = read_copy(two.meet(), two.here.folder, two.here.key)
    journal = two.here.folder.open(two.here.key)
    journal.read_all()
    merge(journal, [piece for piece in pieces if isinstance(piece, Brought)])
    assert [hit.summary.title for hit in journal.search("lighthouse")] == ["Tuesday"]
    journal.close()


def test_an_entry_that_only_the_other_computer_went_on_with_is_newer(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.part().write(with_text(entry, "Quite", "different."))
    assert two.here.merge(two.meet()) == (Merged(newer=1), [])
    (versions,) = two.here.versions().values()
    assert [words(version) for version in versions] == ["First.", "Quite\ndifferent."]


def test_an_entry_that_only_this_computer_went_on_with_stays_as_it_is(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.part()
    two.here.write(with_text(entry, "Quite different."))
    before = two.here.versions()
    assert two.here.merge(two.meet()) == (Merged(), [])
    assert two.here.versions() == before


def test_where_both_went_on_both_stay_readable(two: Two) -> None:
    prompt = a_prompt()
    (entry,) = two.here.write(an_entry("Monday", "First.", tags=("sea",), prompt=prompt))
    two.part().write(with_text(entry, "There."))
    two.here.write(with_text(entry, "Here."))
    assert two.here.merge(two.meet()) == (Merged(twice=1), [])
    entries = two.here.entries()
    other = entries["Monday (from the other copy)"]
    assert words(entries["Monday"]) == "Here."
    assert entries["Monday"].id == entry.id
    assert words(other) == "There."
    assert (other.written, other.tags, other.prompt) == (entry.written, ("sea",), prompt)


@pytest.mark.parametrize("who", ["here", "there"])
def test_what_is_not_to_be_brought_back_on_one_computer_is_not_in_either_of_its_versions(
    two: Two, who: str
) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    there = two.part()
    two.here.write(replace(with_text(entry, "Here."), is_kept_back=who == "here"))
    there.write(replace(with_text(entry, "There."), is_kept_back=who == "there"))
    assert two.here.merge(two.meet()) == (Merged(twice=1), [])
    entries = two.here.entries()
    assert entries["Monday (from the other copy)"].is_kept_back
    assert entries["Monday"].is_kept_back == (who == "here")


def test_a_wish_not_to_be_reminded_comes_in_from_the_other_copy(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.part().write(replace(entry, is_kept_back=True))
    assert two.here.merge(two.meet()) == (Merged(newer=1), [])
    assert two.here.entries()["Monday"].is_kept_back


def test_an_entry_without_a_title_says_that_it_is_from_the_other_copy(two: Two) -> None:
    (entry,) = two.here.write(an_entry("", "First."))
    two.part().write(with_text(entry, "There."))
    two.here.write(with_text(entry, "Here."))
    two.here.merge(two.meet())
    assert words(two.here.entries()["From the other copy"]) == "There."


def test_the_longest_title_still_says_so(two: Two) -> None:
    (entry,) = two.here.write(an_entry("m" * 500, "First."))
    two.part().write(with_text(entry, "There."))
    two.here.write(with_text(entry, "Here."))
    two.here.merge(two.meet())
    assert any(title.endswith("m (from the other copy)") for title in two.here.entries())


def test_words_that_were_written_on_in_one_sitting_are_not_kept_twice(two: Two) -> None:
    """A program may copy the journal in the middle of a sentence."""
    journal = two.here.folder.open(two.here.key)
    entry = journal.save(an_entry("Mon", "It rained all ni"))
    journal.close()
    two.part()
    journal = two.here.folder.open(two.here.key)
    whole = with_text(replace(entry, title="Monday"), "It rained all night.", "And all day.")
    row = seal_entry(
        journal._key, replace(whole, edited=entry.edited), 1
    )  # in the place of the first
    journal._ledger.put([row])
    journal.close()
    assert two.here.merge(two.meet()) == (Merged(older=1), [])
    (versions,) = two.here.versions().values()
    assert [words(version) for version in versions] == [
        "It rained all night.\nAnd all day.",
        "It rained all ni",
        "It rained all night.\nAnd all day.",
    ]
    assert two.here.merge(two.meet()) == (Merged(), [])


def test_a_copy_that_goes_on_with_an_unfinished_sentence_is_newer(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "It rained all ni"))
    there = two.part()
    journal = there.folder.open(there.key)
    longer = with_text(entry, "It rained all night.")
    journal._ledger.put([seal_entry(journal._key, longer, 1)])
    journal.close()
    assert two.here.merge(two.meet()) == (Merged(newer=1), [])
    assert words(two.here.entries()["Monday"]) == "It rained all night."


def test_words_that_were_taken_out_on_one_computer_are_no_unfinished_sentence(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    there = two.part()
    two.here.write(with_text(entry, "I love him not."))
    there.write(with_text(entry, "I love him"))
    assert two.here.merge(two.meet()) == (Merged(twice=1), [])


def test_who_went_back_to_earlier_words_last_is_right(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.here.write(with_text(entry, "Second."))
    two.part().write(with_text(entry, "First."))
    assert two.here.merge(two.meet()) == (Merged(newer=1), [])
    assert words(two.here.entries()["Monday"]) == "First."
    assert two.here.merge(two.meet()) == (Merged(), [])


def test_a_second_time_nothing_is_new_and_nothing_changes(two: Two) -> None:
    both, newer = two.here.write(an_entry("Both", "First."), an_entry("Newer", "First."))
    two.part().write(
        with_text(both, "There."), with_text(newer, "Newer."), an_entry("New", "Only there.")
    )
    two.here.write(with_text(both, "Here."))
    file = two.meet()
    assert two.here.merge(file)[0] == Merged(new=1, newer=1, twice=1)
    before = two.here.versions()
    assert two.here.merge(file) == (Merged(), [])
    assert two.here.versions() == before
    (twin,) = (e for e in two.here.entries().values() if "other copy" in e.title)
    two.here.write(with_text(twin, "Settled."))
    assert two.here.merge(file) == (Merged(), [])


def test_ones_own_words_do_not_come_back_from_the_other_computer(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    there = two.part()
    two.here.write(with_text(entry, "Here."))
    there.write(with_text(entry, "There."))
    shutil.copy(two.here.folder.file, there.folder.path / DROPBOX)
    assert there.merge(there.folder.path / DROPBOX)[0] == Merged(twice=1)
    assert two.here.merge(two.meet())[0] == Merged(twice=1)
    assert sorted(map(words, two.here.entries().values())) == ["Here.", "There."]


def test_nothing_of_the_copy_is_changed(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.part().write(with_text(entry, "There."), an_entry("Tuesday"))
    file = two.meet()
    before = file.read_bytes(), file.stat().st_mtime_ns, {*file.parent.iterdir()}
    two.here.merge(file)
    after = file.read_bytes(), file.stat().st_mtime_ns, {*file.parent.iterdir()}
    assert after == before


def test_what_would_come_in_is_said_without_bringing_it_in(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "First."))
    two.part().write(with_text(entry, "There."), an_entry("Tuesday"))
    two.here.write(with_text(entry, "Here."))
    before = two.here.versions()
    pieces = read_copy(two.meet(), two.here.folder, two.here.key)
    journal = two.here.folder.open(two.here.key)
    batch = [piece for piece in pieces if isinstance(piece, Brought)]
    assert merge(journal, batch, dry_run=True) == Merged(new=1, twice=1)
    journal.close()
    assert two.here.versions() == before


def test_what_is_damaged_in_the_copy_is_named_and_the_rest_comes_in(two: Two) -> None:
    there = two.part()
    bad, _, half = there.write(an_entry("Bad", "Lost."), an_entry("Good"), an_entry("Half", "One."))
    there.write(with_text(half, "Two."))
    file = two.meet()
    with sqlite3.connect(file) as database:
        database.execute("UPDATE revision SET sealed = x'00' WHERE entry = ?", (bad.id,))
        database.execute(
            "UPDATE revision SET sealed = x'00' WHERE entry = ? AND revision = 2", (half.id,)
        )
    database.close()
    merged, damage = two.here.merge(file)
    assert merged == Merged(new=2)
    assert [(each.record, each.revision) for each in damage] == [(bad.id, 1), (half.id, 2)]
    assert words(two.here.entries()["Half"]) == "One."


def test_an_entry_that_is_damaged_here_is_healed_by_the_copy(two: Two) -> None:
    (entry,) = two.here.write(an_entry("Monday", "Rain."))
    two.part()
    with sqlite3.connect(two.here.folder.file) as database:
        database.execute("UPDATE revision SET sealed = x'00'")
    database.close()
    assert two.here.merge(two.meet())[0] == Merged(new=1)
    journal = two.here.folder.open(two.here.key)
    assert words(journal.get(entry.id)) == "Rain."
    journal.close()


def test_a_copy_cut_short_is_said_to_be_damaged_and_nothing_wrong_comes_of_it(two: Two) -> None:
    there = two.part()
    written = there.write(*(an_entry(f"Day {n}", "Words. " * 200) for n in range(60)))
    texts = {entry.id: entry.document for entry in written}
    file = two.meet()
    whole = file.read_bytes()
    chance = random.Random(1)
    for _ in range(30):
        file.write_bytes(whole[: chance.randrange(200, len(whole))])
        try:
            pieces = list(read_copy(file, two.here.folder, two.here.key))
        except (DamagedData, UnreadableFile):
            continue
        assert any(isinstance(piece, Damage) for piece in pieces)
        brought = [piece for piece in pieces if isinstance(piece, Brought)]
        assert all(texts[each.entry_id] == each.versions[-1].document for each in brought)


def test_a_log_beside_the_copy_is_not_read_into_it(two: Two, tmp_path: Path) -> None:
    two.here.write(an_entry("Monday"))
    there = two.part()
    there.write(an_entry("Tuesday"))
    file = two.meet()
    assert not has_unread_log(file)
    journal = two.here.folder.open(two.here.key)
    journal.save(an_entry("Wednesday"))
    log = file.with_name(f"{file.name}-wal")
    shutil.copy(two.here.folder.path / "journal.db-wal", log)  # another file's
    journal.close()
    before = log.read_bytes()
    assert has_unread_log(file)
    assert two.here.merge(file) == (Merged(new=1), [])
    assert log.read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_found_whatever_the_program_called_it(two: Two, name: str) -> None:
    two.here.write(an_entry("Monday"))
    two.part()
    file = two.meet(name)
    assert copies_beside(two.here.folder, two.made.key.journal_id) == [file]


def test_what_is_no_copy_of_this_journal_is_not_offered(two: Two, tmp_path: Path) -> None:
    two.here.write(an_entry("Monday"))
    two.part()
    two.meet("journal 2026-11-22 21.04.55 before restore.db")
    other, _ = a_folder(tmp_path / "other")
    here = two.here.folder.path
    shutil.copy(other.file, here / "journal (1).db")
    (here / "journal 3.db").write_bytes(b"SQLite format 3\0 and no more")
    (here / "journal 4.db").mkdir()
    (here / "journal 5.db").symlink_to(two.here.folder.file)
    (here / "letters.txt").write_text("words")
    whole = two.here.folder.file.read_bytes()
    (here / "journal 6.db").write_bytes(whole[:100])
    assert copies_beside(two.here.folder, two.made.key.journal_id) == []


def test_another_journal_is_refused(two: Two, tmp_path: Path) -> None:
    other, _ = a_folder(tmp_path / "other")
    with pytest.raises(BadCopy, match="another journal"):
        list(read_copy(other.file, two.here.folder, two.here.key))


def test_the_journal_itself_and_what_is_no_journal_are_refused(two: Two, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("words")
    for file in (two.here.folder.file, tmp_path / "letters.txt", tmp_path / "gone", tmp_path):
        with pytest.raises(BadCopy):
            list(read_copy(file, two.here.folder, two.here.key))


def test_a_copy_from_before_the_key_was_renewed_comes_in(two: Two) -> None:
    there = two.part()
    picture = a_picture("wave")
    journal = there.folder.open(there.key)
    journal.keep_picture(picture)
    journal.save(replace(an_entry("Tuesday"), document=document([Figure(picture.id)])))
    journal.close()
    renewed = JournalKey(there.key.journal_id, {**there.key.keys, 2: bytes(32)})
    two.here.key = renewed
    assert two.here.merge(two.meet()) == (Merged(new=1), [])
    journal = two.here.folder.open(renewed)
    assert journal.picture(picture.id) == picture
    journal.close()


def test_a_copy_that_opens_with_another_key_is_refused(two: Two) -> None:
    two.part()
    strange = JournalKey(two.made.key.journal_id, {1: bytes(32)})
    with pytest.raises(WrongKey):
        list(read_copy(two.meet(), two.here.folder, strange))


def test_an_import_is_still_known_after_its_entry_was_kept_twice(two: Two) -> None:
    imported = replace(an_entry("Old", "First."), source=Source("Day One", "A1", two_days()))
    journal = two.here.folder.open(two.here.key)
    journal.take_in([(imported, [])])
    journal.close()
    two.part().write(with_text(imported, "There."))
    two.here.write(with_text(imported, "Here."))
    assert two.here.merge(two.meet())[0] == Merged(twice=1)
    journal = two.here.folder.open(two.here.key)
    assert not journal.would_take(imported)
    journal.close()


def two_days() -> datetime:
    return an_entry().created


def random_day(computer: Computer, chance: random.Random, name: str) -> None:
    """Write, change, lengthen, undo and rename a few entries."""
    journal: Journal = computer.folder.open(computer.key)
    ids = [summary.id for summary in journal.summaries()]
    for number in range(chance.randrange(6)):
        if not ids or chance.random() < 0.3:
            ids.append(journal.save(an_entry(f"{name} {number}", f"New {name} {number}.")).id)
            continue
        versions = journal.revisions(chance.choice(ids))
        entry = versions[-1]
        change = chance.randrange(4)
        if change == 0:
            entry = with_text(entry, words(entry), f"More {name} {number}.")
        elif change == 1:
            entry = with_text(entry, f"Other {name} {number}.")
        elif change == 2:
            entry = replace(chance.choice(versions), id=entry.id)
        else:
            entry = replace(entry, title=f"{name} {number}")
        journal._sittings = Sittings()  # each change in a sitting of its own
        journal.save(entry)
    journal.close()


@pytest.mark.parametrize("seed", range(40))
def test_whatever_both_wrote_no_version_is_lost_and_a_second_time_nothing_is_new(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    two = Two(tmp_path)
    random_day(two.here, chance, "before")
    there = two.part()
    for _ in range(2):
        random_day(two.here, chance, "here")
        random_day(there, chance, "there")
    ours, theirs = two.here.versions(), there.versions()
    file = two.meet()
    merged, damage = two.here.merge(file)
    assert damage == []
    after = two.here.versions()
    texts = {words(version) for versions in after.values() for version in versions}
    for entry_id, versions in ours.items():
        assert after[entry_id][: len(versions)] == versions
    for versions in theirs.values():
        assert {words(version) for version in versions} <= texts
    newest = {words(versions[-1]) for versions in after.values()}
    assert {words(v[-1]) for i, v in theirs.items() if i not in ours} <= newest
    assert len(after) == len(ours) + merged.new + merged.twice
    assert two.here.merge(file) == (Merged(), [])
    two.here.folder.release()
