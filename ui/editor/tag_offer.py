"""Which tags are meant by what was typed, and the little list that offers them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from shadowjournal.names import folded
from ui.theme import sans, scaled, set_role

MOST = 7
"""So many tags are offered at once."""

_EDGE: Final = 5
_NARROWEST: Final = 140
_WIDEST: Final = 320


def by_use(tags: Iterable[Sequence[str]]) -> list[str]:
    """Return each tag once, the most used first; of those used alike, the one used last.

    *tags* are those of every entry, newest first. A tag is spelled as it was last.
    """
    uses: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for of_entry in tags:
        for tag in of_entry:
            spelled.setdefault(tag.casefold(), tag)
            uses[tag.casefold()] += 1
    return [spelled[tag] for tag, _ in uses.most_common()]  # equals keep the order they came in


def matching(tags: Iterable[str], typed: str, present: Iterable[str] = ()) -> list[str]:
    """Return those of *tags* that hold what was *typed*, and are not *present*.

    Those that begin with it come first, then those of which a word does; else they keep their
    order.
    """
    wanted = folded(" ".join(typed.lstrip("# ").split()))
    taken = {tag.casefold() for tag in present}
    found = [tag for tag in tags if wanted in folded(tag) and tag.casefold() not in taken]
    return sorted(found, key=lambda tag: _distance(folded(tag), wanted))


def _distance(tag: str, wanted: str) -> int:
    if tag.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in tag else 2


class TagOffer(QListWidget):
    """Stands under the field in which a tag is typed. The keyboard stays in the field.

    Signals:
        taken: the tag that was clicked.
    """

    taken = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.hide()
        self._field = field
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tags used before")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setFont(sans(12))
        set_role(self, "offer")
        self.itemClicked.connect(self._take)

    @property
    def chosen(self) -> str:
        """The tag the arrows have gone to; empty before they were pressed."""
        return self.currentItem().text() if self.currentRow() >= 0 else ""

    @property
    def first(self) -> str:
        """The first tag; empty where none is offered."""
        return self.item(0).text() if self.count() else ""

    def offer(self, tags: Sequence[str]) -> None:
        """Offer *tags*; none chosen."""
        self.clear()
        if not tags or not self._field.isVisible():
            return
        self.addItems(list(tags[:MOST]))
        self.setCurrentRow(-1)
        self._stand_below()

    def step(self, way: int) -> None:
        """Go one down or up; past the ends, back to what was typed."""
        count = self.count() + 1
        row = (self.currentRow() + 1 + way) % count - 1
        self.setCurrentRow(row)
        words = f"{self.chosen}, {row + 1} of {self.count()}" if row >= 0 else "as typed"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))

    @override
    def clear(self) -> None:
        """Offer nothing, and leave no word behind."""
        super().clear()
        self.hide()

    def _stand_below(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.ensurePolished()
        margin = 2 * _EDGE
        height = sum(self.sizeHintForRow(row) for row in range(self.count())) + margin
        width = min(
            max(self.sizeHintForColumn(0) + 2 * margin, scaled(_NARROWEST)), scaled(_WIDEST)
        )
        place = self._field.mapTo(window, QPoint(0, self._field.height() + scaled(3)))
        if place.y() + height > window.height():
            place.setY(self._field.mapTo(window, QPoint(0, 0)).y() - height - scaled(3))
        place.setX(max(min(place.x(), window.width() - width), 0))
        self.setGeometry(place.x(), place.y(), width, height)
        self.show()
        self.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.text())
