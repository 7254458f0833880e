"""Two pages linked, gone through and found linked another day, without a mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shadowjournal.linking import links_of
from tests.journeys import day
from tests.journeys.writer import Writer
from tests.secret_service import SecretService
from ui.editor.entry_links.linked_from import LinkedFrom
from ui.editor.entry_links.offer import Offer

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_open(writer: Writer, kind: type[Offer | LinkedFrom]) -> bool:
    return any(each.isVisible() for each in writer.program.window.findChildren(kind))


def comes_to(writer: Writer, title: str) -> None:
    writer.wait_until(lambda: day.entry_of(writer).title == title, f"“{title}” is on the page")


def begin(writer: Writer, title: str) -> None:
    """Begin a page called *title*, the cursor in its text."""
    writer.command(Qt.Key.Key_N)
    comes_to(writer, "")
    writer.key(Qt.Key.Key_Up)
    writer.write(title)
    writer.key(Qt.Key.Key_Return)


def write_two_pages(writer: Writer) -> str:
    """Write of the sea, and of a calm day that links it; return the id of the first."""
    begin(writer, "The sea")
    writer.write("Grey, and as far as one could see.")
    sea = day.entry_of(writer).id
    begin(writer, "A calm day")
    writer.write("As at [[sea")
    writer.wait_until(lambda: is_open(writer, Offer), "entries are offered")
    writer.key(Qt.Key.Key_Return)
    writer.write(", but blue.")
    linked = day.entry_of(writer)
    assert links_of(linked.document) == (sea,)
    return sea


def go_back_and_forth(writer: Writer) -> None:
    """From the page of the sea to the one that links it, through the link, and back again."""
    writer.read("Linked from 1 entry")
    writer.key(Qt.Key.Key_B, CONTROL, SHIFT)
    writer.wait_until(lambda: is_open(writer, LinkedFrom), "who links here is listed")
    writer.key(Qt.Key.Key_Return)
    comes_to(writer, "A calm day")
    writer.program.desk.editor.put_cursor(8)
    writer.key(Qt.Key.Key_Return, CONTROL)
    comes_to(writer, "The sea")
    writer.key(Qt.Key.Key_Left, ALT)
    comes_to(writer, "A calm day")
    assert writer.program.desk.editor.cursor_place == 8
    writer.key(Qt.Key.Key_Left, ALT)
    comes_to(writer, "The sea")


def test_pages_are_linked_and_found_by_their_links_another_day(
    secret_service: SecretService, qapp: QApplication, tmp_path: Path
) -> None:
    writer = Writer(qapp, tmp_path / "journal")
    day.first_run(writer, lambda _: None)
    sea = write_two_pages(writer)
    writer.key(Qt.Key.Key_PageDown, CONTROL)
    comes_to(writer, "The sea")
    go_back_and_forth(writer)
    writer.close()
    for file in (tmp_path / "journal").iterdir():
        assert b"The sea" not in file.read_bytes()
        assert b"entry:" not in file.read_bytes()

    writer.start_again()
    writer.wait_until(lambda: writer.program.session.is_open, "the journal opens by itself")
    comes_to(writer, "A calm day")
    writer.wait_until(lambda: writer.program.session.knows(sea), "all of it is read")
    writer.key(Qt.Key.Key_PageDown, CONTROL)
    comes_to(writer, "The sea")
    go_back_and_forth(writer)
    writer.command(Qt.Key.Key_L)
    writer.read("Your journal is closed")
    writer.press("Open")
    comes_to(writer, "The sea")
    go_back_and_forth(writer)
    assert day.entry_of(writer).id == sea
    writer.close()
