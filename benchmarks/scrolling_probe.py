"""Scrolls through large pictures in the real window, and in a bare field that has them ready."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO

from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QScrollBar, QTextEdit

from shadowjournal.document import Block, Figure, Paragraph, document, spans
from shadowjournal.entry import Entry, Picture
from ui.app import App
from ui.editor.marks import PICTURE_SCHEME

PHOTOS = 20
_SIDES = 2400, 2160
_STEP, _FRAME = 40, 0.016  # pixels and seconds: a hand that is in a hurry


def an_entry_of_photos() -> tuple[Entry, tuple[Picture, ...]]:
    """Return an entry with 20 pictures that are as slow to decode as those of 4 MB can be."""
    noise = Image.frombytes("RGB", _SIDES, random.Random(4).randbytes(3 * _SIDES[0] * _SIDES[1]))
    stream = BytesIO()
    noise.save(stream, "JPEG", quality=88, progressive=True)  # as the journal keeps them
    photos = []
    for number in range(PHOTOS):
        data = stream.getvalue() + bytes([number])  # after its end: another file, the same picture
        name = blake2b(data, digest_size=16).hexdigest()
        photos.append(Picture(name, "image/jpeg", *_SIDES, data))
    blocks: list[Block] = []
    for photo in photos:
        blocks.extend((Paragraph(spans(["What was seen there. " * 20])), Figure(photo.id)))
    return replace(Entry.begin(), document=document(blocks)), tuple(photos)


def scroll(program: App) -> float:
    """Return the longest time in which nothing was painted or heard, in milliseconds."""
    column = program.desk.editor.column
    return _scrolled(column.verticalScrollBar(), column.viewport().repaint)


def scroll_bare(program: App, photos: tuple[Picture, ...]) -> float:
    """Return the same of a bare field as large, with the pictures decoded before."""
    page, column = program.desk.editor.page, program.desk.editor.column
    bare = QTextEdit()
    bare.resize(page.width(), column.viewport().height())
    kind = QTextDocument.ResourceType.ImageResource.value
    width = round(page.document().textWidth())
    for photo in photos:
        image = QImage.fromData(photo.data).scaledToWidth(width)
        bare.document().addResource(kind, QUrl(PICTURE_SCHEME + photo.id), image)
    bare.setHtml(page.document().toHtml())
    bare.show()
    _rest(0.5)
    longest = _scrolled(bare.verticalScrollBar(), bare.viewport().repaint)
    bare.close()
    return longest


def _scrolled(bar: QScrollBar, paint: Callable[[], None]) -> float:
    bar.setValue(0)
    paint()
    longest = 0.0
    while bar.value() < bar.maximum():
        start = time.perf_counter()
        bar.setValue(bar.value() + _STEP)
        QApplication.processEvents()
        now = time.perf_counter()
        longest = max(longest, now - start)
        longest = max(longest, _rest(start + _FRAME - now))
    return longest * 1000


def _rest(seconds: float) -> float:
    """Let so much time go by; return the longest in which nothing could be heard."""
    end = time.perf_counter() + seconds
    longest = 0.0
    while (start := time.perf_counter()) < end:
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - start)
        time.sleep(0.001)
    return longest
