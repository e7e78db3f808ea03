"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
    # tables
    "column-guessed": _("The meaning of “%(header)s” was told from its cells; please look whether it is right."),
    "column-rival": _("“%(text)s” under “%(header)s” was not taken, although it may be meant; please look."),
    "column-close": _("“%(header)s” may also be meant as “%(other)s”; please look at it."),
    "beyond-header": _("“%(text)s” stands in a column without a header and was not taken; please look at the row."),
    "encoding-doubtful": _(
        "The file does not say its encoding; please look whether “%(letters)s” is right in “%(text)s”."
    ),
    "title-from-header": _("The type is the header over the dates: “%(header)s”."),
}
