"""Everything that can go wrong, drawn once.

::

    JournalError
    ├── CannotOpen              the journal stays closed
    │   ├── NoJournal           there is none in this folder
    │   ├── JournalInUse        another window or command has it open
    │   ├── UnreadableFile      what lies there is not a journal of ours, or a newer one
    │   ├── WrongKey            the passphrase or the recovery code does not fit
    │   └── KeychainError       the system's keyring cannot give the key
    │       ├── NoKeychain      this system has no safe keyring
    │       ├── KeychainLocked  it is there, and locked
    │       ├── KeychainSilent  it is there, and does not answer
    │       └── KeyNotThere     it answers, but holds no key for this journal
    ├── DamagedData             sealed bytes that do not open: changed, cut or not ours
    ├── CannotWrite             the system refuses to store (folder read-only, disk failing)
    │   └── DiskFull            there is no room
    └── Refused                 input that cannot be used; nothing was changed
        ├── JournalExists       a journal is already here; a new key is never made over it
        ├── NoSuchEntry         no entry has this id
        ├── BadDocument         text or structure a document cannot hold
        ├── BadRecoveryCode     not a recovery code: a typing slip, mostly
        ├── NoSuchKey           no key of the journal is meant by this
        ├── LastKey             a key that has to stay: without it the journal could be lost
        ├── BadQuery            a search that cannot be asked
        ├── BadPack             a prompt pack with problems
        ├── BadPicture          a picture that is none, or too large
        ├── BadBackup           a file that is no backup of a journal
        ├── BadCopy             a file that is no other copy of this journal
        ├── BadImport           a file no importer can read
        └── BadExport           an export that cannot be made

``CannotOpen`` and ``CannotWrite`` are the world's fault, ``Refused`` is the input's,
``DamagedData`` is the disk's. Whatever else is raised is a bug of ours. Every message is one plain
sentence; it never quotes what was written in the journal.
"""

from __future__ import annotations


class JournalError(Exception):
    """The root of the family."""


class CannotOpen(JournalError):
    """The journal stays closed."""


class NoJournal(CannotOpen):
    """There is no journal in this folder."""


class JournalInUse(CannotOpen):
    """Another window or command has the journal open."""


class UnreadableFile(CannotOpen):
    """What lies there is not a journal of ours, or one from a newer version."""


class WrongKey(CannotOpen):
    """The passphrase or the recovery code does not fit this journal."""


class KeychainError(CannotOpen):
    """The system's keyring cannot give or keep the key."""


class NoKeychain(KeychainError):
    """This system has no keyring that is safe to use."""


class KeychainLocked(KeychainError):
    """The keyring is there, and locked."""


class KeychainSilent(KeychainError):
    """The keyring is there, and does not answer."""


class KeyNotThere(KeychainError):
    """The keyring answers, but holds no key for this journal."""


class DamagedData(JournalError):
    """Sealed bytes that do not open: changed, cut or not ours."""


class CannotWrite(JournalError):
    """The system refuses to store: the folder is read-only, or the disk fails."""


class DiskFull(CannotWrite):
    """There is no room on the disk."""


class Refused(JournalError):
    """Input that cannot be used; nothing was changed."""


class JournalExists(Refused):
    """A journal is already here; a new key is never made over it."""


class NoSuchEntry(Refused):
    """No entry has this id."""


class BadDocument(Refused, ValueError):
    """Text or structure that a document cannot hold."""


class BadRecoveryCode(Refused):
    """Not a recovery code: mostly a typing slip."""


class NoSuchKey(Refused):
    """No key of the journal has this id, or several are meant."""


class LastKey(Refused):
    """A key that has to stay: without it, the journal could not be opened or be lost easily."""


class BadQuery(Refused):
    """A search that cannot be asked."""


class BadPack(Refused):
    """A prompt pack with problems; ``problems`` lists every one."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems[0] if len(problems) == 1 else "; ".join(problems))
        self.problems = problems


class BadPicture(Refused):
    """A picture that is none, or too large."""


class BadBackup(Refused):
    """A file that is no backup of a journal."""


class BadCopy(Refused):
    """A file that is no other copy of this journal."""


class BadImport(Refused):
    """A file that no importer can read."""


class BadExport(Refused):
    """An export that cannot be made."""


class NoDictionary(JournalError):
    """A dictionary cannot be read; words stay unchecked."""
