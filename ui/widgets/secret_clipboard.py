"""A secret on the clipboard that does not stay there."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

SECONDS = 30

_MARKS = {
    # what clipboard histories look for before they keep something
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"\x01",
}


def clear_secrets() -> None:
    """Take every secret off the clipboard that was copied here."""
    for each in QGuiApplication.clipboard().findChildren(SecretClipboard):
        each.clear()


class SecretClipboard(QObject):
    """Copies a secret, marks it as one, and takes it back.

    It lives as long as the clipboard itself, so that closing the window that copied does not leave
    the secret behind; when the program ends, the secret goes at once.

    Signals:
        cleared: the secret is gone, or something else was copied meanwhile.
    """

    cleared = Signal()

    def __init__(self, seconds: int = SECONDS) -> None:
        super().__init__(QGuiApplication.clipboard())
        self._secret = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.clear)
        application = QGuiApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put *secret* on the clipboard and begin to count."""
        marked = QMimeData()
        marked.setText(secret)
        for kind, mark in _MARKS.items():
            marked.setData(kind, mark)
        QGuiApplication.clipboard().setMimeData(marked)
        self._secret = secret
        self._timer.start()

    def clear(self) -> None:
        """Take the secret off the clipboard, unless something else is there by now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
        self.cleared.emit()
