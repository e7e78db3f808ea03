"""Values that no database can look for or keep, such as a number of 23 digits where the columns take 19."""

import re

from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, OperationalError
from django.http import QueryDict

# What SQLite says of a function in Python, such as that of `regex`, which was given a value that it cannot take.
FAILED_FUNCTION = "user-defined function raised exception"
WRONG_TYPE = re.compile(r"Field '\w+' expected a (number|date)")  # as Django says when it asks for such a value


def without_nul(sent: QueryDict) -> QueryDict:
    """Return what was `sent` with U+FFFD instead of each NUL; the same object where it has none."""
    if not any("\0" in each for name, values in sent.lists() for each in (name, *values)):
        return sent
    cleaned = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        cleaned.setlist(name.replace("\0", "\ufffd"), [each.replace("\0", "\ufffd") for each in values])
    cleaned._mutable = False
    return cleaned


def is_odd_value(error: BaseException) -> bool:
    """Return whether an error says that a value is none that a column can hold, or that there is no such column."""
    if isinstance(error, OperationalError):
        return str(error) == FAILED_FUNCTION
    if isinstance(error, ValueError) and WRONG_TYPE.match(str(error)):
        return True
    return isinstance(error, DataError | OverflowError | FieldDoesNotExist | re.error)
