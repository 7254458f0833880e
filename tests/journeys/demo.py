"""``make demo``: a day in the journal with its pictures taken. ``python -m tests.journeys.demo``"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.journeys import day
from tests.journeys.diary import STARRED, pages
from tests.journeys.writer import Writer

OUT = Path("build/demo")


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
    day.export(writer, (OUT / "journal.pdf").resolve(), camera.take)
    day.lock_and_open(writer, camera.take)
    writer.close()


def write_the_years_before(writer: Writer) -> None:
    """Let there be a journal to look at."""
    entries = list(pages())
    for entry in entries:
        writer.program.session.save(entry)
    writer.wait_until(
        lambda: len(writer.program.session.summaries) == len(entries), "they are all sealed"
    )


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
