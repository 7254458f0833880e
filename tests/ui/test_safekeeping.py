from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backup, Backups, verify_backup
from shadowjournal.entry import Moment
from shadowjournal.journal import Journal
from shadowjournal.places import backups_folder
from tests.builders import a_dayone_export, an_entry
from tests.ui.seen import buttons, labels
from ui import safekeeping
from ui.app import App
from ui.importing.dialog import ImportDialog
from ui.safekeeping import Safekeeping

WAIT = 20_000


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quiet moment after a save is a short one."""
    monkeypatch.setattr(safekeeping, "QUIET", 30)
    monkeypatch.setattr(safekeeping, "LATEST", 60)
    monkeypatch.setattr(safekeeping, "RETRIES", (0.0,))


def here(place: Path | None = None) -> list[Backup]:
    return Backups(place or backups_folder()).newest_first()


def save(qtbot: QtBot, program: App, title: str) -> None:
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.session.save(an_entry(title, "Words."))


def settled(qtbot: QtBot, program: App) -> None:
    """Wait until whatever a save begins has begun and is over."""
    qtbot.wait(100)
    qtbot.waitUntil(lambda: not program.keeping.safekeeping.is_busy, timeout=WAIT)


def prefer(qtbot: QtBot, program: App, **chosen: object) -> None:
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        program.session.prefer(replace(program.session.preferences, **chosen))


def set_clock(monkeypatch: pytest.MonkeyPatch, to: datetime) -> None:
    monkeypatch.setattr(Moment, "now", lambda: Moment.on_clock(to, "Europe/London"))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Every backup stops half way until this is called."""
    gate = threading.Event()
    look = Safekeeping._look

    def wait(self: Safekeeping, job: safekeeping._Job, total: int, opened: int) -> None:
        assert gate.wait(30)
        look(self, job, total, opened)

    monkeypatch.setattr(Safekeeping, "_look", wait)
    yield gate.set
    gate.set()


def test_after_the_days_first_save_a_backup_lies_in_the_folder_and_holds_it(
    qtbot: QtBot, program: App
) -> None:
    save(qtbot, program, "Monday")
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)
    key = program.session.key
    assert key is not None
    assert verify_backup(here()[0].file, key).entries == 1
    settled(qtbot, program)
    save(qtbot, program, "Later")
    settled(qtbot, program)
    assert len(here()) == 1, "once a day"
    assert "backup" not in labels(program.window).lower(), "nothing is said where all is well"


def test_the_program_stays_open_over_midnight_and_the_next_day_has_its_backup(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, datetime(2026, 11, 22, 23, 50))
    save(qtbot, program, "Late")
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)
    settled(qtbot, program)
    set_clock(monkeypatch, datetime(2026, 11, 23, 0, 10))
    save(qtbot, program, "Later still")
    qtbot.waitUntil(lambda: len(here()) == 2, timeout=WAIT)


def test_a_program_started_again_the_same_day_makes_no_second_one(
    qtbot: QtBot, program: App
) -> None:
    key = program.session.key
    assert key is not None
    Backups(backups_folder()).make(program.door.folder, key)
    save(qtbot, program, "Monday")
    settled(qtbot, program)
    assert len(here()) == 1


def test_who_wants_no_daily_backup_gets_none(qtbot: QtBot, program: App) -> None:
    prefer(qtbot, program, backs_up_daily=False)
    save(qtbot, program, "Monday")
    settled(qtbot, program)
    assert here() == []


def test_where_the_folder_is_gone_one_line_says_so_once_and_a_later_save_tries_again(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    prefer(qtbot, program, backup_folder=str(stick))
    told: list[str] = []
    program.keeping.told.connect(told.append)
    for title in ("Monday", "Tuesday"):
        save(qtbot, program, title)
        settled(qtbot, program)
    assert len(told) == 1
    assert f"The folder {stick} is not here. The journal is safe" in told[0]
    assert told[0] in labels(program.window)
    assert not stick.exists()
    stick.mkdir()
    save(qtbot, program, "Wednesday")
    qtbot.waitUntil(lambda: len(here(stick)) == 1, timeout=WAIT)
    settled(qtbot, program)
    assert program.keeping.safekeeping.problem == ""


def test_after_a_failure_not_every_save_tries_again(
    qtbot: QtBot, program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safekeeping, "RETRIES", (3600.0,))
    prefer(qtbot, program, backup_folder=str(tmp_path / "stick"))
    save(qtbot, program, "Monday")
    settled(qtbot, program)
    (tmp_path / "stick").mkdir()
    save(qtbot, program, "Tuesday")
    settled(qtbot, program)
    assert here(tmp_path / "stick") == []
    prefer(qtbot, program, backup_folder="")
    save(qtbot, program, "Wednesday")
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)


