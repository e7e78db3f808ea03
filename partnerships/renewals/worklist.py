"""What the office should do next, most urgent first."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, F, Func, IntegerField, Max, Min, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Validity

NAMED = 5
ALL = Func(template="COUNT(*)", output_field=IntegerField())  # no Count, which would group by each agreement


class Section(NamedTuple):
    """One kind of work: its key in addresses, what it is called, and the agreements of it on a day."""

    key: str
    title: str | Promise
    agreements: Callable[..., object]


SECTIONS = [
    Section("decide", _("The day to decide by has come"), lambda some, on: some.to_decide(on)),
    Section("ended", _("Ended without a decision"), lambda some, on: some.ended_undecided(on)),
    Section("automatic", _("Renewed automatically, to be recorded"), lambda some, on: some.renewed_unrecorded(on)),
    Section("ends-30", _("Ending within 30 days"), lambda some, on: some.ending_within(0, 30, on)),
    Section("ends-90", _("Ending within 90 days"), lambda some, on: some.ending_within(31, 90, on)),
    Section("ends-180", _("Ending within 180 days"), lambda some, on: some.ending_within(91, 180, on)),
    Section(
        "end-missing",
        _("End not recorded"),
        lambda some, on: some.filter(validity=Validity.NOT_RECORDED).exclude(terminated_on__lte=on),
    ),
    Section("date-missing", _("Date of signing missing"), lambda some, on: some.filter(signed_on__isnull=True)),
]


def section_of(key, on=None, user=None):
    """Return the agreements of the section with that `key` on the day `on`, those of one `user` or all; most urgent
    first.

    Raises KeyError for a key that no section has.
    """
    on = on or timezone.localdate()
    section = {section.key: section for section in SECTIONS}[key]
    some = Agreement.objects.awake(on)
    if user is not None:
        some = some.filter(responsible=user)
    return section.agreements(some, on).order_by(F("ends_on").asc(nulls_last=True), "pk")


def worklist(on=None, user=None):
    """Return each section with its count and the most urgent agreements: a list of (Section, count, agreements)."""
    counts = counted(on, user)
    named = {
        key: list(section_of(key, on, user).values_list("pk", flat=True)[:NAMED]) if count else []
        for key, count in counts.items()
    }
    wanted = {pk for pks in named.values() for pk in pks}
    agreements = Agreement.objects.select_related("institution", "agreement_type").in_bulk(wanted)
    return [(section, counts[section.key], [agreements[pk] for pk in named[section.key]]) for section in SECTIONS]


def counted(on=None, user=None):
    """Return how many agreements each section has: {key: count}.

    One query, in which each section takes its own index.
    """
    counts = {
        section.key: Subquery(section_of(section.key, on, user).order_by().annotate(in_all=ALL).values("in_all"))
        for section in SECTIONS
    }
    row = Agreement.objects.order_by().values_list(*counts.values())[:1]
    return dict(zip(counts, row[0] if row else [0] * len(counts), strict=True))


def pictures(on=None):
    """Return the agreements by status on the day `on` and by year of signing: ({status: count}, [(year, count)]).

    Counted anew only after a change to an agreement, which every change leaves in the history.
    """
    on = on or timezone.localdate()
    latest = Agreement.history.order_by().aggregate(latest=Max("history_id"))["latest"]
    key = f"pictures:{on}:{settings.WARNING_DAYS}:{latest}"
    return cache.get_or_set(key, lambda: (by_status(on), by_year()))


def by_status(on=None):
    """Return how many agreements have which status on the day `on`: {status: count}."""
    statuses = Agreement.objects.with_status(on).order_by().values_list("current_status")
    return dict(statuses.annotate(count=Count("pk")))


def by_year():
    """Return how many agreements were signed in which year: [(year, count)], the years in their order."""
    dated = Agreement.objects.filter(signed_on__isnull=False).order_by()
    edges = dated.aggregate(first=Min("signed_on"), last=Max("signed_on"))
    if edges["first"] is None:
        return []
    years = range(edges["first"].year, edges["last"].year + 1)
    # Each year is a range of the index; taking the year out of each date would be several times as slow.
    in_year = [
        Subquery(
            dated.filter(signed_on__range=(date(year, 1, 1), date(year, 12, 31))).annotate(in_all=ALL).values("in_all")
        )
        for year in years
    ]
    counts = Agreement.objects.order_by().values_list(*in_year)[0]
    return [(year, count) for year, count in zip(years, counts, strict=True) if count]
