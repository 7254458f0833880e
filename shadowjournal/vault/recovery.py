"""The recovery code: the key to a journal that a person keeps on paper.

A code is 128 random bits and a checksum, written as 8 groups of 4 characters. The alphabet is
Crockford's (no I, L, O or U), the checksum is that of bech32m (BIP 350), whose distance of 5
finds up to two wrong characters and their places.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable

from msgspec import Struct
from typing_extensions import override

from shadowjournal.errors import BadRecoveryCode

SECRET_BYTES = 16
GROUPS = 8
GROUP_SIZE = 4
CODE_SIZE = GROUPS * GROUP_SIZE
"""How many characters a code has, the dashes not counted."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_CHECK_SIZE = 6
_READ_AS = str.maketrans("OILU", "011V")  # never in a code, so what is meant is certain
_LOOK_ALIKE = frozenset({"8B", "B8", "5S", "S5", "2Z", "Z2"})  # both are in the alphabet
_SEPARATORS = frozenset({"Zs", "Zl", "Zp", "Pd", "Cc", "Cf"})  # kinds of blanks and dashes
_MOST_TYPED = 1000

_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_FINAL = 0x2BC830A3
_PREFIX = (3, 3, 0, 19, 10)  # "sj" as bech32 expands it: a code of another program does not pass


class RecoveryCode(Struct, frozen=True):
    """The secret of a recovery slot: 16 bytes, and how they are written down."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise BadRecoveryCode(f"A recovery code stands for {SECRET_BYTES} bytes.")

    @classmethod
    def new(cls) -> RecoveryCode:
        """Return a code nobody had before."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """Return the code in *text*, as a person typed it.

        Case, blanks and dashes do not matter; O is read as 0, I and L as 1, U as V. Where the
        checksum shows that only look-alikes were confused (8 and B, 5 and S, 2 and Z), they are
        put right.

        Raises:
            BadRecoveryCode: it is none; the message says what is wrong, and in which group.
        """
        characters = _characters(text)
        _check_characters(characters)
        values = [_ALPHABET.index(character) for character in characters]
        slips = _slips(values)
        meant = [value ^ slips.get(place, 0) for place, value in enumerate(values)]
        wrong = [place for place in slips if not _looks_alike(values[place], meant[place])]
        if wrong:
            raise BadRecoveryCode(_wrong_groups(wrong))
        if _checksum_is_off(meant):
            raise BadRecoveryCode("This is not a recovery code: several groups look wrong.")
        number = _number(meant[:-_CHECK_SIZE])
        if number.bit_length() > SECRET_BYTES * 8:
            raise BadRecoveryCode("This recovery code is of a kind that this version cannot read.")
        return cls(number.to_bytes(SECRET_BYTES, "big"))

    @property
    def groups(self) -> tuple[str, ...]:
        """The 8 groups of 4 characters."""
        number = int.from_bytes(self.secret, "big")
        places = range(CODE_SIZE - _CHECK_SIZE - 1, -1, -1)
        values = [number >> _BITS * place & 31 for place in places]
        written = "".join(_ALPHABET[value] for value in values + _checksum(values))
        return tuple(written[i : i + GROUP_SIZE] for i in range(0, CODE_SIZE, GROUP_SIZE))

    @property
    def text(self) -> str:
        """The code as it is written down: the groups with dashes between them."""
        return "-".join(self.groups)

    def ends_with(self, typed: str) -> bool:
        """Tell whether *typed* is the last two groups, read as forgivingly as `parse` reads."""
        characters, last = _characters(typed), "".join(self.groups[-2:])
        return len(characters) == len(last) and all(
            a == b or a + b in _LOOK_ALIKE for a, b in zip(characters, last, strict=True)
        )

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold the key
        return "<RecoveryCode>"


def grouped(text: str) -> str:
    """Return what is typed so far in capitals and groups of 4, as it would stand on paper."""
    characters = _characters(text, read=False)
    return "-".join(characters[i : i + GROUP_SIZE] for i in range(0, len(characters), GROUP_SIZE))


def _characters(text: str, *, read: bool = True) -> str:
    capitals = (_capital(character) for character in text[:_MOST_TYPED])
    bare = "".join(c for c in capitals if unicodedata.category(c) not in _SEPARATORS)
    return bare.translate(_READ_AS) if read else bare


def _capital(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).upper()  # full-width letters too
    return folded if len(folded) == 1 else character


def _check_characters(characters: str) -> None:
    for place, character in enumerate(characters[:CODE_SIZE]):
        if character not in _ALPHABET:
            group = place // GROUP_SIZE + 1
            raise BadRecoveryCode(
                f"Group {group} has a character that is never in a recovery code."
            )
    if len(characters) != CODE_SIZE:
        raise BadRecoveryCode(
            f"A recovery code has {CODE_SIZE} letters and digits; this has {len(characters)}."
        )


def _wrong_groups(places: Iterable[int]) -> str:
    groups = sorted({place // GROUP_SIZE + 1 for place in places})
    if len(groups) == 1:
        return f"Group {groups[0]} looks wrong."
    return f"Groups {groups[0]} and {groups[1]} look wrong."


def _looks_alike(one: int, other: int) -> bool:
    return _ALPHABET[one] + _ALPHABET[other] in _LOOK_ALIKE


def _number(values: Iterable[int]) -> int:
    number = 0
    for value in values:
        number = number << _BITS | value
    return number


def _step(state: int, value: int) -> int:
    top = state >> 25
    state = (state & 0x1FFFFFF) << _BITS ^ value
    for bit, term in enumerate(_GENERATOR):
        if top >> bit & 1:
            state ^= term
    return state


def _remainder(values: Iterable[int]) -> int:
    state = 1
    for value in (*_PREFIX, *values):
        state = _step(state, value)
    return state ^ _FINAL


def _checksum(values: list[int]) -> list[int]:
    rest = _remainder(values + [0] * _CHECK_SIZE)
    return [rest >> _BITS * place & 31 for place in range(_CHECK_SIZE - 1, -1, -1)]


def _checksum_is_off(values: list[int]) -> bool:
    return _remainder(values) != 0


def _slips(values: list[int]) -> dict[int, int]:
    """Return the one or two places that look wrong, each with the difference that mends it.

    The checksum is linear: what a wrong character adds to the remainder depends only on its
    place and its difference, so the remainder of a code with two slips is the sum of two such
    effects, and no other two have that sum.
    """
    rest = _remainder(values)
    if rest == 0:
        return {}
    slip_with_effect: dict[int, tuple[int, int]] = {}
    for difference in range(1, 1 << _BITS):
        effect = difference
        for place in range(CODE_SIZE - 1, -1, -1):
            slip_with_effect[effect] = (place, difference)
            effect = _step(effect, 0)
    if rest in slip_with_effect:
        return dict([slip_with_effect[rest]])
    for effect, slip in slip_with_effect.items():
        if other := slip_with_effect.get(rest ^ effect):
            return dict([slip, other])
    return {}
