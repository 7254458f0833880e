"""What is found on the page: shown one by one, and replaced."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from shadowjournal.finding import Finding, Wanted
from ui.actions import Actions
from ui.editor.finding.bar import FindBar
from ui.editor.finding.places import (
    Place,
    around,
    places,
    replace,
)
from ui.editor.finding.preview import ReplacePreview
from ui.editor.page import Page
from ui.icons import Icons

_AFTER = 150
_MOST_TAKEN = 200


class Finder(QObject):
    """Looks for what the bar asks on the page, and keeps what was found true while one writes.

    While nothing is asked for in the bar, the keys lead through what a search of the journal found.

    Signals:
        moved: the cursor stands at another place of what is looked for.
        counted: of what a search found, this number of so many is at the cursor, 0 where none is.

    Attributes:
        widgets: the bar and the list, to be shown above the page.
    """

    moved = Signal()
    counted = Signal(int, int)

    def __init__(self, commands: Actions, page: Page, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._bar = bar = FindBar(icons)
        self._preview = preview = ReplacePreview()
        self.widgets: tuple[QWidget, QWidget] = (bar, preview)
        self._found: list[Place] = []
        self._hits: tuple[str, ...] = ()
        self._again = QTimer(self, singleShot=True, interval=_AFTER)
        self._again.timeout.connect(self._look_again)
        commands.find.triggered.connect(self._ask)
        commands.replace.triggered.connect(self._ask_replace)
        commands.find_next.triggered.connect(self._next)
        commands.find_previous.triggered.connect(self._previous)
        bar.asked.connect(self._look)
        bar.stepped.connect(self._step)
        bar.replaced.connect(self._replace_one)
        bar.all_wanted.connect(self._show_all)
        bar.closed.connect(self.close)
        preview.confirmed.connect(self._replace_all)
        preview.closed.connect(self._back_to_bar)
        page.textChanged.connect(self._note_change)

    def close(self) -> None:
        """Find nothing more; the cursor stays where it is."""
        had_focus, hits = self._bar.isVisible(), self._hits
        self.clear()
        self.show_hits(hits)
        if had_focus:
            self._page.setFocus()

    def show_hits(self, words: Sequence[str], *, goes_there: bool = False) -> None:
        """Show where any of *words* stands, as long as nothing is asked for here.

        With *goes_there*, put the cursor to the first of these places.
        """
        self._hits = tuple(words)
        if self._is_asked:
            return
        self._found = places(self._page.document(), Finding.of_any(self._hits))
        if goes_there and self._found:
            self._show(0)
        else:
            self._tell()

    def clear(self) -> None:
        """Leave no word of what was looked for."""
        self._again.stop()
        self._found.clear()
        self._hits = ()
        self._preview.clear()
        self._bar.clear()
        self._tell()

    @property
    def _is_asked(self) -> bool:
        return not self._bar.isHidden()

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._bar.retint(icons)

    def _ask(self) -> None:
        self._open(has_replacement=False)

    def _ask_replace(self) -> None:
        self._open(has_replacement=True)

    def _open(self, *, has_replacement: bool) -> None:
        chosen = self._page.textCursor().selectedText()
        text = chosen if len(chosen) <= _MOST_TAKEN and "\u2029" not in chosen else ""
        may_change = not self._page.isReadOnly()
        self._bar.ask(text, has_replacement=has_replacement, may_change=may_change)

    def _look(self, wanted: Wanted) -> None:
        """Look for what is asked, and show the first place from the cursor on."""
        self._preview.clear()
        self._found = places(self._page.document(), Finding.of(wanted))
        at = self._page.textCursor().selectionStart()
        self._show(self._from(at))

    def _look_again(self) -> None:
        if self._is_asked:
            self._found = places(self._page.document(), Finding.of(self._bar.wanted))
        else:
            self._found = places(self._page.document(), Finding.of_any(self._hits))
        self._tell()

    def _note_change(self) -> None:
        if self._is_asked or self._hits:
            self._again.start()

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, way: int) -> None:
        if not (self._is_asked or self._hits):
            self._ask()
            return
        if self._again.isActive():
            self._again.stop()
            self._look_again()
        cursor = self._page.textCursor()
        if way > 0:
            self._show(self._from(max(cursor.selectionEnd(), cursor.selectionStart() + 1)))
        elif self._found:
            starts = [place.start for place in self._found]
            self._show((bisect_left(starts, cursor.selectionStart()) - 1) % len(self._found))

    def _from(self, at: int) -> int | None:
        """Return the number of the first place from *at* on, or of the very first."""
        if not self._found:
            return None
        starts = [place.start for place in self._found]
        return bisect_left(starts, at) % len(starts)

    def _show(self, number: int | None) -> None:
        if number is not None:
            place = self._found[number]
            cursor = QTextCursor(self._page.document())
            cursor.setPosition(place.start)
            if self._is_asked:  # else whoever writes on would write over it
                cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
            self._page.setTextCursor(cursor)
            self.moved.emit()
        self._tell()

    @property
    def _present(self) -> int | None:
        """The number of the place that is selected."""
        cursor = self._page.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        here = bisect_left(self._found, start, key=_start)
        if here == len(self._found) or self._found[here].start != start:
            return None
        return here if end == (self._found[here].end if self._is_asked else start) else None

    def _tell(self) -> None:
        present = self._present
        number = 0 if present is None else present + 1
        self._bar.show_count(number, len(self._found))
        is_of_search = bool(self._hits) and not self._is_asked
        self.counted.emit(number, len(self._found) if is_of_search else 0)
        self._page.mark_found(
            [(place.start, place.end) for place in self._found],
            present,
        )

    def _replace_one(self) -> None:
        present = self._present
        if present is None or self._page.isReadOnly():
            self._step(1)
            return
        place = self._found[present]
        replace(self._page.textCursor(), [place], self._bar.replacement)
        self._again.stop()
        self._found = places(self._page.document(), Finding.of(self._bar.wanted))
        self._show(self._from(place.start + _length(self._bar.replacement)))

    def _show_all(self) -> None:
        if self._page.isReadOnly() or not self._found:
            return
        page, new = self._page.document(), self._bar.replacement
        rows = (around(page, place) for place in self._found)
        self._preview.show_places([(before, old, new, after) for before, old, after in rows])

    def _replace_all(self, numbers: list[int]) -> None:
        chosen = [self._found[number] for number in numbers]
        self._preview.clear()
        replace(self._page.textCursor(), chosen, self._bar.replacement)
        self._again.stop()
        self._look_again()
        self._page.setFocus()

    def _back_to_bar(self) -> None:
        self._preview.clear()
        self._bar.setFocus()


def _start(place: Place) -> int:
    return place.start


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
