"""Signs, which are found as they are typed: "c++", "50%", ":-)"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shadowjournal.search.snippet import CUT, HIT_BEGINS, HIT_ENDS, Snippet, snippet
from shadowjournal.search.words import JOINER, apart, fold, has_words

_SYMBOLS = frozenset("%&\u00a7\u00b0\u2030")
_OF_SENTENCES = ".,;:!?*'\u2019\u2026"
_EVERYWHERE = frozenset("-\u2013\u2014/.\u2026*()")
_COMBINING = "[\u0300-\u036f]*"
_BEFORE, _AFTER = 60, 80  # characters of a snippet on either side
_MARKS = re.compile(f"[{HIT_BEGINS}{HIT_ENDS}]")
_NO_LETTER_BEFORE = r"(?<![^\W_])"
_NO_LETTER_AFTER = r"(?![^\W_])"
# What the page may have made of what was typed, and what a keyboard has for what the page shows.
_ANY_OF = {
    "dots": "(?:\\.{3}|\u2026)",
    "dash": "(?:-{2,3}|\u2013|\u2014)",
    "tick": "['\u2019]",
}
_TYPED = re.compile(
    "|".join([*(f"(?P<{name}>{said})" for name, said in _ANY_OF.items()), "."]), re.DOTALL
)


def signs_in(word: str) -> str:
    """Return what of *word* is to be found as it is typed, if a symbol begins or ends it; else "".

    Punctuation of a sentence around it does not count, nor does what people put before a word to
    demand it, as in "+work".
    """
    bare = word.strip(_OF_SENTENCES)
    if not bare or not has_words(bare):
        return ""
    is_demand = bare[0] == "+" and not bare[1:2].isdigit()
    bare = bare.lstrip("+") if is_demand else bare
    return bare if _is_symbol(bare[0]) or _is_symbol(bare[-1]) else ""


def are_signs(text: str) -> bool:
    """Tell whether *text* is of signs alone, one at least of which can be seen."""
    return not has_words(text) and any(unicodedata.category(each)[0] in "PS" for each in text)


def are_telling(signs: str) -> bool:
    """Tell whether *signs*, among words, are looked for: ":-)" is, a dash or an "&" is not."""
    return len(set(signs)) > 1 and not set(signs) <= _EVERYWHERE


def stand_in(signs: str, *texts: str | None) -> bool:
    """Tell whether *signs* stand in one of *texts*, which the index keeps; SQLite asks it."""
    pattern, is_folded = _pattern(signs)
    # Quicker than to read letter by letter what has not even the symbol.
    symbols = _symbols(signs) if is_folded else ()
    return any(
        pattern.search(_read(text, is_folded=is_folded))
        for text in texts
        if text and all(symbol in text for symbol in symbols)
    )


def places(signs: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where *signs* stand in *text*, in order."""
    pattern, is_folded = _pattern(signs)
    for found in pattern.finditer(_read(text, is_folded=is_folded)):
        yield found.span()


def in_words_and_signs(
    words: Sequence[str], signs: Sequence[str], marked: Sequence[str]
) -> tuple[str, ...]:
    """Return what was found in *marked* texts, each once: *words*, and *signs* as they stand there.

    A word that is found for the sake of such a sign alone, as the letter of "c++", is left out.
    """
    texts = [_MARKS.sub("", text).replace(JOINER, "") for text in marked]
    found = [
        text[start:end] for each in signs for text in texts for start, end in places(each, text)
    ]
    within = {bare for each in signs if (bare := fold(each.strip(_not_letters(each))))}
    return tuple(dict.fromkeys([*found, *(word for word in words if fold(word) not in within)]))


def _not_letters(text: str) -> str:
    return "".join(each for each in text if not each.isalnum())


def snippet_around(signs: str, text: str) -> Snippet | None:
    """Return the line of *text* around the first of *signs*; None where they stand nowhere."""
    text = text.replace(JOINER, "")
    found = next(places(signs, text), None)
    if found is None:
        return None
    start, end = found
    before, after = text[:start], text[end:]
    if len(before) > _BEFORE:
        before = CUT + before[-_BEFORE:].partition(" ")[2]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + CUT
    return snippet(f"{before}{HIT_BEGINS}{text[start:end]}{HIT_ENDS}{after}")


def _is_symbol(sign: str) -> bool:
    return sign in _SYMBOLS or unicodedata.category(sign) in {"Sm", "Sc"}


def _read(text: str, *, is_folded: bool) -> str:
    text = text.replace(JOINER, "")
    return fold(text) if is_folded else text


@lru_cache(maxsize=64)
def _symbols(signs: str) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(signs) if _is_symbol(each))


@lru_cache(maxsize=64)
def _pattern(signs: str) -> tuple[re.Pattern[str], bool]:
    """Return what finds *signs*, and whether in text without case and accents."""
    is_folded = has_words(signs)
    typed = unicodedata.normalize("NFC", signs)
    folded = fold(typed) if is_folded else typed
    said = "".join(_said(each, is_folded=is_folded) for each in _TYPED.finditer(folded))
    if apart(typed) == typed:  # scripts without spaces have no ends of words
        said = _NO_LETTER_BEFORE * folded[0].isalnum() + said
        said += _NO_LETTER_AFTER * folded[-1].isalnum()
    return re.compile(said), is_folded


def _said(each: re.Match[str], *, is_folded: bool) -> str:
    if each.lastgroup is not None:
        return _ANY_OF[each.lastgroup]
    return re.escape(each[0]) + _COMBINING * (is_folded and each[0].isalnum())
