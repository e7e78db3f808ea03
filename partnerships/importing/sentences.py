"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
    # cells: records
    "end-before-signing": _("The end (%(ends)s) lies before the signing (%(signed)s)."),
    "end-before-start": _("The end (%(ends)s) lies before the start (%(starts)s), so the start is left empty."),
    "country-from-city": _("The country was read from “%(cell)s”: %(country)s."),
    "country-from-code": _("The country was read from “%(cell)s”: %(country)s."),
    # planning
    "start-as-signing": _("The list says that %(date)s is the start; it is registered as the day of signing."),
}
