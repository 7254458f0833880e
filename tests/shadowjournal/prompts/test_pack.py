from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shadowjournal.errors import BadPack
from shadowjournal.prompts.pack import MAX_BYTES, Pack, read_pack

CORE = (resources.files("resources") / "prompts" / "core.en.toml").read_bytes()

HEADER = """
schema = 1
[pack]
id = "mine"
version = "1.0.0"
title = "Mine"
language = "en"
"""

PROMPT = """
[[prompt]]
id = "one"
category = "loss"
depth = "gentle"
minutes = 5
process = "concrete"
text = "What is here?"
"""

INTENSE = PROMPT.replace("gentle", "intense")

EXERCISE = """
[[exercise]]
id = "walk"
category = "loss"
depth = "gentle"
minutes = 5
title = "A walk"
[[exercise.step]]
id = "go"
title = "Go"
text = "Where?"
input = "short"
minutes = 5
"""

PATH = """
[[path]]
id = "way"
title = "A way"
depth = "gentle"
[[path.sitting]]
n = 1
title = "Begin"
items = ["prompt:one"]
"""


def read(text: str) -> Pack:
    return read_pack(text.encode())


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(BadPack) as refused:
        read(text)
    return refused.value.problems


def read_or_problems(data: bytes) -> Pack | tuple[str, ...]:
    try:
        return read_pack(data)
    except BadPack as refused:
        return refused.problems


def test_the_pack_that_comes_with_the_program_has_no_problems_and_no_warnings() -> None:
    pack = read_pack(CORE)
    counts = {d: sum(p.depth == d for p in pack.prompts) for d in ("gentle", "deep", "intense")}
    assert pack.warnings == ()
    assert (len(pack.prompts), len(pack.exercises), len(pack.paths)) == (60, 6, 3)
    assert counts == {"gentle": 27, "deep": 25, "intense": 8}
    assert len(pack.categories) == 12


def test_a_pack_reads_as_it_was_written() -> None:
    pack = read(HEADER + PROMPT + 'followups = ["And?"]\n' + EXERCISE + PATH)
    (prompt,) = pack.prompts
    assert (prompt.id, prompt.text, prompt.followups) == ("one", "What is here?", ("And?",))
    assert (prompt.perspective, prompt.after, prompt.rest_days) == ("first", "none", 30)
    assert pack.exercises[0].steps[0].input == "short"
    assert pack.paths[0].sittings[0].items == ("prompt:one",)
    assert pack.warnings == ()


def test_every_problem_is_told_at_once() -> None:
    found = problems(
        HEADER.replace('title = "Mine"', "")
        + PROMPT.replace("gentle", "scary").replace("minutes = 5", "minutes = 61")
        + PROMPT.replace('"loss"', '"nowhere"').replace('"one"', '"two"')
    )
    assert found == (
        "pack: title is missing",
        "prompt one: depth must be one of gentle, deep, intense",
        "prompt one: minutes must be a whole number of minutes from 1 to 60",
        "prompt two: its category nowhere is unknown",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "schema = 1"),
        (b"schema = true", "schema = 1"),
        (b"schema = 0", "schema = 1"),
        (b"schema = 2", "newer version"),
        (b"schema = 1", "[pack] is missing"),
        (b"schema = 1\npack = 3", "[pack] is missing"),
        (b"schema = 1\n\n= 3", "line 3, column 1: this is not TOML"),
        (b"schema = 1\n# \xff", "line 2: this is not UTF-8"),
        (b"#" * (MAX_BYTES + 1), "1 MiB"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"x = " + b"9" * 5_000, "not TOML"),
        (b"\n" + b".".join([b"a"] * 300) + b" = 1", "line 2: more than 200 points"),
    ],
)
def test_what_is_no_pack_is_refused_and_it_is_said_where(data: bytes, said: str) -> None:
    with pytest.raises(BadPack) as refused:
        read_pack(data)
    assert said in refused.value.problems[0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "mine"', 'id = "Mine"', "pack: id must be 1 to 48 small letters"),
        ('id = "mine"', 'id = "my"', "kept for your own prompts"),
        ('version = "1.0.0"', 'version = "1.0"', "a version such as 1.0.0"),
        ('language = "en"', 'language = "english!"', "a language tag"),
        ('id = "one"', 'id = "-one"', "prompt no. 1: id must be"),
        ('id = "one"', 'id = "one\\n"', "prompt no. 1: id must be"),
        ("minutes = 5\nprocess", "minutes = 5.0\nprocess", "minutes must be a whole number"),
        ("minutes = 5\nprocess", "minutes = true\nprocess", "minutes must be a whole number"),
        ("minutes = 5\nprocess", f"minutes = {10**30}\nprocess", "minutes must be a whole number"),
        ("minutes = 5\nprocess", "minutes = 2026-01-01\nprocess", "minutes must be a whole number"),
        ('"What is here?"', '" "', "text must be 1 to 600 characters"),
        ('"What is here?"', f'"{"a" * 601}"', "text must be 1 to 600 characters"),
        ('"What is here?"', '"a\\u0007b"', "text holds a control or reserved character"),
        ('"What is here?"', '"a\\tb"', "text holds a control or reserved character"),
        ('"What is here?"', '"a\\u202eb"', "text holds a character that turns the reading"),
        ('"What is here?"', '"a\\ue000b"', "text holds a private-use character"),
        ('"What is here?"', '"Hello {lover}"', "text holds a placeholder other than"),
        ('"What is here?"', f'"a"\nfollowups = ["{"b" * 301}"]', "followups must be a list of at"),
        ('"What is here?"', '"a"\nfollowups = ["a", "b", "c", "d", "e", "f"]', "at most 5"),
        ('"What is here?"', '"a"\ntags = ["1","2","3","4","5","6","7","8","9"]', "at most 8"),
        ('"What is here?"', '"a"\ncare = ["gently"]', "care note gently is unknown"),
        ('"What is here?"', '"a"\nrelated = ["two"]', "related prompt two is unknown"),
        ('"What is here?"', '"a"\nrest_days = 366', "rest_days must be"),
        ('input = "short"', 'input = "choice"\nchoices = ["yes"]', "at least two choices"),
        ('input = "short"', 'input = "grid"', "at least two choices"),
        ('input = "short"', 'input = "dialogue"\nspeakers = ["me"]', "exactly two speakers"),
        ('input = "short"', 'input = "film"', "exercise walk, step go: input must be one of"),
        ('input = "short"', 'input = "text"\noptional = 1', "optional must be true or false"),
        ("n = 1", "n = 2", "numbered 1, 2, 3"),
        ('"prompt:one"', '"prompt:two"', "sitting 1: the item prompt:two is unknown"),
        ('"prompt:one"', '"exercise:one"', "sitting 1: the item exercise:one is unknown"),
        ('"prompt:one"', '"builtin:dance"', "sitting 1: the item builtin:dance is unknown"),
        ('"prompt:one"', '"one"', "items must be a list of items"),
        ('title = "A way"', f'title = "{"a" * 81}"', "path way: title must be 1 to 80"),
    ],
)
def test_each_rule_of_the_format_is_kept(before: str, after: str, said: str) -> None:
    whole = HEADER + PROMPT + EXERCISE + PATH
    assert whole.count(before) == 1
    found = problems(whole.replace(before, after))
    assert any(said in problem for problem in found), found


