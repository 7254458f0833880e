"""A day in the journal, and the day after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from shadowjournal.document import Heading, ListItem, Paragraph
from shadowjournal.entry import Entry
from tests.journeys.writer import Writer
from ui.first_run.code_page import CodePage
from ui.prompts.card import PromptCard

PROMPT = "Draw the loop"
TITLE = "The step that is mine"
FIRST = (
    "When he went quiet on Thursday I wrote three messages before noon. Then I cleaned the"
    " kitchen, which is what my mother did when my father left the room. I can see it now from"
    " across the table: "
)
MARKED = "the silence starts, my hands start."
HEADING = "What I could do instead"
ITEMS = (
    "Wait until the evening before answering anything.",
    "Write the message here instead.",
    "Say once, plainly, that I will not be the one to reach this time.",
)

Seen = Callable[[str], None]


def first_run(writer: Writer, seen: Seen) -> None:
    """Read what this is, keep the key in the keyring, type the recovery code back."""
    writer.read("A place to write")
    seen("first-run-welcome")
    writer.press("Continue")
    writer.read("Secret Service")
    seen("first-run-key")
    writer.press("Make my journal")
    writer.read("If this computer forgets")
    page = writer.program.window.findChild(CodePage)
    assert page is not None
    seen("first-run-code")
    writer.write(" ".join(page._sheet._box.text().split()[-2:]))
    seen("first-run-code-typed")
    writer.press("Continue")
    seen("first-run-ready")
    writer.press("Begin to write")


def write(writer: Writer, seen: Seen) -> PromptCard:
    """Choose a prompt, and answer it in rich text; return the card that was chosen."""
    writer.wait_until(lambda: len(writer.cards()) == 3, "three prompts are offered")
    seen("blank-page")
    card = writer.card_about(PROMPT)
    card.setFocus()
    writer.key(Qt.Key.Key_Return)
    writer.wait_until(lambda: entry_of(writer).prompt is not None, "the prompt is on the page")
    writer.program.desk.editor.focus_title()
    writer.write(TITLE)
    writer.key(Qt.Key.Key_Return)
    shift = Qt.KeyboardModifier.ShiftModifier
    control = Qt.KeyboardModifier.ControlModifier
    writer.write(FIRST)
    writer.key(Qt.Key.Key_H, control, shift)
    writer.write(MARKED)
    writer.key(Qt.Key.Key_H, control, shift)
    writer.key(Qt.Key.Key_Return)
    writer.key(Qt.Key.Key_2, control, Qt.KeyboardModifier.AltModifier)
    writer.write(HEADING)
    writer.key(Qt.Key.Key_Return)
    writer.key(Qt.Key.Key_8, control, shift)
    writer.write("\n".join(ITEMS))
    writer.key(Qt.Key.Key_Return)
    writer.key(Qt.Key.Key_Return)
    writer.write("It is strange to write it this small.")
    writer.fill("Add a tag", "separation")
    writer.key(Qt.Key.Key_Return)
    writer.program.desk.editor.focus_text()
    writer.read("Sealed ")
    seen("page-written")
    return card


def find(writer: Writer, seen: Seen) -> None:
    """Find the entry by a word that is remembered, and open it."""
    writer.command(Qt.Key.Key_N)
    writer.wait_until(lambda: entry_of(writer).is_empty, "a new page lies open")
    writer.command(Qt.Key.Key_K)
    writer.write("kitchen")
    open_found(writer, TITLE)
    seen("found")


def open_found(writer: Writer, title: str) -> None:
    """Open the entry called *title* from the results of the search."""
    writer.wait(300)  # with every key the results change
    writer.wait_until(lambda: title in writer.rows("Search results"), "the entry is found")
    writer.go_to_row("Search results", title)
    writer.key(Qt.Key.Key_Return)
    writer.wait_until(lambda: entry_of(writer).title == title, "the entry is on the page")


def export(writer: Writer, file: Path, seen: Seen) -> None:
    """Make a book of everything."""
    writer.command(Qt.Key.Key_E)
    writer.choose("Entries", "All")
    writer.fill("File", str(file))
    seen("export")
    writer.press("Export")
    writer.wait_until(file.exists, "the file is there")
    writer.read("Saved ")
    seen("export-done")
    writer.press("Close")


def lock_and_open(writer: Writer, seen: Seen) -> None:
    """Lock, and open again by the keyring, on the page where the writer was."""
    page = entry_of(writer)
    writer.command(Qt.Key.Key_L)
    writer.read("Your journal is closed")
    assert TITLE not in writer.words_seen()
    assert page.title not in writer.words_seen()
    seen("locked")
    writer.press("Open")
    writer.wait_until(lambda: entry_of(writer) == page, "the entry is back")


def entry_of(writer: Writer) -> Entry:
    """Return what is on the page."""
    return writer.program.desk.editor.entry()


def is_as_written(entry: Entry) -> bool:
    """Tell whether *entry* holds all that `write` typed, as it was typed."""
    blocks = entry.document.blocks
    first, heading, *items, last = blocks
    return (
        entry.title == TITLE
        and entry.tags == ("separation",)
        and isinstance(first, Paragraph)
        and [span.text for span in first.spans] == [FIRST, MARKED]
        and [span.highlight for span in first.spans] == [False, True]
        and isinstance(heading, Heading)
        and heading.spans[0].text == HEADING
        and tuple(i.spans[0].text for i in items if isinstance(i, ListItem)) == ITEMS
        and isinstance(last, Paragraph)
    )
