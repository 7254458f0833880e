"""What can be done to the tags that are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.tagging import Tag
from ui.tag_look import tag_hue
from ui.tags.palette import TagPalette
from ui.theme import scaled
from ui.widgets.flow import FlowLayout
from ui.widgets.step import button


class TagTools(QWidget):
    """A row of buttons for the chosen tags; on a narrow page, two.

    Signals:
        rename_wanted: the one that is chosen is to be called otherwise.
        merge_wanted: those that are chosen are to become one.
        removal_wanted: they are to be taken off all entries.
        hue_chosen: they are to have this colour; empty for none.
    """

    rename_wanted = Signal()
    merge_wanted = Signal()
    removal_wanted = Signal()
    hue_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hues: set[str] = set()
        self._rename = button("outline", "Rename…")
        self._merge = button("outline", "Merge into…")
        self._colour = button("outline", "Colour…")
        self._remove = button("outline", "Remove from all…")
        self._palette = TagPalette(self._colour)
        self._rename.setToolTip("Rename (F2)")
        self._merge.setToolTip("Ctrl or Shift chooses several")
        self._remove.setToolTip("Remove from all entries (Del)")
        flow = FlowLayout(self, scaled(8))
        for each in (self._rename, self._merge, self._colour, self._remove):
            flow.addWidget(each)
        self._rename.clicked.connect(self.rename_wanted)
        self._merge.clicked.connect(self.merge_wanted)
        self._remove.clicked.connect(self.removal_wanted)
        self._colour.clicked.connect(self._ask_colour)
        self._palette.hue_chosen.connect(self.hue_chosen)

    def follow(self, chosen: Sequence[Tag]) -> None:
        """Offer what can be done to the tags that are *chosen*."""
        self._hues = {tag_hue(tag.name) for tag in chosen}
        self._rename.setEnabled(len(chosen) == 1)
        self._merge.setEnabled(len(chosen) > 1)
        for each in (self._colour, self._remove):
            each.setEnabled(bool(chosen))

    def _ask_colour(self) -> None:
        self._palette.offer(next(iter(self._hues)) if len(self._hues) == 1 else None)
        self._palette.popup(self._colour.mapToGlobal(self._colour.rect().bottomLeft()))