def test_one_id_stands_for_one_prompt() -> None:
    assert problems(HEADER + PROMPT + PROMPT) == ("prompt one: this id is used 2 times",)


def test_a_pack_has_a_size_that_can_be_looked_through() -> None:
    many = "".join(f'\n[[care]]\nid = "c{n}"\ntext = "a"\n' for n in range(201))
    assert problems(HEADER + many) == ("there are more than 200 of care",)
    steps = "".join(
        f'\n[[exercise.step]]\nid = "s{n}"\ntitle = "a"\ntext = "a"\ninput = "text"\n'
        for n in range(40)
    )
    found = problems(HEADER + EXERCISE + steps)
    assert found == ("exercise walk, there are more than 40 of step",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + PROMPT + "colour = 1\n", "prompt one: the key 'colour' is unknown"),
        (HEADER + "\n[[promt]]\n", "The table 'promt' is unknown"),
        (HEADER + PROMPT.replace("What is", "See https://here.example"), "a web address"),
        (HEADER + PROMPT.replace("What is", "<b>What</b> is"), "HTML"),
        (HEADER + PROMPT.replace("What is", "Why is it"), 'opens with "Why"'),
        (HEADER + INTENSE, "prompt one: it is intense and has no care note"),
        (HEADER + INTENSE, "prompt one: it is intense and says nothing about what comes after"),
        (HEADER + INTENSE, "More than half of this pack is intense."),
        (HEADER + EXERCISE.replace("minutes = 5\ntitle", "minutes = 50\ntitle"), "steps take 5"),
    ],
)
def test_what_is_doubtful_loads_with_a_warning(text: str, said: str) -> None:
    assert any(said in warning for warning in read(text).warnings)


def test_a_pack_may_use_the_shelves_and_the_prompts_of_others() -> None:
    pack = read(
        HEADER
        + PROMPT.replace('"one"', '"two"')
        + 'related = ["core/ch-3"]\ncare = ["slow"]\n'
        + PATH.replace("prompt:one", "prompt:core/ch-3")
    )
    assert pack.warnings == ()
    assert pack.categories == ()


def test_a_pack_never_shows_its_text_in_a_log() -> None:
    pack = read(HEADER + PROMPT)
    assert "here" not in f"{pack!r} {pack.prompts!r}"


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
def test_arbitrary_bytes_are_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(BadPack):
        read_pack(data)


@given(st.integers(0, len(CORE)), st.integers(0, 40), st.binary(max_size=20))
def test_a_pack_changed_anywhere_is_read_or_refused(at: int, cut: int, put: bytes) -> None:
    assert read_or_problems(CORE[:at] + put + CORE[at + cut :])


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["one", "loss", "gentle", "concrete", "short", "prompt:one", "1.0.0", "en"])
    | st.text(max_size=20)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "n", "text", "step", "items"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(table: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = table.items() if isinstance(table, dict) else enumerate(table)
    found: list[tuple[Any, ...]] = []
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += _places(value, (*path, key))
    return found


WHOLE = tomllib.loads(HEADER + PROMPT + EXERCISE + PATH)


@given(st.sampled_from(_places(WHOLE)), VALUES)
def test_any_value_in_any_place_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    raw = tomllib.loads(HEADER + PROMPT + EXERCISE + PATH)
    inner: Any = raw
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert read_or_problems(_toml(raw).encode())


def _toml(table: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {_value(value)}" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    if isinstance(value, bool):
        return str(value).lower()
    return '""' if value is None else str(value)
