"""Hypothesis strategies for what a person may write: nasty, but legal.

Each is made once: Hypothesis looks a strategy over before it draws from it for the first time.
"""

from __future__ import annotations

import string
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from shadowjournal.document import (
    MAX_DEPTH,
    MAX_LEVEL,
    MAX_WIDTH,
    MIN_WIDTH,
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    clean_line,
    clean_link,
    clean_text,
    entry_link,
    spans,
)
from shadowjournal.entry import (
    CheckIn,
    Depth,
    Entry,
    Moment,
    PromptSnapshot,
    Source,
    clean_tags,
    clean_title,
)

_WORDS = (
    "a", "I", "word", "don't", "Straße", "naïve", "e\u0301", "snake_case", "3.14", "1,200", "x",
    "我", "喜欢", "こんにちは", "한국어", "ไทย", "हिन्दी", "שלום", "مرحبا", "\u202bعربي\u202c",
    "🙂", "👩‍👩‍👧", "🏳️‍🌈", "🇩🇪", "Z͑ͫa̴lgo",
)  # fmt: skip
_BLANKS = (
    " ", "  ", "    ", "\t", "\n", "\n\n", " \n", "\n ", "\u00a0", "\u200b", "\u2003", "\u3000",
    "\u202f", "\ufeff", "\u2060", "\u200d", "\u00ad",
)  # fmt: skip
_MARKDOWN = (
    "*", "**", "***", "_", "__", "`", "``", "```", "~", "~~", "~~~", "==", "[", "]", "](", "[x]",
    "[ ] ", "[a](http://b.c)", "[a]: http://b.c", "![", "!", "\\", "\\\\", "\\\n", "#", "# ", "## ",
    "###### ", " #", "-", "- ", "---", "--- ", "+ ", "* ", "> ", ">", "1. ", "1) ", "12.", "===",
    "| a | b |", "|", "|-|", ":-:", "\n---", "\n===", "\n|-|-|", "***\n", "- - -", "    code",
    "...", "^1", "[^1]", ":::", "$x$", "{{x}}", "@", "%", "---\ntitle: x\n---\n",
)  # fmt: skip
_HTML = (
    "<", ">", "&", "&amp;", "&#32;", "&nbsp", "&nbsp;", "&#x41;", "<b>", "</b>", "<u>", "</u>",
    "<br>", "<br/>", "<mark>", "</mark>", "<strong>", "</em>", "<code>", "<s>", "<!--", "-->",
    "<!-- -->", "<?", "?>", "<![CDATA[", "]]>", "<div>", "<script>alert(1)</script>", "<a href='",
    "<http://a.b>", "<a@b.cd>", "http://a.b/c_d_e", '"', "'", "“", "”", "—", "…",
)  # fmt: skip
_TYPST = ("#", "$", "@ref", "//", "/*", "*/", "#panic()", '"', "\\u{41}", "]", "[", "#{", "}")
_ODD = "\u00a9\u2020\U000e0041\U0001fffd\u2028\u2029\x00\r\x85"


@cache
def texts(min_size: int = 0, max_parts: int = 8) -> SearchStrategy[str]:
    """Return texts that a span may hold, full of what markup languages take for their own."""
    part = st.one_of(
        st.sampled_from(_WORDS),
        st.sampled_from(_BLANKS),
        st.sampled_from(_MARKDOWN + _HTML + _TYPST),
        st.text(alphabet=string.punctuation + " \n\tab1", max_size=4),
        st.text(alphabet=st.one_of(st.characters(), st.sampled_from(_ODD)), max_size=3),
    )
    joined = st.lists(part, max_size=max_parts).map(lambda parts: clean_text("".join(parts)))
    return joined.filter(lambda text: len(text) >= min_size)


@cache
def lines() -> SearchStrategy[str]:
    """Return legal single lines, which may still begin and end with blanks."""
    return texts(max_parts=4).map(lambda text: text.replace("\n", " ").replace("\t", " "))


@cache
def links() -> SearchStrategy[str]:
    """Return addresses that a document may hold."""
    plain = ("http://a.b", "https://example.com/a_b_c?x=1&amp;y=2#z", "mailto:me@example.com")
    odd = ("HTTPS://Ünï.example/ä(b)c", "http://x/*a*_b_[c](d)~~e~~", "http://x/&lt;%20&copy;!'")
    tail = texts(max_parts=3).map(lambda text: clean_link("http://x/" + text.replace(" ", "")))
    return st.one_of(
        st.sampled_from(plain + odd),
        tail.filter(bool).map(lambda link: link or "http://x"),
        picture_ids().map(entry_link),
    )


