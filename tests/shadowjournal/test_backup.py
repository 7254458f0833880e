from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.backup import Backups, due, kept, vault_of, verify_backup
from shadowjournal.entry import Picture, entry_to_bytes
from shadowjournal.errors import (
    BadBackup,
    CannotWrite,
    DamagedData,
    NoJournal,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.journal import Journal
from shadowjournal.results import Change
from shadowjournal.vault.key import JournalKey
from shadowjournal.witness import Witness
from tests import children
from tests.builders import NOVEMBER, a_folder, an_entry, text

PLANTED = "zephyrquartz"
PICTURE = Picture("a" * 32, "image/png", 1, 1, PLANTED.encode() * 500)

not_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has other rights, limits and signals"
)


class Written(NamedTuple):
    """A closed journal with a history and a picture, and what is in it."""

    folder: JournalFolder
    made: NewJournal
    holds: list[bytes]


def all_of(journal: Journal) -> list[bytes]:
    """Every revision of every entry, and the picture."""
    ids = sorted(summary.id for summary in journal.summaries())
    revisions = [entry_to_bytes(entry) for i in ids for entry in journal.revisions(i)]
    picture = journal.picture(PICTURE.id)
    return [*revisions, picture.data if picture else b""]


def opened(file: Path, key: JournalKey, place: Path) -> list[bytes]:
    """What is in the backup *file* to one who copies it by hand to a computer that has nothing."""
    place.mkdir()
    shutil.copy(file, place / "journal.db")
    journal = JournalFolder(place).open(key)
    held = all_of(journal)
    journal.close()
    return held


def names(place: Path) -> list[str]:
    return sorted(file.name for file in place.iterdir())


def at_day(number: int) -> datetime:
    return NOVEMBER + timedelta(days=number)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    first = journal.save(an_entry(f"Title {PLANTED}", f"One {PLANTED}.", tags=(PLANTED,)))
    journal.keep_picture(PICTURE)
    journal.close()
    journal = folder.open(made.key)
    journal.save(replace(first, document=text("Another day.")))
    journal.save(an_entry("Tuesday", "Rain."))
    held = all_of(journal)
    journal.close()
    assert len(held) == 4
    return Written(folder, made, held)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "Documents" / "100 % #1 Backups")


def test_a_backup_holds_history_and_pictures_and_opens_with_the_code_where_nothing_else_is(
    tmp_path: Path, written: Written, backups: Backups
) -> None:
    file, holds = backups.make(written.folder, written.made.key)
    assert (holds.entries, holds.revisions, holds.pictures) == (2, 3, 1)
    assert holds.damaged == ()
    key = vault_of(file).unlock_with_code(written.made.code)
    assert opened(file, key, tmp_path / "bare") == written.holds
    assert verify_backup(file, key) == holds


def test_what_was_saved_last_is_in_the_backup_while_the_journal_is_open(
    tmp_path: Path, written: Written, backups: Backups
) -> None:
    folder, key = written.folder, written.made.key
    journal = folder.open(key)
    before = folder.file.read_bytes()
    journal.save(an_entry("Last of all", "Just now."))
    assert folder.file.read_bytes() == before, "what was saved last stands in the log alone"
    with ThreadPoolExecutor(1) as aside:
        file = aside.submit(backups.make, folder, key).result().file
    assert opened(file, key, tmp_path / "bare") == all_of(journal)
    journal.save(an_entry("After it", "Still open."))
    journal.close()
    assert "After it" in [summary.title for summary in folder.open(key).summaries()]


def test_no_word_stands_in_a_backup_and_its_name_says_only_when(
    written: Written, backups: Backups
) -> None:
    file, _ = backups.make(written.folder, written.made.key, NOVEMBER)
    seen = file.read_bytes().lower()
    assert [word for word in (PLANTED, "Tuesday", "London") if word.lower().encode() in seen] == []
    assert names(backups.place) == ["ShadowJournal 2026-11-22 21.04.00.backup"]


