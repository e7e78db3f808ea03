"""The list of agreements as its address asks for it."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import build_q_object_from_lookup_parameters, label_for_field, prepare_lookup_value
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, OrderBy, Prefetch
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.models import Agreement, CooperationKind

from .columns import COLUMNS
from .filters import PARAMETERS
from .groups import GROUPS, headings, rank
from .status import StatusFilter
from .values import LONGEST_KEY, ListFilter, ValuesFilter, tally

OWN = {"sort", "group"}  # parameters that neither filter nor search
USUAL_ORDER = [F("ends_on").asc(nulls_last=True), "institution__folded_name", "pk"]
LONGEST_SAID = 60  # characters of a value that is said again


class AgreementChangeList(ChangeList):
    """The list of agreements: filters of several values each, what they count, its order, its groups.

    What the address says and nobody understands is left out and said in `notes`.
    """

    def __init__(self, request, *args, **kwargs):
        self.request = request
        self.not_understood = {}
        super().__init__(request, *args, **kwargs)

    def get_filters_params(self, params=None):
        asked = super().get_filters_params(params)
        for name in list(asked):
            if name in OWN or (name not in PARAMETERS and not self.is_lookup(name, asked[name])):
                del asked[name]
        return asked

    def is_lookup(self, name, values):
        """Return whether a parameter is a lookup of Django that can be answered."""
        try:
            if not all(self.is_allowed(name, value) for value in values):
                raise ValueError(name)
            # The query is made, so that each value is tried, and thrown away.
            str(self.root_queryset.filter(self.lookup(name, values)).query)
        except Exception:
            self.not_understood[name] = self.filter_params.pop(name, values)
            return False
        return True

    def is_allowed(self, name, value):
        """Return whether a person may ask for a lookup, of a `value` in which each number fits into a database."""
        is_long = any(len(part) > LONGEST_KEY for part in value.split(",") if part.strip().lstrip("-").isdecimal())
        return not is_long and self.model_admin.lookup_allowed(name, value, self.request)

    @staticmethod
    def lookup(name, values):
        """Return the Q of one parameter that is a lookup of Django."""
        return build_q_object_from_lookup_parameters({name: prepare_lookup_value(name, list(values))})

    def get_queryset(self, request, exclude_parameters=None):
        self.filter_params = {name: values for name, values in self.filter_params.items() if any(values)}
        found = self.get_filters(request)
        self.filter_specs, self.has_filters, lookups, _may_double, self.has_active_filters = found
        asked = self.root_queryset.filter(build_q_object_from_lookup_parameters(lookups))
        self.searched, _may_double = self.model_admin.get_search_results(request, asked, self.query)
        for spec in self.filter_specs:
            if getattr(spec, "not_known", ()):
                self.filter_params[spec.parameter_name] = spec.chosen
        self.clear_all_filters_qs = self.query_with(**dict.fromkeys({*PARAMETERS, *lookups}))
        listed = self.apply_select_related(self.narrowed())
        superseding = Agreement.objects.only("register_number", "supersedes")
        return listed.prefetch_related(Prefetch("superseded_by", superseding)).order_by(
            *self.get_ordering(request, listed)
        )

    @property
    def specs(self) -> list[ListFilter]:
        """The filters of the list."""
        return self.filter_specs  # type: ignore[return-value]

    def narrowed(self, without=None):
        """Return the agreements that the search and all filters but the one `without` leave."""
        listed = self.searched
        for spec in self.filter_specs:
            if spec is not without:
                listed = spec.queryset(self.request, listed)
        return listed

    def query_with(self, **changes):
        """Return the query string of the list with some parameters changed; None takes one out."""
        parameters = {name: values for name, values in {**self.filter_params, **changes}.items() if values}
        return f"?{urlencode(sorted(parameters.items()), doseq=True)}"

    def get_results(self, request):
        """Find the page that is asked for, or the first where the list has no such page."""
        try:
            super().get_results(request)
        except IncorrectLookupParameters:
            self.page_num = 1
            super().get_results(request)

    @property
    def result_list(self):
        """The agreements on the page; each knows the day that the list asks about and the labels of its kinds."""
        if not self.is_ready:
            self.is_ready, day = True, self.spec(StatusFilter).day
            kinds = CooperationKind.objects.by_slug() if COLUMNS["kinds"] in self.list_display else {}
            for agreement in self.found:
                agreement.asked_on = day
                agreement.kind_labels = [kinds[slug].label for slug in agreement.kind_slugs if slug in kinds]
        return self.found

    @result_list.setter
    def result_list(self, found):
        self.found, self.is_ready = found, False

    def spec(self, kind):
        """Return the filter of a `kind`, a class."""
        return next(spec for spec in self.filter_specs if isinstance(spec, kind))

    @cached_property
    def counts(self):
        """{filter: {value: count}} under the search and the other filters; those that are not chosen at once."""
        specs = [spec for spec in self.filter_specs if isinstance(spec, ValuesFilter)]
        counts = tally(self.narrowed(), [spec for spec in specs if not spec.is_active])
        for spec in specs:
            if spec.is_active:
                counts |= tally(self.narrowed(without=spec), [spec])
        return counts

    @cached_property
    def total(self):
        """How many agreements the register has."""
        is_whole = not (self.has_active_filters or self.query or self.filter_params)
        return self.result_count if is_whole else self.root_queryset.count()

    @cached_property
    def notes(self):
        """Sentences on what the address says and nobody understands."""
        unknown = [(str(spec.title), value) for spec in self.filter_specs for value in getattr(spec, "not_known", ())]
        unknown += [(name, ", ".join(values)) for name, values in self.not_understood.items()]
        said = _("“%(value)s” is no value of the filter “%(filter)s” and was left out.")
        sentences = [said % {"value": value[:LONGEST_SAID], "filter": name[:LONGEST_SAID]} for name, value in unknown]
        return sentences + [note for spec in self.filter_specs for note in spec.notes]

    # Its order

    @cached_property
    def orders(self):
        """The orders that the address asks for: [(name of a column, whether it descends)]."""
        parts = (self.params.get("sort") or "").split(".")
        named = [(part.removeprefix("-"), part.startswith("-")) for part in parts]
        return [(name, descends) for name, descends in named if self.ordering_of(name) is not None]

    def ordering_of(self, name):
        """Return what the column of a `name` is sorted by; None for a column without an order or none."""
        return self.get_ordering_field(COLUMNS[name]) if name in COLUMNS else None

    def get_ordering(self, request, queryset):
        groups = [rank(self.group)] if self.group else []
        asked = [directed(self.ordering_of(name), descends) for name, descends in self.orders]
        return [*groups, *asked, *getattr(request, "usual_order", USUAL_ORDER)]

    def get_ordering_field_columns(self):
        return {}  # the template makes its own heads, by `heads`

    @cached_property
    def heads(self):
        """The heads of the columns: (label, address that sorts by it or "", aria-sort or "")."""
        names = {column: name for name, column in COLUMNS.items()}
        return [self.head(names.get(column, ""), column) for column in self.list_display]

    def head(self, name, column):
        """Return the head of one column."""
        label = label_for_field(column, self.model, self.model_admin)
        if not name or self.ordering_of(name) is None:
            return name or column, label, "", ""
        first = self.orders[0] if self.orders else ("ends", False)
        if name != first[0]:
            return name, label, self.query_with(sort=[name]), ""
        again = name if first[1] else f"-{name}"
        return name, label, self.query_with(sort=[again]), "descending" if first[1] else "ascending"

    # Its groups

    @cached_property
    def group(self):
        """The filter by whose values the list is grouped; None for no group."""
        kind = GROUPS.get(self.params.get("group") or "")
        return self.spec(kind) if kind else None

    @cached_property
    def headings(self):
        """{primary key: Heading} of the agreements on the page with which a group begins."""
        return headings(self.group, self.narrowed(), self.result_list) if self.group else {}


def directed(ordering, descends):
    """Return an ordering, a name or an expression, that descends where that is asked for."""
    if isinstance(ordering, str):
        return f"-{ordering}" if descends else ordering
    ordering = ordering.copy() if isinstance(ordering, OrderBy) else ordering.asc()
    return ordering.reverse_ordering() if descends else ordering
