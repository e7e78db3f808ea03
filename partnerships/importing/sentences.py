"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
    # tables: lists of other shapes
    "date-from-parts": _("The date was put together from the columns %(headers)s: “%(date)s”."),
    "date-part-unused": _("Of “%(cell)s” in the columns %(headers)s only “%(date)s” could be taken for a date."),
    "type-from-cross": _("The type is the header over the cross: “%(type)s”."),
    "type-from-crosses": _("There are crosses under several types; all stand in the type: “%(type)s”."),
    "year-from-header": _("The year is that of the header over what the row says: “%(cell)s”."),
    "two-lines": _("The record goes on in row %(row)s, which was joined to it: “%(cell)s”."),
    "title-divided": _("“%(cell)s” was divided into the type “%(type)s” and the institution “%(name)s”."),
    # cells: names
    "several-partners": _("“%(cell)s” seems to name several institutions (%(partners)s); it was taken as one."),
}
