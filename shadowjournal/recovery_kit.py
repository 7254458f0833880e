"""The recovery kit: one page with the recovery code, to keep on paper."""

from __future__ import annotations

import io
from datetime import date
from importlib.resources import files

import segno
import typst

from shadowjournal.vault.recovery import RecoveryCode

_SHOWN_OF_ID = 8


def recovery_kit_pdf(code: RecoveryCode, journal_id: str, day: date) -> bytes:
    """Return the kit as a PDF: one A4 page that also prints whole on Letter paper.

    Of *journal_id* only the beginning is shown, to tell two kits apart; an empty one is left out.
    *day* is when the code was made.
    """
    return typst.compile(
        _template(), sys_inputs=_values(code, journal_id, day), ignore_system_fonts=True
    )


def recovery_kit_picture(
    code: RecoveryCode, journal_id: str, day: date, dots_per_inch: int = 200
) -> bytes:
    """Return the same page as a PNG, for printers."""
    return typst.compile(
        _template(),
        format="png",
        ppi=dots_per_inch,
        sys_inputs=_values(code, journal_id, day),
        ignore_system_fonts=True,
    )


def _template() -> bytes:
    return files("resources").joinpath("typst", "recovery_kit.typ").read_bytes()


def _values(code: RecoveryCode, journal_id: str, day: date) -> dict[str, str]:
    # handed over beside the template, never written into it: nothing in them is markup
    return {
        "code": code.text,
        "journal": journal_id[:_SHOWN_OF_ID],
        "day": day.isoformat(),
        "qr": _qr(code.text),
    }


def _qr(text: str) -> str:
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", border=0)
    return picture.getvalue().decode()
