"""What fuzzing starts from and what it ever found, read again by every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.by_chance import changed
from tests.fuzz.corpus import corpus, words
from tests.fuzz.targets import TARGETS

FILES = [(name, file) for name in TARGETS for file in corpus(name)]


@pytest.mark.fault("a text that fuzzing begins with or found")
@pytest.mark.parametrize(
    ("name", "file"), FILES, ids=[f"{name}-{file.name}" for name, file in FILES]
)
def test_what_was_found_once_is_answered_as_it_should_be(name: str, file: Path) -> None:
    TARGETS[name].run(file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_what_is_much_like_it_is_answered_too(name: str, data: st.DataObject) -> None:
    TARGETS[name].run(data.draw(changed(name)))


def test_every_target_has_something_to_begin_with_that_it_may_take() -> None:
    for name, target in TARGETS.items():
        sizes = [file.stat().st_size for file in corpus(name)]
        assert len(sizes) > 1, name
        assert max(sizes) <= target.longest, name


def test_the_words_of_a_language_are_read_as_the_fuzzer_reads_them() -> None:
    assert b"\xe2\x80\x8b" in words("markdown")
    assert b"\\" in words("markdown")
    assert b'"' in words("query")
    assert words("vault") == []
