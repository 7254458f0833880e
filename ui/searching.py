"""What is searched for: asked while it is typed, shown, and marked on the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from shadowjournal.entry import Entry
from shadowjournal.results import Found
from ui.editor.editor import EntryEditor
from ui.search.panel import ResultsPanel
from ui.session import Session
from ui.sidebar import Sidebar
from ui.writing import Writing

MOST_RESULTS = 300


class Searching(QObject):
    """Leads from the field of the sidebar to the results, and from a result to its page."""

    def __init__(
        self,
        session: Session,
        sidebar: Sidebar,
        results: ResultsPanel,
        editor: EntryEditor,
        writing: Writing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._sidebar = sidebar
        self._results = results
        self._editor = editor
        self._query = ""
        self._hits: dict[str, tuple[str, ...]] = {}
        sidebar.search_changed.connect(self._search)
        results.entry_chosen.connect(writing.open)
        session.search_answered.connect(self._show_answer)

    @property
    def query(self) -> str:
        """What is being searched for; empty where nothing is."""
        return self._query

    @property
    def found(self) -> list[str]:
        """The ids of what was found, in the order in which it is shown."""
        return [*self._hits]

    def search_for(self, query: str) -> None:
        """Search for *query* as if it had been typed."""
        self._sidebar.search_for(query)

    def clear(self) -> None:
        """Search for nothing, and leave no word of what was found."""
        self._hits.clear()
        self._query = ""
        self._sidebar.clear_search()
        self._results.show_results("", [])

    def look_again(self) -> None:
        """Search anew, where anything is searched for: there may be more to find."""
        if self._query:
            self._session.search(self._query, MOST_RESULTS)

    def show_hits(self, entry: Entry) -> None:
        """Show *entry*, which lies on the page now, as the chosen one, and mark what was found."""
        self._results.choose(entry.id)
        self._editor.mark_hits(self._hits.get(entry.id, ()) if self._query else ())

    def _search(self, query: str) -> None:
        self._query = query.strip()
        if self._query:
            self.look_again()
        else:
            self._hits.clear()
            self._editor.mark_hits(())

    def _show_answer(self, query: str, found: list[Found]) -> None:
        if query != self._query:
            return
        self._hits = {
            hit.summary.id: tuple(piece.text for piece in hit.snippet if piece.is_hit)
            for hit in found
        }
        self._results.show_results(query, [(hit.summary, hit.snippet) for hit in found])
