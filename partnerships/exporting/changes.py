"""When what visitors see of an agreement was changed last, as the history of the records tells it."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.utils import timezone

from partnerships.models import Agreement, Institution
from partnerships.models.reviews import confirmations

AGREEMENT_COLUMNS = (
    "institution_id agreement_type_id title kinds reference signed_on signed_precision starts_on starts_precision"
    " ends_on ends_precision validity term_months renewal renewal_months terminated_on rests_from"
    " rests_until is_public"
).split()
INSTITUTION_COLUMNS = "name country city website ror erasmus_code slug".split()


class Change(NamedTuple):
    """A change of what visitors see of a record: its key, the moment, and whether it is the first that they see."""

    pk: int
    moment: datetime
    is_new: bool


def changes(model: type[Agreement | Institution], keys: Iterable[int], columns: list[str]) -> list[Change]:
    """Return when one of some `columns` of the records with those `keys` changed, by record, the first change first."""
    history = model.history.filter(id__in=keys).order_by("id", "history_date", "history_id")
    found = []
    for pk, lines in groupby(history.values_list("id", "history_date", *columns), key=itemgetter(0)):
        before, is_seen = None, False
        for _pk, moment, *values in lines:
            is_public = values[-1] is True if "is_public" in columns else True
            if values != before and (is_public or is_seen):
                found.append(Change(pk, moment, is_public and not is_seen))
            before, is_seen = values, is_public
    return found


def last_changes(
    agreements: Iterable[Agreement], reviews: dict[int, tuple[date, datetime]] | None = None
) -> dict[int, date]:
    """Return {primary key: day of the last change} of `agreements` and of their institutions, in the office's zone.

    One that has no history is left out. A review that confirms one is a change, too; `reviews` are those that
    `confirmations` has found already.
    """
    reviews = confirmations([each.pk for each in agreements]) if reviews is None else reviews
    reviewed = {key: moment for key, (_day, moment) in reviews.items()}
    own = last_moments(Agreement, [each.pk for each in agreements], AGREEMENT_COLUMNS)
    theirs = last_moments(Institution, {each.institution_id for each in agreements}, INSTITUTION_COLUMNS)
    found = {}
    for each in agreements:
        moments = [own.get(each.pk), theirs.get(each.institution_id), reviewed.get(each.pk)]
        if moments := [moment for moment in moments if moment]:
            found[each.pk] = timezone.localdate(max(moments))
    return found


def last_moments(model, keys, columns):
    """Return {primary key: moment of the last change} of some `columns` of the records with those `keys`."""
    return {change.pk: change.moment for change in changes(model, keys, columns)}
