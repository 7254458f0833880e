from __future__ import annotations

import json
import sys
from pathlib import Path, PurePosixPath

import pytest

from shadowjournal import surroundings
from shadowjournal.surroundings import (
    Danger,
    Finding,
    Mount,
    findings,
    is_remote,
    is_share,
    linux_mounts,
    mac_mounts,
    mount_of,
    synced,
)
from tests.disks import small_disk

MOUNTS = r"""
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
35 22 0:40 / /home rw,relatime - btrfs /dev/sdb rw
36 35 0:41 / /home/ada/our\040share rw - cifs //box/share rw
37 35 0:42 / /home/ada/far rw shared:9 master:3 - fuse.sshfs ada@box: rw
38 22 0:50 / /net rw - autofs /etc/auto.net rw
39 38 0:51 / /net rw - nfs4 box:/net rw
"""

MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//ada@box/share on /Volumes/our share (smbfs, nodev, nosuid, mounted by ada)
"""


def a_place(*parts: str, under: Path) -> Path:
    place = under.joinpath(*parts)
    place.mkdir(parents=True)
    return place


def test_a_folder_of_ones_own_is_nothing_to_speak_of(tmp_path: Path) -> None:
    assert findings(a_place("journal", under=tmp_path)) == ()


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".stfolder/", "Syncthing"),
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".sync_0123abcd.db", "Nextcloud"),
        ("._sync_0123abcd.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync/", "Resilio Sync"),
        (".tmp.driveupload/", "Google Drive"),
        (".SynologyWorkingDirectory/", "Synology Drive"),
        (".megaignore", "MEGA"),
    ],
)
def test_a_folder_that_a_program_copies_is_known_by_what_the_program_leaves_there(
    tmp_path: Path, mark: str, program: str
) -> None:
    folder = a_place("ours", "mine", "journal", under=tmp_path)
    left = tmp_path / "ours" / mark.rstrip("/")
    if mark.endswith("/"):
        left.mkdir()
    else:
        left.touch()
    assert synced(folder) == Finding(Danger.SYNCED, program, tmp_path / "ours")


@pytest.mark.parametrize(
    ("parts", "program"),
    [
        (("Library", "Mobile Documents", "com~apple~CloudDocs"), "iCloud"),
        (("OneDrive",), "OneDrive"),
        (("OneDrive - Home",), "OneDrive"),
        (("My Drive",), "Google Drive"),
        (("Library", "CloudStorage", "OneDrive-Personal"), "OneDrive"),
        (("Library", "CloudStorage", "GoogleDrive-ada@example.org"), "Google Drive"),
        (("Library", "CloudStorage", "Dropbox"), "Dropbox"),
    ],
)
def test_a_folder_that_a_program_copies_is_known_by_its_name(
    tmp_path: Path, parts: tuple[str, ...], program: str
) -> None:
    finding = synced(a_place(*parts, "journal", under=tmp_path))
    assert finding is not None
    assert (finding.name, finding.place) == (program, tmp_path.joinpath(*parts))


def test_dropbox_says_itself_which_folder_it_copies(tmp_path: Path, home: Path) -> None:
    folder = a_place("Files", "journal", under=tmp_path)
    mine = Path.home() / ".dropbox"
    mine.mkdir(parents=True)
    account = {"path": str(tmp_path / "Files"), "host": 1, "is_team": False}
    (mine / "info.json").write_text(json.dumps({"personal": account}))
    assert synced(folder) == Finding(Danger.SYNCED, "Dropbox", tmp_path / "Files")
    assert synced(a_place("Other", under=tmp_path)) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"personal": {"path": 5}}'])
def test_what_dropbox_says_and_nobody_can_read_is_passed_over(tmp_path: Path, content: str) -> None:
    mine = Path.home() / ".dropbox"
    mine.mkdir(parents=True)
    (mine / "info.json").write_text(content)
    assert synced(tmp_path) is None


def test_a_home_in_which_dropbox_keeps_its_own_things_is_not_copied_by_it(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert synced(a_place("journal", under=tmp_path)) is None


def test_windows_says_which_folder_onedrive_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Work"))
    finding = synced(a_place("Work", "journal", under=tmp_path))
    assert finding == Finding(Danger.SYNCED, "OneDrive", tmp_path / "Work")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_into_a_copied_folder_is_seen_through(tmp_path: Path) -> None:
    a_place("Sync", "journal", under=tmp_path)
    (tmp_path / "Sync" / ".stfolder").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "Sync" / "journal")
    finding = synced(tmp_path / "mine")
    assert finding is not None
    assert finding.name == "Syncthing"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_to_itself_ends_the_search(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert findings(tmp_path / "round" / "journal") == ()


def test_a_folder_that_is_not_there_yet_is_known_by_where_it_will_lie(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert synced(tmp_path / "not" / "yet") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ada/journal", "btrfs"),
        ("/home/ada/our share/journal", "cifs"),
        ("/home/ada/our", "btrfs"),
        ("/home/ada/far/off", "fuse.sshfs"),
        ("/net/journal", "nfs4"),
        ("/homework", "ext4"),
    ],
)
def test_the_disk_of_a_folder_is_found_among_all(place: str, kind: str) -> None:
    mount = mount_of(Path(place), linux_mounts(MOUNTS))
    assert mount is not None
    assert mount.kind == kind


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems")
def test_a_share_on_a_mac_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_mounts", lambda: tuple(mac_mounts(MAC_MOUNTS)))
    monkeypatch.setattr(surroundings, "_real", lambda path: path)
    found = surroundings.remote(Path("/Volumes/our share/journal"))
    assert found == Finding(Danger.REMOTE, "smbfs", Path("/Volumes/our share"))
    assert surroundings.remote(Path("/Users/ada/journal")) is None


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "davfs", "fuse.sshfs", "fuse.rclone"],
)
def test_another_computers_disk_is_known_by_its_kind(kind: str) -> None:
    assert is_remote(kind)


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "zfs", "apfs", "fuseblk", "fuse.encfs"]
)
def test_a_disk_of_this_computer_is_not_taken_for_anothers(kind: str) -> None:
    assert not is_remote(kind)


@pytest.mark.parametrize("path", [r"\\box\share\journal", r"\\?\UNC\box\share", r"\\.\unc\box\x"])
def test_a_share_on_windows_is_known_by_its_path(path: str) -> None:
    assert is_share(path)


@pytest.mark.parametrize("path", [r"C:\Users\ada", r"\\?\C:\Users\ada", r"\journal"])
def test_a_drive_of_this_computer_on_windows_is_no_share(path: str) -> None:
    assert not is_share(path)


def test_what_is_no_line_of_the_table_is_passed_over() -> None:
    assert list(linux_mounts("\n- \nwords\n1 2 3 - ext4\n")) == []
    assert mount_of(Path(PurePosixPath("/")), ()) is None


def test_the_disk_that_the_system_names_is_the_one_it_lies_on(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        mount = mount_of(disk / "journal", surroundings._mounts())
        assert mount == Mount(str(disk), "tmpfs")
        assert surroundings.remote(disk / "journal") is None
