"""Writes on the page of the real window, and on a bare text field; a process of its own.

``python -m benchmarks.writing_probe FOLDER`` makes a journal in FOLDER, an empty one, and prints
what it measured as one JSON object of ``Measured``.
"""

from __future__ import annotations

import ctypes
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit

from benchmarks.corpus import a_journal_of, arrivals
from benchmarks.field import Field, bare_field, our_field, stand_still
from benchmarks.memory import resident
from benchmarks.scrolling_probe import an_entry_of_photos, scroll, scroll_bare
from shadowjournal.document import (
    Block,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    document,
    spans,
)
from shadowjournal.entry import Entry, Picture
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported
from shadowjournal.pictures import read_picture
from tests.keychains import MemoryKeychain
from ui.app import App
from ui.editor.marks import PICTURE_SCHEME
from ui.process import Sweeper

WORDS, PICTURES, TURNED = 20_000, 20, 200
PASTED, MOST = 10_000_000, 240_000
_KANA = "\u306e\u306f\u3092\u306b\u3068\u304c\u3066\u3082\u96e8\u5ead\u671d\u591c\u3002"
_GESTURES = {
    "typing": "end",
    "typing amid a paragraph": "amid",
    "typing in a list": "list",
    "Enter": "amid",
    "Backspace": "amid",
    "bold and back": "amid",
}
_PLACES = 3
_TURNS = 4  # in turn, so that what the machine does besides falls on both
_KEYS = 60
_PER_PARAGRAPH = 80
_READY = 20  # seconds


class Measured(msgspec.Struct):
    """Milliseconds of every key on our page and on the bare field by gesture; and the rest."""

    ours: dict[str, list[float]] = {}
    bare: dict[str, list[float]] = {}
    settled: list[float] = []
    bare_settled: list[float] = []
    opening: float = 0
    bare_opening: float = 0
    returning: float = 0
    longest_block: float = 0
    bare_block: float = 0
    scrolling: float = 0
    bare_scrolling: float = 0
    before: float = 0
    after: float = 0


