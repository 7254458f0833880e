"""The questions of an export: which format, which entries, which file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum, auto
from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.export.request import ExportRequest, month_of, with_suffix
from ui.theme import scaled
from ui.widgets.step import button, name_field, text_label

_FORMATS = {
    "PDF, set like a book": ".pdf",
    "Markdown, plain text": ".md",
    "Markdown with pictures, in a zip": ".zip",
}
_FILE_NAME = "My journal"
_EARLIEST = QDate(100, 1, 1)  # the first day that Qt lets one type


class Which(StrEnum):
    """Which entries."""

    ALL = auto()
    MONTH = auto()
    SPAN = auto()
    TAG = auto()
    SEARCH = auto()


class ExportForm(QWidget):
    """Asks for all that an `ExportRequest` holds.

    Signals:
        changed: another answer was given.
    """

    changed = Signal()

    def __init__(self, today: date, tags: Sequence[str] = (), query: str = "") -> None:
        super().__init__()
        self._today = today
        self._query = query
        self._format = QComboBox()
        self._which = QComboBox()
        self._first = _date_field("First day", today.replace(day=1))
        self._last = _date_field("Last day", today)
        self._span = QWidget()
        self._tag = QComboBox()
        self._title = QLineEdit(_FILE_NAME)
        self._file = QLineEdit()
        self._choose = button("outline", "Choose…", in_dialog=True)
        self._replaces = text_label("dim", "A file of this name is there; it will be replaced.")
        self._fill(tags)
        self._lay_out()
        self._connect()
        self._suggest_file()
        self._refresh()

    @property
    def request(self) -> ExportRequest | None:
        """What is asked for; None while an answer is missing."""
        typed = self._file.text().strip()
        if not typed:
            return None
        suffix = str(self._format.currentData())
        path = with_suffix(Path(typed).expanduser(), suffix)
        first, last = self._days()
        if not path.is_absolute() or not path.parent.is_dir() or (first and last and first > last):
            return None
        which = self._which.currentData()
        return ExportRequest(
            path=path,
            suffix=suffix,
            first=first,
            last=last,
            tag=self._tag.currentText() if which == Which.TAG else None,
            title=self._title.text().strip(),
            query=self._query if which == Which.SEARCH else None,
        )

    @property
    def problem(self) -> str:
        """What is missing, as a sentence; empty where nothing is."""
        first, last = self._days()
        if first and last and first > last:
            return "The first day lies after the last."
        if self.request is None:
            return "Choose a folder that is there."
        return ""

    def _days(self) -> tuple[date | None, date | None]:
        which = self._which.currentData()
        if which == Which.MONTH:
            return month_of(self._today)
        if which == Which.SPAN:
            return _day(self._first), _day(self._last)
        return None, None

    def _fill(self, tags: Sequence[str]) -> None:
        for words, suffix in _FORMATS.items():
            self._format.addItem(words, suffix)
        self._which.addItem("All entries", Which.ALL)
        self._which.addItem("This month", Which.MONTH)
        self._which.addItem("From one day to another", Which.SPAN)
        if tags:
            self._which.addItem("With a tag", Which.TAG)
            self._tag.addItems(list(tags))
        if self._query:
            self._which.addItem("What the search shows", Which.SEARCH)
            self._which.setCurrentIndex(self._which.count() - 1)

    def _lay_out(self) -> None:
        across = QHBoxLayout(self._span)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(scaled(8))
        for field in (self._first, self._last):
            label = text_label("dim", field.accessibleName())
            label.setWordWrap(False)
            label.setBuddy(field)
            across.addWidget(label)
            across.addWidget(field, 1)
        file = QHBoxLayout()
        file.setSpacing(scaled(8))
        file.addWidget(self._file, 1)
        file.addWidget(self._choose)
        self._tag.setAccessibleName("Tag")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(scaled(6))
        for words, choice in (("Format", self._format), ("Entries", self._which)):
            down.addWidget(_label_for(words, choice))
            down.addWidget(choice)
        down.addWidget(self._span)
        down.addWidget(self._tag)
        down.addWidget(_label_for("Title", self._title))
        down.addWidget(self._title)
        down.addWidget(_label_for("File", self._file))
        down.addLayout(file)
        down.addWidget(self._replaces)

    def _connect(self) -> None:
        self._format.currentIndexChanged.connect(self._follow_format)
        self._which.currentIndexChanged.connect(self._refresh)
        self._first.dateChanged.connect(self._refresh)
        self._last.dateChanged.connect(self._refresh)
        self._tag.currentIndexChanged.connect(self._refresh)
        self._title.textChanged.connect(self._refresh)
        self._file.textChanged.connect(self._refresh)
        self._choose.clicked.connect(self._ask_for_file)

    def _suggest_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        where = Path(folder) if folder and Path(folder).is_dir() else Path.home()
        self._file.setText(str(where / f"{_FILE_NAME}{self._format.currentData()}"))

    def _follow_format(self) -> None:
        typed = self._file.text().strip()
        if typed:
            self._file.setText(str(with_suffix(Path(typed), str(self._format.currentData()))))
        self._refresh()

    def _ask_for_file(self) -> None:
        suffix = str(self._format.currentData())
        dialog = QFileDialog(self, "Export to", self._file.text(), f"*{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(self._file.setText)
        dialog.open()

    def _refresh(self) -> None:
        which = self._which.currentData()
        self._span.setVisible(which == Which.SPAN)
        self._tag.setVisible(which == Which.TAG)
        request = self.request
        self._replaces.setVisible(request is not None and request.path.exists())
        self.changed.emit()


def _label_for(words: str, field: QWidget) -> QLabel:
    label = text_label("dim-large", words)
    name_field(label, field)
    return label


def _date_field(name: str, day: date) -> QDateEdit:
    field = QDateEdit()
    field.setMinimumDate(_EARLIEST)
    field.setCalendarPopup(True)
    for named in (field, field.lineEdit()):
        named.setAccessibleName(name)
    field.setDate(QDate(day.year, day.month, day.day))
    return field


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
