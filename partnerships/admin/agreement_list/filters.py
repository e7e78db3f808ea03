"""The filters of the list of agreements: the questions that staff ask of it, in the order of the page."""

from .attention import MissingFilter, WorkFilter
from .days import EndFilter, EndsFilter, ReviewFilter, SignedFilter, YearFilter
from .recorded import (
    CountryFilter,
    ImportFilter,
    KindFilter,
    RenewalFilter,
    ResponsibleFilter,
    TypeFilter,
    UnitFilter,
    ValidityFilter,
)
from .status import StatusFilter
from .values import ListFilter

FILTERS: list[type[ListFilter]] = [
    StatusFilter,
    EndFilter,
    EndsFilter,
    ReviewFilter,
    CountryFilter,
    TypeFilter,
    KindFilter,
    UnitFilter,
    ResponsibleFilter,
    MissingFilter,
    YearFilter,
    SignedFilter,
    ValidityFilter,
    RenewalFilter,
    WorkFilter,
    ImportFilter,
]
PARAMETERS = {name for each in FILTERS for name in each.parameters}
