"""The reminder of the recovery code, and a passphrase from the settings to the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Moment
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.preferences import Preferences
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.slots import RecoverySlot
from tests.builders import QUICK
from tests.keychains import MemoryKeychain
from tests.secret_service import SecretService
from tests.ui.conftest import Start
from tests.ui.news import unexpected
from tests.ui.seen import buttons, focused, labels
from ui.actions import Actions
from ui.app import App
from ui.desk import Desk
from ui.door import Door
from ui.entrance import Entrance
from ui.key_keeping import REMINDER, KeyKeeping, is_due, is_unseen
from ui.keys.page import KeysPage
from ui.looks import Looks
from ui.preferring import Preferring
from ui.session import Session
from ui.tasks import Tasks
from ui.unlock.screen import UnlockScreen
from ui.widgets.notice_bar import Notice, Urgency

WAIT = 10_000
MONDAY = date(2026, 11, 23)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


Reopen = Callable[[], "Rooms"]


class Clock:
    """The day it is, for everything that asks."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day = MONDAY
        monkeypatch.setattr(Moment, "now", self._now)

    def _now(self) -> Moment:
        return Moment.on_clock(datetime.combine(self.day, datetime.min.time()), "Europe/London")

    def go_on(self, nights: int = 1) -> None:
        """Sleep for so many nights."""
        self.day += timedelta(days=nights)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def computer() -> MemoryKeychain:
    return MemoryKeychain()


@pytest.fixture
def made(clock: Clock, tmp_path: Path, computer: MemoryKeychain) -> NewJournal:
    """A journal made on Monday, whose owner saw the recovery code and put testing it off."""
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=computer)
    journal = folder.open(made.key)
    journal.prefer(Preferences(code_was_shown=True))
    journal.close()
    folder.release()
    return made


class Rooms:
    """The rooms of the program without their window, on the journal in *folder*.

    They hear each other as in the `App`, as far as keys are concerned.
    """

    def __init__(self, qtbot: QtBot, folder: JournalFolder, computer: MemoryKeychain) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._qtbot = qtbot
        self.tasks = Tasks()
        self.door = Door(folder, self.tasks, computer.find, QUICK)
        self.session = Session(self.tasks)
        commands, looks = Actions(), Looks(application, "light")
        self.entrance = Entrance(self.door, looks.icons)
        self.desk = Desk(self.session, commands, looks.icons)
        self.preferring = Preferring(self.session, commands, looks)
        self.keys = KeyKeeping(self.door, self.tasks, self.session, self.desk, self.preferring)
        self.settings: QWidget | None = None
        self.door.unlocked.connect(self._open)
        self.session.opened.connect(self.desk.begin_day)
        self.preferring.screen_wanted.connect(self._show)
        self.desk.show()

    @property
    def reminder(self) -> str:
        """The words of the reminder, where it can be seen."""
        notice = self.desk.editor.notices.notice
        return notice.words if notice is not None and notice.key == REMINDER else ""

    @property
    def page(self) -> KeysPage:
        """The page of keys, once it can be typed into."""
        self._qtbot.waitUntil(lambda: self.settings is not None, timeout=WAIT)
        assert self.settings is not None
        page = self.settings.findChild(KeysPage)
        assert page is not None
        self._qtbot.waitUntil(lambda: bool(page.findChildren(QLineEdit)), timeout=WAIT)
        return page

    def choose(self, words: str) -> None:
        """Press the button of the reminder that says *words*."""
        QTest.mouseClick(buttons(self.desk.editor.notices)[words], Qt.MouseButton.LeftButton)

    def open(self, act: Callable[..., None], *values: object) -> None:
        """Open the journal by *act* with *values*; wait until it was looked at."""
        with self._qtbot.waitSignal(self.keys.locksmith.vault_known, timeout=WAIT):
            act(*values)
        self._qtbot.wait(20)
        self.tasks.finish()

    def lock(self) -> None:
        """Lock the journal."""
        with self._qtbot.waitSignal(self.session.locked, timeout=WAIT):
            self.desk.clear()
            self.session.lock()

    def close(self) -> None:
        """Lock the journal, and let go of it."""
        if self.session.is_open:
            self.lock()
        for room in (self.settings, self.desk):
            if room is not None:
                room.close()
                room.deleteLater()
        self.tasks.stop()
        self.door.folder.release()

    def _open(self, key: JournalKey) -> None:
        self.session.open(self.door.folder, key, unexpected)

    def _show(self, screen: QWidget) -> None:
        self.settings = screen
        screen.show()


