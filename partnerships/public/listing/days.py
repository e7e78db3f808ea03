"""The listing as the register knows another day today: the agreements of that day, each with its status then.

A past day lacks what was signed later, or started later where the signing is not recorded. A day to come has all that
is known today.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.models.listing import DIMENSIONS


def known_on(day: date, column: str) -> Q:
    """Return the condition that what is dated by a `column` belongs to the list of a `day`."""
    if day >= timezone.localdate():
        return Q()
    return Q(**{f"{column}__lte": day}) | Q(**{f"{column}__isnull": True})


def on_the_day(rows: Any, day: date | None) -> Any:
    """Return those `rows` of the listing that belong to the list of a `day`, with their `status_on_the_day`.

    None is today, of which the listing itself has the statuses.
    """
    if day is None:
        return rows
    status = Agreement.objects.with_status(day).filter(pk=OuterRef("pk")).values("current_status")
    return rows.filter(known_on(day, "dated_on")).annotate(status_on_the_day=Subquery(status))


@lru_cache(maxsize=4)
def cells_on(version: str, day: date) -> list[tuple]:
    """Return how many agreements of a `day` have each combination of the DIMENSIONS, with the number last."""
    known = Agreement.objects.with_status(day).filter(known_on(day, "listed__dated_on"), listed__isnull=False)
    columns = ["current_status" if name == "status" else f"listed__{name}" for name in DIMENSIONS]
    return list(known.order_by().values_list(*columns).annotate(number=Count("pk")))
