from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite, KeychainLocked, KeychainSilent, KeyNotThere
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.settings import Settings, keep_settings
from shadowjournal.vault.recovery import RecoveryCode
from tests.builders import QUICK, a_folder, a_prompt, an_entry, text
from tests.keychains import BrokenKeychain, MemoryKeychain, no_keychain
from tests.ui.conftest import Start
from tests.ui.seen import focused, nameless
from ui.app import App
from ui.editor.page import Page
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import UnlockState

WAIT = 10_000  # milliseconds; on an idle machine nothing here takes one second


def type_words(program: App, words: str) -> None:
    program.desk.editor.focus_text()
    QTest.keyClicks(page_of(program), words)


def wait_for_entry(qtbot: QtBot, program: App, entry_id: str) -> None:
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == entry_id, timeout=WAIT)


def page_of(program: App) -> Page:
    page = program.desk.editor.findChild(Page)
    assert page is not None
    return page


def sealed(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def written(program: App) -> str:
    return "\n".join(
        "".join(span.text for span in getattr(block, "spans", ()))
        for block in program.desk.editor.entry().document.blocks
    )


def close(qtbot: QtBot, program: App) -> None:
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)


def all_words(program: App) -> str:
    """Every word that any widget or the accessible tree of the window holds."""
    seen = []
    for widget in [program.window, *program.window.findChildren(QWidget)]:
        accessible = QAccessible.queryAccessibleInterface(widget)
        names = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
        seen += [getattr(widget, name, str)() for name in ("text", "toPlainText")]
        seen += [widget.windowTitle(), widget.toolTip(), *map(accessible.text, names)]
    return " ".join(seen)


def test_every_focusable_widget_of_the_whole_program_has_a_name(program: App) -> None:
    assert nameless(program.window) == []


def test_no_two_commands_share_a_shortcut(program: App) -> None:
    keys = [key.toString() for action in program.commands for key in action.shortcuts()]
    assert len(keys) == len(set(keys)) > 20


def test_a_page_opened_and_left_alone_is_never_stored(qtbot: QtBot, program: App) -> None:
    program.commands.new_entry.trigger()
    program.commands.new_entry.trigger()
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert program.session.summaries == []


def test_a_pause_in_typing_seals_what_was_typed(qtbot: QtBot, program: App) -> None:
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT) as saved:
        type_words(program, "I stayed in.")
    assert saved.args is not None
    assert saved.args[0].document == text("I stayed in.")


def test_showing_an_entry_never_counts_as_changing_it(qtbot: QtBot, program: App) -> None:
    type_words(program, "first")
    program.commands.new_entry.trigger()
    sealed(qtbot, program)
    type_words(program, "second")
    sealed(qtbot, program)
    with qtbot.assertNotEmitted(program.session.entry_saved, wait=1500):
        for summary in program.session.summaries * 3:
            program.desk.writing.open(summary.id)
            wait_for_entry(qtbot, program, summary.id)
        program.looks.choose_dark()
        program.looks.choose_light()


def test_switching_right_after_typing_loses_no_letter(qtbot: QtBot, program: App) -> None:
    type_words(program, "one")
    program.commands.save.trigger()
    sealed(qtbot, program)
    first = program.desk.editor.entry().id
    program.commands.new_entry.trigger()
    type_words(program, "two")
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    sealed(qtbot, program)
    assert {summary.first_words for summary in program.session.summaries} == {"one", "two"}


def test_what_is_typed_while_another_entry_is_on_its_way_is_kept(
    qtbot: QtBot, program: App
) -> None:
    type_words(program, "one")
    program.commands.save.trigger()
    sealed(qtbot, program)
    first = program.desk.editor.entry().id
    program.commands.new_entry.trigger()
    type_words(program, "two")
    program.desk.writing.open(first)
    type_words(program, " and more")  # before the first entry has arrived
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    sealed(qtbot, program)
    assert {s.first_words for s in program.session.summaries} == {"one", "two and more"}


def test_closing_right_after_typing_loses_no_letter(
    qtbot: QtBot, start: Start, program: App
) -> None:
    type_words(program, "the last words")
    close(qtbot, program)
    again = start()
    qtbot.waitUntil(lambda: again.session.is_open, timeout=WAIT)
    assert written(again) == "the last words"


def test_another_day_begins_with_a_blank_page(qtbot: QtBot, start: Start, program: App) -> None:
    old = an_entry("Yesterday", "words", at=datetime(2020, 1, 1))
    program.session.save(old)
    qtbot.waitUntil(lambda: program.session.knows(old.id), timeout=WAIT)
    close(qtbot, program)
    again = start()
    qtbot.waitUntil(lambda: len(again.session.summaries) == 1, timeout=WAIT)
    assert again.desk.editor.entry().is_empty


def test_todays_entry_comes_back_although_an_old_one_was_written_to_last(
    qtbot: QtBot, start: Start, program: App
) -> None:
    type_words(program, "the words of today")
    sealed(qtbot, program)
    program.session.save(an_entry("Old", "read again", at=datetime(2020, 1, 1)))
    qtbot.waitUntil(lambda: len(program.session.summaries) == 2, timeout=WAIT)
    close(qtbot, program)
    again = start()
    qtbot.waitUntil(lambda: written(again) == "the words of today", timeout=WAIT)


