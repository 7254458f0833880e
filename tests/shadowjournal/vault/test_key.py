from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.entry import Entry, entry_from_bytes, entry_to_bytes, new_id
from shadowjournal.errors import DamagedData
from shadowjournal.vault.key import JournalKey, Kind
from tests.strategies import entries

KEY = JournalKey.new(new_id())
RECORD = new_id()
kinds = st.sampled_from(Kind)
revisions = st.integers(0, 2**62)


@given(kinds, revisions, st.binary(max_size=5000))
def test_what_is_sealed_opens_again(kind: Kind, revision: int, content: bytes) -> None:
    sealed = KEY.seal(kind, RECORD, revision, content)
    assert KEY.open(kind, RECORD, revision, sealed) == content


@given(entries())
def test_an_entry_comes_back_from_its_sealed_bytes_as_it_was(entry: Entry) -> None:
    sealed = KEY.seal(Kind.ENTRY, RECORD, 1, entry_to_bytes(entry))
    assert entry_from_bytes(KEY.open(Kind.ENTRY, RECORD, 1, sealed)) == entry


@given(st.binary(max_size=600), st.data())
def test_a_single_changed_bit_opens_nothing(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(KEY.seal(Kind.ENTRY, RECORD, 1, content))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(DamagedData):
        KEY.open(Kind.ENTRY, RECORD, 1, bytes(sealed))


@given(st.binary(max_size=600), st.data())
def test_a_cut_record_opens_nothing(content: bytes, data: st.DataObject) -> None:
    sealed = KEY.seal(Kind.ENTRY, RECORD, 1, content)
    with pytest.raises(DamagedData):
        KEY.open(Kind.ENTRY, RECORD, 1, sealed[: data.draw(st.integers(0, len(sealed) - 1))])


def test_no_record_stands_in_for_another() -> None:
    sealed = KEY.seal(Kind.ENTRY, RECORD, 2, b"words")
    strangers = [
        (KEY, Kind.PICTURE, RECORD, 2),
        (KEY, Kind.ENTRY, new_id(), 2),
        (KEY, Kind.ENTRY, RECORD, 1),
        (JournalKey(new_id(), KEY.keys), Kind.ENTRY, RECORD, 2),
        (JournalKey.new(KEY.journal_id), Kind.ENTRY, RECORD, 2),
    ]
    for key, kind, record, revision in strangers:
        with pytest.raises(DamagedData):
            key.open(kind, record, revision, sealed)


@given(st.integers(0, 100_000))
def test_a_size_says_little_about_what_was_written(length: int) -> None:
    sealed = KEY.seal(Kind.ENTRY, RECORD, 1, bytes(length))
    padded = len(sealed) - len(KEY.seal(Kind.ENTRY, RECORD, 1, b"")) + 256
    assert length + 4 <= padded <= max(256, (length + 4) * 1.12)


def test_entries_of_similar_length_have_one_size() -> None:
    sizes = {len(KEY.seal(Kind.ENTRY, RECORD, 1, bytes(n))) for n in range(2000, 4000)}
    assert len(sizes) < 40


def test_a_sealed_record_never_looks_the_same_twice() -> None:
    assert len({KEY.seal(Kind.ENTRY, RECORD, 1, b"words") for _ in range(50)}) == 50


def test_an_older_generation_of_the_key_still_opens_what_it_sealed() -> None:
    old = JournalKey(KEY.journal_id, {1: bytes(32)})
    both = JournalKey(KEY.journal_id, {1: bytes(32), 2: bytes([7]) * 32})
    sealed = old.seal(Kind.ENTRY, RECORD, 1, b"words")
    assert both.open(Kind.ENTRY, RECORD, 1, sealed) == b"words"
    with pytest.raises(DamagedData):
        old.open(Kind.ENTRY, RECORD, 1, both.seal(Kind.ENTRY, RECORD, 1, b"words"))


def test_a_key_shows_nothing_of_itself() -> None:
    secret = KEY.keys[1]
    assert secret.hex() not in repr(KEY)
    assert secret not in KEY.fingerprint
    assert KEY.name_for(Kind.PICTURE, "a" * 32) != JournalKey.new(KEY.journal_id).name_for(
        Kind.PICTURE, "a" * 32
    )


@pytest.mark.parametrize("name", ["", "no id", "AB" * 16, "ab " * 16, "ab"])
def test_a_record_under_another_spelling_of_its_name_does_not_open(name: str) -> None:
    sealed = KEY.seal(Kind.ENTRY, "ab" * 16, 1, b"words")
    with pytest.raises(DamagedData):
        KEY.open(Kind.ENTRY, name, 1, sealed)


@pytest.mark.parametrize("revision", [-1, 2**64])
def test_a_record_under_an_impossible_number_does_not_open(revision: int) -> None:
    with pytest.raises(DamagedData):
        KEY.open(Kind.ENTRY, RECORD, revision, KEY.seal(Kind.ENTRY, RECORD, 1, b"words"))


def test_a_renewed_key_opens_what_was_sealed_before_and_no_older_one_what_comes_after() -> None:
    first = JournalKey.new(new_id())
    second = first.renewed()
    record = new_id()
    old, new = (key.seal(Kind.ENTRY, record, 1, b"words") for key in (first, second))
    assert second.open(Kind.ENTRY, record, 1, old) == b"words"
    assert second.open(Kind.ENTRY, record, 1, new) == b"words"
    with pytest.raises(DamagedData):
        first.open(Kind.ENTRY, record, 1, new)
    assert old.startswith(first.head)
    assert new.startswith(second.head)
    assert first.is_before(new)
    assert not first.is_before(old)
    assert not second.is_before(old)
    assert not first.is_before(b"ZZZ later than any of ours")


def test_a_key_goes_back_to_any_generation_it_has_had() -> None:
    first = JournalKey.new(new_id())
    second = first.renewed()
    third = second.renewed()
    assert third.fingerprints == (third.fingerprint, second.fingerprint, first.fingerprint)
    for key in (first, second, third):
        assert third.up_to(key.fingerprint).keys == key.keys
    assert first.up_to(third.fingerprint).keys == first.keys
    assert third.up_to(JournalKey.new(new_id()).fingerprint).keys == third.keys
    names = third.names_for(Kind.PICTURE, "a")
    assert names == tuple(key.name_for(Kind.PICTURE, "a") for key in (third, second, first))