def test_a_damaged_journal_is_told_and_older_backups_stay(qtbot: QtBot, program: App) -> None:
    save(qtbot, program, "Monday")
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)
    settled(qtbot, program)
    program.session.ask(_damage, lambda _: None, lambda error: pytest.fail(str(error)))
    program.tasks.finish()
    with qtbot.waitSignal(program.keeping.safekeeping.changed, timeout=WAIT):
        program.keeping.safekeeping.back_up()
    settled(qtbot, program)
    assert "Older backups are untouched" in program.keeping.safekeeping.problem
    assert len(here()) == 1


def _damage(journal: Journal) -> None:
    store = journal._store
    store._sql.execute_sql("UPDATE revision SET sealed = zeroblob(300)")


def test_while_a_backup_is_made_words_are_sealed(
    qtbot: QtBot, program: App, held: Callable[[], None]
) -> None:
    program.keeping.safekeeping.back_up()
    save(qtbot, program, "Meanwhile")
    assert program.keeping.safekeeping.is_busy
    held()
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)


def test_locking_in_the_midst_of_a_backup_gives_it_up_and_leaves_nothing(
    qtbot: QtBot, program: App, held: Callable[[], None]
) -> None:
    save(qtbot, program, "Monday")
    qtbot.waitUntil(lambda: program.keeping.safekeeping.is_busy, timeout=WAIT)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    held()
    qtbot.waitUntil(lambda: not program.keeping.safekeeping.is_busy, timeout=WAIT)
    assert not backups_folder().exists() or list(backups_folder().iterdir()) == []
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    save(qtbot, program, "Tuesday")
    qtbot.waitUntil(lambda: len(here()) == 1, timeout=WAIT)


def test_quitting_does_not_wait_for_a_backup(
    qtbot: QtBot, program: App, held: Callable[[], None]
) -> None:
    program.keeping.safekeeping.back_up()
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    held()
    program.tasks._copying.shutdown(wait=True)
    assert not backups_folder().exists() or list(backups_folder().iterdir()) == []


def choose_and_import(qtbot: QtBot, program: App, file: Path) -> ImportDialog:
    program.transfer.ask_import()
    dialog = program.transfer._dialog
    assert isinstance(dialog, ImportDialog)
    dialog.choose(str(file))
    bring_in = buttons(dialog)["Bring them in"]
    qtbot.waitUntil(bring_in.isEnabled, timeout=WAIT)
    bring_in.click()
    return dialog


def test_before_an_import_the_journal_is_backed_up_as_it_was(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    prefer(qtbot, program, backs_up_daily=False)
    save(qtbot, program, "Mine")
    file = a_dayone_export(tmp_path / "export.zip", [{"text": "One."}, {"text": "Two."}])
    dialog = choose_and_import(qtbot, program, file)
    qtbot.waitUntil(lambda: "2 entries came in" in labels(dialog), timeout=WAIT)
    (backup,) = here()
    key = program.session.key
    assert key is not None
    assert verify_backup(backup.file, key).entries == 1
    dialog.reject()


def test_where_no_backup_can_be_made_first_one_may_stop_or_go_on_without(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    prefer(qtbot, program, backs_up_daily=False, backup_folder=str(tmp_path / "stick"))
    save(qtbot, program, "Mine")
    file = a_dayone_export(tmp_path / "export.zip", [{"text": "One."}])
    dialog = choose_and_import(qtbot, program, file)
    qtbot.waitUntil(lambda: "Nothing came in" in labels(dialog), timeout=WAIT)
    assert "is not here" in labels(dialog)
    assert len(program.session.summaries) == 1
    buttons(dialog)["Bring them in without a backup"].click()
    qtbot.waitUntil(lambda: "1 entry came in" in labels(dialog), timeout=WAIT)
    assert len(program.session.summaries) == 2
    dialog.reject()


def test_stopping_an_import_while_it_backs_up_brings_nothing_in(
    qtbot: QtBot, program: App, tmp_path: Path, held: Callable[[], None]
) -> None:
    prefer(qtbot, program, backs_up_daily=False)
    save(qtbot, program, "Mine")
    file = a_dayone_export(tmp_path / "export.zip", [{"text": "One."}])
    dialog = choose_and_import(qtbot, program, file)
    assert "Backing up the journal first…" in labels(dialog)
    buttons(dialog)["Cancel"].click()
    held()
    settled(qtbot, program)
    assert here() == []
    assert len(program.session.summaries) == 1
    dialog.reject()
