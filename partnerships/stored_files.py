"""Where uploads are stored, so that of what fails nothing is left over."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.core.files.storage import FileSystemStorage

# What was stored within `removed_on_error`: the storages and names of files.
stored: ContextVar[list[tuple[Any, str]] | None] = ContextVar("stored", default=None)


class NothingLeftOver:
    """A mixin for a storage: a file of which only a part was written goes, and so does one whose record is not kept."""

    def _save(self, name: str, content: Any) -> str:
        try:
            name = super()._save(name, content)  # type: ignore[misc]
        except OSError:
            with suppress(OSError):
                self.delete(name)  # type: ignore[attr-defined]
            raise
        if (names := stored.get()) is not None:
            names.append((self, name))
        return name


class FolderStorage(NothingLeftOver, FileSystemStorage):
    """Uploads in a folder of this machine, or in one that several share."""


@contextmanager
def removed_on_error() -> Iterator[None]:
    """Run a block, and remove the files that it stored where it fails: the transaction takes their records back."""
    token = stored.set([])
    try:
        yield
    except BaseException:
        for storage, name in stored.get() or ():
            with suppress(OSError):
                storage.delete(name)
        raise
    finally:
        stored.reset(token)
