"""``make demo``: a day in the journal with its pictures taken. ``python -m tests.journeys.demo``"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from shadowjournal.entry import Entry, Moment
from shadowjournal.preferences import PageLook, Preferences
from tests.journeys import day
from tests.journeys.diary import STARRED, pages, short_days
from tests.journeys.evening import evening, in_other_scripts
from tests.journeys.writer import Writer

OUT = Path("build/demo")
_MOST_TABS = 20


class Camera:
    """Takes numbered pictures of what a writer sees."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._number = 0

    def take(self, name: str) -> None:
        """Take a picture, and say so."""
        self._number += 1
        file = OUT / f"{self._number:02}-{name}.png"
        self._writer.take_picture(file)
        sys.stdout.write(f"{file}\n")


def play(home: Path) -> None:
    """Play the day in *home*, an empty folder."""
    app = QApplication([])
    writer = Writer(app, home / "journal")
    camera = Camera(writer)
    day.first_run(writer, camera.take)
    write_the_years_before(writer)
    day.write(writer, camera.take)
    writer.close()
    writer.start_again()
    writer.wait_until(lambda: writer.program.session.is_open, "the journal opens by itself")
    day.find(writer, camera.take)
    look_around(writer, camera.take)
    look_back(writer, camera.take)
    write_on(writer, camera.take)
    day.export(writer, (OUT / "journal.pdf").resolve(), camera.take)
    day.lock_and_open(writer, camera.take)
    writer.close()


def write_the_years_before(writer: Writer) -> None:
    """Let there be a journal to look at."""
    entries = [*short_days(Moment.now().day), *pages()]
    session = writer.program.session
    session.wait_for(lambda journal: journal.append(entries))
    session.refresh()
    writer.wait_until(lambda: len(session.summaries) == len(entries), "they are all sealed")


def look_around(writer: Writer, seen: day.Seen) -> None:
    """See the page in the dark, the list of entries, and what a search finds."""
    writer.key(Qt.Key.Key_Escape)
    writer.card_about(day.PROMPT)
    writer.program.desk.editor.focus_text()
    writer.program.commands.theme_dark.trigger()
    seen("page-dark")
    writer.program.commands.theme_light.trigger()
    writer.command(Qt.Key.Key_2)
    seen("entries")
    writer.command(Qt.Key.Key_K)
    writer.write("kitchen -soup")
    day.open_found(writer, STARRED)
    writer.program.desk.editor.focus_text()
    seen("search")
    writer.command(Qt.Key.Key_1)
    writer.program.desk.editor.focus_text()


def look_back(writer: Writer, seen: day.Seen) -> None:
    """See the year as a map of its days, its entries by month, this day of other years, the tags.

    All of it by keys, as whoever does not use a mouse would.
    """
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    writer.command(Qt.Key.Key_3)
    writer.read("ON THIS DAY")
    seen("calendar")
    _tab_to(writer, "Days of")
    writer.key(Qt.Key.Key_PageUp)
    _tab_to(writer, "Entries of")
    for _ in range(20):
        writer.key(Qt.Key.Key_Down)
    seen("timeline")
    writer.key(Qt.Key.Key_Y, control, shift)
    seen("on-this-day")
    writer.key(Qt.Key.Key_J, control, shift)
    seen("tags")
    writer.key(Qt.Key.Key_Escape)


def write_on(writer: Writer, seen: day.Seen) -> None:
    """See a full page: words marked, alone with it, its versions, large, and in other scripts."""
    program = writer.program
    page = evening()
    _open(writer, page)
    preferred = program.session.preferences
    _prefer(writer, replace(preferred, spelling=True, spelling_language="en_US"))
    writer.wait_until(lambda: program.spelling.is_ready, "every word was looked at")
    seen("spelling")
    program.commands.focus.trigger()
    program.commands.dim.trigger()
    writer.wait_until(lambda: program.session.preferences.dims_others, "the others step back")
    program.desk.editor.put_cursor(120)
    seen("focus")
    program.commands.dim.trigger()
    program.commands.focus.trigger()
    program.session.wait_for(lambda journal: journal.append([page]))
    program.desk.editor.put_cursor(len("What the kitchen knew The cup stood on the table"))
    writer.write(" all week")
    program.desk.writing.seal()
    writer.wait_until(lambda: program.desk.writing.is_safe, "it is sealed")
    program.commands.history.trigger()
    writer.wait_until(lambda: _is_compared(program.window.screen_shown), "both versions are seen")
    seen("history")
    writer.key(Qt.Key.Key_Escape)
    _prefer(writer, replace(preferred, page=PageLook(zoom=200)))
    program.desk.editor.put_cursor(0)
    seen("text-200")
    _prefer(writer, preferred)
    _open(writer, in_other_scripts())
    seen("scripts")


def _tab_to(writer: Writer, name: str) -> None:
    """Press Tab until the keyboard is on what is called *name*."""
    for _ in range(_MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is not None and focused.accessibleName().startswith(name):
            return
        writer.key(Qt.Key.Key_Tab)
    raise AssertionError(f"“{name}” was not reached")


def _open(writer: Writer, entry: Entry) -> None:
    program = writer.program
    program.session.save(entry)
    writer.wait_until(lambda: program.session.knows(entry.id), "it is sealed")
    program.desk.writing.open(entry.id)
    writer.wait_until(lambda: program.desk.editor.entry().id == entry.id, "it is on the page")
    program.desk.editor.put_cursor(0)


def _prefer(writer: Writer, preferences: Preferences) -> None:
    session = writer.program.session
    session.prefer(preferences)
    done: list[Preferences] = []
    session.ask(lambda journal: journal.preferences, done.append, session.went_wrong.emit)
    writer.wait_until(lambda: done == [preferences], "it is as wanted")


def _is_compared(screen: QWidget | None) -> bool:
    browser = screen.findChild(QTextBrowser) if screen is not None else None
    return isinstance(browser, QTextBrowser) and "all week" in browser.toPlainText()


def main() -> int:
    """Play, leave pictures and a PDF in ``build/demo``, and return the exit code."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with TemporaryDirectory(prefix="demo-") as home:
        play(Path(home))
    sys.stdout.write(f"{OUT / 'journal.pdf'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
