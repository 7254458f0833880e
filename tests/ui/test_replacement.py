"""Words of many entries replaced, in the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests.builders import an_entry
from tests.ui.news import WAIT, found, heard, unexpected
from tests.ui.seen import buttons, focused, labels, nameless
from ui.app import App
from ui.replacing.screen import ReplaceScreen
from ui.replacing.tree import PlacesTree

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def texts(qtbot: QtBot, program: App, *entries: Entry) -> list[str]:
    answers: list[list[str]] = []

    def read(journal: Journal) -> list[str]:
        return [plain_text(journal.get(entry.id).document) for entry in entries]

    program.session.ask(read, answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def backups(program: App) -> int:
    return len([*program.keeping.safekeeping.place.glob("*")])


def written(qtbot: QtBot, program: App) -> list[Entry]:
    entries = [
        an_entry("Robin", "Robin called. I did not answer."),
        an_entry("Soup", "Soup, and robins in the yard."),
        an_entry("Sea", "Nothing of it."),
    ]
    for entry in entries:
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    return entries


def opened(qtbot: QtBot, program: App) -> ReplaceScreen:
    QTest.keyClick(program.desk.editor.page, Qt.Key.Key_F, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, ReplaceScreen), timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, ReplaceScreen)
    qtbot.waitUntil(lambda: focused().accessibleName() == "Find in entries", timeout=WAIT)
    return screen


def asked(qtbot: QtBot, screen: ReplaceScreen, old: str, new: str) -> None:
    QTest.keyClicks(focused(), old)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), new)
    says = ("Replace ", "none of the entries")
    qtbot.waitUntil(
        lambda: (
            says[1] in labels(screen)
            or any(text.startswith(says[0]) and screen._do.isEnabled() for text in buttons(screen))
        ),
        timeout=WAIT,
    )


def lines(screen: ReplaceScreen) -> list[str]:
    (tree,) = screen.findChildren(PlacesTree)
    model, seen = tree.model(), []
    for row in range(model.rowCount()):
        entry = model.index(row, 0)
        seen += [
            entry.data(),
            *(model.index(n, 0, entry).data() for n in range(model.rowCount(entry))),
        ]
    return seen


def test_words_of_many_entries_are_seen_replaced_and_brought_back_by_one_undo(
    qtbot: QtBot, program: App
) -> None:
    entries = written(qtbot, program)
    kept = backups(program)
    screen = opened(qtbot, program)
    asked(qtbot, screen, "robin", "Sam")
    assert nameless(screen) == []
    shown = lines(screen)
    assert len([line for line in shown if "→ Sam]" in line]) == 3
    assert "[Robin → Sam] called. I did not answer." in shown
    assert buttons(screen)["Replace 3 in 2 entries"].isEnabled()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    assert texts(qtbot, program, *entries) == [
        "Sam called. I did not answer.",
        "Soup, and Sams in the yard.",
        "Nothing of it.",
    ]
    assert backups(program) > kept
    assert [hit.summary.title for hit in found(qtbot, program.session, "title:sam")] == ["Sam"]
    notices = program.desk.editor.notices
    assert "Replaced 3 in 2 entries." in labels(notices)
    buttons(notices)["Undo"].click()
    qtbot.waitUntil(
        lambda: texts(qtbot, program, entries[0]) == ["Robin called. I did not answer."],
        timeout=WAIT,
    )
    assert texts(qtbot, program, entries[1]) == ["Soup, and robins in the yard."]


def test_a_place_that_is_taken_out_stays_as_it_is(qtbot: QtBot, program: App) -> None:
    entries = written(qtbot, program)
    screen = opened(qtbot, program)
    asked(qtbot, screen, "robin", "Sam")
    (tree,) = screen.findChildren(PlacesTree)
    (item,) = tree.findItems("called", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    tree.setCurrentItem(item)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert "Replace 2 in 2 entries" in buttons(screen)
    buttons(screen)["Replace 2 in 2 entries"].click()
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    assert texts(qtbot, program, *entries)[:2] == [
        "Robin called. I did not answer.",
        "Soup, and Sams in the yard.",
    ]


def test_only_what_the_search_shows_can_be_meant(qtbot: QtBot, program: App) -> None:
    written(qtbot, program)
    with qtbot.waitSignal(program.desk.searching.answered, timeout=WAIT):
        program.desk.searching.search_for("soup")
    screen = opened(qtbot, program)
    screen._only_found.setChecked(True)
    asked(qtbot, screen, "robin", "Sam")
    assert "Replace 1 in 1 entry" in buttons(screen)


def test_what_stands_nowhere_is_said_and_esc_changes_nothing(qtbot: QtBot, program: App) -> None:
    entries = written(qtbot, program)
    before = texts(qtbot, program, *entries)
    screen = opened(qtbot, program)
    asked(qtbot, screen, "xyzzy", "Sam")
    assert "It stands in none of the entries." in labels(screen)
    assert not screen._do.isEnabled()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    assert texts(qtbot, program, *entries) == before


def test_locking_leaves_no_word_of_what_was_looked_for(qtbot: QtBot, program: App) -> None:
    written(qtbot, program)
    screen = opened(qtbot, program)
    asked(qtbot, screen, "robin", "Sam")
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    assert program.back.replacement._screen is None
