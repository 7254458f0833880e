"""Wrote the ``.json`` files beside it: ``python -m tests.vectors.v1.write_records .``

Everything random is fixed: keys count up, a nonce is made from what it is for. Like the journal
beside it this is kept to show where the vectors come from; a later version adds vectors of its own
in another folder and leaves these as they are.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from shadowjournal.entry import Entry, Moment, entry_to_bytes
from shadowjournal.vault import slots
from shadowjournal.vault.key import JournalKey, Kind
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from shadowjournal.vault.vault import Vault, vault_to_bytes
from tests.builders import NOVEMBER, QUICK
from tests.vectors.v1.write import full

JOURNAL = "00112233445566778899aabbccddeeff"
OTHER_JOURNAL = "ffeeddccbbaa99887766554433221100"
RECORD = "0123456789abcdef0123456789abcdef"
OTHER_RECORD = "fedcba9876543210fedcba9876543210"
KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64))}
LENGTHS = (0, 1, 251, 252, 253, 268, 269, 508, 509, 1_004, 1_005, 4_092, 4_093, 10_000)
"""On both sides of the steps of the padding."""

SECRETS = (bytes(16), bytes(range(16)), b"\xff" * 16, bytes.fromhex("8000" * 8))


def fixed(*what: object) -> bytes:
    """Return the 24 bytes that stand for a random nonce."""
    return hashlib.blake2b(repr(what).encode(), digest_size=24).digest()


@contextmanager
def nonce(*what: object) -> Iterator[None]:
    """Let what is sealed meanwhile get the nonce of *what*, and a salt the first 16 bytes of it."""

    def given(size: int) -> bytes:
        return fixed(*what)[:size]

    with patch("nacl.utils.random", given), patch("nacl.secret.random", given):
        yield


def text(data: bytes) -> str:
    """Return *data* as it stands in the files."""
    return base64.b64encode(data).decode()


def record(
    name: str, content: bytes, kind: Kind = Kind.ENTRY, revision: int = 1, generation: int = 2
) -> dict[str, Any]:
    """One sealed record, with what it is bound to."""
    keys = {number: key for number, key in KEYS.items() if number <= generation}
    with nonce(name):
        sealed = JournalKey(JOURNAL, keys).seal(kind, RECORD, revision, content)
    return {
        "name": name,
        "kind": kind,
        "record": RECORD,
        "revision": revision,
        "generation": generation,
        "content": text(content),
        "sealed": text(sealed),
    }


def records() -> dict[str, Any]:
    """What opens, and what does not for each reason that it may not."""
    key = JournalKey(JOURNAL, KEYS)
    good = [
        *(
            record(f"a content of {size} bytes", bytes(65 + n % 26 for n in range(size)))
            for size in LENGTHS
        ),
        *(record(f"a record of the kind {kind}", b"words", kind) for kind in Kind),
        record("revision 0", b"words", Kind.PICTURE, 0),
        record("the highest revision", b"words", revision=(1 << 64) - 1),
        record("the older generation", b"words", generation=1),
        record("an entry with everything", entry_to_bytes(entries()["everything"])),
    ]
    whole = record("what is changed below", b"words")
    sealed = base64.b64decode(whole["sealed"])

    def changed(name: str, data: bytes = sealed, **others: object) -> dict[str, Any]:
        return {**whole, "name": name, "sealed": text(data), **others}

    with nonce("another journal"):
        foreign = JournalKey(OTHER_JOURNAL, KEYS).seal(Kind.ENTRY, RECORD, 1, b"words")
    with nonce("another key"):
        strange = JournalKey(JOURNAL, {2: bytes(32)}).seal(Kind.ENTRY, RECORD, 1, b"words")
    refused = [
        changed("another kind", kind=Kind.PICTURE),
        changed("another revision", revision=2),
        changed("a revision that no number is", revision=-1),
        changed("another record", record=OTHER_RECORD),
        changed("a record in capitals", record=RECORD.upper()),
        changed("another journal", foreign),
        changed("another key", strange),
        changed("a flipped bit in the tag", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        changed("a flipped bit in the nonce", sealed[:7] + bytes([sealed[7] ^ 128]) + sealed[8:]),
        changed(
            "a flipped bit in the first byte", sealed[:31] + bytes([sealed[31] ^ 1]) + sealed[32:]
        ),
        changed("another magic", b"SK" + sealed[2:]),
        changed("another algorithm", sealed[:2] + b"\x02" + sealed[3:]),
        changed("a generation that is not there", sealed[:6] + b"\x03" + sealed[7:]),
        changed("the other generation", sealed[:6] + b"\x01" + sealed[7:]),
        changed("cut by a byte", sealed[:-1]),
        changed("a byte too long", sealed + b"\0"),
        changed("only a head", sealed[:31]),
        changed("half a head", sealed[:5]),
        changed("nothing", b""),
    ]
    return {
        "journal_id": JOURNAL,
        "keys": {str(number): text(key) for number, key in KEYS.items()},
        "fingerprints": [
            {
                "generation": number,
                "fingerprint": text(JournalKey(JOURNAL, {number: k}).fingerprint),
            }
            for number, k in KEYS.items()
        ],
        "names": [
            {
                "kind": Kind.PICTURE,
                "identity": identity,
                "name": key.name_for(Kind.PICTURE, identity),
            }
            for identity in (RECORD, OTHER_RECORD)
        ],
        "opens": good,
        "refused": refused,
    }


def entries() -> dict[str, Entry]:
    """Entries whose every field is fixed."""
    at = Moment.on_clock(NOVEMBER, "Europe/London")
    moment = full().source
    assert moment is not None
    edited = moment.edited
    assert edited is not None
    least = replace(Entry.begin(at=at), id=RECORD, created=edited, edited=edited)
    everything = replace(full(), id=RECORD, created=edited, edited=edited)
    return {"nothing": least, "everything": everything}


def contents() -> dict[str, Any]:
    """What stands in an entry before it is sealed, as text of JSON."""
    whole = {name: entry_to_bytes(entry).decode() for name, entry in entries().items()}
    nothing = whole["nothing"]
    blocks = '{"blocks":[%s]}'

    def holding(block: str) -> str:
        return nothing.replace('"edited":', f'"document":{blocks % block},"edited":')

    return {
        "opens": [
            *({"name": name, "json": json_text} for name, json_text in whole.items()),
            {
                "name": "a field of a later version",
                "json": nothing.replace('"schema":1', '"later":[{}],"schema":1'),
            },
            {"name": "blanks between", "json": json.dumps(json.loads(nothing), indent=1)},
        ],
        "refused": [
            {
                "name": "a later schema",
                "json": nothing.replace('"schema":1', '"schema":2'),
                "newer": True,
            },
            {"name": "no schema", "json": nothing.replace('"schema":1,', "")},
            {"name": "half of it", "json": nothing[: len(nothing) // 2]},
            {"name": "another kind of value", "json": "[]"},
            {"name": "an id that is none", "json": nothing.replace(RECORD, "x")},
            {"name": "a document without a block", "json": holding("")},
            {"name": "a block of no kind", "json": holding('{"kind":"video"}')},
            {"name": "a heading of level 4", "json": holding('{"kind":"heading","level":4}')},
            {
                "name": "a span without text",
                "json": holding('{"kind":"paragraph","spans":[{"text":""}]}'),
            },
            {
                "name": "two spans of one look",
                "json": holding('{"kind":"paragraph","spans":[{"text":"a"},{"text":"b"}]}'),
            },
            {
                "name": "a control in a text",
                "json": holding('{"kind":"paragraph","spans":[{"text":"a\\u0007"}]}'),
            },
            {
                "name": "a link to a script",
                "json": holding(
                    '{"kind":"paragraph","spans":[{"text":"a","link":"javascript:a"}]}'
                ),
            },
            {
                "name": "a list nine deep",
                "json": holding('{"kind":"item","style":"bullet","depth":9}'),
            },
            {"name": "a picture without an id", "json": holding('{"kind":"figure","picture":""}')},
        ],
    }


def codes() -> dict[str, Any]:
    """Recovery codes, ways in which they may be typed, and what is none."""
    made = [RecoveryCode(secret) for secret in SECRETS]
    one = made[1].text
    return {
        "opens": [
            {
                "secret": code.secret.hex(),
                "text": code.text,
                "typed": [
                    code.text.lower(),
                    code.text.replace("-", " "),
                    code.text.replace("-", ""),
                    code.text.replace("0", "O").replace("1", "l"),
                    f"  {code.text}\n",
                    code.text.replace("-", "\u2013"),
                ],
            }
            for code in made
        ],
        "refused": [
            {"name": "a wrong letter", "typed": ("X" if one[0] != "X" else "Y") + one[1:]},
            {"name": "a group missing", "typed": one[:-5]},
            {"name": "a group too many", "typed": f"{one}-0000"},
            {
                "name": "two letters that changed places",
                "typed": one[:5] + one[6] + one[5] + one[7:],
            },
            {
                "name": "a checksum of another prefix",
                "typed": "0000-0000-0000-0000-0000-0000-0000-0000",
            },
            {"name": "nothing", "typed": ""},
        ],
    }


def vaults() -> dict[str, Any]:
    """Vaults with what opens them, and others that nothing may open."""
    key = JournalKey(JOURNAL, KEYS)
    secret, code, passphrase = bytes(range(64, 96)), RecoveryCode(SECRETS[1]), "a café on paper"
    with nonce("keyring slot"):
        keyring = slots.keychain_slot(key, "1" * 32, secret, "Secret Service")
    with nonce("recovery slot"):
        recovery = slots.recovery_slot(key, "2" * 32, code)
    with nonce("passphrase slot"):
        phrase = slots.passphrase_slot(key, "3" * 32, passphrase, QUICK)
    vault = Vault(1, JOURNAL, key.fingerprint, (keyring, recovery, phrase))
    keys = {
        "keyring": text(secret),
        "recovery_code": code.text,
        "passphrase": passphrase,
        "passphrase_decomposed": "a cafe\u0301 on paper",
    }

    def written(name: str, changed: Vault, **others: object) -> dict[str, Any]:
        return {"name": name, "vault": vault_to_bytes(changed).decode(), **others}

    def only(slot: slots.Slot) -> Vault:
        return replace(vault, slots=(slot,))

    hard = Effort(operations=17, memory=8192)
    return {
        "journal_keys": {str(number): text(each) for number, each in KEYS.items()},
        **keys,
        "opens": [
            written("every slot", vault),
            written("a keyring alone", only(keyring)),
            written("a code alone", only(recovery)),
            written("a tested code", only(replace(recovery, tested=True))),
            written("a passphrase alone", only(phrase)),
        ],
        "refused": [
            written("another journal's id", replace(vault, journal_id=OTHER_JOURNAL)),
            written("another fingerprint", replace(vault, fingerprint=bytes(8))),
            written(
                "slots that changed places",
                replace(
                    vault,
                    slots=(
                        replace(keyring, id=recovery.id),
                        replace(recovery, id=phrase.id),
                        replace(phrase, id=keyring.id),
                    ),
                ),
            ),
            written(
                "wrapped keys that changed places",
                replace(
                    vault,
                    slots=(
                        replace(keyring, wrapped=recovery.wrapped),
                        replace(recovery, wrapped=phrase.wrapped),
                        replace(phrase, wrapped=keyring.wrapped),
                    ),
                ),
            ),
            written("too much work", only(replace(phrase, effort=hard))),
            written("no slot", replace(vault, slots=())),
        ],
        "unreadable": [
            written("a later format", replace(vault, format=2)),
            {"name": "no vault", "vault": "{}"},
            {"name": "half of it", "vault": vault_to_bytes(vault)[:200].decode()},
            written("an id that is none", replace(vault, journal_id="../x")),
        ],
    }


def main(place: Path) -> None:
    """Write the files."""
    files = {"records": records(), "contents": contents(), "codes": codes(), "vaults": vaults()}
    for name, vectors in files.items():
        written = json.dumps(vectors, ensure_ascii=False, indent=1)
        (place / f"{name}.json").write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
