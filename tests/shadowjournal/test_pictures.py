from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from shadowjournal.entry import Picture
from shadowjournal.errors import BadPicture
from shadowjournal.pictures import MAX_BYTES, MAX_SIDE, read_picture

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def in_format(image: Image.Image, format_: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, format_, **options)
    return stream.getvalue()


def a_photo(width: int = 400, height: int = 300) -> Image.Image:
    """Return a picture of very many colours, as a camera makes."""
    across = Image.linear_gradient("L").resize((width, height))
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    round_ = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, round_))


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data))


def a_png_that_claims(width: int, height: int) -> bytes:
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def test_a_photo_tells_neither_where_nor_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[MAKER] = "SecretCam"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 4.0, 0.0)})
    original = in_format(a_photo(), "JPEG", exif=exif, comment=b"SecretNote")
    assert b"SecretCam" in original
    assert Image.open(BytesIO(original)).getexif().get_ifd(GPS)

    kept = read_picture(original)

    assert not opened(kept).getexif()
    assert b"Secret" not in kept.data
    assert b"Exif" not in kept.data


def test_a_png_keeps_no_text_and_no_profile() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SecretNote")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = read_picture(
        in_format(Image.new("RGB", (8, 8)), "PNG", pnginfo=info, icc_profile=profile)
    )
    assert set(opened(kept).info) == set()
    assert b"Secret" not in kept.data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_held_sideways_stands_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    kept = read_picture(in_format(a_photo(400, 300), "JPEG", exif=exif))
    assert (kept.width, kept.height) == ((400, 300) if orientation < 5 else (300, 400))


def test_a_large_photo_is_scaled_and_keeps_its_shape() -> None:
    kept = read_picture(in_format(a_photo(6000, 3000), "JPEG"))
    assert (kept.width, kept.height) == (MAX_SIDE, MAX_SIDE // 2)
    assert opened(kept).size == (kept.width, kept.height)


def test_a_small_picture_keeps_its_size() -> None:
    assert opened(read_picture(in_format(a_photo(40, 30), "PNG"))).size == (40, 30)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_every_usual_kind_of_picture_is_read(format_: str) -> None:
    kept = read_picture(in_format(a_photo(), format_))
    assert (kept.width, kept.height) == (400, 300)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_way_to_store_colours_is_read(mode: str) -> None:
    kept = read_picture(in_format(Image.new(mode, (9, 7)), "TIFF"))
    assert opened(kept).size == (9, 7)


def test_a_moving_picture_is_kept_as_its_first_frame() -> None:
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue")]
    data = in_format(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert opened(read_picture(data)).convert("RGB").getpixel((2, 2)) == (255, 0, 0)


def test_a_see_through_picture_stays_see_through() -> None:
    clear = a_photo()
    clear.putalpha(128)
    kept = read_picture(in_format(clear, "PNG"))
    assert kept.media_type == "image/png"
    assert opened(kept).getchannel("A").getextrema() == (128, 128)


def test_a_photo_becomes_a_jpeg_and_a_drawing_a_png() -> None:
    assert read_picture(in_format(a_photo(), "PNG")).media_type == "image/jpeg"
    assert read_picture(in_format(Image.new("RGB", (9, 9)), "JPEG")).media_type == "image/png"


def test_one_picture_has_one_id_wherever_it_comes_from() -> None:
    drawing = Image.new("RGB", (30, 20), "navy")
    first, second = (read_picture(in_format(drawing, kind)) for kind in ("PNG", "BMP"))
    assert first == second
    assert read_picture(in_format(Image.new("RGB", (30, 20), "teal"), "PNG")).id != first.id


def test_a_header_that_promises_a_gigabyte_is_refused_before_decoding() -> None:
    for side in (10_001, 20_000, 1_000_000):
        with pytest.raises(BadPicture, match="megapixels"):
            read_picture(a_png_that_claims(side, side))


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(BadPicture, match="50 MB"):
        read_picture(bytes(MAX_BYTES + 1))


def test_a_cut_picture_is_refused_as_damaged() -> None:
    whole = in_format(a_photo(), "PNG")
    with pytest.raises(BadPicture, match="damaged"):
        read_picture(whole[: len(whole) // 2])


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_a_heic_picture_is_refused_with_a_way_out(brand: bytes) -> None:
    data = b"\x00\x00\x00\x18ftyp" + brand + bytes(4) + b"mif1heic" + bytes(200)
    with pytest.raises(BadPicture, match=r"HEIC .* JPEG or PNG"):
        read_picture(data)


@given(st.binary(max_size=200))
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadPicture):
        read_picture(data)


WHOLE = {
    kind: in_format(a_photo(40, 30), kind)
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF")
}


@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 5000), st.binary(min_size=1, max_size=20))
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(
    kind: str, place: int, damage: bytes
) -> None:
    data = bytearray(WHOLE[kind])
    place %= len(data)
    data[place : place + len(damage)] = damage
    try:
        kept = read_picture(bytes(data))
    except BadPicture:
        return
    assert max(kept.width, kept.height) <= MAX_SIDE