def a_long_entry(words: list[str]) -> tuple[Entry, tuple[Picture, ...]]:
    """Return an entry of 20,000 words of every kind, with 20 pictures in it."""
    pictures = [_photo(number) for number in range(PICTURES)]
    blocks: list[Block] = []
    paragraphs = WORDS // _PER_PARAGRAPH
    for number in range(paragraphs):
        text = words[number * _PER_PARAGRAPH : (number + 1) * _PER_PARAGRAPH]
        if number % 10 == 0:
            blocks.append(Heading(2, spans([" ".join(text[:5])])))
        blocks.extend(_blocks(number, text))
        if number % (paragraphs // PICTURES) == 3:
            blocks.append(Figure(pictures[number * PICTURES // paragraphs].id))
    blocks.append(Paragraph(spans(["The end of it."])))
    entry = replace(Entry.begin(), document=document(blocks))
    return entry, tuple(pictures)


def _blocks(number: int, text: list[str]) -> Iterator[Block]:
    if number % 7 == 5:
        for start in range(0, len(text), 10):
            yield ListItem("bullet", 0, False, spans([" ".join(text[start : start + 10])]))
    elif number % 9 == 4:
        yield Quote(spans([" ".join(text)]))
    else:
        middle = len(text) // 2
        runs: list[Span | str] = [" ".join(text[:middle]) + " ", Span("and truly", bold=True)]
        yield Paragraph(spans([*runs, " " + " ".join(text[middle:])]))


def _photo(seed: int) -> Picture:
    noise = Image.frombytes("RGB", (60, 45), random.Random(seed).randbytes(60 * 45 * 3))
    data = BytesIO()
    noise.resize((1600, 1200)).save(data, "JPEG", quality=85)
    return read_picture(data.getvalue())


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.perf_counter() + _READY
    while not is_so():
        QApplication.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError


def keys(field: Field, gesture: str, number: int, bolden: Callable[[], object]) -> float:
    """Return what the key with this *number* of a *gesture* takes."""
    match gesture:
        case "Enter":
            return field.until_painted(lambda: field.press(Qt.Key.Key_Return, "\r"))
        case "Backspace":
            return field.until_painted(lambda: field.press(Qt.Key.Key_Backspace))
        case "bold and back":
            cursor = field.page.textCursor()
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            field.page.setTextCursor(cursor)
            stand_still(0.01)
            return field.until_painted(bolden)
        case _:
            letter = "the quick brown fox "[number % 20]
            code = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
            return field.until_painted(lambda: field.press(code, letter))


def embolden(page: QTextEdit) -> None:
    """Make the selection bold, or not any more, as a bare field does."""
    is_bold = page.fontWeight() >= QFont.Weight.Bold
    page.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)


def places(page: QTextDocument) -> dict[str, list[int]]:
    """Return where is written, `_PLACES`: at the first, middle and last paragraph and item."""
    amid, ends, items = [], [], []
    block = page.begin()
    while block.isValid():
        if block.textList() is not None:
            items.append(block.position() + block.length() - 1)
        elif len(block.text()) > 200:
            amid.append(block.position() + len(block.text()) // 2)
            ends.append(block.position() + block.length() - 1)
        block = block.next()
    all_of = {"amid": amid, "end": ends, "list": items}
    return {kind: [found[0], found[len(found) // 2], found[-1]] for kind, found in all_of.items()}


def write(program: App, bare: QTextEdit, measured: Measured) -> None:
    """Press the same keys at the same places of both, in turn."""
    ours, other = our_field(program), bare_field(bare)
    for gesture, kind in _GESTURES.items():
        for turn in range(_PLACES * _TURNS):
            # What was written before moved all that follows, on both alike.
            place = places(ours.page.document())[kind][turn % _PLACES]
            height = None
            for field, into in ((ours, measured.ours), (other, measured.bare)):
                height = field.go(place, height)
                bolden = program.commands.bold.trigger
                times = [
                    keys(field, gesture, n, bolden if field is ours else lambda: embolden(bare))
                    for n in range(_KEYS)
                ]
                into.setdefault(gesture, []).extend(times)
    measured.settled, measured.bare_settled = ours.settled, other.settled


def write_in_one_paragraph(program: App, words: list[str], measured: Measured) -> None:
    """Type in the middle of all the words in one paragraph, and in a bare field that has it."""
    page, session = program.desk.editor.page, program.session
    # The system may have no language, and then nothing is checked until one is chosen.
    session.prefer(replace(session.preferences, spelling=True, spelling_language="en_US"))
    program.commands.new_entry.trigger()
    wait_for(lambda: program.desk.editor.entry().is_empty)
    content = document([Paragraph(spans([" ".join(words[:WORDS])]))])
    page.show_document(content, program.desk.editor.entry().id)
    wait_for(lambda: program.spelling.is_ready)
    bare = QTextEdit()
    bare.setFont(page.document().defaultFont())
    bare.resize(page.width(), program.desk.editor.column.viewport().height())
    bare.setPlainText(page.toPlainText())
    bare.show()
    height = None
    for field, into in ((our_field(program), measured.ours), (bare_field(bare), measured.bare)):
        height = field.go(page.document().characterCount() // 2, height)
        into["one paragraph"] = [keys(field, "typing", n, int) for n in range(_KEYS * _TURNS)]
    bare.close()


def a_bare_field(program: App, pictures: tuple[Picture, ...]) -> tuple[QTextEdit, float]:
    """Return a field with the same words and pictures, as large; and how long it took to show."""
    page = program.desk.editor.page
    html = page.document().toHtml()
    bare = QTextEdit()
    bare.resize(page.width(), program.desk.editor.column.viewport().height())
    field = bare_field(bare)
    bare.move(program.window.frameGeometry().topRight() + QPoint(10, 0))
    bare.show()
    stand_still()

    def fill() -> None:
        for picture in pictures:
            image = QImage.fromData(picture.data).scaledToWidth(
                page.width(), Qt.TransformationMode.SmoothTransformation
            )
            name = QUrl(PICTURE_SCHEME + picture.id)
            bare.document().addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
        bare.setHtml(html)
        bare.document().size()

    return bare, field.until_painted(fill)


def paste(program: App, text: str) -> float:
    """Return the longest time in which nothing was painted or heard, of several large pastes."""
    page = program.desk.editor.page
    longest = 0.0
    kana = "".join(random.Random(5).choices(_KANA, k=MOST))
    pastes = ((text, True), (text, False), (text[:MOST], True), (text[:MOST], False), (kana, False))
    for pasted, makes_html in pastes:
        program.commands.new_entry.trigger()
        wait_for(lambda: program.desk.editor.entry().is_empty)
        data = QMimeData()
        if makes_html:
            parts = (pasted[at : at + 500] for at in range(0, len(pasted), 500))
            data.setHtml("".join(f"<p>{part}</p>" for part in parts))
        data.setText(pasted)
        stand_still()
        start = time.perf_counter()
        page.insertFromMimeData(data)
        longest = max(longest, time.perf_counter() - start)
        while page.intake.is_busy or program.desk.writing.arrivals.are_due:
            start = time.perf_counter()
            QApplication.processEvents()
            longest = max(longest, time.perf_counter() - start)
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, time.perf_counter() - start)
    return longest * 1000


def paste_bare(program: App, text: str) -> float:
    """Return how long a bare field takes for *text*, which is one paragraph, in milliseconds."""
    bare = QTextEdit()
    bare.resize(program.desk.editor.page.width(), 600)
    bare.setFont(program.desk.editor.page.document().defaultFont())
    bare.show()
    stand_still()
    taken = bare_field(bare).until_painted(lambda: bare.insertPlainText(text))
    bare.close()
    return taken


def open_entry(program: App, entry_id: str) -> float:
    """Return how long it takes until the entry is painted; its pictures may follow."""
    editor = program.desk.editor
    field = our_field(program)

    def open_it() -> None:
        program.desk.writing.open(entry_id)
        while editor.entry().id != entry_id:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    taken = field.until_painted(open_it)
    wait_for(lambda: not editor.has_pictures_missing)
    return taken


def megabytes() -> float:
    """Return what the process takes once all that is free was given back."""
    stand_still(0.6)
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return resident()


def turn(program: App, ids: list[str]) -> None:
    """Open the entries *ids*, write a word on each, and come to a new page."""
    for entry_id in ids:
        open_entry(program, entry_id)
        our_field(program).press(Qt.Key.Key_A, "a")
    program.commands.new_entry.trigger()
    wait_for(lambda: program.desk.editor.entry().is_empty and program.desk.writing.is_safe)


def measure(folder: Path) -> Measured:
    """Measure all of it in the real window."""
    entries = arrivals()[: TURNED + 20]
    words = [w for each in arrivals() for w in plain_text(each.entry.document).split()]
    long, pictures = a_long_entry(words)
    seen, photos = an_entry_of_photos()
    keychain = MemoryKeychain()
    kept = [*entries, Imported(seen, photos), Imported(long, pictures)]
    a_journal_of(folder / "journal", kept, keychain)[0].release()
    del kept, photos
    app = QApplication([])
    app.setCursorFlashTime(0)
    sweeper = Sweeper()
    program = App(app, JournalFolder(folder / "journal"), folder / "settings.json", keychain.find)
    program.start()
    wait_for(lambda: program.session.is_open and program.window.isVisible())
    program.window.resize(1320, 840)
    stand_still(1)
    measured = Measured()
    ids = [each.entry.id for each in entries]
    measure_memory(program, ids, measured)
    measure_opening(program, long.id, ids[:3], measured)
    bare, measured.bare_opening = a_bare_field(program, pictures)
    write(program, bare, measured)
    bare.close()
    write_in_one_paragraph(program, words, measured)
    measure_scrolling(program, seen.id, measured)
    measure_pasting(program, " ".join(words), measured)
    program.tasks.stop()
    sweeper.close()
    return measured


def measure_memory(program: App, ids: list[str], measured: Measured) -> None:
    """Open and leave all of *ids*; what the first ones bring into memory does not count."""
    turn(program, ids[:20])
    measured.before = megabytes()
    turn(program, ids[20:])
    measured.after = megabytes()


def measure_opening(program: App, long: str, others: list[str], measured: Measured) -> None:
    """Open the entry *long* anew after each of *others*, and at last come back to it."""
    openings = []
    for other in others:
        program.desk.editor.page.forget()
        openings.append(open_entry(program, long))
        open_entry(program, other)
    measured.opening = statistics.median(openings)
    measured.returning = open_entry(program, long)


def measure_scrolling(program: App, entry_id: str, measured: Measured) -> None:
    """Scroll through the entry of pictures."""
    open_entry(program, entry_id)
    measured.scrolling = scroll(program)
    measured.bare_scrolling = scroll_bare(program, an_entry_of_photos()[1])


def measure_pasting(program: App, words: str, measured: Measured) -> None:
    """Paste more than a page can take, and as much as it can; the latter into a bare field too."""
    text = " ".join([words] * (PASTED // len(words) + 1))
    measured.longest_block = paste(program, text)
    measured.bare_block = paste_bare(program, text[:MOST])


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(measure(Path(sys.argv[1]))).decode())
