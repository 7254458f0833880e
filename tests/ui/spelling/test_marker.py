"""Which words are marked on a real page, with the real dictionary."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from shadowjournal.document import Code, Heading, ListItem, Paragraph, Quote, Span, spans
from tests.ui.spelling.conftest import Marked
from ui.spelling.marker import marks_of

ADDRESS = "https://example.org"


def test_unknown_words_are_marked_and_known_ones_are_not(marked: Marked) -> None:
    marked.shows("I recieve teh letters", Heading(1, spans(["A headng"])), Quote(spans(["Qoute"])))
    assert marked.words == ["recieve", "teh", "headng", "Qoute"]


def test_code_and_links_are_not_judged(marked: Marked) -> None:
    runs = (Span("teh "), Span("xqzt", code=True), Span(" xqzt", link=ADDRESS), Span(" tezt"))
    marked.shows(Paragraph(runs), Code("recieve = teh"), ListItem("bullet", spans=spans(["mlik"])))
    assert marked.words == ["teh", "tezt", "mlik"]


def test_a_mark_is_a_wave_over_the_look_that_is_there(marked: Marked) -> None:
    marked.shows(Heading(1, spans(["teh"])))
    looks = marked.page.document().begin().layout().formats()
    shape = looks[0].format
    assert shape.underlineColor() == marked.page._theme.colour("unknown")
    assert shape.font().pixelSize() > marked.page.document().defaultFont().pixelSize()


def test_the_word_that_is_typed_is_marked_once_it_is_left(marked: Marked) -> None:
    marked.shows("")
    QTest.keyClicks(marked.page, "I walk teh")
    marked.wait()
    assert marked.words == []
    QTest.keyClicks(marked.page, " way")
    marked.wait()
    assert marked.words == ["teh"]
    QTest.keyClicks(marked.page, "y hoem")
    QTest.keyClick(marked.page, Qt.Key.Key_Home)
    marked.wait()
    assert marked.words == ["teh", "wayy", "hoem"]


def test_a_word_that_is_put_right_is_marked_no_more(marked: Marked) -> None:
    marked.shows("A tehh day")
    cursor = marked.page.textCursor()
    cursor.setPosition(6)
    marked.page.setTextCursor(cursor)
    QTest.keyClick(marked.page, Qt.Key.Key_Backspace)
    QTest.keyClick(marked.page, Qt.Key.Key_Backspace)
    QTest.keyClick(marked.page, Qt.Key.Key_Backspace)
    QTest.keyClicks(marked.page, "he")
    QTest.keyClick(marked.page, Qt.Key.Key_End)
    marked.wait()
    assert marked.words == []


def test_marks_are_no_part_of_the_text_or_of_undo(marked: Marked) -> None:
    marked.shows("teh day")
    before = marked.page.written()
    assert marked.words == ["teh"]
    assert not marked.page.document().isUndoAvailable()
    QTest.keyClicks(marked.page, "x")
    marked.page.undo()
    marked.wait()
    assert marked.page.written() == before
    assert not marked.page.document().isUndoAvailable()


def test_an_ignored_word_is_right_until_it_is_forgotten(marked: Marked) -> None:
    marked.shows("teh day")
    marked.marker.ignore("teh")
    marked.wait()
    assert marked.words == []
    marked.marker.forget()
    marked.marker.look_again()
    marked.wait()
    assert marked.words == ["teh"]


def test_the_next_unknown_word_is_found_below_and_then_from_the_top(marked: Marked) -> None:
    marked.shows("teh day", "all is well", "a tezt")
    at = QTextCursor(marked.page.document())
    met = []
    for _ in range(3):
        found = marked.marker.next_unknown(at)
        assert found is not None
        met.append(found.selectedText())
        at = found
    assert met == ["teh", "tezt", "teh"]


def test_where_every_word_is_known_there_is_no_next_one(marked: Marked) -> None:
    marked.shows("all is well")
    assert marked.marker.next_unknown(marked.page.textCursor()) is None


def test_a_page_that_is_only_read_is_not_marked(marked: Marked) -> None:
    marked.page.set_read_only(True)
    marked.shows("teh day")
    assert marked.words == []


def test_a_long_entry_is_looked_at_to_its_end(marked: Marked) -> None:
    marked.shows(*[f"The {number} heron walks teh shore" for number in range(600)])
    assert marked.words == ["teh"] * 600


def test_words_beyond_the_first_plane_shift_no_mark(marked: Marked) -> None:
    marked.shows("🦢 teh 🦢")
    assert marks_of(marked.page.document().begin()) == [(3, 6)]


def test_without_a_dictionary_nothing_is_marked(marked: Marked) -> None:
    marked.shows("teh day")
    marked.marker.use(None)
    marked.wait()
    assert marked.words == []


def test_one_paragraph_as_long_as_a_book_is_looked_at_to_its_end(marked: Marked) -> None:
    marked.shows("Teh way was long. " * 4_000)
    assert marked.words == ["Teh"] * 4_000
    QTest.keyClicks(marked.page, "teh end, my frend ")
    marked.wait()
    assert marked.words == [*["Teh"] * 4_000, "teh", "frend"]
    assert marked.marker.unknown_at(QTextCursor(marked.page.document())) is not None


def test_a_mark_over_runs_of_several_looks_keeps_each_of_them(marked: Marked) -> None:
    marked.shows(Paragraph((Span("re"), Span("cie", italic=True), Span("ve it"))))
    assert marked.words == ["recieve"]
    looks = marked.page.document().begin().layout().formats()
    slants = [(each.start, each.length, each.format.fontItalic()) for each in looks]
    assert slants == [(0, 2, False), (2, 3, True), (5, 2, False)]
