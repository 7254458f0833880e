"""When an entry was written, its tags and its prompt, changed in the real window."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Moment
from shadowjournal.journal import Journal
from tests.builders import a_prompt, an_entry
from tests.ui.news import WAIT, heard, unexpected
from tests.ui.seen import buttons, focused, labels, rows
from ui.app import App
from ui.editor.tag_chip import PromptChip
from ui.editor.tag_offer import TagOffer

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def on(day: date, hour: int = 12) -> Moment:
    return Moment.on_clock(datetime(day.year, day.month, day.day, hour), "Europe/Berlin")


def stored(qtbot: QtBot, program: App, entry_id: str) -> Entry:
    answers: list[Entry] = []
    program.session.ask(lambda journal: Journal.get(journal, entry_id), answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def brought(qtbot: QtBot, program: App, entry: Entry) -> None:
    """Have *entry* in the journal and on the page."""
    heard(qtbot, program.session.entry_saved, program.session.save, entry)
    heard(qtbot, program.desk.writing.turned, program.desk.writing.open, entry.id)


def chosen_title(program: App) -> str:
    (index,) = rows(program.desk.entries).selectedIndexes()
    return str(index.data())


def titles(program: App) -> list[str]:
    model = rows(program.desk.entries).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_an_entry_is_given_another_day_and_moves_in_the_list(qtbot: QtBot, program: App) -> None:
    days = [date(2026, 3, day) for day in (10, 12, 14)]
    entries = [replace(an_entry(f"On the {d:%d}th."), title=f"{d:%d}", written=on(d)) for d in days]
    for entry in entries:
        brought(qtbot, program, entry)
    assert titles(program) == ["14", "12", "10"]
    QTest.keyClick(focused(), Qt.Key.Key_D, CONTROL | ALT)
    calendar = program.desk.editor.findChild(QCalendarWidget)
    assert calendar is not None
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Left)
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    moved = stored(qtbot, program, entries[2].id)
    assert (moved.written.day, moved.written.zone) == (date(2026, 3, 11), "Europe/Berlin")
    assert moved.document == entries[2].document
    assert titles(program) == ["12", "14", "10"]
    assert chosen_title(program) == "14"
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        buttons(program.desk.editor.notices)["Put it back"].click()
    assert stored(qtbot, program, entries[2].id).written == entries[2].written
    assert titles(program) == ["14", "12", "10"]
    assert program.desk.editor.notices.notice is None


def test_a_page_for_yesterday_stays_the_page_of_yesterday(qtbot: QtBot, program: App) -> None:
    program.commands.new_entry.trigger()
    editor = program.desk.editor
    yesterday = on(Moment.now().day - timedelta(days=1))
    editor.header.move_to(yesterday)
    program.desk.writing.renew_day()
    assert editor.entry().written == yesterday
    editor.focus_text()
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        QTest.keyClicks(focused(), "It rained.")
        program.desk.writing.seal()
    assert stored(qtbot, program, editor.entry().id).written == yesterday


def test_a_date_title_tag_and_word_changed_at_once_are_all_kept_by_a_lock(
    qtbot: QtBot, program: App
) -> None:
    editor = program.desk.editor
    program.commands.new_entry.trigger()
    QTest.keyClicks(focused(), "Soup.")
    entry_id = editor.entry().id
    editor.focus_title()
    QTest.keyClicks(focused(), "Dinner")
    editor.header.move_to(on(date(2020, 2, 29)))
    editor.header.chips.focus_field()
    QTest.keyClicks(focused(), "food")
    program.closing.lock()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    program.tasks.finish()
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    kept = stored(qtbot, program, entry_id)
    assert (kept.title, kept.tags, kept.written.day) == ("Dinner", ("food",), date(2020, 2, 29))


def test_entries_of_one_day_say_at_what_time(qtbot: QtBot, program: App) -> None:
    for hour, day in ((8, 3), (21, 3), (9, 5)):
        moment = on(date(2026, 3, day), hour)
        brought(qtbot, program, replace(an_entry("A line."), written=moment))
    model = rows(program.desk.entries).model()
    spoken = [model.index(r, 0).data(Qt.ItemDataRole.AccessibleTextRole) for r in range(3)]
    assert [("21:00" in s, "08:00" in s, "09:00" in s) for s in spoken] == [
        (False, False, False),
        (True, False, False),
        (False, True, False),
    ]


def test_tags_of_other_entries_are_offered_where_one_is_typed(qtbot: QtBot, program: App) -> None:
    for tags in (("garden",), ("grief", "garden")):
        heard(
            qtbot,
            program.session.entry_saved,
            program.session.save,
            replace(an_entry("A line."), tags=tags),
        )
    program.commands.new_entry.trigger()
    QTest.keyClick(focused(), Qt.Key.Key_T, CONTROL)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert program.desk.editor.entry().tags == ("garden",)
    QTest.keyClicks(focused(), "gr")
    program.closing.hide_and_lock()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    offers = program.window.findChildren(TagOffer)
    assert offers
    assert all(offer.count() == 0 and offer.isHidden() for offer in offers)


def test_a_prompt_is_taken_off_the_page_and_put_back(qtbot: QtBot, program: App) -> None:
    entry = replace(an_entry("A loop."), prompt=a_prompt())
    brought(qtbot, program, entry)
    chip = program.desk.editor.findChild(PromptChip)
    assert chip is not None
    chip.setFocus()
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert stored(qtbot, program, entry.id).prompt is None
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        buttons(program.desk.editor.notices)["Put it back"].click()
    assert stored(qtbot, program, entry.id).prompt == entry.prompt


def step(qtbot: QtBot, program: App, key: Qt.Key) -> str:
    """Go to the next or previous entry; return the title of the one that then lies open."""
    heard(qtbot, program.desk.writing.turned, QTest.keyClick, focused(), key, CONTROL)
    return program.desk.editor.entry().title


def test_keys_go_through_the_entries_and_the_list_follows(qtbot: QtBot, program: App) -> None:
    for number in range(40):
        entry = replace(
            an_entry("A line."),
            title=f"{number}",
            written=on(date(2026, 1, 1 + number // 2), 8 + number % 2),
        )
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    program.desk.sidebar.show_room("entries")
    program.desk.editor.focus_text()
    for number in range(39, -1, -1):
        assert step(qtbot, program, Qt.Key.Key_PageDown) == f"{number}"
    shown = rows(program.desk.entries)
    assert chosen_title(program) == "0"
    assert shown.viewport().rect().intersects(shown.visualRect(shown.selectedIndexes()[0]))
    QTest.keyClick(focused(), Qt.Key.Key_PageDown, CONTROL)  # there is no older one
    assert step(qtbot, program, Qt.Key.Key_PageUp) == "1"


def test_while_something_is_searched_for_keys_go_through_what_was_found(
    qtbot: QtBot, program: App
) -> None:
    for number, words in enumerate(("A heron.", "Soup.", "Two herons, one heron.")):
        entry = replace(an_entry(f"{number}", words), written=on(date(2026, 1, 1 + number)))
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    program.commands.search.trigger()
    with qtbot.waitSignal(program.desk.searching.answered, timeout=WAIT):
        QTest.keyClicks(focused(), "heron")
    program.desk.editor.focus_text()
    passed = {step(qtbot, program, Qt.Key.Key_PageDown) for _ in range(2)}
    assert passed == {"0", "2"}
    (marked,) = rows(program.desk.results).selectedIndexes()
    assert str(marked.data()) == program.desk.editor.entry().title


def test_the_words_of_what_is_selected_are_counted(qtbot: QtBot, program: App) -> None:
    brought(qtbot, program, an_entry("Monday", "One two three."))
    program.desk.editor.focus_text()
    QTest.keyClick(focused(), Qt.Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: "3 of 3 words selected" in labels(program.desk), timeout=WAIT)
