"""How languages quote."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

_THIN = "\u202f"


class Quotes(Struct, frozen=True):
    """How a language quotes, and how again within that."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_HIGH = Quotes("\u201c", "\u201d", "\u2018", "\u2019")
_LOW_HIGH = Quotes("\u201e", "\u201c", "\u201a", "\u2018")
_LOW_CLOSED = Quotes("\u201e", "\u201d", "\u201a", "\u2019")
_CLOSED = Quotes("\u201d", "\u201d", "\u2019", "\u2019")
_ANGLES = Quotes("\u00ab", "\u00bb", "\u201c", "\u201d")
_SPACED_ANGLES = Quotes(f"\u00ab{_THIN}", f"{_THIN}\u00bb", "\u201c", "\u201d")

BY_LANGUAGE: Final[dict[str, Quotes]] = {
    "bg": _LOW_HIGH, "bs": _LOW_CLOSED, "ca": _ANGLES, "cs": _LOW_HIGH, "da": _CLOSED,
    "de": _LOW_HIGH, "de_CH": Quotes("\u00ab", "\u00bb", "\u2039", "\u203a"), "el": _ANGLES,
    "en": _HIGH, "es": _ANGLES, "et": _LOW_HIGH, "eu": _ANGLES, "fi": _CLOSED,
    "fr": _SPACED_ANGLES, "gl": _ANGLES, "hr": _LOW_CLOSED,
    "hu": Quotes("\u201e", "\u201d", "\u00bb", "\u00ab"), "is": _LOW_HIGH, "it": _ANGLES,
    "lt": _LOW_HIGH, "lv": _LOW_HIGH, "nb": _ANGLES, "nl": _HIGH, "nn": _ANGLES, "no": _ANGLES,
    "pl": Quotes("\u201e", "\u201d", "\u00ab", "\u00bb"), "pt": _HIGH, "pt_PT": _ANGLES,
    "ro": Quotes("\u201e", "\u201d", "\u00ab", "\u00bb"),
    "ru": Quotes("\u00ab", "\u00bb", "\u201e", "\u201c"),
    "sk": _LOW_HIGH, "sl": _LOW_HIGH, "sr": _LOW_CLOSED, "sv": _CLOSED, "tr": _HIGH,
    "uk": Quotes("\u00ab", "\u00bb", "\u201e", "\u201c"),
}  # fmt: skip
"""By language, or by language and country where they differ; others quote as English does."""


def quotes_of(language: str) -> Quotes:
    """Return how *language* quotes: a name such as ``de`` or ``de_CH``."""
    name = language.replace("-", "_")
    return BY_LANGUAGE.get(name) or BY_LANGUAGE.get(name.split("_")[0], _HIGH)
