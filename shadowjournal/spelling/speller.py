"""Which words are right, and what may have been meant by those that are not."""

from __future__ import annotations

import codecs
import difflib
import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from shadowjournal.errors import NoDictionary
from shadowjournal.spelling.dictionaries import Dictionary
from shadowjournal.spelling.words import APOSTROPHE, parts

MOST_SUGGESTIONS = 7
_MOST_REMEMBERED = 50_000
_SAMPLE = 400  # lines of a dictionary, to see which script it is in
_SET = re.compile(rb"^\s*(?:\xef\xbb\xbf)?SET\s+(\S+)", re.MULTILINE)


class Speller:
    """Knows the words of one dictionary, and those of the writer, which never reach a disk.

    A word in another script than the dictionary's is not judged.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        """Read *dictionary*; it takes a good part of a second.

        Raises:
            NoDictionary: its files cannot be read, or hold no words.
        """
        from hunspell import Hunspell  # no entry needs it before it is seen

        self.dictionary = dictionary
        path = dictionary.folder / dictionary.tag
        encoding = "utf-8" if sys.platform == "win32" else sys.getfilesystemencoding()
        try:
            self._hunspell = Hunspell(dictionary.tag, str(dictionary.folder), encoding)
            with path.with_suffix(".aff").open("rb") as file:
                declared = _SET.search(file.read(1 << 16))
            written = _encoding(declared[1] if declared else b"")
            # It takes names that Python does not know, as old dictionaries have them, for ASCII.
            self._hunspell._dic_encoding = written  # noqa: SLF001 - it has no other way in
            with path.with_suffix(".dic").open("rb") as file:
                sample = b"".join(islice(file, 1, _SAMPLE))
        except (OSError, ValueError) as error:
            raise NoDictionary("This dictionary cannot be read.") from error
        self._scripts = _scripts_of(sample.decode(written, "ignore"))
        if not self._scripts:
            raise NoDictionary("This dictionary holds no words.")
        self._mine: frozenset[str] = frozenset()
        self._verdicts: dict[str, bool] = {}

    def set_words(self, mine: Iterable[str]) -> None:
        """Take *mine* for right too, and no others that were set before."""
        chosen = frozenset(mine)
        if chosen != self._mine:
            self._mine = chosen
            self._verdicts.clear()

    def forget(self) -> None:
        """Remember no word of the writer's."""
        self._mine = frozenset()
        self._verdicts.clear()

    def remembers(self, word: str) -> bool:
        """Tell whether *word* was checked already, and costs nothing."""
        return word in self._verdicts

    def check(self, word: str) -> bool:
        """Tell whether *word* is right, or cannot be judged."""
        verdict = self._verdicts.get(word)
        if verdict is None:
            if len(self._verdicts) >= _MOST_REMEMBERED:
                self._verdicts.clear()
            verdict = self._verdicts[word] = self._judge(word)
        return verdict

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant by *word*, the likeliest first."""
        straight = word.replace(APOSTROPHE, "'")
        near = difflib.get_close_matches(word, sorted(self._mine), 2, 0.75)
        try:
            found = list(self._hunspell.suggest(straight))
        except UnicodeEncodeError:
            found = []
        if APOSTROPHE in word:
            found = [each.replace("'", APOSTROPHE) for each in found]
        return tuple(dict.fromkeys((*near, *filter(None, found))))[:MOST_SUGGESTIONS]

    def _judge(self, word: str) -> bool:
        if covers(self._mine, word) or not self._is_in_script(word):
            return True
        if self._knows(word):
            return True
        pieces = parts(word)
        return len(pieces) > 1 and all(
            len(piece) == 1 or covers(self._mine, piece) or self._knows(piece) for piece in pieces
        )

    def _knows(self, word: str) -> bool:
        composed = unicodedata.normalize("NFC", word).replace("\u00ad", "")
        return any(self._spells(each) for each in {composed, composed.replace(APOSTROPHE, "'")})

    def _spells(self, word: str) -> bool:
        try:
            return bool(self._hunspell.spell(word))
        except UnicodeEncodeError:  # no word of this dictionary has such a letter
            return False

    def _is_in_script(self, word: str) -> bool:
        return {_script(each) for each in word if each.isalpha()} <= self._scripts


def covers(mine: frozenset[str], word: str) -> bool:
    """Tell whether one of the writer's words stands for *word*.

    As in any dictionary, small letters may stand as capitals, at the start or all through;
    capitals that are kept there are kept here.
    """
    straight = word.replace(APOSTROPHE, "'")
    for form in {word, straight}:
        if form in mine or (form[:1].isupper() and form[:1].lower() + form[1:] in mine):
            return True
        if form.isupper() and any(each.upper() == form for each in mine):
            return True
    return False


def _encoding(declared: bytes) -> str:
    name = declared.decode("ascii", "ignore").lower()
    name = name.removeprefix("microsoft-").replace("tis620-2533", "tis-620") or "iso8859-1"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "iso8859-1"


def _scripts_of(sample: str) -> frozenset[str]:
    entries = (line.split("/")[0] for line in sample.splitlines())
    return frozenset(_script(each) for entry in entries for each in entry if each.isalpha())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