@pytest.fixture
def begin(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, computer: MemoryKeychain
) -> Iterator[Callable[[], Rooms]]:
    """Start the program once more; as on a computer, the one before is closed first."""
    running: list[Rooms] = []

    def begin() -> Rooms:
        if running:
            running[-1].close()
        folder = JournalFolder(tmp_path / "journal")
        folder.take()
        running.append(Rooms(qtbot, folder, computer))
        return running[-1]

    yield begin
    running[-1].close()


@pytest.fixture
def reopen(begin: Callable[[], Rooms], made: NewJournal) -> Reopen:
    """Start the program on the journal made on Monday, which opens by itself."""

    def reopen() -> Rooms:
        rooms = begin()
        rooms.open(rooms.door.try_keychain)
        return rooms

    return reopen


def come_forward(qtbot: QtBot, program: App) -> None:
    program.window.activateWindow()
    qtbot.waitActive(program.window)


def press(root: QWidget, words: str) -> None:
    QTest.mouseClick(buttons(root)[words], Qt.MouseButton.LeftButton)


def page_of(program: App) -> KeysPage:
    page = program.window.findChild(KeysPage)
    assert page is not None
    return page


def test_nobody_is_reminded_on_the_first_day(reopen: Reopen) -> None:
    assert reopen().reminder == ""


def test_an_untested_code_is_reminded_of_once_a_day_until_it_was_tested(
    qtbot: QtBot, reopen: Reopen, clock: Clock, made: NewJournal
) -> None:
    clock.go_on()
    rooms = reopen()
    assert "was not tested yet" in rooms.reminder
    rooms.choose("Later")
    assert rooms.reminder == ""
    assert reopen().reminder == "", "once a day"
    clock.go_on()
    rooms = reopen()
    rooms.choose("Test it now")
    page = rooms.page
    (field,) = page.findChildren(QLineEdit)
    QTest.keyClicks(field, made.code.text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "This is the right code" in labels(page), timeout=WAIT)
    clock.go_on()
    assert reopen().reminder == "", "gone for good"


def test_locking_and_opening_on_the_same_day_does_not_remind_again(
    reopen: Reopen, clock: Clock
) -> None:
    clock.go_on()
    rooms = reopen()
    assert rooms.reminder
    rooms.lock()
    assert rooms.reminder == ""
    rooms.open(rooms.door.try_keychain)
    assert rooms.reminder == ""


def test_what_is_more_urgent_is_said_first(reopen: Reopen, clock: Clock) -> None:
    clock.go_on()
    rooms = reopen()
    urgent = Notice("urgent", "The folder is synced.", (), Urgency.WARNING)
    rooms.desk.editor.notices.show_notice(urgent)
    assert rooms.reminder == ""


def test_a_code_that_opened_the_journal_is_tested(
    reopen: Reopen, clock: Clock, made: NewJournal
) -> None:
    clock.go_on()
    rooms = reopen()
    rooms.lock()
    clock.go_on()
    rooms.open(rooms.door.try_code, made.code)
    assert rooms.door.folder.vault().recovery_is_tested
    assert rooms.reminder == ""


def test_a_first_run_that_was_cut_off_is_told_at_the_next_start_and_a_new_code_made(
    qtbot: QtBot, begin: Callable[[], Rooms], clock: Clock
) -> None:
    rooms = begin()
    rooms.door.make(None)
    qtbot.waitUntil(lambda: rooms.session.is_open, timeout=WAIT)
    qtbot.wait(100)
    assert rooms.reminder == "", "the first run has its own words"
    rooms = begin()
    rooms.open(rooms.door.try_keychain)
    assert "you may never have seen the recovery code" in rooms.reminder
    rooms.choose("Make a new one")
    assert "Use this code" in buttons(rooms.page)


def test_a_first_run_that_came_to_its_end_is_not_taken_for_one_cut_off(
    qtbot: QtBot, begin: Callable[[], Rooms], clock: Clock
) -> None:
    rooms = begin()
    rooms.door.make(None)
    qtbot.waitUntil(lambda: rooms.session.is_open, timeout=WAIT)
    rooms.entrance._finish_first_run(False)
    qtbot.waitUntil(lambda: rooms.session.preferences.code_was_shown, timeout=WAIT)
    clock.go_on()
    rooms = begin()
    rooms.open(rooms.door.try_keychain)
    assert "was not tested yet" in rooms.reminder


def test_the_buttons_of_the_reminder_are_named(reopen: Reopen, clock: Clock) -> None:
    clock.go_on()
    bar = reopen().desk.editor.notices
    named = {b.accessibleName() for b in bar.findChildren(QPushButton) if b.isVisible()}
    assert named == {"Test it now", "Later"}


