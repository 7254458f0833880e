"""``[[`` on the page: which entries are offered, and what becomes of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import Summary, summarise
from shadowjournal.document import (
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    entry_link,
    spans,
)
from shadowjournal.entry import clean_title
from shadowjournal.linking import links_of
from tests.builders import an_entry
from tests.strategies import texts
from tests.ui.editor.conftest import Writer
from ui.editor.entry_links.brackets import Brackets
from ui.editor.entry_links.choices import MOST, Choice, Choices, choice_of, plain
from ui.editor.entry_links.entry_list import EntryList
from ui.editor.entry_links.offer import Offer
from ui.editor.manner import Manner
from ui.editor.page import Page
from ui.quotes import quotes_of
from ui.theme import load_theme

K = Qt.Key
TITLES = ("The sea", "Rain, again", "Über allen Gipfeln", "Anna’s “yes” — no", "The sea", "[odd]")


def journal(*titles: str, words: str = "Words.") -> list[Summary]:
    """Entries of these titles, the first of them the newest."""
    return [
        summarise(an_entry(title, words, at=datetime(2026, 11, 22) - timedelta(days=day)))
        for day, title in enumerate(titles)
    ]


def found(choices: Choices, typed: str) -> list[str]:
    return [choice.words for choice in choices.matching(typed)]


# Which entries are meant


def test_where_nothing_is_typed_the_newest_are_offered() -> None:
    choices = Choices(journal(*map(str, range(20))))
    assert found(choices, "") == found(choices, " ") == [str(n) for n in range(MOST)]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("the", ["The sea", "The weather", "Another day", "Breathe"]),
        ("The S", ["The sea"]),
        ("we", ["Weekend", "The weather"]),
        ("sea the", ["The sea"]),
        ("ETE", ["Été"]),
        ("été", ["Été"]),
        ("don't", ["I don’t know"]),
        ("no - way", ["No — way"]),
        ("zebra", []),
        ("novem", ["The sea", "Weekend", "The weather", "Été", "Another day", "Breathe"]),
    ],
)
def test_the_likeliest_come_first_whatever_their_case_and_accents(
    typed: str, titles: list[str]
) -> None:
    all_titles = (
        "The sea", "Weekend", "The weather", "Été", "Another day", "Breathe", "I don’t know",
        "No — way",
    )  # fmt: skip
    assert found(Choices(journal(*all_titles)), typed)[:6] == titles


def test_an_entry_is_found_by_its_day() -> None:
    choices = Choices(journal("One", "Two", "Three"))
    assert found(choices, "21 nov") == ["Two"]
    assert found(choices, "2026") == ["One", "Two", "Three"]


def test_an_entry_without_a_title_goes_by_its_first_words_and_without_those_by_its_day() -> None:
    long = "Walked to the harbour before anyone was up, and watched the ferry leave."
    (said,) = Choices(journal("", words=long)).matching("harbour bef")
    assert said.words == "Walked to the harbour before anyone was…"
    (silent,) = Choices(journal("", words="")).matching("")
    assert silent.words == silent.when == silent.spoken


def test_the_entry_on_the_page_is_not_offered_to_itself() -> None:
    summaries = journal("The sea", "The house")
    choices = Choices(summaries)
    assert [c.words for c in choices.matching("the", summaries[0].id)] == ["The house"]
    assert choices.titled("The sea", summaries[0].id) is None


def test_of_entries_with_one_title_the_newest_spelled_so_is_meant() -> None:
    summaries = journal("the SEA", "The sea", "The sea", "The sea, again")
    choices = Choices(summaries)
    assert choices.titled("The sea") == choice_of(summaries[1])
    assert choices.titled(" THE  sea") == choice_of(summaries[0])
    assert choices.titled("The") is choices.titled("") is choices.titled("Words.") is None


def test_first_words_are_no_title() -> None:
    assert Choices(journal("", words="The sea")).titled("The sea") is None


_SHORT = st.text("aAé b-“", max_size=6).map(lambda text: " ".join(text.split()))


@given(st.lists(_SHORT, max_size=12), _SHORT)
def test_what_is_offered_is_what_a_slow_look_at_each_would_find(
    titles: list[str], typed: str
) -> None:
    summaries = [s for s in journal(*titles) if s.title]
    wanted = plain(typed)

    def rank(summary: Summary) -> int | None:
        said = f"{plain(summary.title)}\x1f {summary.written.local:%d} november 2026"
        if said.startswith(wanted):
            return 0
        if f" {wanted}" in said:
            return 1
        if wanted in said:
            return 2
        return 3 if all(word in said for word in wanted.split()) else None

    ranked = sorted((r, n) for n, s in enumerate(summaries) if (r := rank(s)) is not None)
    ids = [choice.entry_id for choice in Choices(summaries).matching(typed, most=50)]
    assert ids == [summaries[n].id for _, n in ranked]


@given(st.lists(texts(), max_size=5), texts())
def test_any_titles_and_any_words_can_be_compared(titles: list[str], typed: str) -> None:
    summaries = journal(*(clean_title(title) for title in titles))
    choices = Choices(summaries)
    assert {c.entry_id for c in choices.matching(typed, most=9)} <= {s.id for s in summaries}
    for summary in summaries:
        named = choices.titled(summary.title)
        assert named is None or named.words == summary.title or named.entry_id != summary.id


def test_no_log_can_show_what_is_offered() -> None:
    assert "zephyr" not in repr(Choices(journal("zephyr")).matching("zeph"))


# On the page


class Linker(Writer):
    """Writes on a page for which a journal of `TITLES` answers."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer.page)
        self.summaries = journal(*TITLES)
        self.choices = Choices(self.summaries)
        self.brackets = Brackets(self.page)
        self.brackets.wanted.connect(self._answer)
        self.asked = 0

    def _answer(self) -> None:
        self.asked += 1
        self.brackets.show(self.choices, "")

    @property
    def offer(self) -> Offer:
        return self.brackets._offer

    def offered(self) -> list[str] | None:
        """What is offered, or None where nothing is seen."""
        if not self.offer.isVisible():
            return None
        rows = self.offer.findChildren(EntryList)[0]
        return [rows.item(place).text() for place in range(rows.count())]

    def link(self, place: int) -> Span:
        return Span(TITLES[place], link=entry_link(self.summaries[place].id))


