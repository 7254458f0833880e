"""Which words are sealed, and when: no letter is lost, whatever comes between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests.builders import a_prompt, an_entry
from tests.ui.news import WAIT, heard, let_the_disk_take, unexpected
from ui import clocks
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.page import Page
from ui.icons import Icons
from ui.session import Session
from ui.theme import load_fonts, load_theme
from ui.writing import Writing

NEVER = 1_000_000  # milliseconds


class Desk:
    """A page, and a writer at it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        load_fonts()
        self.commands = Actions()
        self.editor = EntryEditor(self.commands, Icons(load_theme("light")))
        qtbot.addWidget(self.editor)
        self.editor.show()
        self.saved: list[Entry] = []
        session.entry_saved.connect(self.saved.append)
        self.writing = Writing(session, self.editor, self.editor)
        page = self.editor.findChild(Page)
        assert page is not None
        self._page = page

    def type(self, words: str) -> None:
        QTest.keyClicks(self._page, words)

    @property
    def words(self) -> str:
        return plain_text(self.editor.entry().document)

    @property
    def seen(self) -> str:
        return " ".join(label.text() for label in self.editor.findChildren(QLabel))


Sit = Callable[..., Desk]


@pytest.fixture
def sit(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sit]:
    """Sit down at a new page, where the clocks seal after so many milliseconds, or never."""

    def sit(pause: int = NEVER, longest: int = NEVER, retry: int = NEVER) -> Desk:
        for name, milliseconds in (("PAUSE", pause), ("LONGEST", longest), ("RETRY", retry)):
            monkeypatch.setattr(clocks, name, milliseconds)
        desk = Desk(qtbot, session)
        desks.append(desk)
        desk.writing.begin()
        return desk

    desks: list[Desk] = []
    yield sit
    for desk in desks:
        desk.writing.clear()  # its clocks stand still


def settle(qtbot: QtBot, session: Session) -> None:
    """Wait until all that was asked of the journal so far is answered."""
    answers: list[None] = []
    session.ask(lambda _: None, answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)


