"""The error boundary of an import: every error that leaves it is one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from .failures import failure
from .remarks import FileRefused


@contextmanager
def error_boundary(*foreseen: type[Exception]) -> Iterator[None]:
    """Raise ImportFailed for any exception but FileRefused and those `foreseen`, and log it with its traceback.

    Put it around the transaction, so that nothing is written.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, (FileRefused, *foreseen)):
            raise
        raise failure(error, exc_info=error, is_storage=isinstance(error, (DatabaseError, OSError))) from error
