from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.spelling.tokens import Tokens

LONG = "herons walk in the shallow water by www.example.org " * 50


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LONG)), st.integers(0, 40), st.text("ab c-.\u2019@é🦢\n", max_size=9)
        ),
        max_size=6,
    )
)
def test_a_long_block_that_is_changed_reads_as_if_it_were_new(
    changes: list[tuple[int, int, str]],
) -> None:
    kept, text = Tokens(), LONG
    for place, removed, added in changes:
        text = text[:place] + added + text[place + removed :]
        assert list(kept.of(text)) == list(Tokens().of(text))


@given(st.text("ab 🦢é"))
def test_places_are_counted_as_qt_counts_them(text: str) -> None:
    units = text.encode("utf-16-le")
    for begin, end, word in Tokens().of(text):
        assert units[2 * begin : 2 * end].decode("utf-16-le") == word