@pytest.fixture
def linker(qtbot: QtBot, writer: Writer) -> Linker:
    writer.page.resize(600, 400)
    writer.page.show()
    qtbot.waitExposed(writer.page)
    writer.page.activateWindow()
    writer.page.setFocus()
    qtbot.waitUntil(writer.page.hasFocus)
    return Linker(writer)


Strokes = tuple[str | Qt.Key, ...]

Said = tuple[str | int, ...] | int
"""Words, and the places of titles that are linked."""

GESTURES: list[tuple[str, Strokes, Said]] = [
    ("Enter takes the first", ("[[", K.Key_Return), 0),
    ("the keypad's Enter too", ("[[", K.Key_Enter), 0),
    ("Tab takes it", ("[[", K.Key_Tab), 0),
    ("Down goes to the next", ("[[", K.Key_Down, K.Key_Return), 1),
    ("Up goes to the last", ("[[", K.Key_Up, K.Key_Return), 5),
    ("past the end lies the first", ("[[", *[K.Key_Down] * 6, K.Key_Return), 0),
    ("what is typed is looked for", ("[[rain", K.Key_Return), 1),
    ("accents need not be typed", ("[[uber all", K.Key_Return), 2),
    ("signs need not be typographic", ("[[anna's \"y", K.Key_Return), 3),
    ("a mistake is taken back", ("[[rx", K.Key_Backspace, "ain", K.Key_Return), 1),
    ("the whole title in brackets", ("[[Rain, again]]",), 1),
    ("in whatever case", ("[[rain,  AGAIN]]",), 1),
    ("a title with brackets", ("[[[odd]]]",), ("[[[odd]]]",)),
    ("no title in brackets", ("[[Rain]]",), ("[[Rain]]",)),
    ("nothing in brackets", ("[[]]",), ("[[]]",)),
    ("Esc leaves it as typed", ("[[rain", K.Key_Escape, ", again]]"), ("[[rain, again]]",)),
    ("after Esc, Enter is Enter", ("[[rain", K.Key_Escape, K.Key_Tab), ("[[rain\t",)),
    ("after Esc, other brackets", ("[[", K.Key_Escape, "x [[rain", K.Key_Return), ("[[x ", 1)),
    ("where none matches, Tab is Tab", ("[[zebra", K.Key_Tab), ("[[zebra\t",)),
    ("a blank after the brackets", ("[[ ", K.Key_Tab), ("[[ \t",)),
    ("a third bracket", ("[[[", K.Key_Tab), ("[[[\t",)),
    ("brackets taken back", ("[[", K.Key_Backspace, K.Key_Tab), ("[\t",)),
    ("gone back before them", ("[[", K.Key_Left, K.Key_Left, K.Key_Tab), ("\t[[",)),
    ("matrices", ("[[1,2],[3,4]]", K.Key_Tab), ("[[1,2],[3,4]]\t",)),
    ("one bracket", ("[rain", K.Key_Tab), ("[rain\t",)),
    ("two closing ones", ("rain]]",), ("rain]]",)),
    ("a line's end between", ("[[Rain, again", K.Key_Escape, "x]]"), ("[[Rain, againx]]",)),
]


