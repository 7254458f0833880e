from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from shadowjournal.folder import JournalFolder
from shadowjournal.vault.recovery import RecoveryCode
from tests.builders import a_dayone_export
from tests.commands import Run
from tests.secret_service import SecretService

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus" / "pepys-dayone.zip"


def write(run: Run, text: str, *options: str) -> str:
    said = run("write", *options, stdin=text)
    assert said.code == 0, said.err
    return said.out.strip()


def test_a_new_journal_prints_its_recovery_code_and_the_code_opens_it(
    run: Run, tmp_path: Path
) -> None:
    code = run("--json", "init").json["recovery_code"]
    file = tmp_path / "code"
    file.write_text(code.lower())
    assert run("--recovery-code-file", str(file), "list", passphrase=False).code == 0


def test_who_made_a_journal_here_was_shown_its_code(run: Run, tmp_path: Path) -> None:
    code = RecoveryCode.parse(run("--json", "init").json["recovery_code"])
    folder = JournalFolder(tmp_path / "journal")
    journal = folder.open(folder.vault().unlock_with_code(code))
    assert journal.preferences.code_was_shown
    journal.close()


def test_what_was_written_is_listed_shown_and_found(made: Run) -> None:
    identity = write(
        made, "I wiped the **kitchen** table.", "--title", "The loop", "--date", "2026-11-22T21:04",
        "--tag", "separation", "--tag", "phone call",
    )  # fmt: skip
    expected = {
        "id": identity,
        "date": "2026-11-22T21:04",
        "title": "The loop",
        "tags": ["separation", "phone call"],
        "snippet": "I wiped the kitchen table.",
    }
    assert made("--json", "list").json == [expected]
    found = made("--json", "search", "kitchen").json
    assert found == [{**expected, "snippet": "I wiped the [kitchen] table."}]
    shown = made("--json", "show", identity[:6]).json
    assert shown["markdown"].strip() == "I wiped the **kitchen** table."
    assert "The loop" in made("list").out
    assert "**kitchen**" in made("show", identity).out
    assert "[kitchen]" in made("search", "kitchen").out


def test_what_holds_for_every_command_may_be_said_after_it(made: Run, tmp_path: Path) -> None:
    write(made, "words")
    assert len(made("list", "--json").json) == 1
    secret = f"--passphrase-file={tmp_path / 'passphrase'}"
    assert len(made("search", "words", "--json", secret, passphrase=False).json) == 1
    assert made("search", "--json", "--", "--journal").json == []


def test_the_newest_entry_is_listed_first(made: Run) -> None:
    for day in ("2020-01-02", "2026-05-01", "1666-09-02"):
        write(made, "words", "--title", day, "--date", day)
    dates = [entry["date"][:10] for entry in made("--json", "list").json]
    assert dates == ["2026-05-01", "2020-01-02", "1666-09-02"]


def test_a_search_can_be_limited(made: Run) -> None:
    for number in range(5):
        write(made, f"kitchen {number}")
    assert len(made("--json", "search", "kitchen").json) == 5
    assert len(made("--json", "search", "kitchen", "--limit", "2").json) == 2
    assert made("--json", "search", "garden").json == []


def test_a_wrong_passphrase_opens_nothing(made: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("battery staple")
    said = made("--passphrase-file", str(tmp_path / "wrong"), "list", passphrase=False)
    assert (said.code, said.out) == (3, "")
    assert said.err == "shadowjournal: This passphrase does not open the journal.\n"


@pytest.mark.parametrize("secret", ["", "0000-0000", "9Q2M-EZRR-A59M-6RG4-DX6P-XKQ7-NQRQ-0WMZ"])
def test_a_wrong_recovery_code_opens_nothing(made: Run, tmp_path: Path, secret: str) -> None:
    (tmp_path / "wrong").write_text(secret)
    said = made("--recovery-code-file", str(tmp_path / "wrong"), "list", passphrase=False)
    assert said.code == 3
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list",), 3),
        (("--passphrase-file", "nowhere", "list"), 3),
        (("bogus",), 2),
        (("search",), 2),
        (("search", "x", "--limit", "none"), 2),
        (("init",), 3),
        (("export", "-o", "book.docx"), 5),
        (("import", "nowhere.zip"), 5),
    ],
)
def test_a_mistake_gets_one_clear_sentence(run: Run, words: tuple[str, ...], code: int) -> None:
    said = run(*words, passphrase=False)
    assert said.code == code
    assert said.out == ""
    assert "Traceback" not in said.err
    assert code == 2 or said.err.count("\n") == 1


def test_a_journal_is_never_made_over_another(made: Run) -> None:
    write(made, "words")
    said = made("init")
    assert said.code == 5
    assert len(made("--json", "list").json) == 1


def test_an_empty_entry_and_a_date_that_is_none_are_refused(made: Run) -> None:
    assert made("write", stdin="  \n").code == 5
    assert made("write", "--date", "yesterday", stdin="words").code == 5
    assert made("--json", "list").json == []


def test_an_unknown_entry_is_refused(made: Run) -> None:
    assert made("show", "f" * 32).code == 5


