from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.theme import sans
from ui.widgets.paragraph import Run, height_of, lay_out, line_height

SENTENCE = "he went quiet on Thursday and I wrote three messages before noon"
WORDS = SENTENCE.split(" ")
words = st.lists(st.sampled_from([*WORDS, "…", "Küche", "w" * 60]), max_size=40).map(" ".join)


@given(text=words, width=st.integers(40, 420), lines=st.integers(1, 4))
def test_text_keeps_to_its_lines_and_an_ellipsis_says_where_it_was_cut(
    qapp: QApplication, text: str, width: int, lines: int
) -> None:
    layout = lay_out((Run(text),), sans(13), width, lines)
    shown = layout.text()
    assert layout.lineCount() <= lines
    if shown != text:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])
    for number in range(layout.lineCount()):
        assert layout.lineAt(number).naturalTextWidth() <= width + 1


@given(width=st.integers(120, 420))
def test_what_fits_is_not_cut(qapp: QApplication, width: int) -> None:
    text = "Soup."
    layout = lay_out((Run(text),), sans(13), width, 1)
    assert layout.text() == text
    assert height_of(layout) == line_height(sans(13))


@given(before=words, after=words, width=st.integers(60, 420), lines=st.integers(1, 3))
def test_marks_stay_on_their_words_however_much_is_cut(
    qapp: QApplication, before: str, after: str, width: int, lines: int
) -> None:
    layout = lay_out((Run(before), Run("kitchen", True), Run(after)), sans(13), width, lines)
    for mark in layout.formats():
        marked = layout.text()[mark.start : mark.start + mark.length]
        assert "kitchen".startswith(marked.rstrip("…"))
        assert mark.start == len(before)


def test_the_first_line_leaves_room_for_what_stands_beside_it(qapp: QApplication) -> None:
    layout = lay_out((Run(SENTENCE),), sans(13), 280, 2, first_width=140)
    assert layout.lineAt(0).naturalTextWidth() <= 140
    assert layout.lineAt(1).naturalTextWidth() > 140


def test_a_run_does_not_show_its_text_when_it_is_logged() -> None:
    assert "secret" not in repr(Run("a secret"))
