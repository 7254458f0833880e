"""Which Hunspell dictionaries there are on this computer."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import platformdirs
from msgspec import Struct

_PACKAGE = "hunspell"
_TAG = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9@.-]+)*")
_EXTENSIONS = "extensions/dict-*"  # where LibreOffice keeps them
_OFFICES = {
    "linux": (
        "/usr/lib/libreoffice/share",
        "/usr/lib64/libreoffice/share",
        "/opt/libreoffice*/share",
        "/snap/libreoffice/current/lib/libreoffice/share",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/Resources",),
    "win32": (),
}
_COMMON = {
    "linux": ("hunspell", "myspell", "myspell/dicts"),
    "darwin": (),
    "win32": (),
}
_SPELLING = {"darwin": ("~/Library/Spelling", "/Library/Spelling")}


class Dictionary(Struct, frozen=True, order=True):
    """A pair of files, ``tag.aff`` and ``tag.dic``, in ``folder``; ``en_US`` is a tag."""

    tag: str
    folder: Path

    @property
    def language(self) -> str:
        """The language without its country: ``en``."""
        return re.split("[_-]", self.tag)[0]


def packaged() -> Path | None:
    """Return the folder of the dictionary that comes with the program, if it is there."""
    package = importlib.util.find_spec(_PACKAGE)  # found without importing: only files are wanted
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "dictionaries"


def usual_folders(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Iterator[Path]:
    """Yield the folders in which dictionaries may lie; those of the owner come first."""
    yield from _folders(environment.get("DICPATH", "").split(os.pathsep))
    yield Path(platformdirs.user_data_path(), "hunspell")
    yield from _folders(Path(each).expanduser() for each in _SPELLING.get(platform, ()))
    shares = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for name in _COMMON.get(platform, ()):
        yield from (share / name for share in _folders(shares.split(":")))
    yield from _offices(environment, platform)
    package = packaged()
    if package is not None:
        yield package


def find_dictionaries(folders: Iterable[Path] | None = None) -> tuple[Dictionary, ...]:
    """Return the dictionaries in *folders*, by tag; of two with one tag the first found."""
    found: dict[str, Dictionary] = {}
    for folder in usual_folders() if folders is None else folders:
        for tag in _tags(folder):
            found.setdefault(tag.replace("-", "_"), Dictionary(tag, folder))
    return tuple(found[tag] for tag in sorted(found))


def best_for(wanted: Sequence[str], found: Sequence[Dictionary]) -> Dictionary | None:
    """Return what fits the first of the languages *wanted* for which there is anything at all."""
    for tag in (each.replace("-", "_") for each in wanted):
        for each in found:
            if each.tag.replace("-", "_") == tag:
                return each
        language = tag.split("_")[0]
        for each in found:
            if each.language == language:
                return each
    return None


def _folders(names: Iterable[str | Path]) -> Iterator[Path]:
    return (Path(name) for name in names if str(name))


def _offices(environment: Mapping[str, str], platform: str) -> Iterator[Path]:
    homes = list(_OFFICES.get(platform, ()))
    if platform == "win32":
        programs = (environment.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
        homes = [f"{each}/LibreOffice/share" for each in programs if each]
    for home in homes:
        pattern = Path(home, _EXTENSIONS)
        root = Path(pattern.anchor)
        try:
            yield from sorted(root.glob(str(pattern.relative_to(root))))
        except OSError:
            continue


def _tags(folder: Path) -> Iterator[str]:
    try:
        files = sorted(folder.glob("*.dic"))
    except OSError:
        return
    for file in files:
        if _TAG.fullmatch(file.stem) and file.with_suffix(".aff").is_file():
            yield file.stem
