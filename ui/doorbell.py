"""A second start rings; the first window comes to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT = 500  # milliseconds


class Doorbell(QObject):
    """Hears a second start of the program on the same journal. Local to this user.

    Signals:
        rang: another start asks this window to come forward.
    """

    rang = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Whoever made a socket of this name before is gone: this program holds the folder.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.disconnectFromServer()
            self.rang.emit()


def ring(folder: Path) -> bool:
    """Ask the window that has the journal in *folder* open to come forward; tell if it heard."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    return socket.waitForConnected(_WAIT)


def _name(folder: Path) -> str:
    digest = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=12).hexdigest()
    return f"shadowjournal-{digest}"
