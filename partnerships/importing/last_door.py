"""The last door of an import: an error that nobody foresaw is logged and becomes one sentence."""

import logging
import secrets
from contextlib import contextmanager

from django.db import DatabaseError
from django.utils.translation import gettext as _

from .remarks import FileRefused

logger = logging.getLogger("partnerships.importing")


class ImportFailed(FileRefused):
    """An import could not be carried out, by no fault of the file; the sentence names the reference in the log."""


@contextmanager
def last_door(*foreseen):
    """Raise ImportFailed for any exception but FileRefused and those `foreseen`, and log it with its traceback.

    It must stand around the transaction, so that nothing is written.
    """
    try:
        yield
    except (FileRefused, *foreseen):
        raise
    except Exception as error:
        raise failure(error, exc_info=error) from error


def failure(error=None, *, details="", exc_info=None):
    """Return the ImportFailed for an `error`, logged under a reference with its traceback or other `details`."""
    reference = secrets.token_hex(4)
    logger.error(
        "Import failed, reference %s: %r%s", reference, error, f"\n{details}" * bool(details), exc_info=exc_info
    )
    if isinstance(error, (DatabaseError, OSError)):
        message = _(
            "The database or the disk failed, so nothing was written; try again, and if it fails again give the"
            " administrator the reference %s, which stands in the log."
        )
    else:
        message = _(
            "The list could not be worked through because of a fault in this program, so nothing was written; give the"
            " administrator the reference %s, which stands in the log."
        )
    return ImportFailed(message % reference)
