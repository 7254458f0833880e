"""What stands around the text of an entry: when it was written, its tags, its prompt."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from shadowjournal.entry import Entry, Moment, PromptSnapshot
from ui.editor.editor import EntryEditor
from ui.editor.header import spoken
from ui.editor.tag_offer import by_use
from ui.editor.when_popover import WhenPopover
from ui.session import Session
from ui.widgets.notice_bar import Notice
from ui.writing import Writing

_DATE = "date"
_PROMPT = "prompt"
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
        self._without: PromptSnapshot | None = None
        editor.commands.add_tag.triggered.connect(self._go_to_tags)
        editor.header.chips.began.connect(self._offer_tags)
        editor.header.prompt_removed.connect(self._prompt_was_removed)
        editor.commands.change_date.triggered.connect(self._ask_when)
        editor.header.date_wanted.connect(self._ask_when)
        editor.header.moved.connect(self._was_moved)
        editor.notices.action_chosen.connect(self._go_back)
        writing.turned.connect(self._forget)

    def close(self) -> None:
        """Leave nothing in any field."""
        self._forget()
        self._editor.header.chips.offer_tags(())

    def _go_to_tags(self) -> None:
        if not self._editor.is_read_only:
            self._editor.column.show_top()
            self._editor.header.chips.focus_field()

    def _offer_tags(self) -> None:
        tags = by_use(each.tags for each in self._session.summaries)
        self._editor.header.chips.offer_tags(tags)

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
        self._forget_prompt()  # one way back at a time: the last
        self._before = before
        words = f"This entry now stands at {spoken(self._editor.header.written)}."
        self._editor.notices.show_notice(Notice(_DATE, words, ((_BACK, "Put it back"),)))

    def _prompt_was_removed(self, prompt: PromptSnapshot) -> None:
        self._writing.seal()
        self._forget_date()
        self._without = prompt
        words = "The prompt is off this page. What you wrote stays."
        self._editor.notices.show_notice(Notice(_PROMPT, words, ((_BACK, "Put it back"),)))

    def _go_back(self, key: str, _: str) -> None:
        if key == _DATE and self._before is not None:
            self._editor.header.move_to(self._before)
            self._forget_date()
        elif key == _PROMPT and self._without is not None:
            self._editor.header.put_prompt(self._without)
            self._writing.seal()
            self._forget_prompt()

    def _forget(self, _: Entry | None = None) -> None:
        self._forget_date()
        self._forget_prompt()
        if self._when is not None:
            self._when.clear()

    def _forget_date(self) -> None:
        self._before = None
        self._editor.notices.withdraw(_DATE)

    def _forget_prompt(self) -> None:
        self._without = None
        self._editor.notices.withdraw(_PROMPT)
