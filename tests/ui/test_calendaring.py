"""The calendar in the real window: from a day to its page by keyboard, and what stays away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Moment
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests.builders import an_entry
from tests.ui.news import WAIT, heard, let_the_disk_take, unexpected
from tests.ui.seen import buttons, focused, labels, nameless
from ui.app import App
from ui.calendar.room import NONE
from ui.calendar.year_page import YearPage
from ui.calendaring import Calendaring
from ui.editor.page import Page

TODAY = Moment.now().day

# The offscreen platform warns where a menu opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
YESTERDAY = TODAY - timedelta(1)


def years_ago(years: int) -> date:
    """This day so many years ago; of the leap day, the day before."""
    is_leap_day = (TODAY.month, TODAY.day) == (2, 29)
    return TODAY.replace(year=TODAY.year - years, day=28 if is_leap_day else TODAY.day)


def of(day: date, title: str, hour: int = 12) -> Entry:
    at = datetime(day.year, day.month, day.day, hour)
    return replace(an_entry(title, f"Words of {title}.", at=at))


def keep(qtbot: QtBot, program: App, *entries: Entry) -> Calendaring:
    """Have *entries* in the journal; return its calendar."""
    for entry in entries:
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    return program.back.calendaring


def open_calendar(qtbot: QtBot, program: App) -> None:
    QTest.keyClick(focused(), Key.Key_3, CONTROL)
    room = program.back.calendaring.room
    qtbot.waitUntil(room.month.grid.hasFocus, timeout=WAIT)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def menu(qtbot: QtBot) -> QMenu:
    """The menu that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=WAIT)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def words_of(shown: QMenu) -> list[str]:
    return [action.text() for action in shown.actions() if action.isEnabled() and action.text()]


def title(program: App) -> str:
    return program.desk.editor.entry().title


def is_on_page(qtbot: QtBot, program: App, wanted: str) -> None:
    qtbot.waitUntil(lambda: title(program) == wanted, timeout=WAIT)
    assert program.desk.stage.currentWidget() is program.desk.editor


def cards(shown: Calendaring) -> list[str]:
    model = shown.room.cards.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def stored(qtbot: QtBot, program: App, entry_id: str) -> Entry:
    answers: list[Entry] = []
    program.session.ask(lambda journal: Journal.get(journal, entry_id), answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def keys(*pressed: Qt.Key) -> None:
    """Press keys one after another, wherever the keyboard is by then."""
    for key in pressed:
        press(key)


def tab_to(wanted: QWidget) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(60):
        if focused() is wanted:
            return
        QTest.keyClick(focused(), Key.Key_Tab)
    raise AssertionError("no Tab leads there")


def choose_first(qtbot: QtBot, program: App) -> None:
    """Choose what the menu that is open offers first."""
    QTest.keyClick(menu(qtbot), Key.Key_Return)
    program.window.activateWindow()  # no window manager does so here


def test_a_journey_through_the_days_by_keyboard_alone(qtbot: QtBot, program: App) -> None:
    """By the month, the map and its menu, the timeline, and the cards; no mouse anywhere."""
    last_year = years_ago(1)
    pages = (of(YESTERDAY, "Yesterday"), of(last_year, "Dawn", hour=8), of(last_year, "Dusk"))
    shown = keep(qtbot, program, *pages)
    open_calendar(qtbot, program)
    assert shown.page.isVisible()
    assert nameless(program.desk) == []
    keys(Key.Key_Left, Key.Key_Return)
    is_on_page(qtbot, program, "Yesterday")
    assert focused() is shown.room.month.grid, "who looks through the days goes on there"

    open_calendar(qtbot, program)
    tab_to(shown.page.map.grid)
    shown.page.map.grid.go_to(TODAY)
    keys(Key.Key_PageUp, Key.Key_Return)
    offered = words_of(menu(qtbot))
    assert offered == ["08:00  Dawn", "12:00  Dusk", "Begin a page for this day"]
    choose_first(qtbot, program)
    is_on_page(qtbot, program, "Dawn")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Page), timeout=WAIT)

    open_calendar(qtbot, program)
    tab_to(shown.page.timeline)
    keys(Key.Key_End, Key.Key_Up, Key.Key_Return)
    is_on_page(qtbot, program, "Dusk")
    press(Key.Key_Y, CONTROL | SHIFT)
    assert focused() is shown.room.cards
    assert cards(shown) == ["Dusk", "Dawn"]
    keys(Key.Key_End, Key.Key_Return)
    is_on_page(qtbot, program, "Dawn")
    press(Key.Key_Escape)
    assert isinstance(focused(), Page)


