"""Words found in all their forms: "letter" also in "letters", by the stemmers of Snowball.

The index keeps words as they were written. A word of a query is widened when it is asked, to those
words of the journal that have its stem; so a change of language needs no new index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from Stemmer import Stemmer

from shadowjournal.search.expression import All, Any, Expression, Not, Words

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ca": "catalan",
        "da": "danish",
        "de": "german",
        "en": "english",
        "es": "spanish",
        "fi": "finnish",
        "fr": "french",
        "hu": "hungarian",
        "it": "italian",
        "nb": "norwegian",
        "nl": "dutch_porter",
        "pt": "portuguese",
        "ro": "romanian",
        "ru": "russian",
        "sv": "swedish",
        "tr": "turkish",
    }
)
"""Those in which a stem stands at the beginning of its words, each with Snowball's name for it."""

_COLUMNS = (None, "title", "prompt")  # a name is asked for as it is called
_SHORTEST = 2
_UNLIKE = 2  # so many of its last letters a stem may have changed, as "happi" of "happy"


class Forms:
    """Tells which words are forms of one another in a language."""

    def __init__(self, language: str) -> None:
        """Begin with one of `LANGUAGES`.

        Raises:
            KeyError: it is none of these.
        """
        self._stem: Callable[[str], str] = Stemmer(LANGUAGES[language]).stemWord

    def beginning(self, word: str) -> str:
        """Return how all forms of *word* begin, which is as the index keeps words."""
        stem = self._stem(word)
        return stem[: max(_SHORTEST, len(stem) - _UNLIKE)]

    def among(self, words: Iterable[str], word: str) -> list[str]:
        """Return those of *words* that are forms of *word*, with itself first."""
        stem, beginning = self._stem(word), self.beginning(word)
        if not word.startswith(beginning):  # "dying", whose stem is "die"
            return [word]
        others = (each for each in words if each != word and each.startswith(beginning))
        return [word, *(each for each in others if self._stem(each) == stem)]


def widened(expression: Expression, forms_of: Callable[[str], Iterable[str]]) -> Expression:
    """Return *expression* with every plain word in all the forms that *forms_of* gives for it.

    What stands in quotes, in the name of a tag or with a star is left as it is.
    """
    match expression:
        case Words(text, column, is_beginning=False, is_quoted=False) if column in _COLUMNS:
            forms = tuple(Words(form, column, is_quoted=True) for form in forms_of(text))
            return Any(forms) if len(forms) > 1 else expression
        case Not(part):
            return Not(widened(part, forms_of))
        case All(parts):
            return All(tuple(widened(part, forms_of) for part in parts))
        case Any(parts):
            return Any(tuple(widened(part, forms_of) for part in parts))
        case _:
            return expression
