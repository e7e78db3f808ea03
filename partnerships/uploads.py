"""Uploaded files: under which names they are stored, and how much of them is read."""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

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
    """Django's handler of large files, which keeps nothing of what is over the limit, or what no disk has room for.

    Nothing is written any more as soon as that is known; the file then has its size, by which its form refuses it, and
    no content. The request has the error of the disk as its `upload_failure`. The temporary file is not named after
    what the person's file is called: Django ends its name with whatever follows the last full stop, which can be more
    than a disk takes.
    """

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        self.limit = limit_at(self.request.path_info) if self.request else settings.DOCUMENT_MAX_BYTES
        super().new_file(field_name, "upload", *args, **kwargs)
        self.file_name = self.file.name = file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a part of the file, unless it is too much."""
        if start + len(raw_data) > self.limit:
            self.give_up()
        if not isinstance(self.file, InMemoryUploadedFile):
            with self.noted_where_full():
                self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file, of the size that was sent."""
        with self.noted_where_full():
            self.file.seek(0)
        self.file.size = file_size
        return self.file

    @contextmanager
    def noted_where_full(self) -> Iterator[None]:
        """Give the file up where the disk is full, which the form cannot know."""
        try:
            yield
        except OSError as error:
            if self.request is not None:
                self.request.upload_failure = error  # type: ignore[attr-defined]
            self.give_up()

    def give_up(self) -> None:
        """Close the temporary file, which removes it; an empty one in memory takes its place."""
        if isinstance(self.file, InMemoryUploadedFile):
            return
        with suppress(OSError):
            self.file.close()
        self.file = InMemoryUploadedFile(  # type: ignore[assignment]
            io.BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )


def limit_at(path: str) -> int:
    """Return how many bytes a file may have that is sent to a `path`."""
    is_list = path == reverse("admin:partnerships_import")
    return settings.IMPORT_MAX_BYTES if is_list else settings.DOCUMENT_MAX_BYTES
