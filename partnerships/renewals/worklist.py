"""The worklist: what the office should do next, most urgent first."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Count, F, Func, IntegerField, Max, Min, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Validity
from partnerships.models.agreement_queries import AgreementQuerySet

NAMED = 5  # agreements of a section on the first page
NOBODY: Literal["nobody"] = "nobody"  # whose the agreements are that nobody is responsible for
Whose = User | Literal["nobody"] | None
GAPS = {"end-missing", "date-missing"}  # sections of what is not recorded; none of it is due on a day
ALL = Func(template="COUNT(*)", output_field=IntegerField())  # no Count, which would group by each agreement


class Section(NamedTuple):
    """One section of the worklist: its key in addresses, its title, what takes its agreements on a day, its order."""

    key: str
    title: Promise
    agreements: Callable[[AgreementQuerySet, date], AgreementQuerySet]
    order: str = "ends_on"

    @property
    def is_review(self) -> bool:
        """Whether it is about the next review."""
        return self.order == "review_on"


SECTIONS: list[Section] = [
    Section("decide", _("The day to decide by has come"), lambda rows, on: rows.to_decide(on)),
    Section("ended", _("Ended without a decision"), lambda rows, on: rows.ended_undecided(on)),
    Section(
        "automatic",
        _("Renewed automatically, to be recorded"),
        lambda rows, on: rows.renewed_unrecorded(on),
    ),
    Section("rested", _("The rest is over: in force again?"), lambda rows, on: rows.rested(on)),
    Section("review", _("A review is due"), lambda rows, on: rows.review_due(on), "review_on"),
    Section("review-30", _("A review within 30 days"), lambda rows, on: rows.review_within(1, 30, on), "review_on"),
    Section("ends-30", _("Ending within 30 days"), lambda rows, on: rows.ending_within(0, 30, on)),
    Section("review-90", _("A review within 90 days"), lambda rows, on: rows.review_within(31, 90, on), "review_on"),
    Section("ends-90", _("Ending within 90 days"), lambda rows, on: rows.ending_within(31, 90, on)),
    Section("ends-180", _("Ending within 180 days"), lambda rows, on: rows.ending_within(91, 180, on)),
    Section(
        "end-missing",
        _("End not recorded"),
        lambda rows, on: rows.not_superseded().filter(validity=Validity.NOT_RECORDED).exclude(terminated_on__lte=on),
    ),
    Section("date-missing", _("Neither signing nor start recorded"), lambda rows, on: rows.not_superseded().undated()),
]


def section_of(key: str, on: date | None = None, user: Whose = None) -> QuerySet:
    """Return the agreements of a section on the day `on`, of one `user`, of nobody or all, most urgent first.

    Raises KeyError for a `key` that no section has.
    """
    on = on or timezone.localdate()
    section = {section.key: section for section in SECTIONS}[key]
    agreements = Agreement.objects.not_snoozed(on)
    if user is not None:
        agreements = agreements.filter(responsible=None if user == NOBODY else user)
    return section.agreements(agreements, on).order_by(F(section.order).asc(nulls_last=True), "pk")


def worklist(on: date | None = None, user: Whose = None) -> list[tuple[Section, int, list[Agreement]]]:
    """Return each section with its count and its most urgent agreements."""
    counts = counted(on, user)
    named = {
        key: list(section_of(key, on, user).values_list("pk", flat=True)[:NAMED]) if count else []
        for key, count in counts.items()
    }
    keys = {pk for pks in named.values() for pk in pks}
    agreements = Agreement.objects.select_related("institution", "agreement_type", "responsible").in_bulk(keys)
    return [(section, counts[section.key], [agreements[pk] for pk in named[section.key]]) for section in SECTIONS]


def due_count(user: Whose = None) -> int:
    """Return how many agreements are due today in all, of one `user`, of nobody or all; gaps are due on no day."""
    return sum(count for key, count in counted(user=user).items() if key not in GAPS)


def counted(on=None, user=None):
    """Return {section's key: number of agreements}, in one query in which each section takes its own index."""
    counts = {
        section.key: Subquery(section_of(section.key, on, user).order_by().annotate(in_all=ALL).values("in_all"))
        for section in SECTIONS
    }
    row = Agreement.objects.order_by().values_list(*counts.values())[:1]
    return dict(zip(counts, row[0] if row else [0] * len(counts), strict=True))


def chart_data(on: date | None = None) -> tuple[dict[str, int], list[tuple[int, int]]]:
    """Return the agreements by status on the day `on` and by year of signing or start.

    They are ({status: count}, [(year, count)]), and are counted again only after a change to an agreement, which every
    change leaves in the history.
    """
    on = on or timezone.localdate()
    return kept_until_changed(f"chart-data:{on}:{settings.WARNING_DAYS}", lambda: (by_status(on), by_year()))


def without_review_counts(on: date | None = None) -> tuple[int, int]:
    """Return about how many agreements nobody will be asked as of the day `on`, and how many of them have an end.

    They are counted again only after a change to an agreement.
    """
    on = on or timezone.localdate()

    def count():
        found = Agreement.objects.without_review(on).order_by().aggregate(all=Count("pk"), ended=Count("ends_on"))
        return found["all"], found["ended"]

    return kept_until_changed(f"without-review:{on}", count)


def kept_until_changed(name, count):
    """Return what `count` returns, or what it returned when it was called under that `name` since the last change."""
    latest = Agreement.history.order_by().aggregate(latest=Max("history_id"))["latest"]
    if (counted_before := cache.get(key := f"{name}:{latest}")) is None:
        cache.set(key, counted_before := count())
    return counted_before


def by_status(on: date | None = None) -> dict[str, int]:
    """Return {status on the day `on`: number of agreements}."""
    statuses = Agreement.objects.with_status(on).order_by().values_list("current_status")
    return dict(statuses.annotate(count=Count("pk")))


def by_year() -> list[tuple[int, int]]:
    """Return [(year of signing, number of agreements)], the years in their order; by the start where not signed."""
    unsigned = Agreement.objects.filter(signed_on__isnull=True, starts_on__isnull=False).order_by()
    numbers = Counter(dict(unsigned.values_list("starts_on__year").annotate(count=Count("pk"))))
    return sorted((numbers + Counter(dict(by_year_of_signing()))).items())


def by_year_of_signing():
    """Return [(year of signing, number of agreements)], the years in their order."""
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
