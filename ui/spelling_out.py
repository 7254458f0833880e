"""Spelling: the dictionary that is read aside, the marks on the page, the words that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from shadowjournal.preferences import Preferences
from shadowjournal.spelling.dictionaries import Dictionary, find_dictionaries
from shadowjournal.spelling.speller import Speller
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.tint import Tint
from ui.preferring import Preferring
from ui.session import Session
from ui.spelling.choosing import Choosing
from ui.spelling.marker import Marker
from ui.spelling.offers import Offers

REST = 700
"""Milliseconds without a key before the dictionary is read: reading holds all else up a little."""

_ALL_KNOWN = "Every word of this page is in the dictionary."
_KNOWN = "The dictionary knows the word at the cursor."
_OFF = "Spelling is not checked. The settings have a page for it."


class SpellingOut(QObject):
    """Has unknown words marked while the journal is open, and sees to what is chosen of them."""

    def __init__(
        self,
        session: Session,
        editor: EntryEditor,
        commands: Actions,
        preferring: Preferring,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self.marker = Marker(editor.page, self)
        self.choosing = Choosing(session, self)
        self._speller: Speller | None = None
        self._wanted: Dictionary | None = None
        self._sitting = 0  # answers of another sitting are of no use
        self._offers: Offers | None = None
        self._word = QTextCursor()  # what the menu is about
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._find)
        editor.page.edited.connect(self._wait_on)
        editor.page.shown.connect(self._attend)
        editor.page.menu_made.connect(self._fill)
        session.opened.connect(self._rest.start)
        session.locked.connect(self._forget)
        session.preferences_changed.connect(self._follow)
        commands.next_unknown.triggered.connect(self._go_on)
        commands.suggestions.triggered.connect(self._offer)
        preferring.add_page("Spelling", "ph.checks", self.choosing.make_page)

    @property
    def is_ready(self) -> bool:
        """Whether words are checked, and all of the page were."""
        return self._speller is not None and self.marker.is_done

    def _wait_on(self) -> None:
        if self._rest.isActive():
            self._rest.start()

    def _find(self) -> None:
        if self._session.is_open:
            answer = partial(self._were_found, self._sitting)
            self._session.read_aside(find_dictionaries, answer, self._not_read)

    def _were_found(self, sitting: int, found: tuple[Dictionary, ...]) -> None:
        if sitting == self._sitting and self._session.is_open:
            self.choosing.found = found
            self._follow(self._session.preferences)

    def _follow(self, preferences: Preferences) -> None:
        """Read the dictionary that is wanted, or check no more."""
        wanted = self.choosing.dictionary if self.choosing.is_on else None
        if self._speller is not None and wanted == self._speller.dictionary:
            self._speller.set_words(preferences.my_words)
            self.marker.use(self._speller)
        elif wanted is None:
            self._wanted = self._speller = None
            self.marker.use(None)
        elif wanted != self._wanted:
            self._wanted = wanted
            answer = partial(self._was_read, self._sitting)
            self._session.read_aside(partial(Speller, wanted), answer, self._not_read)

    def _was_read(self, sitting: int, speller: Speller) -> None:
        if sitting != self._sitting or speller.dictionary != self._wanted:
            return
        self._speller = speller
        speller.set_words(self._session.preferences.my_words)
        self._attend()
        self.marker.use(speller)

    def _not_read(self, error: BaseException) -> None:
        self._wanted = None
        self._session.went_wrong.emit(error)

    def _attend(self) -> None:
        tint = self._editor.page.document().findChild(Tint)
        if tint is not None:
            tint.marks_for = self.marker.marks_for
        self.marker.mark_for(tint)

    def _forget(self) -> None:
        """Leave no word in memory; the dictionary has none of the writer's."""
        self._sitting += 1
        self._rest.stop()
        self.marker.use(None)
        self.marker.forget()
        if self._speller is not None:
            self._speller.forget()
        self._speller = self._wanted = None
        self._word = QTextCursor()

    def _go_on(self) -> None:
        page = self._editor.page
        if self._speller is None:
            self._editor.show_notice(_OFF)
            return
        word = self.marker.next_unknown(page.textCursor())
        if word is None:
            self._editor.show_notice(_ALL_KNOWN)
        else:
            page.setTextCursor(word)
            self._editor.focus_text()

    def _offer(self) -> None:
        page = self._editor.page
        word = self.marker.unknown_at(page.textCursor()) if self._speller else None
        if word is None:
            self._editor.show_notice(_KNOWN if self._speller else _OFF)
            return
        menu = QMenu(page)
        menu.setAccessibleName("Spelling suggestions")
        menu.aboutToHide.connect(menu.deleteLater)
        self._put_in(menu, word)
        menu.popup(page.viewport().mapToGlobal(page.cursorRect(word).bottomLeft()))

    def _fill(self, menu: QMenu) -> None:
        page = self._editor.page
        word = self.marker.marked_at(page.textCursor().position())
        if word is not None and self._speller is not None and not page.isReadOnly():
            self._put_in(menu, word)

    def _put_in(self, menu: QMenu, word: QTextCursor) -> None:
        if self._speller is None:
            return
        self._word = word
        offers = self._offers = Offers(menu)
        offers.destroyed.connect(self._drop_offers)
        offers.chosen.connect(self._replace)
        offers.add_wanted.connect(self._add)
        offers.ignore_wanted.connect(self._ignore)
        answer = partial(self._were_suggested, self._sitting, word.selectedText())
        suggest = partial(self._speller.suggest, word.selectedText())
        self._session.read_aside(suggest, answer, self._not_suggested)

    def _were_suggested(self, sitting: int, word: str, suggestions: Sequence[str]) -> None:
        is_asked = sitting == self._sitting and self._word.selectedText() == word
        if is_asked and self._offers is not None:
            self._offers.show_suggestions(suggestions)

    def _not_suggested(self, _: BaseException) -> None:
        if self._offers is not None:
            self._offers.show_suggestions(())

    def _drop_offers(self) -> None:
        self._offers = None

    def _replace(self, word: str) -> None:
        """Put *word* in the place of the one the menu is about, in its look, as one step."""
        inside = QTextCursor(self._word)
        inside.setPosition(self._word.selectionStart() + 1)
        self._word.insertText(word, inside.charFormat())
        self._editor.page.setTextCursor(self._word)

    def _add(self) -> None:
        self.choosing.add(self._word.selectedText())

    def _ignore(self) -> None:
        self.marker.ignore(self._word.selectedText())