def test_a_locked_window_shows_no_word_of_the_journal(qtbot: QtBot, program: App) -> None:
    type_words(program, "quillfeather")
    program.desk.editor.focus_title()
    QTest.keyClicks(focused(), "Quixotic title")
    sealed(qtbot, program)
    program.desk.sidebar.focus_search()
    QTest.keyClicks(focused(), "quillfeather")
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    assert isinstance(program.window.screen_shown, UnlockScreen)
    words = all_words(program).lower()
    assert "quill" not in words
    assert "quixotic" not in words
    assert page_of(program).document().availableUndoSteps() == 0
    assert program.session.summaries == []


def test_locking_in_mid_word_seals_it_first(qtbot: QtBot, program: App) -> None:
    type_words(program, "half a wor")
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert written(program) == "half a wor"


@pytest.mark.fault("a disk that takes nothing")
def test_a_disk_that_refuses_keeps_the_words_on_the_page_and_the_window_open(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Journal.save

    def full(journal: Journal, entry: Entry) -> Entry:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(Journal, "save", full)
    type_words(program, "precious")
    with qtbot.waitSignal(program.session.save_failed, timeout=WAIT):
        program.commands.save.trigger()
    assert "The disk is full." in all_words(program)
    program.commands.lock.trigger()
    qtbot.wait(200)
    assert program.session.is_open
    program.commands.new_entry.trigger()
    type_words(program, "another page")
    monkeypatch.setattr(Journal, "save", real)
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert {s.first_words for s in program.session.summaries} == {"precious", "another page"}


def test_choosing_a_prompt_puts_it_on_the_page_and_choosing_it_again_goes_on(
    qtbot: QtBot, program: App
) -> None:
    prompt = a_prompt()
    program.desk.prompts.prompt_chosen.emit(prompt)
    assert program.desk.editor.entry().prompt == prompt
    assert prompt.text in all_words(program)
    type_words(program, "an answer")
    sealed(qtbot, program)
    answered = program.desk.editor.entry().id
    program.commands.new_entry.trigger()
    program.desk.prompts.prompt_chosen.emit(prompt)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == answered, timeout=WAIT)


def test_the_days_prompts_stay_through_the_day(qtbot: QtBot, program: App) -> None:
    cards = program.desk.prompts.findChildren(QLabel)
    before = [label.text() for label in cards]
    program.desk.prompts.prompt_chosen.emit(a_prompt("se-3"))
    type_words(program, "an answer")
    sealed(qtbot, program)
    program.desk._all_read()
    assert [label.text() for label in program.desk.prompts.findChildren(QLabel)] == before


def test_search_answers_as_one_types_and_opens_what_is_chosen(qtbot: QtBot, program: App) -> None:
    kitchen = an_entry("The quiet", "I cleaned the kitchen.")
    for entry in (kitchen, an_entry("Other", "A garden.")):
        program.session.save(entry)
    program.desk.sidebar.focus_search()
    QTest.keyClicks(focused(), "kitch*")
    qtbot.waitUntil(lambda: "1 entry" in all_words(program), timeout=WAIT)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == kitchen.id, timeout=WAIT)


def test_the_previous_and_the_next_entry_are_a_key_away(qtbot: QtBot, program: App) -> None:
    entries = [an_entry(f"Day {n}", "words", at=datetime(2026, 1, n)) for n in (1, 2, 3)]
    for entry in entries:
        program.session.save(entry)
    qtbot.waitUntil(lambda: len(program.session.summaries) == 3, timeout=WAIT)

    older, newer = program.commands.next_entry, program.commands.previous_entry
    for action, expected in ((older, 3), (older, 2), (older, 1), (newer, 2)):
        action.trigger()
        wait_for_entry(qtbot, program, entries[expected - 1].id)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (KeychainLocked("The keyring is locked."), UnlockState.KEYRING_LOCKED),
        (KeychainSilent("The keyring does not answer."), UnlockState.KEYRING_SILENT),
        (KeyNotThere("The keyring holds no key."), UnlockState.KEY_NOT_THERE),
    ],
)
def test_every_fault_of_the_keyring_has_its_own_screen(
    qtbot: QtBot, start: Start, program: App, fault: KeychainLocked, state: UnlockState
) -> None:
    close(qtbot, program)
    again = start(BrokenKeychain(fault).find)
    qtbot.waitUntil(lambda: _state(again) is state, timeout=WAIT)
    assert not again.session.is_open


