"""The room of tags and people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.tagging import Tag
from ui.icons import Icons
from ui.tags.model import TagsModel
from ui.tags.question import Question
from ui.tags.sieve import Sieve
from ui.tags.tag_list import TagList
from ui.tags.tools import TagTools
from ui.theme import scaled, set_role
from ui.widgets.empty_note import EmptyNote
from ui.widgets.notice_bar import Notice, NoticeBar
from ui.widgets.quiet_bar import BAR_WIDTH
from ui.widgets.step import button, text_label

_ANNA = "A tag that begins with @, such as @Anna, stands among the people."
_WORDS = "Enter shows the entries of one. Ctrl or Shift chooses several."
_EMPTY = "Your tags will be here."
_FIRST = f"Add one under the title of a page, or with Ctrl+T. {_ANNA}"
_LOW = 480
_KEY, _UNDO = "tags", "undo"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TagsScreen(QWidget):
    """Lists tags, and people after them; says what will happen before it happens to any.

    Signals:
        entries_wanted: the entries with the tag of this key are to be seen.
        name_given: the tags of these keys (a list) are to be called so.
        removal_wanted: the tags of these keys (a list) are to be taken off.
        agreed: what was asked is to be done.
        dropped: what was asked is not to be done.
        hue_chosen: the tags of these keys (a list) are to have this colour; empty for none.
        undo_wanted: what was done last is to be taken back.
        closed: the writer wants to go back to the page.
    """

    entries_wanted = Signal(str)
    name_given = Signal(list, str)
    removal_wanted = Signal(list)
    agreed = Signal()
    dropped = Signal()
    hue_chosen = Signal(list, str)
    undo_wanted = Signal()
    closed = Signal()

    def __init__(self, icons: Icons, *, may_change: bool) -> None:
        super().__init__()
        self._may_change = may_change
        self._merging: list[str] = []
        self._model = TagsModel(may_change=may_change, parent=self)
        self._list = TagList(self._model)
        self._note = EmptyNote()
        self._notices = NoticeBar(icons)
        self._title = text_label("question", "Tags and people")
        self._words = text_label("dim-large")
        self._sieve = Sieve()
        self._question = Question()
        self._tools = TagTools()
        self._show = button("primary", "Show entries")
        self._back = button("quiet", "Back")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retint(icons)
        self.setAccessibleName("Tags and people")
        self._follow()

    def show_tags(self, tags: Sequence[Tag], chosen: Sequence[str] = ()) -> None:
        """List *tags*; those of the keys *chosen* are chosen, else those that were."""
        keys = [*chosen] or [tag.key for tag in self._list.chosen_tags]
        place = self._list.verticalScrollBar().value()
        self._model.show(tags)
        self._list.verticalScrollBar().setValue(place)
        self._list.choose(keys)
        self._follow()

    def ask(self, words: str, verb: str) -> None:
        """Say in *words* what will happen; *verb* does it. Without one it cannot be done."""
        self._question.ask(words, verb)
        self._follow()

    def stop_asking(self) -> None:
        """Ask nothing any more, and give the keyboard back to the list."""
        had_focus = self._question.isAncestorOf(QApplication.focusWidget() or self)
        self._merging = []
        self._question.clear()
        self._follow()
        if had_focus:
            self.take_keyboard()

    def tell(self, words: str, *, can_undo: bool = False) -> None:
        """Say what was done, or could not be."""
        actions = ((_UNDO, "Undo"),) if can_undo else ()
        self._notices.show_notice(Notice(_KEY, words, actions))

    def tell_nothing(self) -> None:
        """Say nothing any more of what was done."""
        self._notices.clear()

    def retint(self, icons: Icons) -> None:
        """Take icons and colours anew, after the theme changed or what its owner chose."""
        self._list.viewport().update()
        self._notices.retint(icons)
        self._note.show_icon(icons.icon("ph.tag", "faint"))

    def clear(self) -> None:
        """Leave no word behind."""
        self.stop_asking()
        self.tell_nothing()
        self._sieve.clear()
        self._model.show(())
        self._note.say("")

    def take_keyboard(self) -> None:
        """Put the keyboard on the list; where there is none, on the way back."""
        place = self._list if self._model.has_any else self._back
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keys(self) -> list[str]:
        return [tag.key for tag in self._list.chosen_tags]

    def _show_entries(self) -> None:
        if (tag := self._list.present) is not None:
            self.entries_wanted.emit(tag.key)

    def _name_typed(self, name: str) -> None:
        self.name_given.emit(self._merging, name)

    def _was_renamed(self, key: str, name: str) -> None:
        self._merging = []
        self.name_given.emit([key], name)

    def _ask_merge(self) -> None:
        chosen = self._list.chosen_tags
        self._merging = [tag.key for tag in chosen]
        likeliest = max(chosen, key=_use).name
        self._question.ask_name(likeliest)
        self.name_given.emit(self._merging, likeliest)

    def _ask_removal(self) -> None:
        if self._may_change and self._question.isHidden() and (keys := self._keys()):
            self.removal_wanted.emit(keys)

    def _choose_hue(self, hue: str) -> None:
        self.hue_chosen.emit(self._keys(), hue)

    def _filter(self, typed: str) -> None:
        keys = self._keys()
        self._model.filter(typed)
        self._list.choose(keys)
        self._follow()

    def _sort(self, is_by_use: bool) -> None:
        keys = self._keys()
        self._model.sort_by_use(is_by_use)
        self._list.choose(keys)

    def _act(self, _: str, action: str) -> None:
        if action == _UNDO:
            self.undo_wanted.emit()

    def _follow(self) -> None:
        """Show what fits the tags that are here, and those that are chosen."""
        chosen, has_rows = self._list.chosen_tags, self._model.rowCount() > 0
        is_asking, has_any = not self._question.isHidden(), self._model.has_any
        is_low = self.height() < scaled(_LOW)
        self._title.setVisible(not (is_low and has_any))
        self._words.setVisible(has_any and not is_low)
        self._sieve.setVisible(has_any and not (is_low and is_asking))
        self._words.setText(_WORDS if self._model.has_people else f"{_WORDS} {_ANNA}")
        self._stack.setCurrentWidget(self._list if has_rows else self._note)
        self._note.say(*(("No tag holds that.",) if has_any else (_EMPTY, _FIRST)))
        self._tools.setVisible(self._may_change and has_any and not is_asking)
        self._tools.follow(chosen)
        self._show.setVisible(has_any and not is_asking)
        self._back.setVisible(not is_asking)
        self._notices.setVisible(self._notices.notice is not None and not (is_low and is_asking))
        self._list.setEnabled(not is_asking)
        self._show.setEnabled(len(chosen) == 1)

    def _connect(self) -> None:
        self._model.renamed.connect(self._was_renamed, Qt.ConnectionType.QueuedConnection)
        self._list.entries_wanted.connect(self._show_entries)
        self._list.removal_wanted.connect(self._ask_removal)
        self._list.chosen.connect(self._follow)
        self._list.left.connect(self._go_to_sieve)
        self._sieve.filtered.connect(self._filter)
        self._sieve.sorted_by_use.connect(self._sort)
        self._sieve.left.connect(self.take_keyboard)
        self._question.agreed.connect(self.agreed)
        self._question.dropped.connect(self.dropped)
        self._question.name_typed.connect(self._name_typed)
        self._tools.rename_wanted.connect(self._list.type_name)
        self._tools.merge_wanted.connect(self._ask_merge)
        self._tools.removal_wanted.connect(self._ask_removal)
        self._tools.hue_chosen.connect(self._choose_hue)
        self._show.clicked.connect(self._show_entries)
        self._back.clicked.connect(self.closed)
        self._notices.action_chosen.connect(self._act)
        self._notices.left.connect(self.take_keyboard)

    def _lay_out(self) -> None:
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._note)
        column = QWidget()
        column.setMaximumWidth(scaled(700) + BAR_WIDTH)
        down = QVBoxLayout(column)
        down.setContentsMargins(0, scaled(26), 0, scaled(16))
        down.setSpacing(scaled(12))
        down.addLayout(_beside_bar(self._title, self._words))
        down.addWidget(self._sieve)
        down.addWidget(self._stack, 1)
        down.addLayout(_beside_bar(self._question, self._tools))
        down.addLayout(self._foot())
        across = QHBoxLayout()
        across.setContentsMargins(40, 0, 40 - BAR_WIDTH, 0)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._notices)
        whole.addLayout(across, 1)
        set_role(self, "page")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, BAR_WIDTH, 0)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._show)
        return foot

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self._go_to_sieve()
        elif event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _go_to_sieve(self) -> None:
        self._sieve.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step_back(self) -> None:
        if not self._question.isHidden():
            self.dropped.emit()
        elif self._sieve.is_used:
            self._sieve.clear()
        else:
            self.closed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take_keyboard()


def _beside_bar(*widgets: QWidget) -> QVBoxLayout:
    """Return *widgets* one below the other, as wide as the rows are beside their scroll bar."""
    down = QVBoxLayout()
    down.setContentsMargins(0, 0, BAR_WIDTH, 0)
    down.setSpacing(scaled(12))
    for each in widgets:
        down.addWidget(each)
    return down


def _use(tag: Tag) -> tuple[object, ...]:
    return tag.count, tag.last
