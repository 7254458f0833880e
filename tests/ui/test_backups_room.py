from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backups
from shadowjournal.places import backups_folder
from tests.builders import NOVEMBER, a_folder, an_entry
from tests.ui.seen import buttons, labels
from ui.app import App
from ui.backups.panel import BackupsPanel

WAIT = 20_000


def open_page(qtbot: QtBot, program: App) -> BackupsPanel:
    program.commands.settings.trigger()
    qtbot.waitUntil(lambda: program.preferring._screen is not None, timeout=WAIT)
    screen = program.preferring._screen
    assert screen is not None
    screen.show_page("Backups")
    (panel,) = screen.findChildren(BackupsPanel)
    qtbot.waitUntil(lambda: "Looking through" not in labels(panel), timeout=WAIT)
    return panel


def a_backup(program: App, day: int = 22) -> Path:
    key = program.session.key
    assert key is not None
    when = NOVEMBER.replace(day=day)
    return Backups(backups_folder()).make(program.door.folder, key, when).file


def test_a_backup_made_by_hand_is_listed_with_what_was_opened_in_it(
    qtbot: QtBot, program: App
) -> None:
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.session.save(an_entry("Monday", "Rain."))
    panel = open_page(qtbot, program)
    assert "There is no backup of this journal here yet." in labels(panel)
    buttons(panel)["Back up now"].click()
    qtbot.waitUntil(lambda: ": 1 entry in 1 version" in labels(panel), timeout=WAIT)
    assert len(Backups(backups_folder()).newest_first()) == 1
    assert "made and opened at" in labels(panel)


def test_a_check_opens_all_of_it_and_is_remembered_until_the_journal_is_locked(
    qtbot: QtBot, program: App
) -> None:
    file = a_backup(program)
    panel = open_page(qtbot, program)
    qtbot.waitUntil(lambda: len(panel._rows) == 1, timeout=WAIT)
    assert "opened and checked when it was made" in labels(panel)
    buttons(panel)["Check again"].click()
    qtbot.waitUntil(lambda: "all of it opens: 0 entries" in labels(panel), timeout=WAIT)
    file.write_bytes(file.read_bytes()[:-4096])
    buttons(panel)["Check again"].click()
    qtbot.waitUntil(lambda: "does not open" in labels(panel), timeout=WAIT)
    file.unlink()
    buttons(panel)["Check again"].click()
    qtbot.waitUntil(lambda: "the file is gone" in labels(panel), timeout=WAIT)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    assert program.keeping.room._notes == {}


def test_backups_of_another_journal_and_other_files_are_counted_not_listed(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    a_backup(program, 20)
    folder, made = a_folder(tmp_path / "other")
    Backups(backups_folder()).make(folder, made.key, NOVEMBER.replace(day=21))
    (backups_folder() / "ShadowJournal 2026-11-19 10.00.00.backup").write_bytes(b"a cat")
    panel = open_page(qtbot, program)
    qtbot.waitUntil(lambda: "2 other files lie" in labels(panel), timeout=WAIT)
    assert len(panel._rows) == 1


def test_the_folder_and_the_daily_backup_are_chosen_for_this_journal(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    panel = open_page(qtbot, program)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        panel.place_chosen.emit(str(tmp_path))
    assert program.session.preferences.backup_folder == str(tmp_path)
    assert str(tmp_path) in labels(panel)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        panel._daily.click()
    assert not program.session.preferences.backs_up_daily
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        panel.place_chosen.emit("")
    assert program.session.preferences.backup_folder == ""


@pytest.mark.parametrize("part", ["", "backups"])
def test_the_journals_own_folder_is_no_place_for_its_backups(
    qtbot: QtBot, program: App, tmp_path: Path, part: str
) -> None:
    panel = open_page(qtbot, program)
    panel.place_chosen.emit(str(tmp_path / "journal" / part))
    assert "That is the journal's own folder" in labels(panel)
    assert program.session.preferences.backup_folder == ""


def test_a_backup_that_fails_says_why_on_the_page(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    panel = open_page(qtbot, program)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        panel.place_chosen.emit(str(tmp_path / "gone"))
    buttons(panel)["Back up now"].click()
    qtbot.waitUntil(lambda: "The last backup could not be made." in labels(panel), timeout=WAIT)
    assert "older backups are untouched" in labels(panel)
    assert buttons(panel)["Back up now"].isEnabled()