def stored(qtbot: QtBot, session: Session) -> dict[str, str]:
    """The words of every entry in the file, by id."""
    answers: list[dict[str, str]] = []

    def words(journal: Journal) -> dict[str, str]:
        return {s.id: plain_text(journal.get(s.id).document) for s in journal.summaries()}

    session.ask(words, answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def test_a_pause_seals(qtbot: QtBot, sit: Sit) -> None:
    desk = sit(pause=50)
    desk.type("I stayed in.")
    assert not desk.writing.is_safe
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert [plain_text(entry.document) for entry in desk.saved] == ["I stayed in."]
    assert "Sealed" in desk.seen


def test_who_never_pauses_is_sealed_all_the_same(qtbot: QtBot, sit: Sit) -> None:
    desk = sit(longest=200)
    for _ in range(2_000):
        desk.type("a")
        qtbot.wait(5)
        if desk.saved:
            break
    assert desk.saved


def test_an_untouched_page_is_never_sealed(qtbot: QtBot, sit: Sit) -> None:
    desk = sit(pause=10)
    done: list[str] = []
    desk.writing.seal()
    desk.writing.begin(a_prompt())
    desk.writing.when_sealed(lambda: done.append("done"))
    assert done == ["done"], "there is nothing to wait for"
    assert desk.saved == []


def test_a_page_emptied_before_it_was_ever_sealed_leaves_nothing(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    desk.type("no")
    for _ in range(2):
        desk.commands.undo.trigger()
    assert desk.words == ""
    desk.writing.begin()
    assert stored(qtbot, session) == {}


def test_what_is_to_follow_follows_once_the_last_word_is_in_the_file(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    desk.type("the last words")
    seen: list[list[str]] = []
    desk.writing.when_sealed(lambda: seen.append([plain_text(e.document) for e in desk.saved]))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen), timeout=WAIT)
    assert seen == [["the last words"]]
    assert [*stored(qtbot, session).values()] == ["the last words"]


def test_what_is_to_follow_does_not_where_the_disk_refuses(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    desk.type("precious")
    let_the_disk_take(session, is_taking=False)
    done: list[str] = []
    heard(qtbot, session.save_failed, desk.writing.when_sealed, lambda: done.append("locked"))
    assert "read-only" in desk.seen
    let_the_disk_take(session, is_taking=True)
    heard(qtbot, session.entry_saved, desk.writing.seal)
    assert desk.writing.is_safe
    assert done == [], "the window stayed; its writer writes on"


def test_what_was_refused_is_tried_again_by_itself(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit(retry=50)
    let_the_disk_take(session, is_taking=False)
    desk.type("precious")
    for _ in range(3):
        with qtbot.waitSignal(session.save_failed, timeout=WAIT):
            desk.writing.seal()
    let_the_disk_take(session, is_taking=True)
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert [*stored(qtbot, session).values()] == ["precious"]
    assert "read-only" not in desk.seen


def test_refused_pages_are_sealed_in_the_order_in_which_they_were_written(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    let_the_disk_take(session, is_taking=False)
    for words in ("one", "two", "three"):
        desk.type(words)
        heard(qtbot, session.save_failed, desk.writing.seal)
        desk.writing.begin()
        settle(qtbot, session)
    let_the_disk_take(session, is_taking=True)
    settle(qtbot, session)
    desk.writing.seal()
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert [plain_text(entry.document) for entry in desk.saved] == ["one", "two", "three"]


def test_older_words_never_come_over_newer_ones(qtbot: QtBot, session: Session, sit: Sit) -> None:
    """The disk refuses, is mended, and takes the next words before the first are tried again."""
    desk = sit()
    desk.type("one")
    let_the_disk_take(session, is_taking=False)
    desk.writing.seal()
    let_the_disk_take(session, is_taking=True)
    desk.type(" two")
    desk.writing.seal()  # before the refusal of the first is known
    qtbot.waitUntil(lambda: len(desk.saved) == 1, timeout=WAIT)
    settle(qtbot, session)
    desk.writing.seal()
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert [*stored(qtbot, session).values()] == ["one two"]


def test_a_page_left_while_the_disk_refuses_comes_back_as_it_was_left(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    desk.type("sealed")
    heard(qtbot, session.entry_saved, desk.writing.seal)
    first = desk.editor.entry().id
    desk.type(" and more")
    let_the_disk_take(session, is_taking=False)
    desk.writing.begin()
    desk.writing.open(first)  # asked for before the refusal is known
    qtbot.waitUntil(lambda: desk.editor.entry().id == first, timeout=WAIT)
    assert desk.words == "sealed and more"
    desk.writing.begin()
    settle(qtbot, session)
    desk.writing.open(first)  # and once it is
    assert desk.words == "sealed and more"
    desk.type(", at last")
    let_the_disk_take(session, is_taking=True)
    settle(qtbot, session)
    desk.writing.seal()
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert stored(qtbot, session)[first] == "sealed and more, at last"


def test_of_two_entries_asked_for_the_last_one_comes(
    qtbot: QtBot, session: Session, sit: Sit
) -> None:
    desk = sit()
    one, two = (an_entry(words, words) for words in ("one", "two"))
    for entry in (one, two):
        heard(qtbot, session.entry_saved, session.save, entry)
    turned: list[str] = []
    desk.writing.turned.connect(lambda entry: turned.append(entry.title))
    desk.writing.open(one.id)
    desk.writing.open(two.id)
    qtbot.waitUntil(lambda: bool(turned), timeout=WAIT)
    stored(qtbot, session)
    assert turned == ["two"]


def test_the_entry_of_today_is_gone_on_with_and_yesterdays_is_not(qtbot: QtBot, sit: Sit) -> None:
    desk = sit()
    today = replace(an_entry("Today", "words"), written=Entry.begin().written)
    desk.writing.begin_day(today)
    assert desk.editor.entry().id == today.id
    desk.writing.begin_day(an_entry("Then", "words", at=datetime(2020, 1, 1)))
    assert desk.editor.entry().is_empty
    desk.writing.begin_day(None)
    assert desk.editor.entry().is_empty
    assert desk.saved == []


def test_a_prompt_answered_today_is_gone_on_with(qtbot: QtBot, session: Session, sit: Sit) -> None:
    desk = sit()
    desk.writing.answer(a_prompt("pp-2"))
    desk.type("an answer")
    present = desk.editor.entry().id
    desk.writing.answer(a_prompt("pp-2"))
    assert desk.editor.entry().id == present
    desk.writing.answer(a_prompt("pp-3"))
    assert desk.words == ""
    qtbot.waitUntil(lambda: session.knows(present), timeout=WAIT)
    desk.writing.answer(a_prompt("pp-2"))
    qtbot.waitUntil(lambda: desk.editor.entry().id == present, timeout=WAIT)


def test_a_page_put_away_holds_no_word(qtbot: QtBot, session: Session, sit: Sit) -> None:
    desk = sit(pause=50)
    desk.type("zephyrquartz")
    heard(qtbot, session.entry_saved, desk.writing.seal)
    desk.writing.clear()
    assert desk.words == ""
    desk.commands.undo.trigger()
    assert desk.words == ""
    assert desk.writing.is_safe


def test_a_clock_seals_what_is_written_and_leaves_alone_what_is_being_composed(
    qtbot: QtBot, sit: Sit
) -> None:
    desk = sit(pause=10)
    desk.type("written ")
    QApplication.sendEvent(desk._page, QInputMethodEvent("にほ", []))
    qtbot.waitUntil(lambda: bool(desk.saved), timeout=WAIT)
    assert desk._page.textCursor().block().layout().preeditAreaText() == "にほ"
    assert [plain_text(entry.document).strip() for entry in desk.saved] == ["written"]
    desk.writing.seal()  # before the page is left
    qtbot.waitUntil(lambda: desk.writing.is_safe, timeout=WAIT)
    assert plain_text(desk.saved[-1].document) == "written にほ"
