"""Uploads in a bucket of a store that speaks S3; only who has django-storages[s3] can import this."""

from collections.abc import Iterator
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


class Bucket(S3Storage):
    """A bucket whose failures are those of a disk."""

    def _save(self, name: str, content: Any) -> str:
        with failing_as_a_disk():
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with failing_as_a_disk():
            return super()._open(name, mode)

    def delete(self, name: str) -> None:
        with failing_as_a_disk():
            super().delete(name)


class BucketStorage(NothingLeftOver, Bucket):
    """Uploads in a bucket."""
