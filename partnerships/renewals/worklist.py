"""What the office should do next, most urgent first."""

from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, Validity

NAMED = 5


class Section(NamedTuple):
    """One kind of work: its key in addresses, what it is called, and the agreements of it on a day."""

    key: str
    title: str
    agreements: object


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
    """The agreements of the section with that `key` on the day `on`, those of one `user` or all; most urgent first.

    Raises KeyError for a key that no section has.
    """
    on = on or timezone.localdate()
    section = {section.key: section for section in SECTIONS}[key]
    some = Agreement.objects.awake(on)
    if user is not None:
        some = some.filter(responsible=user)
    return section.agreements(some, on).order_by(F("ends_on").asc(nulls_last=True), "pk")


def worklist(on=None, user=None):
    """Each section with its count and the most urgent agreements: a list of (Section, count, agreements)."""
    found = []
    for section in SECTIONS:
        agreements = section_of(section.key, on, user).annotate(in_all=Window(Count("pk")))
        named = list(agreements.select_related("institution", "agreement_type")[:NAMED])
        found.append((section, named[0].in_all if named else 0, named))
    return found


def by_status(on=None):
    """How many agreements have which status on the day `on`: {status: count}."""
    counted = Agreement.objects.with_status(on).order_by().values("current_status").annotate(number=Count("pk"))
    return {row["current_status"]: row["number"] for row in counted}


def by_year():
    """How many agreements were signed in which year: [(year, count)], the years in their order."""
    years = Agreement.objects.filter(signed_on__isnull=False).order_by().annotate(year=ExtractYear("signed_on"))
    return sorted(years.values_list("year").annotate(number=Count("pk")))
