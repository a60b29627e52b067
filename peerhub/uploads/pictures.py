"""A picture is made anew from its pixels: upright, no larger than a screen, and with nothing beside.

Runs in the worker's process only, never in the server's. Position, camera, times, comments and
whatever was hidden behind the picture are gone because nothing but pixels is copied.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 80


class PictureFault(Exception):
    """The word of a Fault."""


def make_anew(content: bytes, kind: str, *, most: int, side: int, small: int) -> dict[str, Any]:
    """`content`, `small` (WebP bytes), `width`, `height`. PictureFault for what is no still picture.

    `kind` is what the first bytes say; other decoders are not even tried.
    """
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = most
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as found:
            if found.width * found.height > most:
                raise PictureFault("pixels")
            # A phone's JPEG may hold a second picture (MPO): the first one is what people see.
            if found.format != "MPO" and getattr(found, "is_animated", False):
                raise PictureFault("moving")
            if found.format in ("JPEG", "MPO"):
                found.draft("RGB", (side, side))
            picture = _upright(found, side)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise PictureFault("pixels") from error
    except PictureFault:
        raise
    except Exception as error:  # a hostile file makes decoders raise anything
        raise PictureFault("broken") from error
    thumbnail = picture.copy()
    thumbnail.thumbnail((small, small))
    return {
        "content": _pack(picture),
        "small": _pack(thumbnail),
        "width": picture.width,
        "height": picture.height,
    }


def _upright(found: Image.Image, side: int) -> Image.Image:
    """Made small before it is turned: a turned copy of 40 megapixels would double the memory."""
    orientation = found.getexif().get(0x0112)
    profile = found.info.get("icc_profile")
    found.load()
    see_through = found.mode in ("RGBA", "LA", "PA") or "transparency" in found.info
    picture = found.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((side, side), reducing_gap=3.0)
    picture = _in_common_colours(picture, profile if found.mode != "CMYK" else None)
    turn = TURNS.get(orientation or 1)
    return picture.transpose(turn) if turn is not None else picture


TURNS = {  # of EXIF's orientation, as in ImageOps.exif_transpose
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Phones use wider colours, which look faded without their profile: changed to sRGB."""
    if not profile or picture.mode != "RGB":
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken profile: colours as they are


def _pack(picture: Image.Image) -> bytes:
    """Pillow would write the profile, EXIF and XMP of `info` along: none is left in it."""
    bare = picture.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()
