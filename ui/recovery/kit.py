"""The recovery kit as a file and on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from shadowjournal.entry import Moment
from shadowjournal.errors import CannotWrite
from shadowjournal.exporters import write_atomically
from shadowjournal.recovery_kit import recovery_kit_pdf, recovery_kit_picture
from shadowjournal.vault.recovery import RecoveryCode

_FILE_NAME = "ShadowJournal recovery kit.pdf"
_DOTS_PER_INCH = 200


class Kit(QObject):
    """Saves and prints the kit of one code; asks where to without blocking the window.

    Signals:
        saved: where the file lies.
        printed: it went to the printer.
        failed: why it did not, as a sentence.
    """

    saved = Signal(object)  # Path
    printed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._code: RecoveryCode | None = None
        self._journal_id = ""
        self._printer: QPrinter | None = None

    def hold(self, code: RecoveryCode | None, journal_id: str) -> None:
        """Be the kit of *code* from now on; None forgets it."""
        self._code = code
        self._journal_id = journal_id

    def ask_where_to_save(self) -> None:
        """Ask for a file and save there."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, "Save the recovery kit", folder, "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_FILE_NAME)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def ask_for_printer(self) -> None:
        """Ask for a printer and print there."""
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName("Recovery kit")
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print_as_chosen)
        dialog.setModal(True)
        dialog.show()

    def save(self, file: str) -> None:
        """Write the kit to *file*, readable by its owner alone."""
        if self._code is None:
            return
        path = Path(file)
        try:
            write_atomically(path, recovery_kit_pdf(self._code, self._journal_id, Moment.now().day))
        except CannotWrite as error:
            self.failed.emit(f"{error} Another folder may work.")
        else:
            self.saved.emit(path)

    def print_on(self, printer: QPrinter) -> None:
        """Print the kit on *printer*, as large as its paper allows."""
        if self._code is None:
            return
        page = QImage.fromData(
            recovery_kit_picture(self._code, self._journal_id, Moment.now().day, _DOTS_PER_INCH)
        )
        printer.setFullPage(True)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        painter = QPainter()
        if not painter.begin(printer):
            self.failed.emit("The printer did not take the page. You can save it as PDF instead.")
            return
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        a4 = QPageSize(QPageSize.PageSizeId.A4).size(QPageSize.Unit.Millimeter)
        scale = min(1.0, paper.width() / (a4.width() * printer.resolution() / 25.4))
        width = a4.width() * scale * printer.resolution() / 25.4
        left = (paper.width() - width) / 2
        painter.drawImage(QRectF(left, 0, width, width * page.height() / page.width()), page)
        painter.end()
        self.printed.emit()

    def _print_as_chosen(self) -> None:
        if self._printer is not None:
            self.print_on(self._printer)