def test_the_same_import_twice_changes_nothing(made: Run, tmp_path: Path) -> None:
    entries: list[dict[str, object]] = [
        {"creationDate": f"2020-01-0{number}T12:00:00Z", "text": f"Words {number}", "tags": ["old"]}
        for number in range(1, 4)
    ]
    entries.append({"creationDate": "no date", "text": "lost?"})
    file = a_dayone_export(tmp_path / "export.zip", entries)
    plan = made("--json", "import", str(file), "--dry-run").json
    assert (plan["imported"], plan["unchanged"], len(plan["skipped"])) == (3, 0, 1)
    assert made("--json", "list").json == []
    first = made("--json", "import", str(file)).json
    assert first == plan
    listed = made("--json", "list").json
    second = made("--json", "import", str(file)).json
    assert (second["imported"], second["unchanged"]) == (0, 3)
    assert made("--json", "list").json == listed
    assert "Here already: 3." in made("import", str(file)).out


def test_chosen_entries_become_a_book(made: Run, tmp_path: Path) -> None:
    for month in range(1, 7):
        tag = ("--tag", "sea") if month % 2 else ()
        write(made, f"Wave{month}", "--date", f"2026-0{month}-10", "--title", f"M{month}", *tag)
    book = tmp_path / "book.pdf"
    said = made("export", "-o", str(book), "--from", "2026-02-01", "--to", "2026-05-31")
    assert said.code == 0, said.err
    text = "".join(page.extract_text() for page in PdfReader(book).pages)
    assert [f"Wave{n}" in text for n in range(1, 7)] == [False, True, True, True, True, False]
    notes = tmp_path / "notes.md"
    assert made("export", "-o", str(notes), "--tag", "sea", "--query", "wave*").code == 0
    assert [f"Wave{n}" in notes.read_text() for n in range(1, 7)] == [True, False] * 3
    assert made("export", "-o", str(tmp_path / "none.pdf"), "--tag", "land").code == 5
    assert not (tmp_path / "none.pdf").exists()


def test_the_prompts_are_listed_without_a_journal(run: Run) -> None:
    listed = run("--json", "prompts", passphrase=False).json
    assert len(listed) == 60
    assert run("prompts", passphrase=False).out.count("core/") == 60


def test_verify_and_info_say_what_is_there(made: Run, tmp_path: Path) -> None:
    for number in range(3):
        write(made, f"words {number}", "--date", f"2026-01-0{number + 1}")
    assert made("--json", "verify").json == {
        "entries": 3,
        "revisions": 3,
        "damaged": [],
        "changed": [],
    }
    facts = made("--json", "info").json
    assert (facts["entries"], facts["words"]) == (3, 6)
    assert facts["opens_with"] == ["passphrase", "recovery code"]
    assert "entries: 3" in made("info").out
    assert made("verify").out == "Opened: 3 entries, 3 revisions.\n"


def test_damage_is_named_and_the_rest_still_comes(made: Run, tmp_path: Path) -> None:
    hit = write(made, "hit")
    whole = write(made, "whole")
    file = tmp_path / "journal" / "journal.db"
    content = bytearray(file.read_bytes())
    place = content.index(hit.encode()) + 80
    content[place] ^= 1
    file.write_bytes(content)
    said = made("--json", "verify")
    assert said.code == 4
    assert [damage["record"] for damage in said.json["damaged"]] == [hit]
    listed = made("--json", "list")
    assert (listed.code, [entry["id"] for entry in listed.json]) == (4, [whole])
    assert made("show", hit).code == 4


@pytest.mark.fault("a second start")
def test_a_journal_that_is_open_elsewhere_stays_closed(made: Run, tmp_path: Path) -> None:
    window = JournalFolder(tmp_path / "journal")
    window.take()
    said = made("list")
    window.release()
    assert said.code == 3
    assert "open in another window" in said.err


def test_the_systems_keyring_opens_the_journal_without_a_word(
    secret_service: SecretService, run: Run
) -> None:
    assert run("init", passphrase=False).code == 0
    assert run("write", stdin="words", passphrase=False).code == 0
    assert len(run("--json", "list", passphrase=False).json) == 1
    secret_service.lock()
    said = run("list", passphrase=False)
    assert (said.code, said.out) == (3, "")
    assert "locked" in said.err


def test_no_progress_bar_and_no_plaintext_reach_a_pipe(made: Run, tmp_path: Path) -> None:
    write(made, "words")
    command = [sys.executable, "-m", "shadowjournal", "--journal", str(tmp_path / "journal")]
    command += ["--passphrase-file", str(tmp_path / "passphrase"), "verify"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Opened: 1 entry, 1 revision.\n"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside this checkout")
def test_a_real_diary_comes_in_whole_and_is_found_as_a_plain_scan_finds_it(
    made: Run,
) -> None:
    assert made("--json", "import", str(CORPUS)).json == {
        "imported": 3413,
        "unchanged": 0,
        "skipped": [],
    }
    with zipfile.ZipFile(CORPUS) as export:
        texts = [entry["text"] for entry in json.loads(export.read("Pepys.json"))["entries"]]
    for query in ('"my wife"', "plague", "Knipp"):
        words = query.strip('"').replace(" ", r"[\W_]+")
        pattern = re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
        scanned = sum(bool(pattern.search(text)) for text in texts)
        assert len(made("--json", "search", query).json) == scanned > 0
    assert made("--json", "import", str(CORPUS)).json["unchanged"] == 3413