@cache
@st.composite
def single_spans(draw: st.DrawFn) -> Span:
    """Draw one run of text with one look."""
    marks: dict[str, Any] = {
        mark: True
        for mark in ("bold", "italic", "underline", "strike", "highlight", "code")
        if draw(st.integers(0, 3)) == 0
    }
    link = draw(links()) if draw(st.integers(0, 4)) == 0 else None
    text = link if link and draw(st.integers(0, 3)) == 0 else draw(texts(min_size=1, max_parts=4))
    return Span(text, link=link, **marks)


@cache
def spans_(max_spans: int = 5) -> SearchStrategy[Spans]:
    """Return runs of text in normal form."""
    return st.one_of(
        texts().map(lambda text: spans([text])),
        st.lists(single_spans(), max_size=max_spans).map(spans),
    )


@cache
def picture_ids() -> SearchStrategy[str]:
    """Return ids that a picture may have."""
    return st.text(alphabet="0123456789abcdef", min_size=32, max_size=32)


@cache
def widths() -> SearchStrategy[int | None]:
    """Return how wide a picture may be."""
    return st.none() | st.integers(MIN_WIDTH, MAX_WIDTH)


_KINDS: tuple[ListKind, ...] = ("bullet", "number", "check")


@cache
@st.composite
def list_items(draw: st.DrawFn) -> ListItem:
    """Draw an item of any list, at any depth."""
    style = draw(st.sampled_from(_KINDS))
    depth = draw(st.one_of(st.integers(0, 2), st.integers(0, MAX_DEPTH)))
    checked = style == "check" and draw(st.booleans())
    return ListItem(style, depth, checked, draw(spans_(3)))


@cache
def blocks() -> SearchStrategy[Block]:
    """Return blocks of every kind."""
    return st.one_of(
        spans_().map(Paragraph),
        list_items(),
        st.builds(Heading, level=st.integers(1, MAX_LEVEL), spans=spans_()),
        spans_().map(Quote),
        texts().map(Code),
        st.just(Rule()),
        st.builds(Figure, picture=picture_ids(), alt=lines(), width=widths()),
    )


@cache
def documents(max_blocks: int = 6) -> SearchStrategy[Document]:
    """Return documents of one to *max_blocks* blocks."""
    return st.lists(blocks(), min_size=1, max_size=max_blocks).map(
        lambda drawn: Document(tuple(drawn))
    )


ZONES = (
    "UTC", "Europe/London", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Africa/Monrovia", "Pacific/Apia", "Pacific/Kiritimati", "Europe/Dublin",
)  # fmt: skip


@cache
def moments() -> SearchStrategy[Moment]:
    """Return moments of all the calendar's years, in zones of every kind, one of them unknown."""
    return st.builds(
        Moment.on_clock, st.datetimes(), st.sampled_from((*ZONES, "Nowhere/Atlantis", "../etc"))
    )


@cache
def instants() -> SearchStrategy[datetime]:
    """Return moments in UTC, a day away from the ends of the calendar."""
    first, last = datetime(1, 1, 2), datetime(9999, 12, 30)
    return st.datetimes(first, last, timezones=st.just(UTC))


_DEPTHS: tuple[Depth, ...] = ("gentle", "deep", "intense")


@cache
@st.composite
def snapshots(draw: st.DrawFn) -> PromptSnapshot:
    """Draw a prompt as it stood once."""
    name = st.sampled_from(("core", "pp-2", "boundaries", "x-999"))
    return PromptSnapshot(
        pack=draw(name),
        id=draw(name),
        text=draw(texts()),
        category=draw(name),
        category_title=draw(lines()),
        depth=draw(st.sampled_from(_DEPTHS)),
        minutes=draw(st.integers(0, 90)),
        followups=tuple(draw(st.lists(texts(), max_size=3))),
    )


@cache
def check_ins() -> SearchStrategy[CheckIn]:
    """Return what was felt before or after writing."""
    words = st.lists(lines(), max_size=3).map(tuple)
    return st.builds(
        CheckIn, words, words, st.none() | st.integers(0, 10), st.sampled_from((None, "lighter"))
    )


@cache
@st.composite
def entries(draw: st.DrawFn, max_blocks: int = 4) -> Entry:
    """Draw a whole entry with everything that may be in one."""
    source = st.builds(Source, st.sampled_from(("dayone", "jrnl")), lines(), instants())
    return Entry(
        id=draw(picture_ids()),
        written=draw(moments()),
        created=draw(instants()),
        edited=draw(instants()),
        title=clean_title(draw(lines())),
        document=draw(documents(max_blocks)),
        tags=clean_tags([clean_line(tag) for tag in draw(st.lists(lines(), max_size=4))]),
        starred=draw(st.booleans()),
        prompt=draw(st.none() | snapshots()),
        before=draw(st.none() | check_ins()),
        after=draw(st.none() | check_ins()),
        source=draw(st.none() | source),
        is_kept_back=draw(st.booleans()),
    )
