from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seen import focused
from ui.icons import Icons
from ui.theme import load_theme
from ui.widgets.notice_bar import Notice, NoticeBar, Urgency

SYNCED = Notice("synced", "The journal lies in a synced folder.", (("more", "Learn more"),))
OPEN = Notice("open", "Others can read the folder.", (("mend", "Make private"),), Urgency.WARNING)
READ_ONLY = Notice("read-only", "It can be read only.", (), Urgency.STANDING, is_lasting=True)


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[NoticeBar]:
    """The bar above a field in which somebody is writing."""
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(Icons(load_theme("light")), window)
    field = QLineEdit(window)
    rows = QVBoxLayout(window)
    rows.addWidget(bar)
    rows.addWidget(field)
    window.resize(900, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    bar.left.connect(field.setFocus)
    yield bar
    window.close()


class News(list[tuple[str, ...]]):
    """What a signal carried, each time it came."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        signal.connect(lambda *values: self.append(values))

    @property
    def last(self) -> tuple[str, ...]:
        return self[-1]


def words(bar: NoticeBar) -> str:
    return " | ".join(label.text() for label in bar.findChildren(QLabel) if label.text())


def press(bar: NoticeBar, name: str) -> None:
    (found,) = [
        each
        for each in bar.findChildren(QPushButton)
        if each.isVisible() and each.accessibleName() == name
    ]
    found.click()


def close(bar: NoticeBar) -> QWidget:
    return next(w for w in bar.findChildren(QWidget) if w.accessibleName() == "Close this notice")


def test_where_there_is_nothing_to_say_the_bar_takes_no_room(bar: NoticeBar) -> None:
    assert not bar.isVisible()
    bar.show_notice(SYNCED)
    assert bar.isVisible()
    bar.withdraw("synced")
    assert not bar.isVisible()
    assert bar.notice is None


def test_one_notice_is_seen_at_a_time_the_most_urgent_first(bar: NoticeBar) -> None:
    for notice in (SYNCED, OPEN, READ_ONLY):
        bar.show_notice(notice)
        assert words(bar) == notice.words
    assert bar.notices == (READ_ONLY, OPEN, SYNCED)
    bar.withdraw("read-only")
    assert words(bar) == OPEN.words
    bar.show_notice(Notice("later", "Something else.", (), Urgency.WARNING))
    assert words(bar) == OPEN.words


def test_a_later_notice_of_the_same_key_takes_the_place_of_the_first(bar: NoticeBar) -> None:
    bar.show_notice(OPEN)
    bar.show_notice(Notice("open", "It is private now."))
    assert words(bar) == "It is private now."
    assert len(bar.notices) == 1


def test_a_button_tells_which_notice_it_belongs_to_and_what_was_chosen(bar: NoticeBar) -> None:
    chosen = News(bar.action_chosen)
    bar.show_notice(Notice("two", "Two ways.", (("one", "One way"), ("other", "Another way"))))
    press(bar, "Another way")
    assert chosen.last == ("two", "other")
    assert bar.notice is not None


def test_what_is_closed_by_hand_is_gone_and_the_next_one_is_seen(bar: NoticeBar) -> None:
    dismissed = News(bar.dismissed)
    bar.show_notice(SYNCED)
    bar.show_notice(OPEN)
    QTest.mouseClick(close(bar), Qt.MouseButton.LeftButton)
    assert dismissed.last == ("open",)
    assert words(bar) == SYNCED.words


def test_what_is_so_for_as_long_as_it_is_so_cannot_be_closed(bar: NoticeBar) -> None:
    bar.show_notice(READ_ONLY)
    assert not close(bar).isVisible()
    bar.show_notice(Notice("more urgent", "Now.", (), Urgency.STANDING))
    bar.withdraw("read-only")
    assert close(bar).isVisible()


def test_a_notice_never_takes_the_keyboard_by_itself(bar: NoticeBar) -> None:
    before = QApplication.focusWidget()
    bar.show_notice(OPEN)
    bar.show_notice(READ_ONLY)
    assert isinstance(before, QLineEdit)
    assert QApplication.focusWidget() is before


def test_everything_a_notice_offers_is_reached_by_the_keyboard(bar: NoticeBar) -> None:
    chosen, dismissed = News(bar.action_chosen), News(bar.dismissed)
    field = QApplication.focusWidget()
    bar.show_notice(OPEN)
    bar.take_focus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert chosen.last == ("open", "mend")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field
    bar.take_focus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is close(bar)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert dismissed.last == ("open",)
    assert QApplication.focusWidget() is field


def test_while_it_is_done_a_notice_offers_nothing_to_press(bar: NoticeBar) -> None:
    bar.show_notice(OPEN)
    bar.set_busy("open", "Making it private …")
    bar.set_busy("unknown", "Nothing of the kind.")
    assert words(bar) == "Making it private …"
    assert not any(button.isVisible() for button in bar.findChildren(QPushButton))
    assert not close(bar).isVisible()
    assert len(bar.notices) == 1


def test_a_screen_reader_hears_the_words_and_every_button_has_a_name(bar: NoticeBar) -> None:
    bar.show_notice(OPEN)
    assert bar.accessibleName() == OPEN.words
    seen = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    assert [each.accessibleName() for each in seen] == ["Make private"]
    assert close(bar).accessibleName()


@pytest.mark.parametrize("width", [420, 900])
def test_long_words_wrap_and_nothing_is_cut(bar: NoticeBar, qtbot: QtBot, width: int) -> None:
    bar.window().resize(width, 400)
    bar.show_notice(Notice("long", "A calm and rather long sentence. " * 8, OPEN.actions))
    QApplication.processEvents()
    (label,) = [each for each in bar.findChildren(QLabel) if each.text()]
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    (made,) = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    assert made.width() >= made.sizeHint().width()
    assert bar.rect().contains(made.mapTo(bar, made.rect().bottomRight()))
