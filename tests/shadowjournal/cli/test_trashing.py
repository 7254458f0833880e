from __future__ import annotations

from tests.commands import Run


def test_an_entry_goes_into_the_trash_comes_back_and_goes_for_ever(run: Run) -> None:
    run("init")
    entry_id = run("write", stdin="Sunshine").out.strip()
    assert run("trash", "put", entry_id).code == 0
    assert run("--json", "list").json == []
    assert [each["id"] for each in run("--json", "trash", "list").json] == [entry_id]
    assert run("trash", "restore", entry_id[:6]).code == 0
    assert [each["id"] for each in run("--json", "list").json] == [entry_id]
    assert run("trash", "empty").code == 0
    assert [each["id"] for each in run("--json", "list").json] == [entry_id]
    run("trash", "put", entry_id)
    assert run("--json", "trash", "empty").json == {"deleted": [entry_id]}
    assert run("show", entry_id).code != 0
    assert run("verify").code == 0


def test_the_versions_of_an_entry_are_listed_and_shown(run: Run) -> None:
    run("init")
    entry_id = run("write", stdin="Sunshine on Sunday").out.strip()
    run("trash", "put", entry_id)
    run("trash", "restore", entry_id)
    versions = run("--json", "history", entry_id).json
    assert [each["version"] for each in versions] == [1, 2, 3]
    assert {each["words"] for each in versions} == {3}
    assert "Sunshine on Sunday" in run("history", entry_id, "--show", "1").out
    assert "3 words" in run("history", entry_id).out
    assert run("history", entry_id, "--show", "9").code != 0
    assert run("history", "0" * 32).code != 0
