"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
    # planning
    "signed-differs": _("The registered date of signing stays (%(kept)s); this row has %(given)s."),
    "end-denied": _("The registered end stays (%(kept)s); this row says that there is none."),
    "row-lacking": _("The list %(file)s does not name it any more; please look what became of it."),
    "row-left-out": _("You leave this row out; it is kept with the file."),
    "row-less-precise": _(
        "Row %(row)s names the same institution and type, and dates that may be the same; please look whether it is "
        "the same agreement."
    ),
    # cells: numbers
    "number-too-large": _("“%(cell)s” is too large for a number of the register, so the agreement gets none."),
}
