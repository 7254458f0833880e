"""The real Hunspell on the dictionary that comes with it, and on small ones made here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.errors import NoDictionary
from shadowjournal.spelling.dictionaries import Dictionary, find_dictionaries, packaged
from shadowjournal.spelling.speller import MOST_SUGGESTIONS, Speller, covers


@pytest.fixture(scope="module")
def english() -> Speller:
    folder = packaged()
    assert folder is not None
    return Speller(find_dictionaries([folder])[0])


def a_speller(folder: Path, words: list[str], named: str, encoding: str) -> Speller:
    (folder / "xx.aff").write_bytes(f"SET {named}\n".encode("ascii"))
    lines = "\n".join([str(len(words)), *words, ""])
    (folder / "xx.dic").write_bytes(lines.encode(encoding))
    return Speller(Dictionary("xx", folder))


@pytest.mark.parametrize(
    "word",
    ["don't", "don\u2019t", "Walked", "well-being", "kitchen", "café", "cafe\u0301", "it\u2019s"],
)
def test_right_words_are_right(english: Speller, word: str) -> None:
    assert english.check(word)


@pytest.mark.parametrize("word", ["recieve", "teh", "dont", "kitchen-xqzt", "walkd"])
def test_wrong_words_are_unknown(english: Speller, word: str) -> None:
    assert not english.check(word)
    assert not english.check(word)  # and stay so


@pytest.mark.parametrize("word", ["Привет", "日本語", "ελληνικά", "שלום"])
def test_words_of_another_script_are_not_judged(english: Speller, word: str) -> None:
    assert english.check(word)


def test_what_was_meant_comes_first(english: Speller) -> None:
    suggested = english.suggest("recieve")
    assert suggested[0] == "receive"
    assert len(suggested) <= MOST_SUGGESTIONS
    assert "don\u2019t" in english.suggest("do\u2019nt")
    assert english.suggest("Привет") == ()


def test_the_writers_words_are_right_and_suggested_until_forgotten(english: Speller) -> None:
    english.set_words(["Quentline", "sargasse"])
    assert english.check("Quentline")
    assert english.check("Sargasse")
    assert not english.check("quentline")
    assert "Quentline" in english.suggest("Quenttline")
    english.forget()
    assert not english.check("Quentline")
    assert "Quentline" not in english.suggest("Quenttline")


@given(st.text("abcDEF\u2019'é", min_size=1))
def test_capitals_that_were_kept_are_kept(word: str) -> None:
    mine = frozenset({word})
    assert covers(mine, word)
    assert covers(frozenset({"heron"}), "Heron")
    assert covers(frozenset({"heron"}), "HERON")
    assert covers(frozenset({"Heron"}), "HERON")
    assert not covers(frozenset({"Heron"}), "heron")
    assert not covers(frozenset({"iPhone"}), "Iphone")


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("KOI8-R", "koi8-r"),
        ("microsoft-cp1251", "cp1251"),
        ("ISO8859-5", "iso8859-5"),
    ],
)
def test_a_dictionary_is_read_whatever_it_is_written_in(
    tmp_path: Path, named: str, encoding: str
) -> None:
    speller = a_speller(tmp_path, ["привет", "мир"], named, encoding)
    assert speller.check("мир")
    assert not speller.check("миир")
    assert "мир" in speller.suggest("миир")
    assert speller.check("house")


def test_a_dictionary_in_a_folder_with_any_name_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "Wörter und слова"
    folder.mkdir()
    assert a_speller(folder, ["haus"], "UTF-8", "utf-8").check("haus")


@pytest.mark.parametrize("content", [b"", b"0\n", b"\xff\xfe\x00", b"1\n123\n"])
def test_a_dictionary_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "xx.aff").write_bytes(b"SET UTF-8\n")
    (tmp_path / "xx.dic").write_bytes(content)
    with pytest.raises(NoDictionary):
        Speller(Dictionary("xx", tmp_path))


def test_a_dictionary_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDictionary):
        Speller(Dictionary("xx", tmp_path))


def test_words_that_were_added_reach_no_file(tmp_path: Path) -> None:
    speller = a_speller(tmp_path, ["haus"], "UTF-8", "utf-8")
    speller.set_words(["Quentline"])
    assert speller.check("Quentline")
    speller.suggest("Quentlines")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["xx.aff", "xx.dic"]
    assert b"Quentline" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
