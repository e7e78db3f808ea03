"""Uploads in a bucket of a store that speaks S3; only who has django-storages[s3] can import this."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

from .stored_files import NothingLeftOver


@contextmanager
def failing_as_a_disk() -> Iterator[None]:
    """Raise OSError where the store refuses, or does not answer."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(f"The store of uploads failed: {error}") from error


def as_a_disk(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of a storage that fails as that of a disk does."""

    def failing(*arguments: Any, **keywords: Any) -> Any:
        with failing_as_a_disk():
            return method(*arguments, **keywords)

    return failing


class Bucket(S3Storage):
    """A bucket whose failures are those of a disk."""

    exists = as_a_disk(S3Storage.exists)
    listdir = as_a_disk(S3Storage.listdir)
    size = as_a_disk(S3Storage.size)
    get_modified_time = as_a_disk(S3Storage.get_modified_time)
    delete = as_a_disk(S3Storage.delete)
    _save = as_a_disk(S3Storage._save)

    def _open(self, name: str, mode: str = "rb") -> Any:
        """Return the file, all of it fetched: what cannot be read fails here."""
        with failing_as_a_disk():
            return super()._open(name, mode).open()


class BucketStorage(NothingLeftOver, Bucket):
    """Uploads in a bucket."""