def test_a_page_is_begun_for_a_day_on_which_there_is_none(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program)
    open_calendar(qtbot, program)
    keys(Key.Key_Left, Key.Key_Return)
    assert words_of(menu(qtbot)) == ["Begin a page for this day"]
    choose_first(qtbot, program)
    entry_day = program.desk.editor.entry
    qtbot.waitUntil(lambda: entry_day().written.day == YESTERDAY, timeout=WAIT)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Page), timeout=WAIT)
    assert "Writing" not in labels(program.desk.editor.status)
    assert len(program.session.summaries) == 0, "an untouched page is nowhere"
    QTest.keyClicks(focused(), "Rain.")
    program.commands.save.trigger()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    (summary,) = program.session.summaries
    assert summary.written.day == YESTERDAY
    index = shown.room.month.grid.currentIndex()
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.endswith(", 1 word, 1 entry"), "the day in sight follows what is sealed"


def test_a_page_begun_for_another_day_stays_when_the_window_comes_forward(
    qtbot: QtBot, program: App
) -> None:
    program.back.calendaring._begin(YESTERDAY)
    qtbot.waitUntil(lambda: program.desk.editor.entry().written.day == YESTERDAY, timeout=WAIT)
    program.desk.writing.renew_day()
    assert program.desk.editor.entry().written.day == YESTERDAY


def test_no_page_is_offered_for_a_day_to_come_or_in_a_journal_that_is_only_read(
    qtbot: QtBot, program: App
) -> None:
    shown = keep(qtbot, program)
    open_calendar(qtbot, program)
    keys(Key.Key_Right, Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    program.desk.editor.set_read_only(True)
    shown.room.month.grid.go_to(TODAY.replace(day=1))
    press(Key.Key_Return)
    assert QApplication.activePopupWidget() is None


def test_the_page_that_lies_open_already_is_shown_too(qtbot: QtBot, program: App) -> None:
    keep(qtbot, program, of(TODAY, "Today"))
    program.desk.writing.open(program.session.summaries[0].id)
    is_on_page(qtbot, program, "Today")
    open_calendar(qtbot, program)
    press(Key.Key_Return)
    assert program.desk.stage.currentWidget() is program.desk.editor


def test_escape_on_the_page_of_a_year_leads_back_to_the_text(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program)
    open_calendar(qtbot, program)
    shown.page.map.setFocus()
    press(Key.Key_Escape)
    assert program.desk.stage.currentWidget() is program.desk.editor
    assert isinstance(focused(), Page)


@pytest.mark.parametrize(
    "command", ["find", "replace", "add_tag", "change_date", "new_from_template", "star", "notice"]
)
def test_what_is_done_to_the_page_is_done_in_sight(
    qtbot: QtBot, program: App, command: str
) -> None:
    keep(qtbot, program, of(TODAY, "Today"))
    open_calendar(qtbot, program)
    getattr(program.commands, command).trigger()
    assert program.desk.stage.currentWidget() is program.desk.editor
    assert QApplication.focusWidget() is None or focused().isVisible()


@pytest.mark.parametrize("screen", ["help", "settings", "too_much", "trash"])
def test_who_comes_back_from_another_screen_types_where_he_looks(
    qtbot: QtBot, program: App, screen: str
) -> None:
    keep(qtbot, program, of(TODAY, "Today"))
    open_calendar(qtbot, program)
    getattr(program.commands, screen).trigger()
    qtbot.waitUntil(lambda: program.window.screen_shown is not program.desk, timeout=WAIT)
    QTest.keyClick(QApplication.focusWidget() or program.window, Key.Key_Escape)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=WAIT)
    assert focused().isVisible()


