"""What a file is by its content, whatever its name says, and the name under which it is given out."""

import zipfile
from pathlib import PurePath
from typing import IO, NamedTuple


class FileType(NamedTuple):
    """What a file is: the endings that its name may have, the usual one first.

    `shown_as` is its content type where any browser may show it; "" for what is only downloaded.
    """

    endings: tuple[str, ...]
    shown_as: str = ""


PDF = FileType((".pdf",), "application/pdf")
OLE = FileType((".doc", ".xls", ".ppt", ".dot", ".xlt", ".pps", ".msg"))  # office programs until 2007
BY_START = {
    b"%PDF-": PDF,
    b"\x89PNG\r\n\x1a\n": FileType((".png",), "image/png"),
    b"\xff\xd8\xff": FileType((".jpg", ".jpeg", ".jpe"), "image/jpeg"),
    b"GIF87a": FileType((".gif",)),
    b"GIF89a": FileType((".gif",)),
    b"II*\x00": FileType((".tif", ".tiff")),
    b"MM\x00*": FileType((".tif", ".tiff")),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLE,
}
WEBP = FileType((".webp",))
BY_PART = {
    "word/document.xml": FileType((".docx", ".docm", ".dotx", ".dotm")),
    "xl/workbook.xml": FileType((".xlsx", ".xlsm", ".xltx", ".xltm")),
    "ppt/presentation.xml": FileType((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx")),
    "content.xml": FileType((".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp")),
}


def type_of(file: IO[bytes]) -> FileType | None:
    """Return what an open `file` is by its content, None for what no document is; it is at its start afterwards."""
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return package_type(file)
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return WEBP
    return next((found for sign, found in BY_START.items() if start.startswith(sign)), None)


def package_type(file: IO[bytes]) -> FileType | None:
    """Return what a zipped `file` is by the parts in it; None for what no office program has written."""
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # names in no encoding, a version to come
        return None
    finally:
        file.seek(0)
    return next((found for part, found in BY_PART.items() if part in names), None)


def download_name(name: str, stored: str, file_type: FileType | None) -> str:
    """Return a `name` with an ending that its content has, which is added where it has none or another.

    The file is `stored` under a name of its own, whose ending is the better guess where the type has several.
    """
    kept, endings = PurePath(stored).suffix.lower(), file_type.endings if file_type else ()
    if PurePath(name).suffix.lower() in (endings or (kept,)):
        return name
    return name + (kept if kept in endings or not endings else endings[0])
