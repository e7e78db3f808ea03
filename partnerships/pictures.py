"""Logos: which pictures are taken, and how small and bare they are kept."""

import io
import struct
from typing import IO, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 2 * 2**20  # bytes of a picture that becomes a logo
MOST_PIXELS = 16_000_000  # of which a small file can have far too many for the memory
SIDE = 256  # pixels of the longer side of a logo as it is kept
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
TOO_MANY_PIXELS = _("The picture has too many pixels; choose one of at most 4000 × 4000.")


class Logo(NamedTuple):
    """A logo as it is kept: its bytes, and the ending of its name."""

    content: bytes
    ending: str


class NoLogo(Exception):
    """A picture that becomes no logo; `sentence` says why."""

    def __init__(self, sentence: Promise):
        super().__init__(str(sentence))
        self.sentence = sentence


def logo_from(file: IO[bytes], size: int) -> Logo:
    """Return the logo that an open `file` of `size` bytes becomes: at most 256 pixels, nothing but the picture.

    Raises NoLogo. Places, cameras and programs that the file tells of are left out, as is what moves.
    """
    if size > LARGEST:
        raise NoLogo(_("The picture has more than 2 MB; choose a smaller one."))
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoLogo(TOO_MANY_PIXELS)
            return kept(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoLogo(TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise NoLogo(_("Choose a PNG, JPEG, GIF or WebP picture; others, such as SVG, are not taken.")) from None
    except (OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise NoLogo(_("The picture is damaged; save it again with a picture program.")) from None


def kept(picture: Image.Image) -> Logo:
    """Return a picture as it is kept: a photograph as JPEG, any other as PNG, which has transparency."""
    is_photograph = picture.format in {"JPEG", "MPO"}
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    turned = ImageOps.exif_transpose(picture).convert("RGB" if is_photograph else "RGBA")
    turned.thumbnail((SIDE, SIDE))
    bare = Image.new(turned.mode, turned.size)
    bare.paste(turned)
    file = io.BytesIO()
    bare.save(file, "JPEG" if is_photograph else "PNG", quality=90, optimize=True)
    return Logo(file.getvalue(), "jpg" if is_photograph else "png")
