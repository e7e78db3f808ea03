"""The listing as the register knows another day today: the agreements of that day, each with its status then.

A past day lacks what was signed later, or started later where the signing is not recorded. A day to come has all that
is known today.
"""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.models.listing import DIMENSIONS

# The columns of the rows on_the_day that hold each of the DIMENSIONS.
COLUMNS = tuple("current_status" if name == "status" else name for name in DIMENSIONS)


def known_on(day: date, column: str) -> Q:
    """Return the condition that what is dated by a `column` belongs to the list of a `day`."""
    if day >= timezone.localdate():
        return Q()
    return Q(**{f"{column}__lte": day}) | Q(**{f"{column}__isnull": True})


def on_the_day(rows: Any, day: date | None) -> Any:
    """Return those `rows` of the listing that belong to the list of a `day`, each with its `current_status` then.

    None is today, of which the listing itself has the statuses.
    """
    if day is None:
        return rows.annotate(current_status=F("status"))
    status = Agreement.objects.with_status(day).filter(pk=OuterRef("pk")).values("current_status")
    return rows.filter(known_on(day, "dated_on")).annotate(current_status=Subquery(status))
