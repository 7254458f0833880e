"""A page of an evening, and one in two other scripts: to be seen in pictures."""

from __future__ import annotations

from msgspec.structs import replace

from shadowjournal.document import (
    Document,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    document,
    spans,
)
from shadowjournal.entry import Entry


def _entry(title: str, content: Document, tags: tuple[str, ...] = ()) -> Entry:
    return replace(Entry.begin(), title=title, document=content, tags=tags)


_CUP = (
    "The cup stood on the table, ",
    Span("half full", italic=True),
    ", and I did not wash it for ",
    Span("nine days", bold=True),
    ". I told nobody. It is easier to say I was busy than to say I was waiting.",
)
_LINE = (
    "I said yes when I meant ",
    Span("not like this", highlight=True),
    ". I do not know yet where the line was, but I know the evening on which I stepped over it.",
)
_ARABIC = "بقي الفنجان على الطاولة، ولم أغسله تسعة أيام. لم أخبر أحداً."
_JAPANESE = (
    "カップはテーブルに残っていた。私はそれを九日間洗わなかった。誰にも言わなかった。"
    "忙しかったと言うほうが、待っていたと言うより楽だから。"
)


def _item(words: str, depth: int = 0) -> ListItem:
    return ListItem("bullet", depth, spans=spans([words]))


def _check(words: str, *, is_done: bool = False) -> ListItem:
    return ListItem("check", checked=is_done, spans=spans([words]))


def evening() -> Entry:
    """A page with most of what a page can hold, and one slip of the pen."""
    content = document(
        [
            Heading(1, spans(["What the kitchen knew"])),
            Paragraph(spans(_CUP)),
            Paragraph(spans(["What I wrote down tonight, in the order it came:"])),
            _item("the sound of the door, which I recieve every evening"),
            _item("not the door itself, but the lift", 1),
            _check("wash the cup", is_done=True),
            _check("write to my sister, without asking for anything"),
            Quote(spans(["You do not have to decide tonight what it was."])),
            Heading(2, spans(["Where the line was"])),
            Paragraph(spans(_LINE)),
            Rule(),
            Paragraph(spans(["Tomorrow: walk, eat, call. Nothing else is asked of me."])),
        ]
    )
    return _entry("The cup", content, ("grief", "kitchen"))


def in_other_scripts() -> Entry:
    """A page in Arabic, read from the right, and in Japanese."""
    content = document(
        [
            Heading(1, spans(["ما عرفه المطبخ"])),
            Paragraph(spans([_ARABIC])),
            _item("صوت الباب كل مساء"),
            _check("أغسل الفنجان", is_done=True),
            Quote(spans(["لا يجب أن تقرر الليلة ما كان ذلك."])),
            Heading(1, spans(["台所が知っていたこと"])),
            Paragraph(spans([_JAPANESE])),
            ListItem("number", spans=spans(["毎晩のドアの音"])),
            ListItem("number", spans=spans(["ドアではなく、エレベーターの音"])),
        ]
    )
    return _entry("في المطبخ · 台所", content)
