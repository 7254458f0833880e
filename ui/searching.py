"""What is searched for: asked while it is typed, shown, narrowed, and marked on the page."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.entry import Entry
from shadowjournal.journal import Journal
from shadowjournal.preferences import Preferences
from shadowjournal.results import AT_FIRST, Found
from shadowjournal.search import Counts
from ui import questions
from ui.editor.editor import EntryEditor
from ui.questions import Search
from ui.search.narrowing import NOTHING, Narrowing
from ui.search.panel import ResultsPanel
from ui.search.ways import WIDTH, SearchWays
from ui.session import Session
from ui.sidebar import Sidebar
from ui.theme import scaled
from ui.writing import Writing

_MORE = 5
_COUNT_AFTER = 150
_RENEW_AFTER = 400


class Searching(QObject):
    """Leads from the field of the sidebar to the results, and from a result to its page.

    One search is under way at a time. What is typed meanwhile is asked when its answer is here, so
    that no answer is older than what is shown beside it.

    Signals:
        answered: what was found is shown.
    """

    answered = Signal()

    def __init__(
        self,
        session: Session,
        sidebar: Sidebar,
        results: ResultsPanel,
        editor: EntryEditor,
        writing: Writing,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._sidebar = sidebar
        self._results = results
        self._editor = editor
        self._text = ""
        self._narrowing = NOTHING
        self._is_newest_first = False
        self._limit = AT_FIRST
        self._asked: Search | None = None
        self._answered: Search | None = None
        self._found: list[str] = []
        self._goes_there = False
        self._language = ""  # the one in which words were found in all their forms
        self._ways = SearchWays(parent)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._renewing = QTimer(self, singleShot=True, interval=_RENEW_AFTER)
        self._open_page = writing.open
        self._hear()

    def _hear(self) -> None:
        self._sidebar.search_changed.connect(self._search)
        self._sidebar.ways_wanted.connect(self.show_ways)
        self._results.entry_chosen.connect(self.open)
        self._results.narrowed.connect(self._narrow)
        self._results.order_wanted.connect(self._order)
        self._results.kept.connect(self._keep)
        self._results.meant.connect(self._sidebar.search_for)
        self._results.more_wanted.connect(self._ask_for_more)
        self._ways.chosen.connect(self.search_for)
        self._ways.dropped.connect(self._drop)
        self._session.preferences_changed.connect(self._follow_language)
        self._counting.timeout.connect(self._count)
        self._renewing.timeout.connect(self.look_again)
        self._session.entry_saved.connect(self._follow_save)

    @property
    def query(self) -> str:
        """What is being searched for, in one line or several; empty where nothing is."""
        return "\n".join([self._text, *self._narrowing.lines()]) if self._text else ""

    @property
    def found(self) -> list[str]:
        """The ids of what was found, in the order in which it is shown."""
        return self._found

    def search_for(self, query: str) -> None:
        """Search for *query* as if it had been typed; further lines narrow what the first finds."""
        text, *lines = query.split("\n")
        self._sidebar.search_for(text)
        self._narrow(_read(lines))

    def open(self, entry_id: str) -> None:
        """Bring this entry to the page, at the first place found; where it lies there, go to it."""
        if entry_id == self._editor.entry().id:
            self._editor.focus_text()
        else:
            self._goes_there = True
            self._open_page(entry_id)

    def show_ways(self) -> None:
        """Show how one can search, and the searches that were kept."""
        around = self._ways.parentWidget()
        self._ways.show_kept(self._session.preferences.searches)
        if around is not None:
            place = self._sidebar.field.mapTo(around, QPoint(0, self._sidebar.field.height() + 4))
            self._ways.stand_near(place, scaled(WIDTH))
            self._ways.focus_first()

    def clear(self) -> None:
        """Search for nothing, and leave no word of what was found."""
        self._sidebar.clear_search()
        self._forget()
        self._ways.clear()
        self._results.clear()

    def look_again(self) -> None:
        """Search anew, where anything is searched for: there may be more to find."""
        if self._text:
            self._answered = None
            self._ask()

    def _follow_language(self, preferences: Preferences) -> None:
        if self._language != preferences.search_language:
            self._language = preferences.search_language
            self.look_again()

    def show_hits(self, entry: Entry) -> None:
        """Show *entry*, which lies on the page now, as the chosen one, and mark what was found."""
        self._results.choose(entry.id)
        self._mark()

    def _forget(self) -> None:
        self._counting.stop()
        self._renewing.stop()
        self._text, self._narrowing = "", NOTHING
        self._limit = AT_FIRST
        self._asked = self._answered = None
        self._found = []
        self._goes_there = False

    def _search(self, text: str) -> None:
        text = text.strip()
        if not text:
            self._forget()
            self._results.show_counts(_NONE, _NONE, NOTHING)
            self._editor.finder.show_hits(())
            return
        self._text, self._limit = text, AT_FIRST
        self._ask()

    @property
    def _wanted(self) -> Search:
        return Search(self.query, self._limit, self._is_newest_first)

    def _ask(self) -> None:
        if self._asked is None and self._text and self._wanted != self._answered:
            self._asked = wanted = self._wanted
            question = partial(questions.search, wanted)
            answer, failed = partial(self._show_answer, wanted), partial(self._give_up, wanted)
            self._session.ask(question, answer, failed)

    def _give_up(self, wanted: Search, error: BaseException) -> None:
        if wanted is self._asked:
            self._asked = None
        self._session.went_wrong.emit(error)

    def _show_answer(self, answered: Search, found: list[Found]) -> None:
        if answered is not self._asked:
            return  # the search was given up, and perhaps the journal closed
        self._asked = None
        self._answered = answered
        if answered == self._wanted:
            self._show(found)
        self._ask()

    def _show(self, found: list[Found]) -> None:
        self._found = [hit.summary.id for hit in found]
        self._results.show_results(
            self._text,
            [(hit.summary, hit.snippet) for hit in found],
            is_newest_first=self._is_newest_first,
        )
        self._results.show_kept(self.query in self._session.preferences.searches)
        self._counting.start()
        self.answered.emit()

    def _count(self) -> None:
        if self._text:
            question = partial(_counted, self._text, self._narrowing)
            told = partial(self._show_counts, self.query)
            self._session.ask(question, told, questions.ignored)
            self._mark()

    def _show_counts(self, query: str, answer: tuple[Counts, Counts, str | None]) -> None:
        if query != self.query or not self._text:
            return
        years, tags, suggestion = answer
        self._results.show_counts(years, tags, self._narrowing)
        if suggestion is not None and not self._found:
            self._results.show_suggestion(suggestion)

    def _mark(self) -> None:
        entry_id, goes_there = self._editor.entry().id, self._goes_there
        self._goes_there = False
        if entry_id not in self._found:
            self._editor.finder.show_hits(())
            return
        question = partial(Journal.hits, entry_id=entry_id, query=self.query)
        told = partial(self._show_hits, entry_id, self.query, goes_there)
        self._session.ask(question, told, questions.ignored)

    def _show_hits(
        self, entry_id: str, query: str, goes_there: bool, words: tuple[str, ...]
    ) -> None:
        if entry_id == self._editor.entry().id and query == self.query:
            self._editor.finder.show_hits(words, goes_there=goes_there)

    def _narrow(self, narrowing: Narrowing) -> None:
        self._narrowing, self._limit = narrowing, AT_FIRST
        self._ask()

    def _order(self, is_newest_first: bool) -> None:
        self._is_newest_first = is_newest_first
        self._ask()

    def _ask_for_more(self) -> None:
        if len(self._found) == self._limit:
            self._limit *= _MORE
            self._ask()

    def _keep(self, is_wanted: bool) -> None:
        kept = self._session.preferences
        others = tuple(each for each in kept.searches if each != self.query)
        searches = (self.query, *others) if is_wanted else others
        self._session.prefer(replace(kept, searches=searches))
        self._results.show_kept(is_wanted)

    def _drop(self, search: str) -> None:
        kept = self._session.preferences
        others = tuple(each for each in kept.searches if each != search)
        self._session.prefer(replace(kept, searches=others))
        self._results.show_kept(self.query in others)
        self.show_ways()

    def _follow_save(self, _: Entry) -> None:
        if self._text:
            self._renewing.start()


_NONE = Counts({}, {})


def _counted(
    text: str, narrowing: Narrowing, journal: Journal
) -> tuple[Counts, Counts, str | None]:
    """Return what there is of any year, of any tag, and what else may have been meant."""
    years = tags = journal.count("\n".join([text, *narrowing.lines(has_year=False)]))
    if narrowing.year is not None:
        tags = journal.count("\n".join([text, *narrowing.lines()]))
    is_found = bool(years.years)
    return years, tags, None if is_found or narrowing != NOTHING else journal.suggest(text)


def _read(lines: list[str]) -> Narrowing:
    """Return what the further lines of a query that was kept narrow it to."""
    narrowing = NOTHING
    for line in lines:
        field, _, value = line.partition(":")
        if field == "on" and value.isdecimal():
            narrowing = narrowing.with_year(int(value))
        elif field == "tag":
            narrowing = narrowing.with_tag(value.removeprefix("=").strip('"'))
    return narrowing
