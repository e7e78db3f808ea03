"""Logos are small pictures without anything else in the file."""

import io
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from partnerships.pictures import LARGEST, Logo, NoLogo, logo_from

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def file_of(size, form, mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size, "red").save(file, form, **options)
    return file.getvalue()


def logo_of(content) -> Logo:
    return logo_from(io.BytesIO(content), len(content))


def opened(logo):
    return Image.open(io.BytesIO(logo.content))


@pytest.mark.parametrize(
    ("form", "mode", "ending", "size"),
    [
        ("PNG", "RGBA", "png", (256, 128)),
        ("PNG", "I;16", "png", (256, 128)),
        ("JPEG", "RGB", "jpg", (256, 128)),
        ("JPEG", "CMYK", "jpg", (256, 128)),
        ("GIF", "P", "png", (256, 128)),
        ("WEBP", "RGBA", "png", (256, 128)),
    ],
)
def test_a_large_picture_is_kept_small(form, mode, ending, size):
    file = io.BytesIO()
    Image.new(mode, (1000, 500)).save(file, form)

    logo = logo_of(file.getvalue())

    assert (logo.ending, opened(logo).size) == (ending, size)


def test_a_small_picture_keeps_its_size_and_transparency():
    logo = opened(logo_of(file_of((20, 30), "PNG", "RGBA")))

    assert (logo.size, logo.mode) == ((20, 30), "RGBA")


def test_nothing_but_the_picture_is_kept():
    exif, text = Image.Exif(), PngInfo()
    exif[0x010F] = "Secret camera"
    text.add_text("Comment", "Secret comment")

    photograph = logo_of(file_of((50, 50), "JPEG", exif=exif, comment=b"Secret comment", icc_profile=b"Secret"))
    drawing = logo_of(file_of((50, 50), "PNG", pnginfo=text, exif=exif) + b"Secret end")

    assert b"Secret" not in photograph.content + drawing.content
    assert "exif" not in opened(photograph).info


def test_a_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    assert opened(logo_of(file_of((40, 20), "JPEG", exif=exif))).size == (20, 40)


def bomb():
    """Return a PNG of few bytes that says that it has 900 million pixels."""
    header = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0d" + header + chunk_end(header) + b"\0\0\0\x08IDAT" + b"\0" * 12


def chunk_end(chunk):
    return zlib.crc32(chunk).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "Choose a PNG, JPEG, GIF or WebP picture; others, such as SVG, are not taken."),
        (b"", "Choose a PNG, JPEG, GIF or WebP picture; others, such as SVG, are not taken."),
        (file_of((10, 10), "TIFF"), "Choose a PNG, JPEG, GIF or WebP picture; others, such as SVG, are not taken."),
        (file_of((300, 300), "PNG")[:-40], "The picture is damaged; save it again with a picture program."),
        (b"\0" * (LARGEST + 1), "The picture has more than 2 MB; choose a smaller one."),
        (file_of((4001, 4000), "PNG"), "The picture has too many pixels; choose one of at most 4000 × 4000."),
        (bomb(), "The picture has too many pixels; choose one of at most 4000 × 4000."),
    ],
)
def test_what_becomes_no_logo_is_said(content, sentence):
    with pytest.raises(NoLogo) as refused:
        logo_of(content)

    assert str(refused.value.sentence) == sentence
