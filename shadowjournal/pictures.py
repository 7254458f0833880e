"""Pictures on their way into the journal: bounded, upright, scaled, and without metadata."""

from __future__ import annotations

import warnings
from hashlib import blake2b
from io import BytesIO
from typing import Final, Literal

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from shadowjournal.entry import Picture
from shadowjournal.errors import BadPicture

MAX_BYTES: Final = 50_000_000
MAX_PIXELS: Final = 100_000_000
MAX_SIDE: Final = 2400
"""A picture is kept with its longer side of at most so many pixels."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_FEW_COLOURS: Final = 256
_JPEG_QUALITY: Final = 88


def read_picture(data: bytes) -> Picture:
    """Return the picture in *data*, made ready to be kept.

    JPEG, PNG, GIF (its first frame), WebP, TIFF, BMP and AVIF are read. The result stands upright,
    is at most `MAX_SIDE` pixels wide and high, in sRGB, and carries nothing but its pixels: a PNG
    where it is see-through or has few colours, else a JPEG. The same input always gives the same
    id.

    Raises:
        BadPicture: it is no picture of these kinds, is damaged, or is over `MAX_BYTES` or
            `MAX_PIXELS`. The pixels are counted from the header, before any is decoded.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture(f"The picture is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is dropped anyway
            return _encoded(_prepared(_opened(data)))
    except BadPicture:
        raise
    except Exception as error:  # on a damaged file, Pillow raises whatever its parser trips over
        raise BadPicture("The picture is damaged and cannot be read.") from error


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise BadPicture(_TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
            raise BadPicture(_HEIC) from error
        raise BadPicture("This is not a picture of a kind that can be read.") from error
    if image.width * image.height > MAX_PIXELS:
        raise BadPicture(_TOO_MANY_PIXELS)
    return image


_HEIC: Final = "HEIC pictures cannot be read here. Saved as JPEG or PNG, this one can be."
_TOO_MANY_PIXELS: Final = f"The picture has more than {MAX_PIXELS // 1_000_000} megapixels."


def _prepared(image: Image.Image) -> Image.Image:
    image.draft(None, (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded at a fraction of its size
    upright = ImageOps.exif_transpose(image)
    plain = _without_palette(upright)
    plain.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _in_srgb(plain, image.info.get("icc_profile"))


def _without_palette(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256) + 0).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "CMYK"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    mode: Literal["RGB", "RGBA"] = "RGBA" if image.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes) and image.mode != "L":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # the colours are then taken as they stand
        if converted is not None:
            return converted
    return image if image.mode == "L" else image.convert(mode)


def _encoded(image: Image.Image) -> Picture:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    few = image.getcolors(_FEW_COLOURS) is not None
    media_type: Literal["image/jpeg", "image/png"] = (
        "image/png" if few or image.mode == "RGBA" else "image/jpeg"
    )
    image.info.clear()  # what is not in the picture cannot be written with it
    stream = BytesIO()
    if media_type == "image/png":
        image.save(stream, "PNG", optimize=True)
    else:
        image.save(stream, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    data = stream.getvalue()
    name = blake2b(data, digest_size=16).hexdigest()
    return Picture(name, media_type, image.width, image.height, data)
