"""What is on its way to the page: text and pictures that were pasted, dropped or chosen."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from shadowjournal.entry import Picture
from ui.editor.editor import EntryEditor
from ui.editor.intake import Offer
from ui.editor.paste import PictureSource, read_file
from ui.session import Session


class Arrivals(QObject):
    """Has what the writer brings read off the main thread and, where it is a picture, sealed.

    Pictures come in the order in which they were offered.

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
        self._pictures: deque[PictureSource] = deque()  # the first of them is being read
        session.picture_kept.connect(self._picture_came)
        session.picture_refused.connect(self._next_picture)
        editor.settled.connect(self.came)

    @property
    def are_due(self) -> bool:
        """Whether this page still waits for something: it is not to be left before that."""
        return bool(self._pictures) or self._editor.page.intake.is_busy

    def put_picture(self, source: PictureSource) -> None:
        """Put the picture that *source* gives on this page, once it is sealed."""
        if self._session.is_open:
            self._pictures.append(source)
            if len(self._pictures) == 1:
                self._read_picture()

    def choose_picture(self) -> None:
        """Ask for a picture's file."""
        dialog = QFileDialog(self._editor, "Put a picture on the page")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Pictures (*.jpg *.jpeg *.png *.webp *.gif *.tif *.tiff *.bmp)")
        dialog.fileSelected.connect(self.put_picture_file)
        dialog.open()

    def put_picture_file(self, path: str) -> None:
        """Put the picture in the file at *path* on this page, once it is sealed."""
        self.put_picture(partial(read_file, Path(path)))

    def read_text(self, offer: Offer) -> None:
        """Read *offer* for the page."""
        self._session.read_aside(
            offer.material.read,
            partial(self._editor.page.intake.take, offer),
            partial(self._editor.page.intake.refuse, offer),
        )

    def clear(self) -> None:
        """Wait for nothing more."""
        self._pictures.clear()

    def _read_picture(self) -> None:
        source = self._pictures[0]
        self._session.read_aside(
            partial(_picture, source),
            partial(self._keep, source),
            partial(self._no_picture, source),
        )

    def _keep(self, source: PictureSource, picture: Picture) -> None:
        if self._is_due(source):
            self._session.keep_picture(picture)

    def _is_due(self, source: PictureSource) -> bool:
        return bool(self._pictures) and self._pictures[0] is source

    def _picture_came(self, picture: Picture) -> None:
        if self._pictures:
            self._editor.insert_picture(picture)
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