def wanted(linker: Linker, said: Said) -> tuple[Block, ...]:
    parts = (said,) if isinstance(said, int) else said
    return (Paragraph(spans(linker.link(p) if isinstance(p, int) else p for p in parts)),)


@pytest.mark.parametrize(
    ("strokes", "said"), [g[1:] for g in GESTURES], ids=[g[0] for g in GESTURES]
)
def test_brackets_become_a_link_or_stay_as_they_were_typed(
    linker: Linker, strokes: Strokes, said: Said
) -> None:
    linker.types(*strokes)
    assert linker.blocks() == wanted(linker, said)
    assert linker.offered() is None


@pytest.mark.parametrize("strokes", [g[1] for g in GESTURES if isinstance(g[2], int)])
def test_one_undo_brings_back_what_was_typed(linker: Linker, strokes: Strokes) -> None:
    linker.types("So ", *strokes)
    linked = linker.blocks()
    linker.presses(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (block,) = linker.blocks()
    assert isinstance(block, Paragraph)
    (run,) = block.spans
    assert run.text.startswith("So [[")
    assert run.link is None
    assert linker.offered() is None, "what is undone is offered nothing anew"
    linker.presses(K.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert linker.blocks() == linked


def test_the_writer_goes_on_behind_the_link(linker: Linker) -> None:
    linker.types("[[rain", K.Key_Return, " it was.")
    assert linker.blocks() == (Paragraph(spans([linker.link(1), " it was."])),)


PLACES: list[Callable[..., Block]] = [
    lambda s: ListItem("bullet", spans=s),
    lambda s: ListItem("check", 2, checked=True, spans=s),
    lambda s: Heading(2, s),
    Quote,
]


@pytest.mark.parametrize("place", PLACES)
def test_brackets_work_wherever_text_is(linker: Linker, place: Callable[..., Block]) -> None:
    linker.shows(Paragraph(spans(["above"])), place(spans(["As at "])))
    linker.goes_to(1, 6)
    linker.types("[[rain", K.Key_Return)
    assert linker.blocks()[1] == place(spans(["As at ", linker.link(1)]))


def test_marks_stay_on_what_is_linked(linker: Linker) -> None:
    linker.shows(Paragraph((Span("As at ", bold=True),)))
    linker.goes_to(0, 6)
    linker.types("[[rain", K.Key_Return)
    link = Span(TITLES[1], bold=True, link=entry_link(linker.summaries[1].id))
    assert linker.blocks() == (Paragraph((Span("As at ", bold=True), link)),)


@pytest.mark.parametrize(
    "block",
    [
        Code("if x"),
        Paragraph((Span("if x", code=True), Span("."))),
        Paragraph((Span("if x", link="https://a.b"), Span("."))),
    ],
)
def test_brackets_in_code_and_in_links_are_brackets(linker: Linker, block: Block) -> None:
    linker.shows(block)
    linker.goes_to(0, 2)
    linker.types("[[")
    assert linker.offered() is None
    linker.types("rain, again]]")
    assert not any(
        span.link and span.link.startswith("entry:")
        for each in linker.blocks()
        if isinstance(each, Paragraph)
        for span in each.spans
    )
    assert linker.blocks() != (block,)


def test_in_the_middle_of_a_text_only_the_brackets_go(linker: Linker) -> None:
    linker.shows(Paragraph(spans(["before after 🙂"])))
    linker.goes_to(0, 7)
    linker.types("[[rain", K.Key_Return)
    assert linker.blocks() == (Paragraph(spans(["before ", linker.link(1), "after 🙂"])),)


def test_signs_beyond_the_first_plane_are_counted_rightly(linker: Linker) -> None:
    linker.shows(Paragraph(spans(["🙂🙂 "])))
    linker.goes_to(0, 5)
    linker.types("[[The sea]]")
    assert linker.blocks() == (Paragraph(spans(["🙂🙂 ", linker.link(0)])),)


def test_brackets_go_together_with_the_signs_of_markdown_and_of_a_language(linker: Linker) -> None:
    linker.page.set_manner(Manner(has_shorthand=True, quotes=quotes_of("en_GB")))
    linker.types('- [[Anna\'s "yes" -- no]] *so*.')
    said = spans([linker.link(3), " ", Span("so", italic=True), "."])
    assert linker.blocks() == (ListItem("bullet", spans=said),)


def compose(linker: Linker, composed: str, committed: str = "") -> None:
    event = QInputMethodEvent(composed, [])
    event.setCommitString(committed)
    QApplication.sendEvent(linker.page, event)


def test_while_a_word_is_composed_the_keys_are_the_input_methods(linker: Linker) -> None:
    linker.types("[[")
    compose(linker, "ら")
    QTest.keyClick(linker.page, K.Key_Down)
    assert linker.offer.present == choice_of(linker.summaries[0])
    compose(linker, "", "rain")
    assert linker.offered() == ["Rain, again"]
    linker.types(K.Key_Return)
    assert linker.blocks() == (Paragraph((linker.link(1),)),)


def test_brackets_that_an_input_method_brings_count(linker: Linker) -> None:
    compose(linker, "", "[[")
    assert linker.offered() is not None
    compose(linker, "", "The sea]]")
    assert linker.blocks() == (Paragraph((linker.link(0),)),)


def test_entries_that_come_late_are_offered_all_the_same(linker: Linker) -> None:
    linker.brackets.wanted.disconnect(linker._answer)
    linker.types("[[ra")
    assert linker.offered() is None
    linker.brackets.show(linker.choices, "")
    assert linker.offered() == ["Rain, again"]


def test_where_none_matches_that_is_said_and_what_is_typed_stays(linker: Linker) -> None:
    linker.types("[[zebra")
    assert linker.offered() == []
    linker.types(" crossing")
    assert linker.offered() is None
    assert linker.blocks() == (Paragraph(spans(["[[zebra crossing"])),)


def test_the_list_goes_when_the_keyboard_does_and_when_another_page_comes(linker: Linker) -> None:
    linker.types("[[")
    linker.page.clearFocus()
    assert linker.offered() is None
    linker.page.setFocus()
    linker.types(" [[")
    assert linker.offered()
    linker.shows(Paragraph())
    assert linker.offered() is None
    assert linker.offer.findChildren(EntryList)[0].count() == 0


def test_plain_keys_ask_for_no_entries(linker: Linker) -> None:
    linker.types("Nothing but [words] and more of them.")
    assert linker.asked == 0


def test_a_click_takes_an_entry(linker: Linker) -> None:
    linker.types("[[")
    rows = linker.offer.findChildren(EntryList)[0]
    place = rows.visualItemRect(rows.item(2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert linker.blocks() == (Paragraph((linker.link(2),)),)


@given(data=st.data())
def test_whatever_keys_are_pressed_the_page_says_what_was_typed_or_links(
    qapp: object, data: st.DataObject
) -> None:
    page = Page(load_theme("light"))
    page.show()
    page.setFocus()
    linker = Linker(Writer(page))
    keys: st.SearchStrategy[str | Qt.Key] = st.sampled_from(
        ["[", "[[", "]", "]]", "The sea", "r", " ", "x]]", K.Key_Return, K.Key_Tab, K.Key_Escape,
         K.Key_Down, K.Key_Up, K.Key_Left, K.Key_Right, K.Key_Backspace, K.Key_Delete]
    )  # fmt: skip
    for stroke in data.draw(st.lists(keys, max_size=14)):
        linker.types(stroke)
    assert {*links_of(page.written())} <= {summary.id for summary in linker.summaries}
    while page.document().isUndoAvailable():
        page.undo()
    assert page.written().is_empty
    page.deleteLater()


def test_a_choice_says_its_day_to_a_screen_reader() -> None:
    assert Choice("a" * 32, "The sea", "2 Mar 2026").spoken == "The sea, 2 Mar 2026"
