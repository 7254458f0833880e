"""Where a journal lies: in a folder that another program copies, or on another computer's disk.

Nothing here opens a file of the journal. What is found is said in values, without words.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import Enum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import msgspec


class Danger(Enum):
    """How more than one computer may come to write to a journal."""

    SYNCED = "synced"
    REMOTE = "remote"


class Finding(NamedTuple):
    """What was found about the place of a journal.

    Attributes:
        danger: what may happen there.
        name: the program that copies the folder, or the kind of the remote drive.
        place: the folder that is copied as a whole, or where the drive begins.
    """

    danger: Danger
    name: str
    place: Path


class Mount(NamedTuple):
    """A file system: where it begins, and its kind, as the system names it."""

    place: str
    kind: str


# What programs leave in the folder that they copy; some at its top, some in each part of it.
_MARKS = (
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".SynologyWorkingDirectory", "Synology Drive"),
)
# Names that are marks as a file only or as a folder only: `~/.dropbox` is where Dropbox keeps its
# own things, and copies nothing.
_FILE_MARKS = ((".dropbox", "Dropbox"), (".megaignore", "MEGA"))
_FOLDER_MARKS = ((".sync", "Resilio Sync"),)
# How such folders are called.
_NAMES = (
    ("com~apple~CloudDocs", "iCloud"),
    ("Mobile Documents", "iCloud"),
    ("iCloudDrive", "iCloud"),
    ("OneDrive", "OneDrive"),
    ("OneDrive - *", "OneDrive"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("My Drive", "Google Drive"),
)
_MAC_CLOUDS = ("Library", "CloudStorage")  # in it, a folder for each: "OneDrive-Personal"
_MAC_CLOUD_NAMES = {"GoogleDrive": "Google Drive", "ProtonDrive": "Proton Drive"}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

_REMOTE_KINDS = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "ftp", "glusterfs", "lustre",
    "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs", "webdav",
})  # fmt: skip
_REMOTE_FUSES = re.compile(
    r"(fuse|fuseblk)\.(.*(sshfs|rclone|dav|gvfs|s3|gcs|smb|ftp|ceph|gluster|juice|drive).*)"
)
_DRIVE_REMOTE = 4  # of Windows


class _DropboxFolder(msgspec.Struct):
    path: str


def findings(folder: Path) -> tuple[Finding, ...]:
    """Return what is to be known about the place of *folder*; nothing, mostly."""
    found = (synced(folder), remote(folder))
    return tuple(finding for finding in found if finding is not None)


def synced(folder: Path) -> Finding | None:
    """Return which program copies *folder* to other computers, where one is seen to."""
    for place in _up_from(folder):
        if program := _program_of(place):
            return Finding(Danger.SYNCED, program, place)
    return _in_a_listed_folder(folder)


def remote(folder: Path) -> Finding | None:
    """Return on which remote drive *folder* lies, where it does.

    On macOS the kinds of drives that are known to be remote are; on Windows, what Windows says.
    """
    if sys.platform == "win32":
        return _windows_drive(folder)
    mount = mount_of(_real(folder), _mounts())
    if mount is None or not is_remote(mount.kind):
        return None
    return Finding(Danger.REMOTE, mount.kind.removeprefix("fuse."), Path(mount.place))


def is_remote(kind: str) -> bool:
    """Tell whether a file system of this *kind* is another computer's."""
    return kind in _REMOTE_KINDS or _REMOTE_FUSES.fullmatch(kind) is not None


def mount_of(place: Path, mounts: Iterable[Mount]) -> Mount | None:
    """Return on which of *mounts*, the later over the earlier, *place* lies."""
    best: Mount | None = None
    for mount in mounts:
        is_closer = best is None or len(mount.place) >= len(best.place)
        if is_closer and place.is_relative_to(mount.place):
            best = mount
    return best


def linux_mounts(table: str) -> Iterator[Mount]:
    """Yield what stands in *table*, the text of ``/proc/self/mountinfo``."""
    for line in table.splitlines():
        before, dash, after = line.partition(" - ")
        words, kinds = before.split(" "), after.split(" ")
        if dash and len(words) > 4:  # noqa: PLR2004 - the fifth is the place
            yield Mount(re.sub(r"\\([0-7]{3})", _from_octal, words[4]), kinds[0])


def mac_mounts(table: str) -> Iterator[Mount]:
    """Yield what stands in *table*, as ``mount`` prints it on macOS."""
    for line in table.splitlines():
        if match := re.fullmatch(r".+? on (/.*) \(([^,()]+).*\)", line):
            yield Mount(match[1], match[2])


def _program_of(place: Path) -> str | None:
    if program := _by_name(place):
        return program
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if program := _by_mark(entry):
                return program
    return None


def _by_name(place: Path) -> str | None:
    if place.parts[-3:-1] == _MAC_CLOUDS:
        name = place.name.partition("-")[0]
        return _MAC_CLOUD_NAMES.get(name, name)
    return _matching(place.name, _NAMES)


def _by_mark(entry: os.DirEntry[str]) -> str | None:
    if program := _matching(entry.name, _MARKS):
        return program
    marks = _FOLDER_MARKS if entry.is_dir() else _FILE_MARKS
    return _matching(entry.name, marks)


def _matching(name: str, patterns: Iterable[tuple[str, str]]) -> str | None:
    return next((what for pattern, what in patterns if fnmatchcase(name, pattern)), None)


def _in_a_listed_folder(folder: Path) -> Finding | None:
    """Look at where programs say, outside of it, that a folder is theirs."""
    for program, place in (*_dropbox_folders(), *_onedrive_folders()):
        if _real(folder).is_relative_to(_real(place)):
            return Finding(Danger.SYNCED, program, place)
    return None


def _dropbox_folders() -> Iterator[tuple[str, Path]]:
    homes = [os.environ.get("APPDATA"), os.environ.get("LOCALAPPDATA")]
    lists = [Path.home() / ".dropbox" / "info.json"]
    lists += [Path(home) / "Dropbox" / "info.json" for home in homes if home]
    for file in lists:
        with suppress(OSError, msgspec.MsgspecError, ValueError):
            accounts = msgspec.json.decode(file.read_bytes(), type=dict[str, _DropboxFolder])
            yield from (("Dropbox", Path(account.path)) for account in accounts.values())


def _onedrive_folders() -> Iterator[tuple[str, Path]]:
    for name in _ONEDRIVE_VARIABLES:
        if place := os.environ.get(name):
            yield "OneDrive", Path(place)


def _up_from(folder: Path) -> Iterator[Path]:
    real = _real(folder)
    yield real
    yield from real.parents


def _real(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return folder.absolute()


def _mounts() -> Iterable[Mount]:
    readers: dict[str, Callable[[], Iterator[Mount]]] = {
        "linux": lambda: linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8", "replace")),
        "darwin": lambda: mac_mounts(
            subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True
            ).stdout
        ),
    }
    reader = readers.get(sys.platform)
    try:
        return tuple(reader()) if reader else ()
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def _windows_drive(folder: Path) -> Finding | None:
    real = _real(folder)
    anchor = real.anchor
    if is_share(str(real)) or _drive_type(anchor) == _DRIVE_REMOTE:
        return Finding(Danger.REMOTE, "network drive", Path(anchor))
    return None


def is_share(path: str) -> bool:
    r"""Tell whether *path*, of Windows, leads to a share: ``\\server\share``."""
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path[4:8].upper() == "UNC\\"
    return path.startswith("\\\\")


def _drive_type(anchor: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
    return 0


def _from_octal(match: re.Match[str]) -> str:
    return chr(int(match[1], 8))
