from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from tests.journeys import day
from tests.journeys.writer import Writer
from tests.secret_service import SecretService


def test_a_day_in_the_journal_and_the_day_after(
    secret_service: SecretService, qapp: QApplication, tmp_path: Path
) -> None:
    def seen(name: str) -> None:
        """Nobody takes pictures here."""

    writer = Writer(qapp, tmp_path / "journal")
    day.first_run(writer, seen)
    card = day.write(writer, seen)
    chosen = card.reference
    written = day.entry_of(writer)
    assert day.is_as_written(written)
    assert written.prompt is not None
    assert written.prompt.reference == chosen
    writer.close()
    for file in (tmp_path / "journal").iterdir():
        assert b"kitchen" not in file.read_bytes()

    writer.start_again()
    writer.wait_until(lambda: writer.program.session.is_open, "the journal opens by itself")
    day.find(writer, seen)
    assert day.is_as_written(day.entry_of(writer))
    book = tmp_path / "book.pdf"
    day.export(writer, book, seen)
    text = " ".join(page.extract_text() for page in PdfReader(book).pages)
    assert day.TITLE in " ".join(text.split())
    assert "my mother did" in " ".join(text.split())
    day.lock_and_open(writer, seen)
    assert day.is_as_written(day.entry_of(writer))
    writer.close()
