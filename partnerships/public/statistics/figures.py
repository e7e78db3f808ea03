"""The figures of the statistics: public agreements by country, year of signing or start, type and status.

They are the numbers that the public list shows too, so that both always say the same.
"""

from django.db.models import Count

from partnerships.models import Agreement
from partnerships.models.listing import NO_TYPE, NO_YEAR
from partnerships.public.filters import AgreementFilter
from partnerships.public.listing.finding import Found


class Figures:
    """The numbers of the register as the listing has it now, or had it at the version of a `request`."""

    def __init__(self, request=None):
        self.filterset = AgreementFilter({}, request=request)
        self.found = Found(self.filterset)

    def by_country(self):
        """Return [(country's code, number of agreements, number of institutions)]; the code is "" where not known."""
        public = Agreement.objects.public().order_by().values_list("institution__country")
        institutions = dict(public.annotate(number=Count("institution", distinct=True)))
        return [(code, number, institutions.get(code, 0)) for code, number in self.found.counts("country").items()]

    def by_year(self):
        """Return {year of signing, or of the start: number of agreements}, with None for a year that is not known."""
        return {None if year == NO_YEAR else year: number for year, number in self.found.counts("year").items()}

    def by_type(self):
        """Return [(type's slug, its name, number of agreements)], most first; slug and name are None for no type."""
        types, counts = self.filterset.types, self.found.counts("type")
        keys = sorted(self.filterset.filters["type"].in_order(counts), key=lambda key: -counts[key])
        names = {key: (kind.slug, kind.label) for key, kind in types.items()} | {NO_TYPE: (None, None)}
        return [(*names[key], counts[key]) for key in keys]

    def by_status(self):
        """Return {status today: number of agreements}."""
        return dict(self.found.counts("status"))
