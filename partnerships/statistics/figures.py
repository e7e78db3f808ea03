"""What the statistics say: how many public agreements there are by country, year of signing, type and status."""

from collections import Counter

from django.db.models import Count, F

from partnerships.models import Agreement


def by_country():
    """How many public agreements with how many institutions each country has: [(code, agreements, institutions)].

    The code is "" where the country is not known.
    """
    public = Agreement.objects.public().order_by()
    numbers = {"agreements": Count("pk"), "institutions": Count("institution", distinct=True)}
    return list(public.values_list("institution__country").annotate(**numbers))


def by_year():
    """How many public agreements were signed in which year: {year: number}, with None for a year that is not known.

    The database counts days, since it would ask Python for the year of each row on SQLite.
    """
    days = Agreement.objects.public().order_by().values_list("signed_on").annotate(number=Count("pk"))
    numbers = Counter()
    for day, number in days:
        numbers[day and day.year] += number
    return dict(numbers)


def by_type():
    """How many public agreements each type has: [(slug, name, number)], most first; both None where it is not known."""
    public = Agreement.objects.public()
    counted = public.values_list("agreement_type__slug", "agreement_type__name").annotate(number=Count("pk"))
    return list(counted.order_by("-number", F("agreement_type__order").asc(nulls_last=True), "agreement_type__name"))


def by_status(on=None):
    """How many public agreements have which status on the day `on` (today if left out): {status: number}."""
    public = Agreement.objects.public().with_status(on).order_by()
    return dict(public.values_list("current_status").annotate(number=Count("pk")))
