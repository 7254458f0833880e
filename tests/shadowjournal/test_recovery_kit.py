from __future__ import annotations

import io
from datetime import date

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from shadowjournal.recovery_kit import recovery_kit_pdf, recovery_kit_picture
from shadowjournal.vault.recovery import RecoveryCode

CODE = RecoveryCode(bytes(range(16)))
DAY = date(2026, 11, 22)


def kit(journal_id: str = "3f9a01cd77", day: date = DAY, code: RecoveryCode = CODE) -> PdfReader:
    return PdfReader(io.BytesIO(recovery_kit_pdf(code, journal_id, day)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@given(st.binary(min_size=16, max_size=16).map(RecoveryCode))
@settings(max_examples=8, deadline=None)
def test_every_code_stands_whole_and_in_order_on_one_page(code: RecoveryCode) -> None:
    reader = kit(code=code)
    assert len(reader.pages) == 1
    places = [
        words(reader).index(f" {number} {group}") for number, group in enumerate(code.groups, 1)
    ]
    assert places == sorted(places)


def test_the_page_says_which_journal_and_when() -> None:
    text = words(kit())
    assert "3f9a01cd" in text
    assert "3f9a01cd77" not in text
    assert "22 November 2026" in text


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_day_of_the_calendar_can_stand_on_it(day: date) -> None:
    assert str(day.year) in words(kit(day=day))


def test_without_an_id_the_page_has_no_empty_line_for_it() -> None:
    assert "Journal Made on" not in words(kit(""))
    assert "Journal 3f9a01cd Made on" in words(kit())


@pytest.mark.parametrize("hostile", ["#panic()", '"]#x[', "$1/0$", "*b* _i_", "\\u{41}", "= a"])
def test_nothing_in_an_id_is_read_as_markup(hostile: str) -> None:
    assert f"Journal {hostile} Made on" in words(kit(hostile))


def test_what_it_is_and_what_to_do_is_said_on_the_page() -> None:
    text = words(kit())
    assert "Open with the recovery code" in text
    assert "away from this computer" in text
    assert "can read everything in it" in text


def test_the_code_is_on_the_page_and_not_in_the_properties_of_the_file() -> None:
    properties = repr(kit().metadata) + repr(kit().xmp_metadata)
    assert not any(group in properties for group in CODE.groups)


def test_all_of_it_lies_where_a_letter_sheet_prints_too() -> None:
    letter_width, letter_height = 215.9, 279.4
    picture = Image.open(io.BytesIO(recovery_kit_picture(CODE, "", DAY, 100))).convert("L")
    left, top, right, bottom = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox() or (
        0,
        0,
        picture.width,
        picture.height,
    )
    millimetres = 210 / picture.width
    assert min(left, top) * millimetres >= 15
    assert right * millimetres <= letter_width - 15
    assert bottom * millimetres <= letter_height - 15


def test_the_square_holds_the_code() -> None:
    # the middle of every module, read off the printed page, against the square made afresh
    picture = Image.open(io.BytesIO(recovery_kit_picture(CODE, "", DAY, 300))).convert("L")
    expected = [[bool(dot) for dot in row] for row in segno.make_qr(CODE.text, error="m").matrix]
    size = len(expected)
    dark = picture.point(lambda grey: 255 if grey < 40 else 0)  # the square alone is black
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    step = (right - left) / size
    assert abs((bottom - top) / size - step) < 0.5
    read = [
        [
            bool(dark.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))))
            for x in range(size)
        ]
        for y in range(size)
    ]
    assert read == expected
