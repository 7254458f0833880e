"""What goes to the clipboard and what may come from it.

Nothing foreign reaches the page as HTML: it becomes a `Document` first, and that cannot hold
anything but text and its few looks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    clean_text,
    document,
    spans,
)
from shadowjournal.errors import Refused

OWN_TYPE: Final = "application/x-shadowjournal"
MAX_CHARACTERS: Final = 4_000_000  # some 700,000 words: more than one entry should ever be
MAX_PICTURE_BYTES: Final = 60_000_000
_MAX_RUN = 2_000  # Qt lays a run without a blank out in quadratic time
_UNBROKEN = re.compile(rf"\S{{{_MAX_RUN}}}(?=\S)")
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif"}

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)


class TooMuch(Refused):
    """More was pasted than one page can take."""


def to_mime(content: Document) -> QMimeData:
    """Return *content* for the clipboard: exact for this program, and in two forms for others."""
    # Not needed to open a window.
    from shadowjournal.formats.to_html import to_html
    from shadowjournal.formats.to_markdown import to_markdown

    data = QMimeData()
    data.setData(OWN_TYPE, QByteArray(_ENCODER.encode(content)))
    data.setHtml(to_html(content))
    data.setText(to_markdown(content).rstrip("\n"))
    return data


def can_take(data: QMimeData) -> bool:
    """Tell whether there is anything in *data* for the page."""
    return data.hasFormat(OWN_TYPE) or data.hasHtml() or data.hasText() or holds_picture(data)


def document_from(data: QMimeData, *, is_plain: bool = False) -> Document | None:
    """Return the text in *data*; where *is_plain*, only its words.

    Raises:
        TooMuch: it is longer than `MAX_CHARACTERS`.
    """
    if is_plain:
        return from_plain(data.text()) if data.hasText() else None
    if data.hasFormat(OWN_TYPE):
        own = _own(bytes(data.data(OWN_TYPE).data()))
        if own is not None:
            return own
    if data.hasHtml():
        content = _from_html(data.html())
        if not content.is_empty:
            return break_runs(content)
    return from_plain(data.text()) if data.hasText() else None


def _from_html(html: str) -> Document:
    from shadowjournal.formats.from_html import from_html  # not needed to open a window

    _check_length(html)
    return from_html(html)


def from_plain(text: str) -> Document:
    """Return *text* as paragraphs, parted where it has blank lines.

    Raises:
        TooMuch: it is longer than `MAX_CHARACTERS`.
    """
    _check_length(text)
    parts = re.split(r"\n[ \t]*\n\s*", clean_text(text).strip("\n"))
    return break_runs(document(Paragraph(spans([part])) for part in parts))


def _check_length(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooMuch("That is more text than one entry can take.")


def _own(raw: bytes) -> Document | None:
    if len(raw) > 4 * MAX_CHARACTERS:
        raise TooMuch("That is more text than one entry can take.")
    try:
        return break_runs(_DECODER.decode(raw))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def break_runs(content: Document) -> Document:
    """Return *content* with a line break in whatever runs on for 2,000 characters and more."""
    return Document(tuple(_broken(block) for block in content.blocks))


def _broken(block: Block) -> Block:
    match block:
        case Code(text):
            return Code(_break(text))
        case Paragraph() | Heading() | ListItem() | Quote():
            if all(len(span.text) <= _MAX_RUN for span in block.spans):
                return block
            return msgspec.structs.replace(block, spans=_broken_spans(block.spans))
        case _:
            return block


def _broken_spans(runs: tuple[Span, ...]) -> tuple[Span, ...]:
    return spans(msgspec.structs.replace(run, text=_break(run.text)) for run in runs)


def _break(text: str) -> str:
    return _UNBROKEN.sub(lambda run: run[0] + "\n", text)


def holds_picture(data: QMimeData) -> bool:
    """Tell whether *data* is a picture, or files that are pictures."""
    return (data.hasImage() and not data.hasText()) or bool(_files(data))


def pictures_in(data: QMimeData) -> list[bytes]:
    """Return the pictures in *data*, as the bytes of their files."""
    files = [path for path in _files(data) if path.stat().st_size <= MAX_PICTURE_BYTES]
    if files:
        return [path.read_bytes() for path in files]
    image = data.imageData() if data.hasImage() else None
    return [_png(image)] if isinstance(image, QImage) and not image.isNull() else []


def _files(data: QMimeData) -> list[Path]:
    places = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in places if path.suffix.lower() in _PICTURES and path.is_file()]


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
