"""Text on its way into the page, however much there is of it."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from shadowjournal.document import Block, Code, Document, Figure, Rule, clean_link
from shadowjournal.errors import Refused
from ui.editor.from_page import empty_like
from ui.editor.insertion import flow_in
from ui.editor.links import set_link
from ui.editor.paste import Brought, Material, check_size
from ui.editor.to_page import relist

_FIRST, _LEAST, _MOST = 12_000, 2_000, 40_000  # of `_cost`, in one piece
_IDEAL = 0.012  # seconds for one piece
_LINE = 150  # characters that cost as much as a line of its own
_RUN = 60  # or as a run of another look
MAX_LINKED = 1_000
"""So many selected characters become a link when an address is pasted on them."""

_PARTED = "A very long paragraph now stands in several. Every word is there."
_UNREADABLE = "That could not be read. Nothing was changed."


class Offer(Struct, frozen=True, eq=False):
    """Text that somebody is to read, off the main thread: ask `Material.bring`."""

    material: Material


class Intake(QObject):
    """Brings pasted text to one place of a page, so that nobody ever waits for it.

    What is light is there at once. Else it is offered to be read elsewhere; then it comes piece by
    piece, all of them one step to undo. What is typed meanwhile is held back and comes after it,
    as it does after a small paste.

    Attributes:
        ends: where the text that came last begins and ends.

    Signals:
        offered: text is to be read; carries the `Offer`, which `take` or `refuse` answers.
        refused: it cannot be taken in, or not as it was; why, in a sentence for the writer.
        came: text stands on the page; carries it.
        settled: nothing more is on its way.
    """

    offered = Signal(object)  # Offer
    refused = Signal(str)
    came = Signal(object)  # Document
    settled = Signal()

    def __init__(self, page: QTextEdit) -> None:
        super().__init__(page)
        self._page = page
        self._place = self._start = QTextCursor()
        self.ends = 0, 0
        self._offer: Offer | None = None
        self._content = Document()
        self._steps: Iterator[Block] | None = None
        self._is_begun = False
        self._is_followed = True
        self._piece = _FIRST
        self._is_parted = False
        self._held: list[QEvent] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether text is on its way."""
        return self._offer is not None or self._steps is not None

    def bring(self, material: Material, place: QTextCursor) -> None:
        """Put *material* in place of what *place* selects; an address links words of one line."""
        self.settle()
        if isinstance(empty_like(place.block()), Code):
            material = material.as_code()
        elif material.address and _selects_words(place):
            set_link(place, material.address)
            self._page.setTextCursor(place)
            return
        self._place = QTextCursor(place)
        self._is_followed = True
        self._offer = Offer(material)
        if material.is_light:
            self._read_here()
        else:
            self.offered.emit(self._offer)

    def take(self, offer: Offer, brought: Brought | None) -> None:
        """Put in what *offer* says, where it is still waited for."""
        if offer is not self._offer:
            return
        self._offer = None
        if brought is None:
            self._end()
            return
        try:
            check_size(brought.content, self._page.document().characterCount())
        except Refused as error:
            self._refuse(str(error))
            return
        self._is_parted = brought.is_parted
        self._begin(brought.content)
        self._go_on()

    def refuse(self, offer: Offer, error: BaseException) -> None:
        """Take note that *offer* could not be read."""
        if offer is self._offer:
            self._offer = None
            self._refuse(str(error) if isinstance(error, Refused) else _UNREADABLE)

    def move(self, material: Material, place: QTextCursor) -> None:
        """Put *material*, which stood on this page until now, all at once and whatever its size."""
        self.settle()
        self._place = QTextCursor(place)
        content = material.read_whole()
        if content is not None:
            self._begin(content)
            self.settle()

    def settle(self) -> None:
        """Do here and now what is still to be done, however long it takes."""
        if self._offer is not None:
            self._read_here()
        while self._steps is not None:
            self._go_on()

    def drop(self) -> None:
        """Forget what is on its way."""
        self._next.stop()
        self._offer = self._steps = None
        self._is_parted = False
        self._content = Document()
        self._place = self._start = QTextCursor()
        self._held.clear()

    def hold(self, event: QEvent) -> bool:
        """Keep what is typed until all is settled; tell whether that is to come."""
        if self.is_busy:
            self._held.append(event.clone())
        return self.is_busy

    def let_cursor_go(self) -> None:
        """Leave the cursor where the writer puts it meanwhile."""
        self._is_followed = False

    def _read_here(self) -> None:
        offer = self._offer
        if offer is None:
            return
        try:
            brought = offer.material.bring()
        except Exception as error:
            self.refuse(offer, error)
            if not isinstance(error, Refused):
                raise
        else:
            self.take(offer, brought)

    def _refuse(self, why: str) -> None:
        self.refused.emit(why)
        self._end()

    def _begin(self, content: Document) -> None:
        self._content = content
        self._start = QTextCursor(self._place)
        self._start.setPosition(self._place.selectionStart())
        self._start.setKeepPositionOnInsert(True)
        self._steps = flow_in(self._place, content)
        self._is_begun = False
        self._piece = _FIRST

    def _go_on(self) -> None:
        """Put the next piece in."""
        if self._steps is None:
            return
        try:
            is_done = self._put_piece(self._steps)
        except Exception:
            self._end()  # whoever writes on is not to be kept waiting for ever
            raise
        if not is_done:
            self._next.start()
            return
        if self._is_followed:
            self._page.setTextCursor(self._place)
        self._steps = None
        self.ends = self._start.position(), self._place.position()
        self.came.emit(self._content)
        if self._is_parted:
            self.refused.emit(_PARTED)
        self._end()

    def _put_piece(self, steps: Iterator[Block]) -> bool:
        """Tell whether it was the last one.

        How long a text takes to be laid out is known once it was: it depends on its script, on its
        typeface and on the machine. So the first pieces say how large the next may be.
        """
        begun, cost = perf_counter(), 0
        if self._is_begun:
            self._place.joinPreviousEditBlock()
        else:
            self._place.beginEditBlock()
        self._is_begun = True
        try:
            for block in steps:
                cost += _cost(block)
                if cost > self._piece:
                    return False
            relist(self._page.document())
        finally:
            self._place.endEditBlock()
            pace = _IDEAL / max(perf_counter() - begun, 0.001)
            self._piece = min(max(round(cost * min(pace, 2.0)), _LEAST), _MOST)
        return True

    def _end(self) -> None:
        held = self._held[:]
        self.drop()
        for event in held:
            QApplication.sendEvent(self._page, event)
        if not self.is_busy:
            self.settled.emit()


def _cost(block: Block) -> int:
    """Return how much of the page's time *block* takes, in characters of running text."""
    match block:
        case Rule() | Figure():
            return _LINE
        case Code(text):
            return len(text) + _LINE * (1 + text.count("\n"))
        case _:
            texts = [span.text for span in block.spans]
            return _LINE + sum(_RUN + len(text) + _LINE * text.count("\n") for text in texts)


def _selects_words(place: QTextCursor) -> bool:
    """Tell whether *place* selects words inside one block, which are no address themselves."""
    text = place.selectedText()
    is_inside = not {"\u2029", "\ufffc"} & set(text[:MAX_LINKED])
    return 0 < len(text) <= MAX_LINKED and is_inside and not clean_link(text)
