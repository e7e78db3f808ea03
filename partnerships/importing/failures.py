"""What becomes of an error that nobody foresaw: a line in the log and one sentence, under the same reference."""

import logging
import secrets

from django.utils.translation import gettext as _

from .remarks import FileRefused

logger = logging.getLogger("partnerships.importing")


class ImportFailed(FileRefused):
    """An import could not be carried out, by no fault of the file; the sentence names the reference in the log."""


def failure(
    error: object = None, *, details: str = "", exc_info: BaseException | None = None, is_storage: bool = False
) -> ImportFailed:
    """Return the ImportFailed for an `error`, logged under a reference with its traceback or other `details`.

    `is_storage` says that the database or the disk failed, not the program.
    """
    reference = secrets.token_hex(4)
    logger.error(
        "Import failed, reference %s: %r%s", reference, error, f"\n{details}" * bool(details), exc_info=exc_info
    )
    if is_storage:
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
