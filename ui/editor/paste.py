"""What goes to the clipboard and what may come from it.

Nothing foreign reaches the page as HTML: it becomes a `Document` first, and that cannot hold
anything but text and its few looks. What takes its time is handed out to be done on any thread.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
from msgspec import Struct
from PySide6.QtCore import QByteArray, QMimeData
from typing_extensions import override

from shadowjournal.document import (
    Code,
    Document,
    Paragraph,
    clean_link,
    clean_text,
    document,
    spans,
    text_blocks,
)
from shadowjournal.errors import BadDocument, Refused
from shadowjournal.formats.bounds import bounded, length
from ui.editor.pasted_pictures import holds_picture

OWN_TYPE: Final = "application/x-shadowjournal"
MARKDOWN_TYPE: Final = "text/markdown"
MAX_CHARACTERS: Final = 250_000
"""So many characters a paste may bring: ten times the longest day of a diary of ten years."""

MAX_BLOCKS: Final = 2_500
MAX_LINES: Final = 10_000
"""So many lines, where each of them is ended by hand."""

MAX_RUNS: Final = 10_000
"""So many runs of one look."""

MAX_HTML: Final = 2_000_000
"""So many characters it may take to say that; of more, only the words count."""

MAX_OWN: Final = 4_000_000
MAX_ADDRESS: Final = 2_000
_LIGHT = 8_000  # characters of markup that are read while the writer waits
_ALWAYS_FINE = 20_000, 200  # characters and blocks that go into any page

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)


class TooMuch(Refused):
    """More was pasted than one page can take."""

    def __init__(self) -> None:
        super().__init__(
            "That is too long for one entry. Nothing was changed; several entries can hold it."
        )


def to_mime(content: Document) -> QMimeData:
    """Return *content* for the clipboard, as `say` says it."""
    data = QMimeData()
    say(content, data)
    return data


def say(content: Document, data: QMimeData) -> None:
    """Have *data* say *content*: exactly for this program, and in three forms for others.

    Its plain form is text to be read, not Markdown: it goes into mails and search fields.
    """
    # Not needed to open a window.
    from shadowjournal.formats.to_html import to_html
    from shadowjournal.formats.to_markdown import to_markdown
    from shadowjournal.formats.to_text import to_text

    data.setData(OWN_TYPE, QByteArray(_ENCODER.encode(content)))
    data.setHtml(to_html(content))
    data.setData(MARKDOWN_TYPE, QByteArray(to_markdown(content).encode()))
    data.setText(to_text(content))


def can_take(data: QMimeData) -> bool:
    """Tell whether there is anything in *data* for the page."""
    return data.hasFormat(OWN_TYPE) or data.hasHtml() or data.hasText() or holds_picture(data)


class Brought(Struct, frozen=True):
    """What a material says; ``is_parted`` where a block was too long to be one."""

    content: Document
    is_parted: bool


class Material(Struct, frozen=True):
    """Text as it lies on a clipboard, in each of its forms: this program's own, HTML, plain.

    Plain text that clearly is Markdown is read as such, unless it ``is_plain``.
    """

    own: bytes = b""
    html: str = ""
    text: str = ""
    is_plain: bool = False
    is_code: bool = False

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Material of {self._size} characters>"

    @property
    def _size(self) -> int:
        return len(self.own) + len(self.html) + len(self.text)

    @property
    def address(self) -> str | None:
        """The address that it is, where it is nothing else and may become a link."""
        if self.own or self.is_plain or len(self.text) > MAX_ADDRESS:
            return None
        return clean_link(self.text)

    def as_code(self) -> Material:
        """Return it for a place where only characters count: every line as it is."""
        return Material(text=self.text, is_code=True) if self.text and not self.own else self

    @property
    def is_light(self) -> bool:
        """Whether reading it takes no time that anyone would notice."""
        if len(self.own) + len(self.html) > _LIGHT:
            return False
        is_literal = self.is_plain or self.is_code
        return len(self.text) <= _LIGHT or is_literal or not _is_marked(self.text)

    def bring(self) -> Brought | None:
        """Return what it says, in bounds that a page can show; None where there is nothing.

        A pure function of its forms, for any thread.

        Raises:
            TooMuch: it is more than a page can take.
        """
        found = self._said()
        if found is None:
            return None
        check_size(found)  # before any work is put into it
        content = bounded(found)
        check_size(content)
        return Brought(content, len(content.blocks) > len(found.blocks))

    def read(self) -> Document | None:
        """Return the content of what `bring` returns.

        Raises:
            TooMuch: it is more than a page can take.
        """
        brought = self.bring()
        return None if brought is None else brought.content

    def read_whole(self) -> Document | None:
        """Return what it says, however much that is."""
        found = self._said()
        return None if found is None else bounded(found)

    def _said(self) -> Document | None:
        if self.is_code:
            return Document((Code(clean_text(self.text)),))
        content = _from_own(self.own) if self.own else None
        if content is None and self.html:
            content = _from_html(self.html)
        if content is None and not self.is_plain:
            content = _from_marked(self.text)
        return content if content is not None else _from_plain(self.text)


def material_in(data: QMimeData, *, is_plain: bool = False) -> Material | None:
    """Return the text in *data*, not read yet; where *is_plain*, only its words.

    Raises:
        TooMuch: there is more than any page can take.
    """
    text = data.text() if data.hasText() else ""
    own, html = b"", ""
    if not is_plain:
        own = bytes(data.data(OWN_TYPE).data()) if data.hasFormat(OWN_TYPE) else b""
        html = data.html() if data.hasHtml() and not own else ""
    if len(html) > MAX_HTML:
        html = ""
        if not text:
            raise TooMuch
    if len(own) > MAX_OWN or (not html and len(text) > 2 * MAX_CHARACTERS):
        raise TooMuch
    return Material(own, html, text, is_plain) if own or html or text else None


def document_from(data: QMimeData, *, is_plain: bool = False) -> Document | None:
    """Return the text in *data*; where *is_plain*, only its words.

    Raises:
        TooMuch: it is more than a page can take.
    """
    material = material_in(data, is_plain=is_plain)
    return material.read() if material is not None else None


def check_size(content: Document, beside: int = 0) -> None:
    """See that a page, where *beside* characters stand already, can take *content*.

    Raises:
        TooMuch: it cannot. What is light is never too much.
    """
    size, blocks = length(content), len(content.blocks)
    is_much = size > _ALWAYS_FINE[0] or blocks > _ALWAYS_FINE[1]
    is_long = size + beside > MAX_CHARACTERS or blocks > MAX_BLOCKS
    if (is_much and is_long) or _is_busy(content):
        raise TooMuch


def _is_busy(content: Document) -> bool:
    """Tell whether *content* has more lines or changes of look than its length explains."""
    runs = [span for block in text_blocks(content) for span in block.spans]
    code = [block.text for block in content.blocks if isinstance(block, Code)]
    ends = sum(text.count("\n") for text in (*code, *(run.text for run in runs)))
    return len(runs) > MAX_RUNS or len(content.blocks) + ends > MAX_LINES


def _from_html(html: str) -> Document | None:
    from shadowjournal.formats.from_html import from_html  # not needed to open a window

    try:
        content = from_html(html)
    except BadDocument:
        return None
    return None if content.is_empty else content


def _from_marked(text: str) -> Document | None:
    if not _is_marked(text):
        return None
    from shadowjournal.formats.from_markdown import from_markdown  # as above

    return from_markdown(text)


def _is_marked(text: str) -> bool:
    from shadowjournal.formats.tell_markdown import is_markdown  # as above

    return is_markdown(text)


def _from_plain(text: str) -> Document | None:
    """Return *text* as paragraphs, parted where it has blank lines."""
    if not text:
        return None
    parts = re.split(r"\n[ \t]*\n\s*", clean_text(text).strip("\n"))
    return document(Paragraph(spans([part])) for part in parts)


def _from_own(raw: bytes) -> Document | None:
    try:
        return _DECODER.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
