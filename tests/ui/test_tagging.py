"""Tags and people, through the real window: renamed, merged, coloured, removed, and back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.tagging import Tag
from tests.builders import an_entry
from tests.disks import read_only
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from tests.ui.seen import buttons, focused, labels, nameless
from tests.ui.test_locked import holders, planted
from ui.app import App
from ui.editor.tag_chip import TagChip
from ui.tag_look import tag_hue
from ui.tags.screen import TagsScreen

# A menu that comes up asks for the keyboard, which there is none of without a screen.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)

WAIT = 10_000
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Room:
    """The room of tags, of a journal with a few."""

    def __init__(self, program: App, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.first, self.second, self.third, self.thrown = self.put(
            an_entry("One", "Rain.", at=datetime(2019, 3, 1), tags=("sorrow", "home")),
            an_entry("Two", "Sun.", at=datetime(2025, 11, 14), tags=("home", "grief", "sorrow")),
            an_entry("Three", "Wind.", at=datetime(2025, 12, 1), tags=("@Anna", "grief")),
            an_entry("Four", "Snow.", at=datetime(2025, 12, 2), tags=("sorrow",)),
        )
        program.session.wait_for(lambda journal: journal.trash.throw_away(self.thrown))
        program.session.refresh()
        self.until(lambda: not program.session.knows(self.thrown))
        program.desk.writing.open(self.second)
        self.until(lambda: program.desk.editor.entry().id == self.second)
        self.enter()

    def put(self, *entries: Entry) -> list[str]:
        session = self.program.session
        session.wait_for(lambda journal: journal.append(entries))
        session.refresh()
        self.until(lambda: all(session.knows(entry.id) for entry in entries))
        return [entry.id for entry in entries]

    def enter(self) -> None:
        self.program.commands.tags.trigger()
        self.until(lambda: isinstance(self.program.window.screen_shown, TagsScreen))

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=WAIT)

    @property
    def screen(self) -> TagsScreen:
        screen = self.program.window.screen_shown
        assert isinstance(screen, TagsScreen)
        return screen

    @property
    def rows(self) -> QListView:
        found = self.screen.findChild(QListView)
        assert isinstance(found, QListView)
        return found

    @property
    def names(self) -> list[str]:
        model = self.rows.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def go_to(self, name: str) -> None:
        self.rows.setFocus()
        QTest.keyClick(self.rows, Qt.Key.Key_Home)
        for _ in range(self.names.index(name)):
            QTest.keyClick(self.rows, Qt.Key.Key_Down)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(focused(), key, modifier or Qt.KeyboardModifier.NoModifier)

    def rename(self, name: str, new: str) -> None:
        """Type a new name in place of another, up to the question."""
        self.go_to(name)
        self.press(Qt.Key.Key_F2)
        field = focused()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, new)
        self.press(Qt.Key.Key_Return)
        QTest.qWait(20)

    def agree(self) -> None:
        """Say yes, and wait until it is done and listed."""
        before = self.names
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.names != before)

    def tags(self, entry_id: str) -> tuple[str, ...]:
        return self.program.session.wait_for(lambda journal: journal.get(entry_id)).tags

    @property
    def all_tags(self) -> list[tuple[str, ...]]:
        return [self.tags(each) for each in (self.first, self.second, self.third, self.thrown)]

    @property
    def colours(self) -> dict[str, str]:
        return dict(self.program.session.preferences.tag_colours)

    def colour(self, name: str, hue: str) -> None:
        """Choose a colour from the menu."""
        self.go_to(name)
        buttons(self.screen)["Colour…"].click()
        (menu,) = [each for each in self.screen.findChildren(QMenu) if each.isVisible()]
        chosen = [each for each in menu.actions() if each.text() == hue]
        assert isinstance(chosen[0], QAction)
        chosen[0].trigger()
        menu.close()
        # Here no desktop gives the keyboard back once a menu is gone.
        self.program.window.activateWindow()
        self.until(self.program.window.isActiveWindow)
        self.until(lambda: tag_hue(name) == hue.lower().replace("no colour", ""))


BEFORE = [("sorrow", "home"), ("home", "grief", "sorrow"), ("@Anna", "grief"), ("sorrow",)]


@pytest.fixture
def room(program: App, qtbot: QtBot) -> Room:
    return Room(program, qtbot)


def test_every_tag_is_listed_with_what_is_known_of_it_and_people_come_last(room: Room) -> None:
    assert room.names == ["grief", "home", "sorrow", "@Anna"]
    model = room.rows.model()
    spoken = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(4)]
    assert spoken[0] == "grief, tag, 2 entries · last 1 Dec 2025, first 14 Nov 2025"
    assert spoken[3] == "@Anna, person, 1 entry · 1 Dec 2025"
    assert nameless(room.screen) == []


def test_a_rename_says_what_will_happen_and_happens_once_it_is_wanted(room: Room) -> None:
    room.rename("sorrow", "longing")
    words = "2 entries and 1 in the trash will say “longing” instead of “sorrow”."
    assert words in labels(room.screen)
    assert room.all_tags == BEFORE
    room.agree()
    assert room.names == ["grief", "home", "longing", "@Anna"]
    assert room.all_tags == [
        ("longing", "home"), ("home", "grief", "longing"), ("@Anna", "grief"), ("longing",),
    ]  # fmt: skip
    assert "2 entries and 1 in the trash say “longing” now." in labels(room.screen)
    assert room.rows.currentIndex().data() == "longing"
    assert focused() is room.rows


def test_one_undo_brings_all_names_back(room: Room) -> None:
    room.rename("sorrow", "longing")
    room.agree()
    room.press(Qt.Key.Key_Z, CTRL)
    room.until(lambda: "sorrow" in room.names)
    assert room.all_tags == BEFORE
    assert "longing" not in labels(room.screen)
    assert room.rows.currentIndex().data() == "sorrow"


def test_the_undo_waits_on_the_page_as_well(room: Room) -> None:
    room.rename("sorrow", "longing")
    room.agree()
    room.press(Qt.Key.Key_Escape)
    desk = room.program.desk
    assert room.program.window.screen_shown is desk
    room.until(lambda: desk.editor.entry().tags == ("home", "grief", "longing"))
    (undo,) = [
        each for each in desk.editor.notices.findChildren(QPushButton) if each.text() == "Undo"
    ]
    undo.click()
    room.until(lambda: desk.editor.entry().tags == BEFORE[1])
    assert room.all_tags == BEFORE


def test_a_rename_to_a_name_that_is_there_asks_whether_to_merge(room: Room) -> None:
    room.rename("sorrow", "GRIEF")
    assert "“grief” exists. Merge? 2 entries" in labels(room.screen)
    assert "Merge" in buttons(room.screen)
    room.agree()
    assert room.names == ["grief", "home", "@Anna"]
    assert room.all_tags == [("grief", "home"), ("home", "grief"), ("@Anna", "grief"), ("grief",)]
    room.press(Qt.Key.Key_Z, CTRL)
    room.until(lambda: "sorrow" in room.names)
    assert room.all_tags == BEFORE


def test_a_tag_can_be_spelled_otherwise(room: Room) -> None:
    room.rename("home", "Home")
    assert "2 entries will say “Home” instead of “home”." in labels(room.screen)
    room.agree()
    assert room.tags(room.second) == ("Home", "grief", "sorrow")


@pytest.mark.parametrize("typed", ["home", " #home ", "", "   ", "#"])
def test_a_name_that_says_nothing_new_asks_nothing(room: Room, typed: str) -> None:
    room.rename("home", typed)
    assert "will say" not in labels(room.screen)
    assert room.names == ["grief", "home", "sorrow", "@Anna"]


def test_esc_leaves_the_name_the_question_and_the_room_one_after_the_other(room: Room) -> None:
    room.go_to("home")
    room.press(Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "house")
    room.press(Qt.Key.Key_Escape)
    assert focused() is room.rows
    room.rename("home", "house")
    room.press(Qt.Key.Key_Escape)
    assert "will say" not in labels(room.screen)
    assert focused() is room.rows
    room.press(Qt.Key.Key_Escape)
    assert room.program.window.screen_shown is room.program.desk
    assert room.all_tags == BEFORE


def test_several_are_merged_into_the_one_most_used_or_into_what_is_typed(room: Room) -> None:
    room.go_to("grief")
    room.press(Qt.Key.Key_Down, SHIFT)
    room.press(Qt.Key.Key_Down, SHIFT)
    buttons(room.screen)["Merge into…"].click()
    field = focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "grief"
    assert "instead of “home” or “sorrow”." in labels(room.screen)
    field.selectAll()
    QTest.keyClicks(field, "@anna")
    assert "“@Anna” exists. Merge? 3 entries" in labels(room.screen)
    field.selectAll()
    room.press(Qt.Key.Key_Delete)
    assert not buttons(room.screen)["Merge"].isEnabled()
    QTest.keyClicks(field, "days")
    assert "3 entries and 1 in the trash will say “days”" in labels(room.screen)
    room.agree()
    assert room.names == ["days", "@Anna"]
    assert room.all_tags == [("days",), ("days",), ("@Anna", "days"), ("days",)]


def test_a_tag_is_taken_off_all_entries_and_their_words_stay(room: Room) -> None:
    before = room.program.session.wait_for(lambda journal: journal.get(room.first))
    room.go_to("sorrow")
    room.press(Qt.Key.Key_Delete)
    assert "2 entries and 1 in the trash will no longer have “sorrow”" in labels(room.screen)
    room.agree()
    assert room.all_tags == [("home",), ("home", "grief"), ("@Anna", "grief"), ()]
    after = room.program.session.wait_for(lambda journal: journal.get(room.first))
    assert replace(after, tags=before.tags, edited=before.edited) == before
    buttons(room.screen)["Undo"].click()
    room.until(lambda: "sorrow" in room.names)
    assert room.all_tags == BEFORE


def test_a_colour_is_seen_on_the_page_and_kept_in_the_journal(room: Room) -> None:
    room.colour("grief", "Moss")
    assert room.colours == {"grief": "moss"}
    room.press(Qt.Key.Key_Escape)
    chips = {each.tag: each for each in room.program.desk.editor.findChildren(TagChip)}
    assert chips["grief"].property("hue") == "moss"
    assert not chips["home"].property("hue")
    stored = room.program.session.wait_for(lambda journal: journal.preferences)
    assert stored.tag_colours == (("grief", "moss"),)
    room.enter()
    room.colour("grief", "No colour")
    assert room.colours == {}
    assert not chips["grief"].property("hue")


def test_a_colour_goes_with_the_name_there_and_back(room: Room) -> None:
    room.colour("sorrow", "Rose")
    room.rename("sorrow", "longing")
    room.agree()
    assert room.colours == {"longing": "rose"}
    room.colour("home", "Sky")
    room.press(Qt.Key.Key_Z, CTRL)
    room.until(lambda: "sorrow" in room.names)
    assert room.colours == {"sorrow": "rose", "home": "sky"}


def test_the_list_of_entries_shows_the_colours(room: Room) -> None:
    entries = room.program.desk.entries
    room.press(Qt.Key.Key_Escape)
    room.program.commands.show_entries.trigger()
    room.program.desk.writing.open(room.first)
    room.until(lambda: room.program.desk.editor.entry().id == room.first)
    plain = entries.grab().toImage()
    session = room.program.session
    session.prefer(replace(session.preferences, tag_colours=(("grief", "moss"),)))
    room.until(lambda: tag_hue("grief") == "moss")
    assert entries.grab().toImage() != plain


@pytest.mark.parametrize(
    ("name", "query"), [("grief", 'tag:="grief"'), ("@Anna", 'person:="Anna"')]
)
def test_enter_shows_the_entries_of_a_tag_or_of_a_person(room: Room, name: str, query: str) -> None:
    room.program.commands.toggle_sidebar.trigger()
    room.go_to(name)
    room.press(Qt.Key.Key_Return)
    desk = room.program.desk
    assert room.program.window.screen_shown is desk
    assert desk.sidebar.isVisible()
    assert desk.query == query
    room.until(lambda: len(desk.searching.found) == (2 if name == "grief" else 1))


def test_what_is_typed_in_the_filter_leaves_others_out(room: Room) -> None:
    room.rows.setFocus()
    room.press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(focused(), "An")
    assert room.names == ["@Anna"]
    QTest.keyClicks(focused(), "x")
    assert room.names == []
    assert "No tag holds that." in labels(room.screen)
    room.press(Qt.Key.Key_Escape)
    assert len(room.names) == 4
    QTest.keyClicks(focused(), "o")
    room.press(Qt.Key.Key_Down)
    assert focused() is room.rows
    assert room.rows.currentIndex().data() == "home"
    room.press(Qt.Key.Key_Up)
    assert isinstance(focused(), QLineEdit)


def test_the_most_used_come_first_where_that_is_wanted(room: Room) -> None:
    room.put(an_entry("Five", at=datetime(2026, 1, 1), tags=("sorrow",)))
    room.press(Qt.Key.Key_Escape)
    room.enter()
    buttons(room.screen)["Most used"].click()
    assert room.names == ["sorrow", "grief", "home", "@Anna"]
    buttons(room.screen)["By name"].click()
    assert room.names == ["grief", "home", "sorrow", "@Anna"]


def test_without_tags_the_room_says_how_they_come(program: App, qtbot: QtBot) -> None:
    program.commands.tags.trigger()
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, TagsScreen), timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, TagsScreen)
    assert "Your tags will be here." in labels(screen)
    assert "such as @Anna" in labels(screen)
    assert {*buttons(screen)} == {"Back"}
    assert nameless(screen) == []
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert program.window.screen_shown is program.desk


def test_the_menu_of_the_page_leads_there(program: App) -> None:
    bar = program.desk.editor.bar
    bar._fill_more()
    offered = {action for menu in bar.findChildren(QMenu) for action in menu.actions()}
    assert {program.commands.tags, program.commands.random_page} <= offered


def test_what_was_just_typed_under_the_title_is_listed(room: Room) -> None:
    room.press(Qt.Key.Key_Escape)
    room.program.commands.add_tag.trigger()
    QTest.keyClicks(focused(), "@Ben")
    room.enter()
    assert "@Ben" in room.names


def test_where_the_disk_refuses_nothing_changes_and_that_is_said(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.colour("sorrow", "Rose")
    room.rename("sorrow", "longing")

    def refuse(journal: Journal, versions: Sequence[Entry]) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(Journal, "append", refuse)
    room.press(Qt.Key.Key_Return)
    room.until(lambda: "Nothing was changed. The disk is full." in labels(room.screen))
    assert room.all_tags == BEFORE
    assert room.colours == {"sorrow": "rose"}
    assert "Undo" not in buttons(room.screen)


def test_a_lock_leaves_no_tag_behind(room: Room) -> None:
    room.colour("sorrow", "Rose")
    room.rename("sorrow", "longing")
    room.agree()
    room.rename("home", "house")
    program = room.program
    with room.qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    assert tag_hue("longing") == ""
    room.qtbot.wait(50)
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, Tag)] == []
    assert program.window.findChildren(TagsScreen) == []


def test_no_name_of_a_tag_is_left_in_memory_after_the_door_closed(room: Room) -> None:
    room.put(an_entry("Five", at=datetime(2026, 1, 1), tags=(f"a{planted()}",)))
    room.press(Qt.Key.Key_Escape)
    room.enter()
    room.colour(f"a{planted()}", "Rose")
    room.rename(f"a{planted()}", f"b{planted()}")
    room.agree()
    room.go_to(f"b{planted()}")
    buttons(room.screen)["Remove from all…"].click()
    assert holders()
    program = room.program
    with room.qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    room.qtbot.wait(100)
    assert holders() == []


def test_a_journal_that_can_only_be_read_shows_its_tags_and_changes_none(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    computer = MemoryKeychain()
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    journal = folder.open(folder.create(keychain=computer).key)
    journal.save(an_entry("One", tags=("grief",)))
    journal.close()
    folder.release()
    with read_only(folder.path):
        program = start(computer.find)
        qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
        program.window.activateWindow()
        program.commands.tags.trigger()
        qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, TagsScreen), timeout=WAIT)
        screen = program.window.screen_shown
        assert isinstance(screen, TagsScreen)
        assert {*buttons(screen)} == {"By name", "Most used", "Back", "Show entries"}
        qtbot.waitUntil(lambda: isinstance(focused(), QListView), timeout=WAIT)
        for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            QTest.keyClick(focused(), key)
        assert isinstance(focused(), QListView)
        assert "will" not in labels(screen)
        program.window.leave()


def test_tab_goes_from_the_filter_over_the_tags_to_what_can_be_done_with_them(room: Room) -> None:
    room.rows.setFocus()
    room.press(Qt.Key.Key_F, CTRL)
    passed = []
    for _ in range(8):
        passed.append(QAccessible.queryAccessibleInterface(focused()).text(QAccessible.Text.Name))
        room.press(Qt.Key.Key_Tab)
    assert passed == [
        "Filter tags", "By name", "Tags and people", "Rename…", "Colour…", "Remove from all…",
        "Back", "Show entries",
    ]  # fmt: skip
    buttons(room.screen)["By name"].setFocus()
    room.press(Qt.Key.Key_Right)
    assert buttons(room.screen)["Most used"].isChecked()
