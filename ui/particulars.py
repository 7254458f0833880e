"""What stands around the text of an entry: when it was written, its tags, its prompt."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from shadowjournal.entry import Entry, Moment
from ui.editor.editor import EntryEditor
from ui.editor.header import spoken
from ui.editor.when_popover import WhenPopover
from ui.session import Session
from ui.widgets.notice_bar import Notice
from ui.writing import Writing

_DATE = "date"
_BACK = "back"


class Particulars(QObject):
    """Asks what the header does not ask itself, seals the answer, and offers the way back."""

    def __init__(
        self,
        session: Session,
        editor: EntryEditor,
        writing: Writing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._writing = writing
        self._when: WhenPopover | None = None
        self._before: Moment | None = None
        editor.commands.change_date.triggered.connect(self._ask_when)
        editor.header.date_wanted.connect(self._ask_when)
        editor.header.moved.connect(self._was_moved)
        editor.notices.action_chosen.connect(self._go_back)
        writing.turned.connect(self._forget)

    def close(self) -> None:
        """Leave nothing in any field."""
        self._forget()

    def _ask_when(self) -> None:
        if self._editor.is_read_only:
            return
        if self._when is None:
            self._when = WhenPopover(self._editor)
            self._when.chosen.connect(self._editor.header.move_to)
        button = self._editor.header.date_button
        self._editor.column.show_top()
        self._when.retint(self._editor.icons)
        self._when.show_days(each.written.day for each in self._session.summaries)
        below = button.mapTo(self._editor, QPoint(0, button.height() + 4))
        self._when.ask(self._editor.header.written, below)

    def _was_moved(self, before: Moment) -> None:
        self._writing.seal()
        self._before = before
        words = f"This entry now stands at {spoken(self._editor.header.written)}."
        self._editor.notices.show_notice(Notice(_DATE, words, ((_BACK, "Put it back"),)))

    def _go_back(self, key: str, _: str) -> None:
        if key == _DATE and self._before is not None:
            self._editor.header.move_to(self._before)
            self._forget()

    def _forget(self, _: Entry | None = None) -> None:
        self._before = None
        self._editor.notices.withdraw(_DATE)
        if self._when is not None:
            self._when.clear()
