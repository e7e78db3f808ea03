"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    # rows
    "year-from-heading": _("The year of signing is that of the heading in row %(row)s: “%(text)s”."),
    "year-of-sheet": _("The year of signing is the name of the sheet: “%(text)s”."),
    "type-from-heading": _("The type is that of the heading in row %(row)s: “%(text)s”."),
    "status-from-heading": _("The heading in row %(row)s says “%(text)s”; please look whether the agreement holds."),
    "row-hidden": _("This row is hidden in the file; please look whether it is meant."),
    "sheet-hidden": _("The sheet of this row is hidden in the file; please look whether it is meant."),
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
}