def a_slot(made_on: date | None) -> RecoverySlot:
    return RecoverySlot("0" * 32, b"", False, made_on)


@given(made_on=days, today=days, reminded=st.none() | days)
def test_at_most_one_reminder_comes_in_a_day_and_none_on_the_first(
    made_on: date, today: date, reminded: date | None
) -> None:
    shown = Preferences(code_was_shown=True, code_reminder=reminded)
    assert is_due(a_slot(made_on), shown, today) == (today not in {made_on, reminded})
    unseen = Preferences(code_reminder=reminded)
    assert is_due(a_slot(made_on), unseen, today) == (today != reminded)


def test_of_a_journal_from_an_older_version_nobody_says_that_its_code_was_never_seen() -> None:
    assert not is_unseen(a_slot(None), Preferences())
    assert is_unseen(a_slot(MONDAY), Preferences())


def find(name: str | None = None) -> SystemKeychain:
    found = SystemKeychain.find(name)
    found._patience = 5.0
    return found


def with_real_keyring(qtbot: QtBot, start: Start) -> App:
    """A program past its first run, whose key the real keyring holds."""
    program = start(find)
    program.door.make(None)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.entrance._finish_first_run(False)
    come_forward(qtbot, program)
    return program


def require_a_passphrase(qtbot: QtBot, program: App, passphrase: str) -> None:
    """Go to the settings, try the keyring, and let the passphrase take its place."""
    program.commands.settings.trigger()
    qtbot.waitUntil(lambda: program.window.findChild(KeysPage) is not None, timeout=WAIT)
    program.preferring.show_page("Keys")
    page = page_of(program)
    qtbot.waitUntil(lambda: "Try it" in buttons(page), timeout=WAIT)
    press(page, "Try it")
    qtbot.waitUntil(lambda: "It works" in labels(page), timeout=WAIT)
    switch = next(box for box in page.findChildren(QCheckBox) if "every start" in box.text())
    switch.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClicks(focused(), passphrase)
        QTest.keyClick(focused(), key)
    qtbot.waitUntil(switch.isChecked, timeout=WAIT)


def test_a_passphrase_required_in_the_settings_opens_it_after_a_lock(
    qtbot: QtBot, start: Start, secret_service: SecretService
) -> None:
    program = with_real_keyring(qtbot, start)
    require_a_passphrase(qtbot, program, "four plain words")

    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    door = program.window.screen_shown
    assert isinstance(door, UnlockScreen)
    assert "keyring" not in " ".join(buttons(door))
    QTest.keyClicks(focused(), "four plain words")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert program.door.folder.vault().asks_at_every_start


def test_a_real_keyring_that_is_silent_can_be_left_and_is_told_of_when_it_is_locked(
    qtbot: QtBot, start: Start, secret_service: SecretService
) -> None:
    program = with_real_keyring(qtbot, start)
    program.preferring.show_page("Keys")
    program.preferring.show_page("Keys")
    page = page_of(program)
    qtbot.waitUntil(lambda: "Try it" in buttons(page), timeout=WAIT)
    secret_service.freeze()
    press(page, "Try it")
    qtbot.waitUntil(lambda: "Waiting for your keyring" in labels(page), timeout=WAIT)
    press(page, "Stop waiting")
    qtbot.waitUntil(lambda: "Nothing was changed" in labels(page), timeout=WAIT)
    secret_service.thaw()
    secret_service.lock()
    press(page, "Try it")
    qtbot.waitUntil(lambda: "Your keyring is locked" in labels(page), timeout=WAIT)


def test_the_recovery_code_gives_no_keyring_the_key_of_a_journal_that_asks_every_time(
    qtbot: QtBot, start: Start, secret_service: SecretService
) -> None:
    program = start(find)
    with qtbot.waitSignal(program.door.made, timeout=WAIT) as made:
        program.door.make(None)
    assert made.args is not None
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.entrance._finish_first_run(False)
    key = program.session.key
    assert key is not None
    with qtbot.waitSignal(program.keys.locksmith.finished, timeout=WAIT):
        program.keys.locksmith.set_passphrase(key, "four plain words", is_required=True)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    program.door.try_code(made.args[0])
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    qtbot.wait(300)
    program.tasks.finish()
    vault = program.door.folder.vault()
    assert vault.asks_at_every_start
    assert vault.recovery_is_tested


def test_colours_may_change_after_the_settings_were_left_by_a_lock(
    qtbot: QtBot, program: App
) -> None:
    program.preferring.show_page("Keys")
    page = page_of(program)
    with qtbot.waitSignal(page.destroyed, timeout=WAIT):
        program.closing.lock_at_once()
    program.looks.choose_dark()
    program.looks.choose_light()