def test_a_missing_keyring_has_its_own_screen_and_the_code_opens_the_journal(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    folder.release()
    program = start(no_keychain)
    qtbot.waitUntil(lambda: _state(program) is UnlockState.KEYRING_MISSING, timeout=WAIT)
    program.door.try_code(RecoveryCode.new())
    qtbot.waitUntil(lambda: "belongs to another journal" in all_words(program), timeout=WAIT)
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


def test_after_the_recovery_code_the_new_computers_keyring_opens_the_journal(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    folder.release()
    computer = MemoryKeychain()
    program = start(computer.find)
    qtbot.waitUntil(lambda: _state(program) is UnlockState.KEY_NOT_THERE, timeout=WAIT)
    before = folder.vault()
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    qtbot.waitUntil(lambda: folder.vault() != before, timeout=WAIT)
    close(qtbot, program)
    again = start(computer.find)
    qtbot.waitUntil(lambda: again.session.is_open, timeout=WAIT)


def test_a_passphrase_journal_asks_for_it_and_a_wrong_one_opens_nothing(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    folder.create(passphrase="one", effort=QUICK)
    folder.release()
    program = start()
    qtbot.waitUntil(lambda: _state(program) is UnlockState.PASSPHRASE, timeout=WAIT)
    program.door.try_passphrase("two")
    qtbot.waitUntil(lambda: "does not open" in all_words(program), timeout=WAIT)
    assert not program.session.is_open
    program.door.try_passphrase("one")
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


@pytest.mark.fault("a second start")
def test_a_second_window_says_that_the_journal_is_open(
    qtbot: QtBot, start: Start, program: App
) -> None:
    second = start()
    qtbot.waitUntil(lambda: _state(second) is UnlockState.IN_USE, timeout=WAIT)
    close(qtbot, program)
    second.entrance.arrive()
    qtbot.waitUntil(lambda: second.session.is_open, timeout=WAIT)


def test_a_file_that_is_no_journal_gets_its_own_screen_and_is_left_alone(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "journal.db").write_bytes(b"something else")
    program = start()
    qtbot.waitUntil(lambda: _state(program) is UnlockState.UNREADABLE, timeout=WAIT)
    assert (tmp_path / "journal" / "journal.db").read_bytes() == b"something else"


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, start: Start, program: App) -> None:
    program.window.resize(1100, 700)
    program.commands.theme_dark.trigger()
    program.commands.toggle_sidebar.trigger()
    close(qtbot, program)
    again = start()
    qtbot.waitUntil(lambda: again.session.is_open, timeout=WAIT)
    assert again.looks.theme.is_dark
    assert not again.desk.sidebar.isVisible()


def test_settings_that_fit_no_screen_keep_no_window_from_opening(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    strange = Settings(geometry=b"nonsense", sidebar_width=10_000, help_region="Atlantis")
    keep_settings(tmp_path / "settings.json", strange)
    program = start()
    program.door.make(None)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.entrance._finish_first_run(False)
    assert page_of(program).isVisible()
    assert program.desk.editor.width() > program.window.width() // 4
    program.commands.help.trigger()
    assert program.window.screen_shown is not program.desk


def test_a_narrow_window_folds_the_sidebar_away_and_a_key_brings_it_back(
    qtbot: QtBot, program: App
) -> None:
    program.window.resize(780, 600)
    qtbot.waitUntil(lambda: not program.desk.sidebar.isVisible(), timeout=WAIT)
    program.commands.search.trigger()
    assert program.desk.sidebar.isVisible()
    program.window.resize(1200, 700)
    qtbot.waitUntil(program.desk.sidebar.isVisible, timeout=WAIT)


def test_help_is_a_key_away_from_everywhere_and_leads_back(qtbot: QtBot, program: App) -> None:
    program.commands.help.trigger()
    care = program.window.screen_shown
    assert care is not program.desk
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert program.window.screen_shown is program.desk
    type_words(program, "too much")
    program.commands.too_much.trigger()
    qtbot.waitUntil(lambda: program.window.screen_shown is care, timeout=WAIT)
    assert program.desk.writing.is_safe
    program.entrance.lock()
    program.commands.help.trigger()
    assert program.window.screen_shown is care


def test_an_untouched_page_left_open_overnight_turns_to_today(program: App) -> None:
    blank = program.desk.editor.entry()
    old = replace(blank, written=an_entry(at=datetime(2020, 1, 1)).written)
    program.desk.editor.show_entry(old)
    program.desk.writing.renew_day()
    assert program.desk.editor.entry().written.day == blank.written.day


def _state(program: App) -> UnlockState | None:
    screen = program.window.screen_shown
    return screen.state if isinstance(screen, UnlockScreen) else None


@pytest.mark.fault("rows of the wrong kind")
def test_a_damaged_entry_is_told_of_and_the_others_are_there(
    qtbot: QtBot, start: Start, program: App, tmp_path: Path
) -> None:
    hit, whole = an_entry("Hit", "words"), an_entry("Whole", "words")
    for entry in (hit, whole):
        program.session.save(entry)
    qtbot.waitUntil(lambda: len(program.session.summaries) == 2, timeout=WAIT)
    close(qtbot, program)
    file = tmp_path / "journal" / "journal.db"
    content = bytearray(file.read_bytes())
    content[content.index(hit.id.encode()) + 80] ^= 1
    file.write_bytes(content)
    again = start()
    qtbot.waitUntil(lambda: "One record is damaged" in all_words(again), timeout=WAIT)
    assert [summary.title for summary in again.session.summaries] == ["Whole"]
