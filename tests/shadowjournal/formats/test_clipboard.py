"""What lies on the clipboard after a copy in other programs, and what of it the journal takes.

Each sample in ``clipboard/`` is written as its program writes HTML; the file of the same name in
Markdown says what is to arrive.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from shadowjournal.document import Code, Document, ListItem, Paragraph, Span, spans
from shadowjournal.formats.from_html import from_html
from shadowjournal.formats.to_html import to_html
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.formats.to_plain import plain_text

SAMPLES = sorted((Path(__file__).parent / "clipboard").glob("*.html"))


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 16


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_was_meant_arrives_and_nothing_else(sample: Path) -> None:
    content = from_html(sample.read_text(encoding="utf-8"))
    assert to_markdown(content) == sample.with_suffix(".md").read_text(encoding="utf-8")
    assert not content.pictures


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_what_arrived_goes_on_to_other_programs_unchanged(sample: Path) -> None:
    content = from_html(sample.read_text(encoding="utf-8"))
    assert plain_text(from_html(to_html(content))) == plain_text(content)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY: NONE !important",
        "visibility:hidden",
        "font-size:0",
        "font-size:0px",
        "opacity:0",
        "opacity: 0.0",
        "mso-hide:all",
        "position:absolute;left:-9999px",
        "position:fixed;top:-10000px",
        "text-indent:-9999px",
        "height:0;overflow:hidden",
        "max-height:0px;overflow:hidden",
        "position:absolute;clip:rect(0 0 0 0)",
        "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
    ],
)
@pytest.mark.parametrize("tag", ["p", "span", "div", "li", "h1", "button"])
def test_what_nobody_was_to_see_stays_outside(style: str, tag: str) -> None:
    html = f'<div>seen<{tag} style="{style}">unseen <b>too</b></{tag}> also</div>'
    words = plain_text(from_html(html))
    assert "unseen" not in words
    assert "too" not in words
    assert "seen" in words
    assert "also" in words


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0.9em",
        "opacity:0.5",
        "text-indent:-18pt",
        "height:0",
        "overflow:hidden",
        "left:-9999px",
        "position:absolute;left:-4px",
        "color:white;background:white",
        "mso-hide:none",
    ],
)
def test_what_can_be_seen_stays(style: str) -> None:
    assert plain_text(from_html(f"<p style='{style}'>seen</p>")) == "seen"


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("alt='a cat on a wall'", "a cat on a wall"),
        ("alt='IMG_2041.JPG'", ""),
        ("alt='image'", ""),
        ("alt='seen' width=1 height=1", ""),
        ("alt='seen' style='display:none'", ""),
        ("", ""),
    ],
)
def test_of_a_far_picture_only_words_about_it_stay(picture: str, words: str) -> None:
    assert plain_text(from_html(f"<p><img src='https://a.b/c.png' {picture}></p>")) == words


def test_a_page_under_a_dialog_is_still_read() -> None:
    assert plain_text(from_html("<main aria-hidden=true><p>words</p></main>")) == "words"


def test_an_item_of_ours_that_is_struck_and_checked_stays_struck() -> None:
    item = ListItem("check", 0, True, (Span("done", strike=True),))
    assert from_html(to_html(Document((item,)))) == Document((item,))


def test_code_of_ours_keeps_its_last_line_end() -> None:
    content = Document((Code("a\n"), Paragraph(spans(["b"]))))
    assert from_html(to_html(content)) == content
