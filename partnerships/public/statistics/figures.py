"""What the statistics say: how many public agreements there are by country, year of signing, type and status.

The numbers are the tallies that the public list shows too, so that both always say the same.
"""

from django.db.models import Count

from partnerships.models import Agreement, AgreementType
from partnerships.models.listing import NO_TYPE, NO_YEAR
from partnerships.public.listing.finding import Criteria, TalliedResults


class Figures:
    """The numbers of the register as the listing has it now."""

    def __init__(self):
        self.types = {kind.pk: kind for kind in AgreementType.objects.order_by("order", "name")}
        self.found = TalliedResults(Criteria(), list(self.types))

    def by_country(self):
        """Return how many agreements with how many institutions each country has: [(code, agreements, institutions)].

        The code is "" where the country is not known.
        """
        public = Agreement.objects.public().order_by().values_list("institution__country")
        institutions = dict(public.annotate(number=Count("institution", distinct=True)))
        return [(code, number, institutions.get(code, 0)) for code, number in self.found.counts("country").items()]

    def by_year(self):
        """Return how many agreements were signed in which year: {year: number}, with None for a year that is not
        known.
        """
        return {None if year == NO_YEAR else year: number for year, number in self.found.counts("year").items()}

    def by_type(self):
        """Return how many agreements each type has: [(slug, name, number)], most first.

        Both None where it is not known.
        """
        numbers = self.found.counts("type")
        keys = sorted(self.found.in_order("type", numbers), key=lambda key: -numbers[key])
        names = {key: (kind.slug, kind.name) for key, kind in self.types.items()} | {NO_TYPE: (None, None)}
        return [(*names[key], numbers[key]) for key in keys if key in names]

    def by_status(self):
        """Return how many agreements have which status today: {status: number}."""
        return dict(self.found.counts("status"))
