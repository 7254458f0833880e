"""Says above the page that the journal's file was changed by somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from shadowjournal.results import Discrepancy
from ui.lookout import words
from ui.session import Session
from ui.widgets.notice_bar import Notice, NoticeBar, Urgency

_KEY, _ACCEPT = "changed", "accept"


class Changes(QObject):
    """Tells what differs from what was written last, until its owner says that it is right so."""

    def __init__(self, session: Session, notices: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notices = notices
        session.change_found.connect(self._tell)
        session.locked.connect(self._forget)
        notices.action_chosen.connect(self._act)

    def _tell(self, found: Sequence[Discrepancy]) -> None:
        accept = ((_ACCEPT, "It is right as it is"),)
        said = words.changed(found)
        self._notices.show_notice(Notice(_KEY, said, accept, Urgency.WARNING))

    def _act(self, key: str, action: str) -> None:
        if (key, action) == (_KEY, _ACCEPT) and self._session.is_open:
            self._notices.withdraw(_KEY)
            self._session.accept()

    def _forget(self) -> None:
        self._notices.withdraw(_KEY)
