"""The figures of the statistics: public agreements by country, year, type and status, and in force year by year.

They are of the agreements that the public list shows under the same filters, so that both always say the same.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Case, Count, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import cached_property

from partnerships.models import RenewalKind, Status, Validity
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.listing import NO_TYPE, NO_YEAR

DIMENSIONS = ("country", "type", "year", "status")
IN_FORCE = (Status.IN_FORCE, Status.RENEWED, Status.ENDING)
STATUSES = (*IN_FORCE, Status.NOT_STARTED, Status.RESTING, Status.END_NOT_RECORDED, Status.ENDED, Status.TERMINATED)


class Span(NamedTuple):
    """From which year to which an agreement runs; `is_whole` says that it ends with the last day of a year.

    Years are None where they are not recorded; `started` is the year of the start, else of the signing. It rests at the
    end of the years from `rests` to `rested`, which is None for an open rest.
    """

    started: int | None
    ended: int | None
    is_whole: bool
    terminated: int | None
    validity: str
    renewal: str
    rests: int | None = None
    rested: int | None = None

    def status_after(self, year):
        """Return its Status at the end of a `year`, as `Agreement.status_on` would, or None before its start."""
        if self.started is None or self.started > year:
            return None
        if self.terminated is not None and self.terminated <= year:
            return Status.TERMINATED
        is_past = self.ended is not None and (self.ended < year or (self.ended == year and not self.is_whole))
        if is_past and self.renewal != RenewalKind.AUTOMATIC:
            return Status.ENDED
        if self.rests is not None and self.rests <= year and (self.rested is None or year <= self.rested):
            return Status.RESTING
        if self.validity == Validity.OPEN_ENDED:
            return Status.IN_FORCE
        if self.ended is None:
            return Status.END_NOT_RECORDED
        return Status.RENEWED if is_past else Status.IN_FORCE


class Figures:
    """The numbers of the agreements that an AgreementFilter with a valid form asks for."""

    def __init__(self, filterset):
        self.filterset = filterset
        self.rows = filterset.qs.order_by()

    @cached_property
    def cells(self):
        """How many agreements have each combination of values: rows of DIMENSIONS and a number."""
        columns = ("country", "type", "year", "current_status")
        return list(self.rows.values_list(*columns).annotate(number=Count("*")))

    def counts(self, name):
        """Return {value: number of agreements} of one of the DIMENSIONS."""
        column, found = DIMENSIONS.index(name), {}
        for cell in self.cells:
            found[cell[column]] = found.get(cell[column], 0) + cell[-1]
        return found

    @property
    def total(self):
        """The number of agreements."""
        return sum(cell[-1] for cell in self.cells)

    def by_country(self):
        """Return {country's code, "" where not known: (number of agreements, number of institutions)}."""
        institutions = self.rows.values_list("country").annotate(number=Count("agreement__institution", distinct=True))
        partners = dict(institutions)
        return {code: (number, partners.get(code, 0)) for code, number in self.counts("country").items()}

    def by_year(self):
        """Return {year of signing, or of the start: number of agreements}, with None for a year that is not known."""
        return {None if year == NO_YEAR else year: number for year, number in self.counts("year").items()}

    def by_type(self):
        """Return {agreement type, None for no type: number of agreements}."""
        types = self.filterset.types
        return {None if key == NO_TYPE else types[key]: number for key, number in self.counts("type").items()}

    def by_kind(self):
        """Return {kind of cooperation, None where none is recorded: number of agreements}; one may have several."""
        kinds, found = self.filterset.kinds, {}
        for stored, number in self.rows.values_list("kind").annotate(number=Count("pk")):
            for kind in kinds_in(stored, kinds) or [None]:
                found[kind] = found.get(kind, 0) + number
        return found

    def by_status(self):
        """Return {status today: number of agreements}: what holds first, then what is not known, then what is over."""
        counts = self.counts("status")
        return {status: counts[status] for status in STATUSES if status in counts}

    @cached_property
    def spans(self):
        """The Spans of the agreements, each with how many have it."""
        is_whole = Case(When(agreement__ends_on__month=12, agreement__ends_on__day=31, then=Value(1)), default=Value(0))
        rests_until = ExtractYear("agreement__rests_until")
        columns = {
            "started": ExtractYear(Coalesce("agreement__starts_on", "agreement__signed_on")),
            "ended": ExtractYear("agreement__ends_on"),
            "is_whole": is_whole,
            "terminated": ExtractYear("agreement__terminated_on"),
        }
        names = (*columns, "agreement__validity", "agreement__renewal", "rests", "rested")
        is_to_new_year = When(agreement__rests_until__month=12, agreement__rests_until__day=31, then=rests_until)
        rest = {
            "rests": ExtractYear("agreement__rests_from"),
            "rested": Case(is_to_new_year, default=rests_until - 1),
        }
        rows = self.rows.annotate(**columns, **rest).values_list(*names).annotate(number=Count("pk"))
        return [(Span(*values), number) for *values, number in rows]

    def in_force(self, on: date) -> dict[int, tuple[int, int]]:
        """Return {year: (in force, begun with an end that is not recorded)} at the end of each year, and on a day `on`
        of the last; {} where no year is known.

        An agreement of which neither start nor signing is known is in no year.
        """
        first = min((span.started for span, _number in self.spans if span.started), default=on.year + 1)
        years = {year: self.known_and_unknown(year) for year in range(first, on.year)}
        today = [(status, number) for *_values, year, status, number in self.cells if year != NO_YEAR]
        return years | ({on.year: sums(today)} if first <= on.year else {})

    def known_and_unknown(self, year):
        """Return how many agreements were in force at the end of a `year`, and of how many the end is not recorded."""
        return sums((span.status_after(year), number) for span, number in self.spans)

    def are_all_signed(self):
        """Return whether each agreement that is counted in a year was signed in it, and not only started."""
        return not self.rows.filter(agreement__signed_on=None).exclude(year=NO_YEAR).exists()


def sums(counted):
    """Return the number of agreements in force, and of those whose end is not recorded, out of (status, number)."""
    counted = list(counted)
    known = sum(number for status, number in counted if status in IN_FORCE)
    return known, sum(number for status, number in counted if status == Status.END_NOT_RECORDED)