def test_a_click_on_the_room_takes_the_keyboard_from_the_text_that_goes(
    qtbot: QtBot, program: App
) -> None:
    program.desk.editor.focus_text()
    for name in ("Calendar", "Entries", "Calendar"):
        button = next(
            b for b in program.desk.sidebar.findChildren(QToolButton) if b.toolTip() == name
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert focused().isVisible()
    assert program.back.calendaring.page.isVisible()


def test_the_menu_of_the_page_opens_where_another_page_was_seen(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    bar = program.desk.editor.bar
    monkeypatch.setattr(bar._more, "showMenu", lambda: opened.append(bar.isVisible()))
    open_calendar(qtbot, program)
    program.commands.menu.trigger()
    assert opened == [True]


def test_only_the_text_means_the_text(qtbot: QtBot, program: App) -> None:
    open_calendar(qtbot, program)
    program.desk.set_bare(True)
    assert program.desk.stage.currentWidget() is program.desk.editor
    program.desk.set_bare(False)


def test_a_card_that_is_kept_back_goes_and_comes_again_by_undo(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Painful"), of(years_ago(2), "Kind"))
    press(Key.Key_Y, CONTROL | SHIFT)
    assert cards(shown) == ["Painful", "Kind"]
    painful = shown.room.cards._model._entries[0].id
    asking = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(shown.room.cards.viewport(), asking)
    asked = menu(qtbot)
    assert words_of(asked) == ["Open", "Don't bring this back"]
    QTest.keyClick(asked, Key.Key_Down)
    QTest.keyClick(asked, Key.Key_Return)
    qtbot.waitUntil(lambda: cards(shown) == ["Kind"], timeout=WAIT)
    assert stored(qtbot, program, painful).is_kept_back
    assert "will not come up again" in labels(shown.room)
    assert NONE not in labels(shown.room)
    buttons(shown.room)["Undo"].click()
    qtbot.waitUntil(lambda: cards(shown) == ["Painful", "Kind"], timeout=WAIT)
    assert not stored(qtbot, program, painful).is_kept_back
    assert "Undo" not in buttons(shown.room)


def test_what_was_said_of_a_card_is_gone_with_the_next_page(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Painful"))
    program.commands.on_this_day.trigger()
    shown._keep_back(program.session.summaries[0].id)
    qtbot.waitUntil(lambda: NONE in labels(shown.room), timeout=WAIT)
    assert "Undo" in buttons(shown.room)
    program.commands.new_entry.trigger()
    assert "Undo" not in buttons(shown.room)


def test_a_page_is_kept_back_by_the_command_and_brought_back_by_it(
    qtbot: QtBot, program: App
) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Painful"))
    entry_id = program.session.summaries[0].id
    program.desk.writing.open(entry_id)
    is_on_page(qtbot, program, "Painful")
    for is_kept_back in (True, False):
        program.desk.show_page()
        program.commands.keep_back.trigger()
        qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
        program.commands.save.trigger()
        qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
        assert stored(qtbot, program, entry_id).is_kept_back == is_kept_back
        assert "come up" in labels(program.desk.editor.notices)
        program.commands.on_this_day.trigger()
        assert cards(shown) == ([] if is_kept_back else ["Painful"])
    assert NONE not in labels(shown.room)


def test_what_is_written_on_the_page_is_not_lost_when_its_card_is_kept_back(
    qtbot: QtBot, program: App
) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Painful"))
    entry_id = program.session.summaries[0].id
    program.desk.writing.open(entry_id)
    is_on_page(qtbot, program, "Painful")
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), " More.")
    shown._keep_back(entry_id)
    qtbot.waitUntil(program.commands.keep_back.isChecked, timeout=WAIT)
    QTest.keyClicks(program.desk.editor.page, " And more.")
    program.commands.save.trigger()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    kept = stored(qtbot, program, entry_id)
    assert kept.is_kept_back
    assert "More. And more." in plain_text(kept.document)


def test_where_the_disk_refuses_a_card_stays_and_it_is_said_why(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Painful"))
    program.commands.on_this_day.trigger()
    let_the_disk_take(program.session, is_taking=False)
    entry_id = program.session.summaries[0].id
    heard(qtbot, program.session.went_wrong, shown._keep_back, entry_id)
    assert cards(shown) == ["Painful"]
    assert "Undo" not in buttons(shown.room)
    let_the_disk_take(program.session, is_taking=True)


def test_what_is_thrown_away_leaves_the_calendar(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Thrown"))
    program.desk.writing.open(program.session.summaries[0].id)
    is_on_page(qtbot, program, "Thrown")
    program.commands.on_this_day.trigger()
    assert cards(shown) == ["Thrown"]
    program.commands.throw_away.trigger()
    qtbot.waitUntil(lambda: cards(shown) == [], timeout=WAIT)


def spoken_words(program: App) -> str:
    """Every word of the calendar, whether it can be seen or not."""
    shown = program.back.calendaring
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    )
    found: list[str] = []
    for view in (shown.room.cards, shown.page.timeline, shown.room.month.grid, shown.page.map.grid):
        model = view.model()
        for row in range(model.rowCount()):
            columns = model.columnCount() if isinstance(view, QTableView) else 1
            for column in range(columns):
                found += [str(model.index(row, column).data(role)) for role in roles]
    for panel in (shown.room, shown.page):
        for each in (panel, *panel.findChildren(QLabel)):
            found.append(QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name))
    found += [action.text() for action in shown.page.head._years.actions()]
    found += [*buttons(shown.page), *buttons(shown.room)]
    return " | ".join(found)


@pytest.mark.parametrize("is_at_once", [False, True])
def test_a_locked_calendar_holds_no_word_and_comes_back_whole(
    qtbot: QtBot, program: App, is_at_once: bool
) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Zephyr"), of(TODAY, "Quartz"))
    program.commands.on_this_day.trigger()
    shown._ask_of_day(TODAY, shown.room.pos())
    before = spoken_words(program)
    assert "Zephyr" in before
    assert "Quartz" in before
    assert "Quartz" in str(words_of(menu(qtbot)))
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        (program.closing.lock_at_once if is_at_once else program.closing.lock)()
    assert QApplication.activePopupWidget() is None
    after = spoken_words(program)
    for word in ("Zephyr", "Quartz", "words", "entries", "entry", "written"):
        assert word not in after, after
    assert len(shown._days) == 0
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    program.commands.on_this_day.trigger()
    qtbot.waitUntil(lambda: cards(shown) == ["Zephyr"], timeout=WAIT)


def test_what_could_not_be_sealed_before_the_veil_leaves_no_word_and_comes_back(
    qtbot: QtBot, program: App
) -> None:
    shown = keep(qtbot, program, of(years_ago(1), "Zephyr"))
    program.commands.on_this_day.trigger()
    let_the_disk_take(program.session, is_taking=False)
    program.desk.editor.focus_title()
    QTest.keyClicks(program.desk.editor.header.title, "Not sealed")
    program.closing.lock_at_once()
    qtbot.wait(50)
    assert program.session.is_open
    assert "Zephyr" not in spoken_words(program)
    assert program.session.key is not None
    assert program.closing.lift(program.session.key)
    assert cards(shown) == ["Zephyr"]
    let_the_disk_take(program.session, is_taking=True)
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def test_what_nobody_looks_at_is_neither_made_nor_kept_up(qtbot: QtBot, program: App) -> None:
    shown = keep(qtbot, program, of(TODAY, "Today"))
    assert not program.window.findChildren(YearPage)
    assert len(shown._days) == 0
    open_calendar(qtbot, program)
    assert len(shown._days) == 1
