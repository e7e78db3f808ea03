"""Files of documents and logos that were replaced or removed: the history shows them for as long as a setting says."""

from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.named_files import histories_with_files


def shown_since() -> datetime:
    """Return the moment since which a file must have been taken away to be shown still."""
    return timezone.now() - timedelta(days=settings.KEEP_REMOVED_DAYS)


def outdated_files() -> set[str]:
    """Return the names of the files that were taken away so long ago that the history shows them no longer."""
    limit = shown_since()
    taken_away: dict[str, datetime] = {}
    for history, column in histories_with_files():
        taken_away |= when_taken_away(history, column)
    return {name for name, moment in taken_away.items() if moment < limit}


def when_taken_away(history: type[models.Model], column: str) -> dict[str, datetime]:
    """Return {name: moment} of the files in a `column` of a history that a later line has no longer, or another."""
    found: dict[str, datetime] = {}
    lines = history._default_manager.order_by("id", "history_id")
    rows = lines.values_list("id", "history_type", "history_date", column)
    for _pk, of_record in groupby(rows.iterator(), itemgetter(0)):
        current = ""
        for _pk, history_type, moment, line_name in of_record:
            name = "" if history_type == "-" else line_name
            if current and current != name:
                found[current] = moment
            found.pop(name, None)
            current = name
    return found
