"""What is on its way to the page: text and pictures that were pasted, dropped or chosen."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog

from shadowjournal.entry import Picture
from ui.editor.decoding import Decoding
from ui.editor.editor import EntryEditor
from ui.editor.intake import Offer
from ui.editor.pasted_pictures import PictureSource, read_file
from ui.session import Session


class Arrivals(QObject):
    """Has what the writer brings read off the main thread and, where it is a picture, sealed.

    So it is with the pictures of the page, which are decoded there.

    Pictures come in the order in which they were offered, where the cursor was then: those that
    were offered at one place stand there one below the other.

    Signals:
        came: something is there now, or will not come.
    """

    came = Signal()

    def __init__(
        self, session: Session, editor: EntryEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        # With where it is to stand. The first of them is being read.
        self._pictures: deque[tuple[PictureSource, QTextCursor]] = deque()
        session.picture_kept.connect(self._picture_came)
        session.picture_refused.connect(self._next_picture)
        editor.settled.connect(self.came)
        editor.page.shelf.offered.connect(self.decode)

    @property
    def are_due(self) -> bool:
        """Whether this page still waits for something: it is not to be left before that."""
        return bool(self._pictures) or self._editor.page.intake.is_busy

    def put_picture(self, source: PictureSource) -> None:
        """Put the picture that *source* gives on this page, once it is sealed."""
        if self._session.is_open:
            self._pictures.append((source, self._place()))
            if len(self._pictures) == 1:
                self._read_picture()

    def choose_pictures(self) -> None:
        """Ask for the files of pictures."""
        dialog = QFileDialog(self._editor, "Put pictures on the page")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter("Pictures (*.jpg *.jpeg *.png *.webp *.gif *.tif *.tiff *.bmp *.avif)")
        dialog.filesSelected.connect(self.put_picture_files)
        dialog.open()

    def put_picture_file(self, path: str) -> None:
        """Put the picture in the file at *path* on this page, once it is sealed."""
        self.put_picture(partial(read_file, Path(path)))

    def put_picture_files(self, paths: Sequence[str]) -> None:
        """Put the pictures in the files at *paths* on this page, one below the other."""
        for path in paths:
            self.put_picture_file(path)

    def read_text(self, offer: Offer) -> None:
        """Read *offer* for the page."""
        self._session.read_aside(
            offer.material.bring,
            partial(self._editor.page.intake.take, offer),
            partial(self._editor.page.intake.refuse, offer),
        )

    def decode(self, decoding: Decoding) -> None:
        """Decode a picture for the page."""
        shelf = self._editor.page.shelf
        self._session.read_aside(
            decoding.read, partial(shelf.take, decoding), partial(shelf.refuse, decoding)
        )

    def clear(self) -> None:
        """Wait for nothing more."""
        self._pictures.clear()

    def _place(self) -> QTextCursor:
        here = QTextCursor(self._editor.page.textCursor())
        last = self._pictures[-1][1] if self._pictures else here
        return last if last == here else here

    def _read_picture(self) -> None:
        source, _ = self._pictures[0]
        self._session.read_aside(
            partial(_picture, source),
            partial(self._keep, source),
            partial(self._no_picture, source),
        )

    def _keep(self, source: PictureSource, picture: Picture) -> None:
        if self._is_due(source):
            self._session.keep_picture(picture)

    def _is_due(self, source: PictureSource) -> bool:
        return bool(self._pictures) and self._pictures[0][0] is source

    def _picture_came(self, picture: Picture) -> None:
        if self._pictures:
            self._editor.insert_picture(picture, place=self._pictures[0][1])
            self._next_picture()

    def _no_picture(self, source: PictureSource, error: BaseException) -> None:
        if self._is_due(source):
            self._session.went_wrong.emit(error)
            self._next_picture()

    def _next_picture(self) -> None:
        if self._pictures:
            self._pictures.popleft()
        if self._pictures:
            self._read_picture()
        self.came.emit()


def _picture(source: PictureSource) -> Picture:
    data = source()

    from shadowjournal.pictures import read_picture  # brings all of Pillow with it

    return read_picture(data)
