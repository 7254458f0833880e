from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.settings import Settings, keep_settings, read_settings


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(("system", "light", "dark")),
        more_contrast=st.booleans(),
        geometry=st.binary(),
        sidebar_width=st.integers(0, 5000),
        sidebar_hidden=st.booleans(),
        help_region=st.text(max_size=10),
    )
)
def test_what_is_kept_is_read(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    file = tmp_path_factory.mktemp("settings") / "deeper" / "settings.json"
    assert keep_settings(file, settings)
    assert read_settings(file) == settings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b'{"theme": "pink"}',
        b'{"geometry": 5}',
        b'{"geometry": "no base64!"}',
        b'{"sidebar_width": "wide"}',
        b'{"sidebar_width": -1}',
        b'{"sidebar_width": 99999999999999999999999}',
        b'{"sidebar_width": 4000000000}',
        b'{"sidebar_width": 1e400}',
        b'{"help_region": ["a"]}',
        b"[" * 100_000,
    ],
)
def test_settings_that_make_no_sense_are_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert read_settings(tmp_path / "settings.json") == Settings()


def test_settings_of_a_newer_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark", "hologram": true}')
    assert read_settings(tmp_path / "settings.json") == Settings(theme="dark")


def test_missing_settings_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == Settings()
    assert read_settings(tmp_path) == Settings(), "a folder of that name"


def test_settings_that_cannot_be_kept_harm_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not keep_settings(tmp_path / "file" / "settings.json", Settings())
    assert not keep_settings(tmp_path, Settings())
