from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shadowjournal.errors import BadRecoveryCode
from shadowjournal.vault.recovery import CODE_SIZE, RecoveryCode, grouped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VECTORS = {
    "00000000000000000000000000000000": "0000-0000-0000-0000-0000-0000-00E6-BB5R",
    "000102030405060708090a0b0c0d0e0f": "0004-1061-050R-3GG2-8A1C-60T3-GFTG-WD2D",
    "ffffffffffffffffffffffffffffffff": "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZVN-KVYS",
}
LOOK_ALIKES = ({"8", "B"}, {"5", "S"}, {"2", "Z"})

codes = st.binary(min_size=16, max_size=16).map(RecoveryCode)
places = st.integers(0, CODE_SIZE - 1)


def bare(code: RecoveryCode) -> str:
    return "".join(code.groups)


def replaced(text: str, place: int, character: str) -> str:
    return text[:place] + character + text[place + 1 :]


def why_refused(text: str) -> str:
    with pytest.raises(BadRecoveryCode) as refusal:
        RecoveryCode.parse(text)
    return str(refusal.value)


@pytest.mark.parametrize(("secret", "text"), VECTORS.items())
def test_codes_on_paper_stay_good_for_ever(secret: str, text: str) -> None:
    assert RecoveryCode(bytes.fromhex(secret)).text == text
    assert RecoveryCode.parse(text).secret == bytes.fromhex(secret)


@given(codes)
def test_a_code_reads_back_as_it_was_written(code: RecoveryCode) -> None:
    assert RecoveryCode.parse(code.text) == code
    assert [len(group) for group in code.groups] == [4] * 8
    assert code.text == "-".join(code.groups)
    assert set(bare(code)) <= set(ALPHABET)


def test_the_checksum_is_that_of_bech32m() -> None:
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    values = [3, 3, 0, 19, 10]  # "sj", its high bits, a zero, its low bits
    values += [ALPHABET.index(c) for c in VECTORS["ff" * 16].replace("-", "")]
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            state ^= generator[bit] if top >> bit & 1 else 0
    assert state == 0x2BC830A3


def test_two_new_codes_are_never_the_same() -> None:
    assert len({RecoveryCode.new() for _ in range(100)}) == 100


@given(codes, st.data())
def test_case_blanks_dashes_and_lookalike_letters_do_not_matter(
    code: RecoveryCode, data: st.DataObject
) -> None:
    typed = ""
    for character in bare(code):
        read_alike = {"0": "0Oo", "1": "1IilL", "V": "VvUu"}.get(
            character, character + character.lower()
        )
        typed += data.draw(st.sampled_from(read_alike))
        typed += data.draw(
            st.sampled_from(["", "", "-", " ", " - ", "\N{EN DASH}", "\N{NBSP}", "\n", "\t"])
        )
    assert RecoveryCode.parse(typed) == code


@given(codes, st.sets(places, min_size=1, max_size=2))
def test_up_to_two_confused_lookalikes_are_put_right(code: RecoveryCode, wrong: set[int]) -> None:
    text = bare(code)
    other = {a: b for pair in LOOK_ALIKES for a, b in (sorted(pair), sorted(pair)[::-1])}
    for place in wrong:
        text = replaced(text, place, other.get(text[place], text[place]))
    assert RecoveryCode.parse(text) == code


@given(codes, places, st.sampled_from(ALPHABET))
def test_a_wrong_character_is_noticed_and_its_group_named(
    code: RecoveryCode, place: int, character: str
) -> None:
    right = bare(code)[place]
    assume(character != right and {character, right} not in LOOK_ALIKES)
    assert why_refused(replaced(bare(code), place, character)) == (
        f"Group {place // 4 + 1} looks wrong."
    )


@given(codes, st.integers(0, CODE_SIZE - 2))
def test_two_neighbours_typed_in_the_wrong_order_are_noticed(
    code: RecoveryCode, place: int
) -> None:
    text = bare(code)
    first, second = text[place], text[place + 1]
    assume(first != second and {first, second} not in LOOK_ALIKES)
    groups = sorted({place // 4 + 1, (place + 1) // 4 + 1})
    expected = (
        f"Group {groups[0]} looks wrong."
        if len(groups) == 1
        else f"Groups {groups[0]} and {groups[1]} look wrong."
    )
    assert why_refused(text[:place] + second + first + text[place + 2 :]) == expected


@given(codes, st.lists(st.tuples(places, st.sampled_from(ALPHABET)), min_size=1, max_size=6))
def test_a_mistyped_code_never_opens_as_another(
    code: RecoveryCode, slips: list[tuple[int, str]]
) -> None:
    text = bare(code)
    for place, character in slips:
        text = replaced(text, place, character)
    try:
        read = RecoveryCode.parse(text)
    except BadRecoveryCode:
        return
    assert read == code


@given(codes, st.integers(0, 40).filter(lambda size: size != CODE_SIZE))
def test_a_code_of_the_wrong_length_is_told_its_length(code: RecoveryCode, size: int) -> None:
    text = (bare(code) * 2)[:size]
    assert why_refused(text) == f"A recovery code has 32 letters and digits; this has {size}."


@given(codes, places, st.sampled_from("!?%&/=+*#.,_ÄßЖ日€"))
def test_a_character_that_is_in_no_code_is_found_in_its_group(
    code: RecoveryCode, place: int, character: str
) -> None:
    assert why_refused(replaced(bare(code), place, character)) == (
        f"Group {place // 4 + 1} has a character that is never in a recovery code."
    )


@given(st.text(max_size=80))
def test_nothing_but_a_code_is_read_as_one(text: str) -> None:
    with pytest.raises(BadRecoveryCode):
        RecoveryCode.parse(text)


def test_a_code_with_more_bits_than_we_know_is_not_guessed_at() -> None:
    assert why_refused("8000-0000-0000-0000-0000-0000-00PY-ZD1J") == (
        "This recovery code is of a kind that this version cannot read."
    )


@given(codes)
def test_the_last_two_groups_prove_that_it_was_written_down(code: RecoveryCode) -> None:
    last = code.text[-9:]
    assert code.ends_with(last)
    assert code.ends_with(last.lower().replace("-", " "))
    assert code.ends_with(last.replace("0", "o").replace("1", "l").replace("8", "b"))


@given(codes, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_other_groups_prove_nothing(code: RecoveryCode, place: int, character: str) -> None:
    last = "".join(code.groups[-2:])
    assume(character != last[place] and {character, last[place]} not in LOOK_ALIKES)
    assert not code.ends_with(replaced(last, place, character))
    assert not code.ends_with(last[:-1])
    assert not code.ends_with("")
    assert not code.ends_with(code.text)


def test_typing_is_shown_in_groups() -> None:
    assert grouped("0004 1061o50r3") == "0004-1061-O50R-3"
    assert grouped("") == ""
    assert grouped("0004-") == "0004"


@given(st.text(max_size=60))
def test_showing_groups_changes_nothing_that_was_already_shown(text: str) -> None:
    assert grouped(grouped(text)) == grouped(text)


@given(codes)
def test_a_log_never_holds_the_code(code: RecoveryCode) -> None:
    assert repr(code) == str(code) == "<RecoveryCode>"


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_a_secret_of_another_size_is_no_code(size: int) -> None:
    with pytest.raises(BadRecoveryCode):
        RecoveryCode(bytes(size))
