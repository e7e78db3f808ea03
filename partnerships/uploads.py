"""Names of uploaded files, which may be longer than a disk takes, or hold what a path must not."""

import uuid
from pathlib import PurePath
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

ENDINGS = set(".pdf .png .jpg .jpeg .gif .webp .tif .tiff".split())
ENDINGS |= set(".doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf".split())


def stored_under(folder: str, key: uuid.UUID, name: str) -> str:
    """Return the path of a file in `folder`: its `key`, with the ending of its `name` where that is a known one."""
    ending = PurePath(name).suffix.lower()
    return f"{folder}{key}{ending if ending in ENDINGS else ''}"


def document_path(document: Any, name: str) -> str:
    """Return where the file of a Document is stored: under its key."""
    return stored_under("documents/", document.key, name)


def logo_path(_institution: Any, name: str) -> str:
    """Return where a logo is stored: under a new key."""
    return stored_under("logos/", uuid.uuid4(), name)


class LargeUploadHandler(TemporaryFileUploadHandler):
    """Django's handler of large files, whose temporary file is not named after what the person's file is called.

    Django ends its name with whatever follows the last full stop, which can be more than a disk takes.
    """

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, "upload", *args, **kwargs)
        self.file_name = self.file.name = file_name
