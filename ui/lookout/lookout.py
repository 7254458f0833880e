"""Looks around the journal while it is open, and says above the page what is to be known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from shadowjournal.entry import Moment
from shadowjournal.vault.key import JournalKey
from ui.door import Door
from ui.lookout import words
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.notice_bar import Notice, NoticeBar, Urgency
from ui.writing import Writing

if TYPE_CHECKING:
    from shadowjournal.surroundings import Finding
    from ui.lookout.bringing import Bringing, Together

_READ_ONLY, _RIGHTS, _PLACE, _COPIES = "read-only", "rights", "place", "copies"


class _Seen(NamedTuple):
    open_places: tuple[Path, ...]
    findings: tuple[Finding, ...]


class Lookout(QObject):
    """Tells of rights, of the place, of other copies, and that a journal can only be read.

    Signals:
        reopening_wanted: a journal that could only be read can be written now, as it seems.

    Attributes:
        told: what the writer does not want to be told again, by kind and folder.
    """

    reopening_wanted = Signal()

    def __init__(
        self,
        door: Door,
        session: Session,
        tasks: Tasks,
        writing: Writing,
        notices: NoticeBar,
        told: Sequence[str] = (),
    ) -> None:
        super().__init__(door)
        self.told = tuple(told)
        self._folder = door.folder
        self._session = session
        self._tasks = tasks
        self._writing = writing
        self._notices = notices
        self._key: JournalKey | None = None
        self._open_places: tuple[Path, ...] = ()
        self._place_told = ""
        self._copies: list[Path] = []
        self._has_looked = False
        self._bringing: Bringing | None = None
        door.unlocked.connect(self._take_key)
        session.opened.connect(self._look)
        session.all_read.connect(self._look_for_copies)
        session.locked.connect(self._forget)
        notices.action_chosen.connect(self._act)

    def close(self) -> None:
        """Stop what is going on: the journal is about to be closed."""
        self._stop()
        for key in (_READ_ONLY, _RIGHTS, _PLACE, _COPIES):
            self._notices.withdraw(key)

    @property
    def bringing(self) -> Bringing:
        """Who brings copies together, from when it is first needed."""
        if self._bringing is None:
            from ui.lookout.bringing import Bringing  # the page comes first

            self._bringing = Bringing(self._folder, self._session, self._tasks, self)
            self._bringing.found.connect(self._offer_copies)
            self._bringing.progressed.connect(self._show_progress)
            self._bringing.done.connect(self._were_brought)
            self._bringing.failed.connect(self._were_not_brought)
        return self._bringing

    def _stop(self) -> None:
        if self._bringing is not None:
            self._bringing.stop()

    def _take_key(self, key: JournalKey) -> None:
        self._key = key

    def _forget(self) -> None:
        self._key = None
        self._has_looked = False
        self._copies = []
        self.close()

    def _look(self, _: object) -> None:
        if self._folder.hindrance is not None:
            said = words.read_only(self._folder.hindrance, is_log_unseen=self._folder.log_is_unseen)
            self._say_read_only(said)
        work = partial(_seen, self._folder.path)
        self._tasks.aside(work, self._was_seen, _nothing)

    def _was_seen(self, seen: _Seen) -> None:
        if not self._session.is_open:
            return
        self._open_places = seen.open_places
        can_mend = self._folder.hindrance is None
        if seen.open_places and can_mend and self._id_of(_RIGHTS) not in self.told:
            mend = (("mend", "Make private"),)
            self._notices.show_notice(Notice(_RIGHTS, words.RIGHTS, mend, Urgency.WARNING))
        for finding in seen.findings:
            told = self._id_of(finding.danger.value)
            if told not in self.told:
                self._place_told = told
                settle = (("settled", "Do not show again"),)
                self._notices.show_notice(Notice(_PLACE, words.place(finding), settle))
                return

    def _act(self, key: str, action: str) -> None:
        acts = {
            (_READ_ONLY, "again"): self._try_again,
            (_RIGHTS, "mend"): self._mend,
            (_RIGHTS, "settled"): self._settle_rights,
            (_PLACE, "settled"): self._settle_place,
            (_COPIES, "bring"): self._bring,
            (_COPIES, "stop"): self._stop,
        }
        act = acts.get((key, action))
        if act is not None and self._session.is_open:
            act()

    def _say_read_only(self, said: str) -> None:
        again = (("again", "Try again"),)
        self._notices.show_notice(
            Notice(_READ_ONLY, said, again, Urgency.STANDING, is_lasting=True)
        )

    def _try_again(self) -> None:
        hindrance = self._folder.hindrance
        if hindrance is not None and self._folder.is_still_hindered():
            unseen = self._folder.log_is_unseen
            said = words.read_only(hindrance, is_log_unseen=unseen)
            self._say_read_only(f"{said} {words.still_so(Moment.now().local.time())}")
        else:
            self.reopening_wanted.emit()

    def _mend(self) -> None:
        self._notices.set_busy(_RIGHTS, words.MENDING)
        self._tasks.aside(partial(_mended, self._open_places), self._was_mended, _nothing)

    def _was_mended(self, left: tuple[Path, ...]) -> None:
        if left:
            settle = (("settled", "Do not show again"),)
            self._notices.show_notice(Notice(_RIGHTS, words.NOT_MENDED, settle, Urgency.WARNING))
        else:
            self._notices.show_notice(Notice(_RIGHTS, words.MENDED))

    def _settle_rights(self) -> None:
        self.told = (*self.told, self._id_of(_RIGHTS))
        self._notices.withdraw(_RIGHTS)

    def _settle_place(self) -> None:
        self.told = (*self.told, self._place_told)
        self._notices.withdraw(_PLACE)

    def _id_of(self, kind: str) -> str:
        return f"{kind}:{self._folder.path}"

    def _look_for_copies(self) -> None:
        # Once for each time it is opened: the news comes again after an import.
        if self._key is not None and not self._has_looked and self._folder.hindrance is None:
            self._has_looked = True
            self.bringing.look(self._key)

    def _offer_copies(self, files: list[Path]) -> None:
        self._copies = files
        bring = (("bring", "Bring together…"),)
        self._notices.show_notice(
            Notice(_COPIES, words.copies(files), bring, Urgency.WARNING),
        )

    def _bring(self) -> None:
        self._writing.when_sealed(self._bring_sealed)

    def _bring_sealed(self) -> None:
        if self._key is not None and self._session.is_open:
            self._show_progress(0, 0)
            self.bringing.bring(self._key, self._copies)

    def _show_progress(self, done: int, total: int) -> None:
        stop = (("stop", "Stop"),)
        said = words.bringing(done, total)
        if self._session.is_open:
            self._notices.show_notice(Notice(_COPIES, said, stop, Urgency.WARNING, is_lasting=True))

    def _were_brought(self, together: Together) -> None:
        if not self._session.is_open:
            return
        self._session.refresh()
        self._writing.look_again(together.entry_ids)
        bring = () if together.is_whole else (("bring", "Go on"),)
        said = words.together(together)
        is_fine = together.is_whole and not together.damaged
        urgency = Urgency.HINT if is_fine else Urgency.WARNING
        self._notices.show_notice(Notice(_COPIES, said, bring, urgency))

    def _were_not_brought(self, error: BaseException) -> None:
        if not self._session.is_open:
            return
        self._session.refresh()
        bring = (("bring", "Try again"),)
        said = words.not_brought(error)
        self._notices.show_notice(Notice(_COPIES, said, bring, Urgency.WARNING))


def _seen(folder: Path) -> _Seen:
    from shadowjournal.privacy import open_to_others
    from shadowjournal.surroundings import findings

    return _Seen(open_to_others(folder), findings(folder))


def _mended(places: tuple[Path, ...]) -> tuple[Path, ...]:
    from shadowjournal.privacy import make_private

    return make_private(places)


def _nothing(_: object) -> None:
    return