@not_windows
def test_only_its_owner_may_read_a_backup(written: Written, backups: Backups) -> None:
    file, _ = backups.make(written.folder, written.made.key)
    assert file.stat().st_mode & 0o777 == 0o600
    assert backups.place.stat().st_mode & 0o777 == 0o700


def test_looking_into_a_backup_changes_nothing_there(written: Written, backups: Backups) -> None:
    file, _ = backups.make(written.folder, written.made.key)
    by_hand = backups.place / "copied.db"
    shutil.copy(written.folder.file, by_hand)
    before = {name: (backups.place / name).read_bytes() for name in names(backups.place)}
    meanwhile: list[list[str]] = []
    for each in (file, by_hand):
        each.chmod(0o400)
        verify_backup(each, written.made.key, lambda _: meanwhile.append(names(backups.place)))
    assert {name: (backups.place / name).read_bytes() for name in names(backups.place)} == before
    assert meanwhile == [[*before]] * len(meanwhile) != []


class Kept(NamedTuple):
    """A backup in memory, for many tests of one property."""

    content: bytes
    key: JournalKey
    holds: list[bytes]

    @override
    def __repr__(self) -> str:
        return f"<a backup of {len(self.content)} bytes>"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    place = tmp_path_factory.mktemp("good")
    folder, made = a_folder(place)
    journal = folder.open(made.key)
    for number in range(40):
        journal.save(an_entry(f"Day {number}", "words " * 100))
    journal.keep_picture(PICTURE)
    held = all_of(journal)
    journal.close()
    file, _ = Backups(place).make(folder, made.key)
    folder.release()
    return Kept(file.read_bytes(), made.key, held)


def is_good(file: Path, key: JournalKey) -> bool:
    try:
        return not verify_backup(file, key).damaged
    except (BadBackup, DamagedData, UnreadableFile, WrongKey):
        return False


# Half of the changes fall where the file says how it is built.
beginnings = st.builds(
    lambda page, rest: page * 4096 + rest, st.integers(0, 40), st.integers(0, 99)
)
changes = st.tuples(beginnings | st.integers(0, 200_000), st.integers(1, 255))


@pytest.mark.fault("wrong bytes in a backup")
@given(st.lists(changes, min_size=1, max_size=3))
@example([(18, 4)])  # says that it may only be read
def test_changed_bytes_are_seen_or_changed_nothing(
    tmp_path_factory: pytest.TempPathFactory, good: Kept, changed: list[tuple[int, int]]
) -> None:
    place = tmp_path_factory.mktemp("changed")
    content = bytearray(good.content)
    for position, difference in changed:
        content[position % len(content)] ^= difference
    file = place / "changed.backup"
    file.write_bytes(content)
    if is_good(file, good.key):
        assert opened(file, good.key, place / "bare") == good.holds


@pytest.mark.fault("wrong bytes in a backup")
@given(st.floats(0, 1, exclude_max=True))
def test_a_backup_cut_short_is_never_good(
    tmp_path_factory: pytest.TempPathFactory, good: Kept, part: float
) -> None:
    file = tmp_path_factory.mktemp("cut") / "cut.backup"
    file.write_bytes(good.content[: int(len(good.content) * part)])
    assert not is_good(file, good.key)


def test_damage_in_one_entry_is_named_and_the_others_are_counted(
    tmp_path: Path, good: Kept
) -> None:
    file = tmp_path / "hit.backup"
    file.write_bytes(good.content)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE revision SET sealed = zeroblob(300) WHERE seq = 7")
    database.close()
    seen = verify_backup(file, good.key)
    assert (seen.entries, seen.pictures, len(seen.damaged)) == (40, 1, 1)


def with_a_row_less(content: bytes) -> bytes:
    """A file of which a page says that it holds fewer rows than it does; all others still open."""
    changed = bytearray(content)
    leaves = [
        page
        for page in range(4096, len(changed), 4096)
        if changed[page] == 0x0D and changed[page + 4] > 1
    ]
    changed[leaves[-1] + 4] -= 1
    return bytes(changed)


