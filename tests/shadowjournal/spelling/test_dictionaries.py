from __future__ import annotations

from pathlib import Path

import pytest

from shadowjournal.spelling.dictionaries import (
    Dictionary,
    best_for,
    find_dictionaries,
    usual_folders,
)


def a_pair(folder: Path, tag: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{tag}.aff").write_text("SET UTF-8\n", "utf-8")
    (folder / f"{tag}.dic").write_text("1\nword\n", "utf-8")


def test_english_comes_with_the_program() -> None:
    found = find_dictionaries()
    best = best_for(["en_GB"], found)
    assert best is not None
    assert best.language == "en"


def test_a_dictionary_is_two_files_and_the_first_of_a_language_counts(tmp_path: Path) -> None:
    a_pair(tmp_path / "mine", "de_AT")
    a_pair(tmp_path / "system", "de_AT")
    a_pair(tmp_path / "system", "fr")
    a_pair(tmp_path / "system", "hyph_fr.old")
    (tmp_path / "system" / "es_ES.dic").write_text("0\n")
    folders = [tmp_path / "mine", tmp_path / "nowhere", tmp_path / "system"]
    found = find_dictionaries(folders)
    assert [(each.tag, each.folder.name) for each in found if "hyph" not in each.tag] == [
        ("de_AT", "mine"),
        ("fr", "system"),
    ]


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        (["de-AT"], "de_AT"),
        (["de_CH"], "de_AT"),
        (["nl", "fr_FR"], "fr"),
        (["en_US", "de_AT"], "en_US"),
        (["ja_JP"], None),
        (["C"], None),
        ([], None),
    ],
)
def test_the_first_language_for_which_there_is_anything_is_taken(
    wanted: list[str], tag: str | None
) -> None:
    found = [Dictionary(each, Path()) for each in ("de_AT", "en_GB", "en_US", "fr")]
    best = best_for(wanted, found)
    assert (best.tag if best else None) == tag


def test_each_system_is_looked_through_where_it_keeps_dictionaries(tmp_path: Path) -> None:
    a_pair(tmp_path / "LibreOffice/share/extensions/dict-de", "de_DE")
    linux = [str(each) for each in usual_folders({}, "linux")]
    assert {"/usr/share/hunspell", "/usr/share/myspell/dicts"} <= set(linux)
    own = {"XDG_DATA_DIRS": "/nix/share", "DICPATH": "/my/words"}
    chosen = [str(each) for each in usual_folders(own, "linux")]
    assert chosen[0] == "/my/words"
    assert "/nix/share/hunspell" in chosen
    assert Path("/Library/Spelling") in usual_folders({}, "darwin")
    windows = find_dictionaries(usual_folders({"PROGRAMFILES": str(tmp_path)}, "win32"))
    assert "de_DE" in [each.tag for each in windows]
