from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.catalog import summarise
from shadowjournal.document import (
    Code,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    clean_link,
    document,
    entry_link,
    legal_link,
    linked_entry,
    spans,
)
from shadowjournal.entry import Entry, entry_from_bytes, entry_to_bytes, new_id
from shadowjournal.errors import BadDocument
from shadowjournal.formats.from_html import from_html
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_html import to_html
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.formats.to_typst import to_typst
from shadowjournal.linking import Backlinks, links_of, unlinked
from tests.builders import an_entry
from tests.strategies import documents, picture_ids

A, B, C = ("aa" * 16, "bb" * 16, "cc" * 16)


def to(entry_id: str, words: str = "the sea") -> Span:
    return Span(words, link=entry_link(entry_id))


def linking(title: str, *targets: str) -> Entry:
    """An entry that links to each of *targets*."""
    runs = spans(part for target in targets for part in ("See ", to(target, target[:4]), ". "))
    return replace(an_entry(title), document=Document((Paragraph(runs),)))


@given(picture_ids())
def test_a_link_to_an_entry_names_it(entry_id: str) -> None:
    assert linked_entry(entry_link(entry_id)) == entry_id
    assert Span("a", link=entry_link(entry_id)).link == legal_link(entry_link(entry_id))


@pytest.mark.parametrize(
    "link",
    [
        "entry:", f"entry:{'g' * 32}", f"entry:{'a' * 31}", f"entry:{'a' * 33}", f"ENTRY:{A}",
        f"entry://{A}", f"entry:{A} ", f"entry:{A}\n", f"entry:{A}?x", f"picture:{A}", f"file:{A}",
    ],
)  # fmt: skip
def test_no_other_address_is_a_link_to_an_entry(link: str) -> None:
    assert linked_entry(link) is None
    assert legal_link(link) is None
    with pytest.raises(BadDocument):
        Span("a", link=link)


def test_the_web_and_mail_are_no_entries() -> None:
    assert linked_entry("https://a.b") is linked_entry("mailto:a@b.c") is linked_entry(None) is None


def test_nothing_foreign_makes_a_link_to_an_entry() -> None:
    address = entry_link(A)
    assert clean_link(address) is None
    for read in (
        from_html(f'<p>so <a href="{address}">it is</a></p>'),
        from_markdown(f"so [it is]({address})"),
        from_markdown(f"so <{address}> [[it is]]"),
    ):
        assert links_of(read) == ()
        assert "so " in plain_text(read)


def test_links_are_found_in_every_kind_of_block_once() -> None:
    content = document(
        [
            Heading(1, (to(A),)),
            Paragraph((Span("a", link="https://a.b"), to(B))),
            ListItem("check", spans=(to(A),)),
            Quote((to(C),)),
            Code(entry_link(new_id())),
        ]
    )
    assert links_of(content) == (A, B, C)
    assert links_of(Document()) == ()


def test_a_summary_says_what_an_entry_links_to() -> None:
    assert summarise(linking("Monday", B, A)).links == (B, A)
    assert summarise(an_entry("Monday", "Words.")).links == ()


def test_what_was_sealed_with_a_link_opens_with_it() -> None:
    entry = linking("Monday", A)
    assert entry_from_bytes(entry_to_bytes(entry)) == entry


@given(documents())
def test_words_stay_where_a_link_leads_nowhere(content: Document) -> None:
    bare = unlinked(content)
    assert links_of(bare) == ()
    assert plain_text(bare) == plain_text(content)
    assert unlinked(content, str) == content
    assert unlinked(bare) is bare


@given(documents())
def test_other_programs_are_told_the_words_of_a_link_and_no_id(content: Document) -> None:
    links = links_of(content)
    assume("entry:" not in plain_text(content))
    told = to_html(content) + to_markdown(content) + to_typst(content, str)
    assert not any(f"entry:{entry_id}" in told for entry_id in links)


def test_a_link_in_markdown_leads_to_where_its_entry_lies() -> None:
    places = {A: "#entry-1"}
    content = Document((Paragraph((Span("See "), to(A), Span(" and "), to(B, "this"))),))
    assert to_markdown(content, entry_address=places.get) == "See [the sea](#entry-1) and this\n"
    named = Document((Paragraph((to(A, "#entry-1"),)),))
    assert to_markdown(named, entry_address=places.get) == "[#entry-1](#entry-1)\n"


def test_a_link_in_typst_leads_to_the_number_of_its_entry() -> None:
    content = Document((Paragraph((to(A), Span(" "), replace(to(B, "this"), bold=True))),))
    written = to_typst(content, str, {A: "7"}.get)
    assert written == '#sj-par[#sj-see(7)[#"the sea"]#" "#strong[#"this"]]\n'


def told(*entries: tuple[str, tuple[str, ...]]) -> Backlinks:
    backlinks = Backlinks()
    backlinks.show(entries)
    return backlinks


def test_an_entry_knows_who_links_to_it() -> None:
    backlinks = told((A, (B, C)), (B, (C,)), (C, ()))
    assert backlinks.sources(C) == (A, B)
    assert backlinks.sources(B) == (A,)
    assert backlinks.sources(A) == ()


def test_who_links_to_itself_is_not_told_so() -> None:
    assert told((A, (A,))).sources(A) == ()


def test_a_link_that_was_taken_out_counts_no_more() -> None:
    backlinks = told((A, (B, C)))
    backlinks.put(A, (C,))
    assert backlinks.sources(B) == ()
    backlinks.put(A, ())
    assert backlinks.sources(C) == ()


def test_an_entry_that_is_gone_links_to_nothing_and_may_still_be_linked() -> None:
    backlinks = told((A, (B,)), (B, (A,)))
    backlinks.remove(A)
    assert backlinks.sources(B) == ()
    assert backlinks.sources(A) == (B,)


_FEW = st.sampled_from((A, B, C, "dd" * 16))
_STEPS = st.lists(st.tuples(_FEW, st.none() | st.lists(_FEW, max_size=4).map(tuple)), max_size=25)


@given(_STEPS)
def test_after_any_saves_and_deletions_it_is_as_if_read_anew(
    steps: Iterable[tuple[str, tuple[str, ...] | None]],
) -> None:
    backlinks, journal = Backlinks(), dict[str, tuple[str, ...]]()
    for entry_id, targets in steps:
        if targets is None:
            backlinks.remove(entry_id)
            journal.pop(entry_id, None)
        else:
            backlinks.put(entry_id, targets)
            journal[entry_id] = targets
    for target in (A, B, C):
        wanted = {one for one, targets in journal.items() if target in targets and one != target}
        assert {*backlinks.sources(target)} == wanted
        assert len(backlinks.sources(target)) == len(wanted)