def test_rows_that_vanished_from_a_page_do_not_go_unnoticed(tmp_path: Path, good: Kept) -> None:
    file = tmp_path / "fewer.backup"
    file.write_bytes(with_a_row_less(good.content))
    with pytest.raises(DamagedData):
        verify_backup(file, good.key)


def test_a_journal_from_which_rows_vanished_is_not_backed_up(
    tmp_path: Path, good: Kept, backups: Backups
) -> None:
    folder = JournalFolder(tmp_path)
    folder.file.write_bytes(with_a_row_less(good.content))
    with pytest.raises(DamagedData):
        backups.make(folder, good.key)
    assert names(backups.place) == []


@pytest.mark.parametrize("content", [b"", b"no database" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    with pytest.raises(BadBackup):
        vault_of(file)
    with pytest.raises(BadBackup):
        vault_of(tmp_path / "nowhere")


def test_a_copy_of_which_a_part_stands_in_a_log_is_refused(tmp_path: Path, good: Kept) -> None:
    (tmp_path / "copy.db").write_bytes(good.content)
    (tmp_path / "copy.db-wal").write_bytes(b"what was written last")
    with pytest.raises(BadBackup, match=r"copy\.db-wal"):
        vault_of(tmp_path / "copy.db")


def test_a_backup_of_a_newer_version_is_told_apart(tmp_path: Path, good: Kept) -> None:
    file = tmp_path / "newer.backup"
    file.write_bytes(good.content)
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(UnreadableFile, match="newer"):
        vault_of(file)


def test_with_another_journals_key_nothing_is_made_and_nothing_opens(
    tmp_path: Path, written: Written, backups: Backups, good: Kept
) -> None:
    with pytest.raises(WrongKey):
        backups.make(written.folder, good.key)
    assert names(backups.place) == []
    file, _ = backups.make(written.folder, written.made.key)
    with pytest.raises(WrongKey):
        verify_backup(file, good.key)


def test_a_damaged_journal_is_not_backed_up_and_no_good_backup_goes(
    written: Written, backups: Backups
) -> None:
    folder, key = written.folder, written.made.key
    good, _ = backups.make(folder, key, NOVEMBER)
    for number in range(1, 40):
        shutil.copy(good, backups.place / name_of(NOVEMBER + timedelta(minutes=number)))
    before = names(backups.place)
    with sqlite3.connect(folder.file) as database:
        database.execute("UPDATE revision SET sealed = zeroblob(300) WHERE seq = 1")
    database.close()
    with pytest.raises(DamagedData):
        backups.make(folder, key, at_day(1))
    assert names(backups.place) == before


def test_a_place_that_takes_nothing_is_said_to_be_so(
    tmp_path: Path, written: Written, good: Kept
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        Backups(tmp_path / "file" / "backups").make(written.folder, written.made.key)
    with pytest.raises(NoJournal):
        Backups(tmp_path).make(JournalFolder(tmp_path / "nowhere"), good.key)
    assert Backups(tmp_path / "file").newest_first() == []


def test_a_backup_that_is_given_up_leaves_nothing(written: Written, backups: Backups) -> None:
    def give_up(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backups.make(written.folder, written.made.key, progress=give_up)
    assert names(backups.place) == []


def test_a_backup_can_be_given_up_while_the_file_is_written(
    written: Written, backups: Backups
) -> None:
    journal = written.folder.open(written.made.key)
    for number in range(300):
        journal.save(an_entry(f"Day {number}", "Rain."))
    told: list[int] = []

    def give_up(opened: int) -> None:
        told.append(opened)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backups.make(written.folder, written.made.key, progress=give_up)
    assert (told, names(backups.place)) == ([0], [])
    journal.save(an_entry("After it", "Still open."))
    assert backups.make(written.folder, written.made.key).holds.entries == 303


def test_while_a_backup_is_written_entries_are_saved(written: Written, backups: Backups) -> None:
    journal = written.folder.open(written.made.key)
    for number in range(300):
        journal.save(an_entry(f"Day {number}", "Rain."))
    begun, saved = threading.Event(), threading.Event()

    def wait(opened: int) -> None:
        begun.set()
        assert saved.wait(30)

    with ThreadPoolExecutor(1) as aside:
        making = aside.submit(
            backups.make, written.folder, written.made.key, NOVEMBER, progress=wait
        )
        assert begun.wait(30)
        journal.save(an_entry("Meanwhile", "A backup is being made."))
        saved.set()
        assert making.result().holds.damaged == ()
    assert "Meanwhile" in [summary.title for summary in journal.summaries()]


def test_of_a_journal_that_lost_rows_a_backup_is_made_and_no_older_one_goes(
    written: Written, backups: Backups
) -> None:
    folder, made, _ = written
    for hour in (8, 9):
        backups.make(folder, made.key, NOVEMBER.replace(hour=hour, minute=0))
    before = names(backups.place)
    assert len(before) == 1, "of one day, the newest stays"
    with closing(sqlite3.connect(folder.file)) as database, database:
        database.execute("DELETE FROM revision WHERE seq = 1")
    holds = backups.make(folder, made.key, NOVEMBER.replace(hour=10)).holds
    assert [each.change for each in holds.discrepancies] == [Change.ROWS_MISSING]
    assert len(names(backups.place)) == 2
    assert before[0] in names(backups.place)
    journal = folder.open(made.key)
    journal.accept()
    journal.close()
    backups.make(folder, made.key, NOVEMBER.replace(hour=11))
    assert len(names(backups.place)) == 1, "the owner took the journal as it is"


def test_of_an_older_file_put_in_its_place_a_backup_is_made_and_no_older_one_goes(
    tmp_path: Path, written: Written, backups: Backups
) -> None:
    _, made, _ = written
    written.folder.release()
    folder = JournalFolder(written.folder.path, Witness(tmp_path / "witness"))
    old = folder.file.read_bytes()
    journal = folder.open(made.key)
    journal.save(an_entry("Wednesday", "Sun."))
    journal.close()
    backups.make(folder, made.key, NOVEMBER.replace(hour=8))
    folder.file.write_bytes(old)
    holds = backups.make(folder, made.key, NOVEMBER.replace(hour=9)).holds
    assert [each.change for each in holds.discrepancies] == [Change.FILE_OLDER]
    assert len(names(backups.place)) == 2


@not_windows
def test_a_backup_does_not_let_another_program_take_the_open_journal_for_nobodys(
    tmp_path: Path, written: Written, backups: Backups
) -> None:
    folder, made, _ = written
    journal = folder.open(made.key)
    journal.save(an_entry("Before", "Sun."))
    folder.vault()
    backups.make(folder, made.key)
    # The last program to close a file deletes its log; this one must see that it is not the last.
    look = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT 1 FROM header')"
    )
    subprocess.run([sys.executable, "-c", f"{look}; c.close()", str(folder.file)], check=True)
    journal.save(an_entry("After", "Rain."))
    copy = tmp_path / "as a killed program leaves it"
    shutil.copytree(folder.path, copy)
    titles = [summary.title for summary in JournalFolder(copy).open(made.key).summaries()]
    assert {"Before", "After"} <= set(titles)


MAKE = """
import resource, sys, time
from datetime import datetime, timedelta
from pathlib import Path
from shadowjournal.backup import Backups
from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.recovery import RecoveryCode

def wait(number):
    if bool(number) == (how == "while it is opened"):
        print("half way", flush=True)
        time.sleep(60)

folder, backups, how = JournalFolder(Path(sys.argv[1])), Backups(Path(sys.argv[2])), sys.argv[4]
key = folder.vault().unlock_with_code(RecoveryCode.parse(sys.argv[3]))
when = datetime(2026, 12, 1)
if how == "limited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        backups.make(folder, key, when)
    except CannotWrite as error:
        print(error, flush=True)
while how == "again and again":
    print(backups.make(folder, key, when).file.name, flush=True)
    when += timedelta(seconds=1)
if how.startswith("while it is"):
    backups.make(folder, key, when, wait)
"""


def fill(folder: JournalFolder, made: NewJournal) -> None:
    journal = folder.open(made.key)
    journal.keep_picture(Picture("b" * 32, "image/png", 1, 1, bytes(1_000_000)))
    journal.close()


@pytest.mark.fault("a full disk")
@not_windows
def test_a_full_disk_leaves_no_half_of_a_backup(written: Written, backups: Backups) -> None:
    folder, made, _ = written
    fill(folder, made)
    arguments = folder.path, backups.place, made.code.text, "limited"
    with children.start(MAKE, *arguments, is_doomed=True) as child:
        said = child.communicate()[0]
    assert said == "The disk does not take what is written.\n"
    assert names(backups.place) == []
    assert backups.make(folder, made.key).holds.damaged == ()


@not_windows
@pytest.mark.parametrize("when", ["while it is written", "while it is opened"])
def test_a_backup_whose_program_was_killed_does_not_look_like_one(
    written: Written, backups: Backups, when: str
) -> None:
    folder, made, _ = written
    arguments = folder.path, backups.place, made.code.text, when
    with children.start(MAKE, *arguments, is_doomed=True) as child:
        assert children.read_line(child) == "half way"
        child.send_signal(signal.SIGKILL)
    left = names(backups.place)
    assert left
    assert all(name.startswith(f".ShadowJournal {made.key.journal_id}.unfinished") for name in left)
    assert backups.newest_first() == []
    file, _ = backups.make(folder, made.key)
    assert names(backups.place) == [file.name], "and the next one clears it away"


@pytest.mark.fault("killed while a backup is made")
@not_windows
@pytest.mark.parametrize("delay", [0.0, 0.004, 0.011, 0.017])
def test_whenever_the_program_is_killed_every_backup_there_is_good(
    written: Written, backups: Backups, delay: float
) -> None:
    folder, made, _ = written
    fill(folder, made)
    arguments = folder.path, backups.place, made.code.text, "again and again"
    with children.start(MAKE, *arguments, is_doomed=True) as child:
        told = [children.read_line(child) for _ in range(3)]
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
    here = backups.newest_first(made.key.journal_id)
    assert told[-1] in {backup.file.name for backup in here} or here[0].file.name > told[-1]
    for backup in here:
        assert verify_backup(backup.file, made.key).damaged == ()


def name_of(when: datetime) -> str:
    return f"ShadowJournal {when:%Y-%m-%d %H.%M.%S}.backup"


def test_backups_of_two_journals_in_one_second_are_both_there(
    tmp_path: Path, written: Written, backups: Backups
) -> None:
    folder, made = a_folder(tmp_path / "other")
    one, _ = backups.make(written.folder, written.made.key, NOVEMBER)
    other, _ = backups.make(folder, made.key, NOVEMBER)
    assert verify_backup(one, written.made.key).entries == 2
    assert verify_backup(other, made.key).entries == 0
    latest = backups.latest(made.key.journal_id)
    assert latest is not None
    assert latest.file == other


def test_old_backups_go_and_nothing_else_does(
    tmp_path: Path, written: Written, backups: Backups, good: Kept
) -> None:
    folder, key = written.folder, written.made.key
    first, _ = backups.make(folder, key, at_day(0))
    for number in range(1, 500):
        shutil.copy(first, backups.place / name_of(at_day(number)))
    others = {
        "ShadowJournal 2026-11-22 21.04.00.backup.txt": b"a note",
        "ShadowJournal 2026-11-22.backup": first.read_bytes(),
        "ShadowJournal 2020-13-41 99.04.00.backup": first.read_bytes(),
        name_of(at_day(-2000)): b"no longer readable",
        name_of(at_day(-2001)): good.content,
        name_of(at_day(-2002)): good.content,
        "photo.jpg": b"photo",
    }
    for name, content in others.items():
        (backups.place / name).write_bytes(content)
    (backups.place / name_of(at_day(-2003))).mkdir()
    last, _ = backups.make(folder, key, at_day(500))
    times = [backup.made for backup in backups.newest_first(key.journal_id)]
    assert set(times) == kept([at_day(number) for number in range(501)], at_day(500))
    assert len(times) == len(names(backups.place)) - len(others) - 1 > 12
    assert {name: (backups.place / name).read_bytes() for name in others} == others
    assert backups.newest_first()[0].file == last
    theirs = backups.newest_first(good.key.journal_id)
    assert [backup.made for backup in theirs] == [at_day(-2001), at_day(-2002)]


@pytest.mark.fault("a clock set back")
def test_a_backup_made_while_the_clock_is_behind_is_not_let_go_of(
    written: Written, backups: Backups
) -> None:
    folder, key = written.folder, written.made.key
    first, _ = backups.make(folder, key, at_day(0))
    for number in range(1, 400):
        shutil.copy(first, backups.place / name_of(at_day(number)))
    assert backups.is_due(key.journal_id, at_day(-100))
    behind, _ = backups.make(folder, key, at_day(-100))
    assert behind.exists()
    assert not backups.is_due(key.journal_id, at_day(-100))
    assert len(backups.newest_first(key.journal_id)) == 401


def test_a_backup_is_due_once_a_day(written: Written, backups: Backups) -> None:
    folder, key = written.folder, written.made.key
    assert backups.is_due(key.journal_id)
    backups.make(folder, key)
    assert not backups.is_due(key.journal_id)
    assert backups.is_due("f" * 32), "each journal for itself"
    assert due([NOVEMBER], NOVEMBER + timedelta(hours=3))


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


RULES = [(7, "%Y-%m-%d"), (4, "%G-%V"), (12, "%Y-%m")]


def is_kept(made: datetime, times: set[datetime]) -> bool:
    """Whether *made* is the last of a day, week or month after which not too many had any."""
    for number, pattern in RULES:
        later = [f"{other:{pattern}}" for other in times if other > made]
        if f"{made:{pattern}}" not in later and len({*later}) < number:
            return True
    return False


@given(st.sets(moments, min_size=1, max_size=60))
def test_the_newest_of_7_days_4_weeks_and_12_months_are_kept(times: set[datetime]) -> None:
    keep = kept(times, max(times))
    assert keep == {made for made in times if is_kept(made, times)}
    assert max(times) in keep
    assert len(keep) <= 23
    assert kept(keep, max(times)) == keep, "what was kept once is kept"


@given(st.sets(moments, min_size=1, max_size=60), moments)
def test_what_a_wrong_clock_made_takes_no_other_place(times: set[datetime], now: datetime) -> None:
    past = {made for made in times if made <= now}
    assert kept(times, now) == kept(past, now) | (times - past)


@given(st.lists(st.integers(1, 90 * 24), min_size=1, max_size=200), moments)
def test_letting_go_day_by_day_keeps_what_letting_go_at_once_would(
    pauses: list[int], start: datetime
) -> None:
    times = [start]
    here: set[datetime] = set()
    for pause in pauses:
        times.append(times[-1] + timedelta(hours=pause))
    for made in times:
        here = kept(here | {made}, made)
    assert here == kept(times, times[-1])


def test_an_empty_journal_has_a_backup_too(tmp_path: Path, backups: Backups) -> None:
    folder, made = a_folder(tmp_path)
    file, holds = backups.make(folder, made.key)
    assert holds.entries == 0
    assert opened(file, made.key, tmp_path / "bare") == [b""]
