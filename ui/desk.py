"""The writing room: the sidebar, the page, and who hears whom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from shadowjournal.catalog import Summary
from shadowjournal.entry import Entry, Moment, PromptSnapshot
from shadowjournal.prompts.library import Library
from shadowjournal.prompts.today import offer
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.entries.panel import EntriesPanel
from ui.icons import Icons
from ui.prompts.panel import PromptsPanel
from ui.search.panel import ResultsPanel
from ui.searching import Searching
from ui.session import Session
from ui.sidebar import Sidebar
from ui.theme import Theme
from ui.writing import Writing

_FOLD_BELOW = 820


class Desk(QWidget):
    """Sidebar and page, side by side, over one open journal.

    Signals:
        lock_wanted: the writer wants the journal closed.
        escaped: Esc was pressed, and nothing else took it.
    """

    lock_wanted = Signal()
    escaped = Signal()

    def __init__(
        self,
        session: Session,
        commands: Actions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._library: Library | None = None
        self._shuffle = 0
        self._pages: dict[str, QWidget] = {}
        self._is_wanted = self._is_away = True
        self._is_bare = False
        self._has_read = self._has_read_all = False
        self.commands = commands
        self.prompts = PromptsPanel(icons)
        self.entries = EntriesPanel(icons)
        self.results = ResultsPanel(icons)
        self.sidebar = Sidebar(self.prompts, self.entries, self.results, icons)
        self.editor = EntryEditor(commands, icons)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.editor)
        self.writing = Writing(session, self.editor, self)
        self.searching = Searching(
            session, self.sidebar, self.results, self.editor, self.writing, self
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(self.stage)
        self.splitter.setStretchFactor(1, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._hear_panels()
        self._hear_session()
        self._hear_commands()

    def show_library(self, library: Library) -> None:
        """Show the prompts of *library*, and three of them as today's once all entries are read."""
        self._library = library
        self.prompts.show_library(library)
        self._offer()

    def begin_day(self, latest: Entry | None) -> None:
        """Show today's page of the journal just opened; *latest* was written last."""
        self._is_away = self._has_read = self._has_read_all = False
        self.entries.set_loading(True)
        self.writing.begin_day(latest)

    def clear(self) -> None:
        """Leave no word of the journal in any widget."""
        self.writing.clear()
        self._empty()

    def put_away(self) -> None:
        """Take every word out of sight; `writing` keeps those that are not sealed yet."""
        self.writing.put_away()
        self._empty()

    def bring_back(self) -> None:
        """Show again what was put away."""
        self._is_away = False
        self.entries.show_entries(self._session.summaries)
        self._offer()
        self.writing.bring_back()

    def add_room(self, name: str, word: str, icon: str, room: QWidget, page: QWidget) -> None:
        """Add *room* to the sidebar; when it is chosen, *page* takes the place of the entry."""
        self._pages[name] = page
        self.stage.addWidget(page)
        self.sidebar.add_room(name, word, icon, room)

    def show_page(self) -> None:
        """Show the page of the entry in the place of a room's own."""
        self.stage.setCurrentWidget(self.editor)

    def _empty(self) -> None:
        self._is_away = True
        self.searching.clear()
        self.entries.show_entries([])
        self.prompts.clear()

    def set_theme(self, theme: Theme, icons: Icons) -> None:
        """Show everything in the colours of *theme*."""
        self.editor.set_theme(theme)
        for panel in (self.sidebar, self.prompts, self.entries, self.results, self.editor):
            panel.retint(icons)

    def set_sidebar(self, *, width: int, is_wanted: bool) -> None:
        """Show the sidebar at *width*, or not at all."""
        self._is_wanted = is_wanted
        self.splitter.setSizes([width, max(1, self.width() - width)])
        self._fold()

    def set_bare(self, is_bare: bool) -> None:
        """Show nothing but the text, or everything again."""
        self._is_bare = is_bare
        if is_bare:
            self.show_page()
        self.editor.set_bare(is_bare)
        self._fold()

    @property
    def query(self) -> str:
        """What is being searched for; empty where nothing is."""
        return self.searching.query

    @property
    def sidebar_width(self) -> int:
        """The sidebar's width in pixels, also while it is folded away."""
        return self.splitter.sizes()[0] or self.sidebar.sizeHint().width()

    @property
    def is_sidebar_wanted(self) -> bool:
        """Whether the sidebar is to be seen where there is room for it."""
        return self._is_wanted

    def _hear_panels(self) -> None:
        self.sidebar.lock_wanted.connect(self.lock_wanted)
        self.sidebar.room_shown.connect(self._room_shown)
        self.sidebar.left.connect(self._go_to_text)
        self.prompts.prompt_chosen.connect(self._answer)
        self.prompts.another_wanted.connect(self._offer_others)
        self.entries.entry_chosen.connect(self.writing.open)
        self.writing.turned.connect(self._page_turned)
        self.editor.picture_missing.connect(self._session.load_picture)
        self.editor.picture_wanted.connect(self.writing.arrivals.choose_pictures)
        self.editor.picture_offered.connect(self.writing.arrivals.put_picture)
        self.editor.text_offered.connect(self.writing.arrivals.read_text)

    def _hear_session(self) -> None:
        self._session.preferences_changed.connect(self.editor.follow)
        self._session.entries_read.connect(self._entries_read)
        self._session.all_read.connect(self._all_read)
        self._session.entry_saved.connect(self._entry_saved)
        self._session.picture_loaded.connect(self.editor.supply_picture)
        self._session.went_wrong.connect(self.editor.show_error)

    def _hear_commands(self) -> None:
        self.commands.new_entry.triggered.connect(self._new_entry)
        self.commands.save.triggered.connect(self.writing.seal)
        self.commands.search.triggered.connect(self._focus_search)
        self.commands.show_prompts.triggered.connect(self._show_prompts)
        self.commands.show_entries.triggered.connect(self._show_entries)
        self.commands.toggle_sidebar.triggered.connect(self._toggle_sidebar)
        self.commands.previous_entry.triggered.connect(self._open_newer)
        self.commands.next_entry.triggered.connect(self._open_older)
        self.commands.lock.triggered.connect(self.lock_wanted)

    def _entries_read(self, _: list[Summary]) -> None:
        # One early look is enough: the whole list follows within a second.
        if not (self._has_read or self._is_away):
            self._has_read = True
            self.entries.set_loading(False)
            self.entries.show_entries(self._session.summaries)

    def _all_read(self) -> None:
        self._has_read_all = True
        if self._is_away:
            return
        self.entries.set_loading(False)
        self.entries.show_entries(self._session.summaries)
        self.entries.choose(self.editor.entry().id)
        self._offer()
        self.searching.look_again()

    def _entry_saved(self, entry: Entry) -> None:
        summary = self._session.summary_of(entry.id)
        if self._is_away or not self._session.is_open or summary is None:
            return  # the journal closes, and nothing of it is to be seen any more
        self.entries.put(summary)
        if entry.id == self.editor.entry().id:
            self.entries.choose(entry.id)

    def _page_turned(self, entry: Entry) -> None:
        self.entries.choose(entry.id if self._session.knows(entry.id) else None)
        self.prompts.mark_chosen(entry.prompt.reference if entry.prompt else None)
        self.searching.show_hits(entry)
        self.show_page()

    def _offer(self) -> None:
        if self._library is None or self._is_away or not self._has_read_all:
            return
        today = Moment.now().day
        answered = self._session.answered_before(today)
        self.prompts.show_today(offer(self._library, answered, today, self._shuffle))

    def _offer_others(self) -> None:
        self._shuffle += 1
        self._offer()

    def _room_shown(self, name: str) -> None:
        self.stage.setCurrentWidget(self._pages.get(name, self.editor))

    def _go_to_text(self) -> None:
        self.show_page()
        self.editor.focus_text()

    def _new_entry(self) -> None:
        self.writing.begin()
        self.editor.focus_text()

    def _answer(self, prompt: PromptSnapshot) -> None:
        self.writing.answer(prompt)
        self.editor.focus_text()

    def _focus_search(self) -> None:
        self._unfold()
        self.sidebar.focus_search()

    def _show_prompts(self) -> None:
        self._unfold()
        self.sidebar.go_to_room("prompts")

    def _show_entries(self) -> None:
        self._unfold()
        self.sidebar.go_to_room("entries")

    def _open_newer(self) -> None:
        self._step(-1)

    def _open_older(self) -> None:
        self._step(1)

    def _step(self, way: int) -> None:
        # Through the results of a search, where there are any.
        ids = self.searching.found or [summary.id for summary in self._session.summaries]
        present = self.editor.entry().id  # a page not sealed yet lies before the newest entry
        place = (ids.index(present) if present in ids else -1) + way
        if 0 <= place < len(ids):
            self.searching.open(ids[place])

    def _toggle_sidebar(self) -> None:
        self._is_wanted = not self.sidebar.isVisible()
        self._fold(by_hand=True)

    def _unfold(self) -> None:
        self._is_wanted = True
        self._fold(by_hand=True)

    def _fold(self, *, by_hand: bool = False) -> None:
        has_room = by_hand or self.width() >= _FOLD_BELOW
        is_seen = self._is_wanted and has_room and not self._is_bare
        self.sidebar.setVisible(is_seen)
        self.commands.toggle_sidebar.setChecked(is_seen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _FOLD_BELOW) != (event.size().width() >= _FOLD_BELOW):
            self._fold()
