"""Next reviews for many agreements: spread evenly over working days, those confirmed longest ago first."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from partnerships.models import Agreement

from .renewing import months_after
from .reviewing import last_confirmed, months_between_reviews, proposed_review

SPREAD_MONTHS = 12
NO_TYPE = 0  # stands for the type of agreements that have none


def working_days(first: date, last: date) -> list[date]:
    """Return the days from Monday to Friday from the `first` day to the `last`, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < calendar.SATURDAY]


def oldest_first(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Return some `agreements` by the day on which they were last confirmed, those of which it is not known first."""
    return sorted(agreements, key=lambda each: (last_confirmed(each) or date.min, each.pk))


def spread(
    agreements: Iterable[Agreement], after: date, months: int = SPREAD_MONTHS, most: int | None = None
) -> dict[int, date]:
    """Return {primary key: next review} of some `agreements`, spread evenly over the `months` after a day.

    Those confirmed longest ago come first, on working days. Where the months do not hold them with at most so many on a
    day, the days go on behind them.
    """
    ordered, first = oldest_first(agreements), after + timedelta(days=1)
    days = working_days(first, months_after(after, months))
    if most and len(ordered) > most * len(days):
        needed = -(-len(ordered) // most)
        days = working_days(first, first + timedelta(weeks=needed // 5 + 1))[:needed]
    return {each.pk: days[position * len(days) // len(ordered)] for position, each in enumerate(ordered)}


def first_reviews(agreements: Iterable[Agreement], on: date, months: Mapping[int, int]) -> dict[int, date]:
    """Return {primary key: next review} of some `agreements`: so many months after each was last confirmed.

    `months` are those by the primary keys of types, NO_TYPE for none. Those whose day has come by the day `on` are
    spread over the year after it.
    """
    agreements = list(agreements)
    days = {each.pk: proposed_review(each, on, months_of(each, months)) for each in agreements}
    due = [each for each in agreements if days[each.pk] <= on]
    return days | spread(due, on)


def months_of(agreement, months):
    """Return how many of the `months` by types lie between two reviews of an `agreement`."""
    return months.get(agreement.agreement_type_id or NO_TYPE) or months_between_reviews(agreement)
