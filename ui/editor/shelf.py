"""The pictures of the page. Nothing is ever fetched: a picture is here, or a place is held."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from shadowjournal.entry import Picture
from ui.editor.decoding import Decoding, pixels_of

BUDGET = 64_000_000
"""So many bytes may lie decoded, beside what is in sight; what was shown longest ago goes first."""

_DEPTH = 4  # bytes of a pixel
_ENDLESS = 1_000_000
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class Shelf(QObject):
    """Keeps the pictures that were supplied, and what is shown of those in sight or near it.

    A picture lies here as it was sealed. It is decoded elsewhere, one at a time and no larger than
    it is painted: what is asked for is answered with what there is, and `came` tells of better.

    Signals:
        offered: a picture is to be decoded off the main thread; carries the `Decoding`, which
            `take` or `refuse` answers.
        came: of this picture there is more to be shown than before, or it was found to be broken.
    """

    offered = Signal(object)  # Decoding
    came = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, Picture] = {}
        self._sizes: dict[str, QSize] = {}
        self._broken: set[str] = set()
        self._shown: dict[str, QImage] = {}  # what was asked for last comes last
        self._widths: dict[str, int] = {}  # that were asked for: a decoder may round down
        self._large: tuple[str, QSize, QImage] | None = None
        self._large_wish: tuple[str, QSize] | None = None
        self._wishes: dict[str, int] = {}  # widths; the most urgent comes first
        self._in_sight: frozenset[str] = frozenset()
        self._near: frozenset[str] = frozenset()
        self._is_waiting = False
        self._offerer = QTimer(self, singleShot=True, interval=0)  # nothing begins amid painting
        self._offerer.timeout.connect(self._offer_next)

    def put(self, picture: Picture) -> None:
        """Keep *picture*."""
        self.drop(picture.id)
        size = pixels_of(picture)
        if size is None:
            self._broken.add(picture.id)
        else:
            self._pictures[picture.id] = picture
            self._sizes[picture.id] = size

    def drop(self, picture_id: str) -> None:
        """Forget the picture."""
        self._sizes.pop(picture_id, None)
        self._let_go(picture_id)

    def _let_go(self, picture_id: str) -> None:
        for kept in (self._pictures, self._shown, self._widths, self._wishes):
            kept.pop(picture_id, None)
        self._broken.discard(picture_id)
        if self._large is not None and self._large[0] == picture_id:
            self._large = None
        if self._large_wish is not None and self._large_wish[0] == picture_id:
            self._large_wish = None

    def keep(self, pictures: Collection[str]) -> None:
        """Keep no picture but *pictures*; of the others their sizes alone.

        So their page is as long as it was where the writer comes back to it.
        """
        for gone in [*self._pictures, *self._broken]:
            if gone not in pictures:
                self._let_go(gone)
        self._in_sight &= set(pictures)
        self._near &= set(pictures)

    def forget(self) -> None:
        """Forget also the sizes of pictures that are not here."""
        for gone in [each for each in self._sizes if each not in self._pictures]:
            self.drop(gone)

    @property
    def is_empty(self) -> bool:
        """Whether no picture is here."""
        return not self._pictures

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being decoded, or to be."""
        return self._is_waiting or bool(self._wishes) or self._large_wish is not None

    @property
    def weight(self) -> int:
        """How many bytes lie decoded for the page."""
        return sum(image.sizeInBytes() for image in self._shown.values())

    def holds(self, picture_id: str) -> bool:
        """Tell whether the picture is here."""
        return picture_id in self._pictures

    def is_broken(self, picture_id: str) -> bool:
        """Tell whether the picture is here and cannot be shown."""
        return picture_id in self._broken

    def size(self, picture_id: str) -> QSize | None:
        """Return the pixels of the picture; None where it is not known yet."""
        return self._sizes.get(picture_id)

    def image(self, picture_id: str, width: int) -> QImage | None:
        """Return what there is of the picture, of whatever size; None while there is nothing.

        Where that is less than *width* pixels, and the picture has more, it is on its way.
        """
        found = self._shown.pop(picture_id, None)
        if found is not None:
            self._shown[picture_id] = found
        if self._lacks(picture_id, width):
            self._in_sight |= {picture_id}
            self._wishes.pop(picture_id, None)
            self._wishes = {picture_id: width, **self._wishes}  # painted now: more urgent than all
            self._offerer.start()
        return found

    def large(self, picture_id: str, room: QSize) -> QImage | None:
        """Return what there is of the picture for so much *room*; more of it may be on its way."""
        size = self._sizes.get(picture_id)
        if size is None or picture_id not in self._pictures:
            return None
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, _KEEP).expandedTo(QSize(1, 1))
        known, self._large_wish = self._large, None
        if known is not None and known[:2] == (picture_id, size):
            return known[2]
        self._large_wish = picture_id, size
        self._offerer.start()
        is_same = known is not None and known[0] == picture_id
        return known[2] if known is not None and is_same else self._shown.get(picture_id)

    def drop_large(self) -> None:
        """Forget what `large` gave."""
        self._large = self._large_wish = None

    def look_ahead(self, wishes: Sequence[tuple[str, int]], in_sight: Collection[str]) -> None:
        """Have the pictures *wishes* names decoded, so wide and in this order, and no others.

        Those *in_sight* stay here whatever they take; others go where there are too many.
        """
        self._in_sight, self._near = frozenset(in_sight), frozenset(name for name, _ in wishes)
        for picture_id, _ in reversed(wishes):
            image = self._shown.pop(picture_id, None)
            if image is not None:
                self._shown[picture_id] = image
        self._wishes = {name: width for name, width in wishes if self._lacks(name, width)}
        self._make_room(0, self._near)
        if self._wishes:
            self._offerer.start()

    def take(self, decoding: Decoding, image: QImage) -> None:
        """Show *image*, which is what *decoding* asked for, if that is still here."""
        self._is_waiting = False
        picture_id = decoding.picture.id
        if self._pictures.get(picture_id) is decoding.picture:
            if not decoding.is_large:
                self._shown.pop(picture_id, None)
                self._shown[picture_id] = image
                self._widths[picture_id] = decoding.size.width()
            elif self._large_wish == (picture_id, decoding.size):
                self._large, self._large_wish = (picture_id, decoding.size, image), None
            self.came.emit(picture_id)
        self._offerer.start()

    def refuse(self, decoding: Decoding, _: BaseException) -> None:
        """Take note that *decoding* failed: its picture is broken, and keeps its place."""
        self._is_waiting = False
        picture_id = decoding.picture.id
        if self._pictures.get(picture_id) is decoding.picture:
            self._let_go(picture_id)
            self._broken.add(picture_id)
            self.came.emit(picture_id)
        self._offerer.start()

    def _lacks(self, picture_id: str, width: int) -> bool:
        size = self._sizes.get(picture_id)
        if size is None or picture_id not in self._pictures:
            return False
        return self._widths.get(picture_id, 0) < min(width, size.width())

    def _offer_next(self) -> None:
        if self._is_waiting:
            return
        decoding = self._next_large() or self._next_wish()
        if decoding is not None:
            self._is_waiting = True
            self.offered.emit(decoding)

    def _next_large(self) -> Decoding | None:
        if self._large_wish is None:
            return None
        picture_id, size = self._large_wish
        return Decoding(self._pictures[picture_id], size, is_large=True)

    def _next_wish(self) -> Decoding | None:
        while self._wishes:
            picture_id = next(iter(self._wishes))
            width = self._wishes.pop(picture_id)
            own = self._sizes[picture_id]
            size = own.scaled(min(width, own.width()), _ENDLESS, _KEEP).expandedTo(QSize(1, 1))
            is_urgent = picture_id in self._in_sight
            needed = size.width() * size.height() * _DEPTH
            if self._lacks(picture_id, width) and (
                self._make_room(needed, self._in_sight if is_urgent else self._near) or is_urgent
            ):
                return Decoding(self._pictures[picture_id], size)
        return None

    def _make_room(self, needed: int, spared: Collection[str]) -> bool:
        """Let go of what was asked for longest ago, if not *spared*; tell whether there is room."""
        for picture_id in list(self._shown):
            if self.weight + needed <= BUDGET:
                return True
            if picture_id not in spared:
                del self._shown[picture_id], self._widths[picture_id]
        return self.weight + needed <= BUDGET
