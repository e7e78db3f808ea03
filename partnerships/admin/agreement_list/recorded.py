"""Filters of agreements by what is recorded of them: partner, type, kinds, unit, person, terms, and import run."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.aggregates import Count
from django.utils.translation import gettext_lazy as _

from partnerships.admin.filters import registered_countries
from partnerships.countries import in_alphabet
from partnerships.kinds import joined, slugs_in
from partnerships.models import Agreement, AgreementType, ImportRun, RenewalKind, SourceRow, Unit, Validity
from partnerships.models.cooperation_kinds import kind_choices
from partnerships.models.staff import full_name

from .values import LONGEST_KEY, NOT_RECORDED, UNKNOWN, ValuesFilter

LATEST_RUNS = 20  # that can be chosen; an address may name an earlier one


class CountryFilter(ValuesFilter):
    """A filter by the country of the institution."""

    title = _("country")
    parameter_name = "country"
    parameters = ("country",)
    panel = "country"
    column = "institution__country"
    is_short = False

    def get_options(self):
        return registered_countries() | {UNKNOWN: NOT_RECORDED}


class TypeFilter(ValuesFilter):
    """A filter by the agreement type."""

    title = _("type")
    parameter_name = "type"
    parameters = ("type",)
    panel = "type"
    column = "agreement_type_id"
    is_short = False

    def get_options(self):
        return {str(each.pk): str(each) for each in AgreementType.objects.all()} | {UNKNOWN: NOT_RECORDED}

    def condition(self, value):
        return Q(agreement_type__isnull=True) if value == UNKNOWN else Q(agreement_type=int(value))

    def values_of(self, stored):
        return [str(stored) if stored else UNKNOWN]


class KindFilter(ValuesFilter):
    """A filter by a kind of cooperation."""

    title = _("covers")
    parameter_name = "kind"
    parameters = ("kind",)
    panel = "kind"
    column = "kinds"

    def get_options(self):
        return dict(kind_choices()) | {UNKNOWN: NOT_RECORDED}

    def condition(self, value):
        return Q(kinds="") if value == UNKNOWN else Q(kinds__contains=joined([value]))

    def values_of(self, stored):
        return slugs_in(stored) or [UNKNOWN]


class UnitFilter(ValuesFilter):
    """A filter by a unit with its parts; an address may say a name of the unit instead of its key, as it did once."""

    title = _("unit")
    parameter_name = "unit"
    parameters = ("unit",)
    panel = "unit"
    column = "unit_id"
    is_short = False

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for text in list(self.not_known):
            if (unit := Unit.objects.called(text)) and (key := f"id-{unit.pk}") in self.options:
                self.not_known.remove(text)
                self.chosen = list(dict.fromkeys([*self.chosen, key]))

    def get_options(self):
        held = set(Agreement.objects.order_by().values_list("unit", flat=True).distinct()) - {None}
        units = Unit.objects.in_bulk() if held else {}
        self.parents = {pk: unit.parent_id for pk, unit in units.items()}
        named = {pk: units[pk].label for each in held for pk in self.line_of(each)}
        return {f"id-{pk}": named[pk] for pk in in_alphabet(named, lambda pk: named[pk])} | {UNKNOWN: NOT_RECORDED}

    def line_of(self, pk):
        """Return the key of a unit, of the one that it is a part of, and so on."""
        line = []
        while pk is not None and pk not in line:
            line.append(pk)
            pk = self.parents.get(pk)
        return line

    def condition(self, value):
        if value == UNKNOWN:
            return Q(unit__isnull=True)
        key = int(value.removeprefix("id-"))
        return Q(unit__in=[pk for pk in self.parents if key in self.line_of(pk)])

    def own(self, value):
        return Q(unit__isnull=True) if value == UNKNOWN else Q(unit=int(value.removeprefix("id-")))

    def values_of(self, stored):
        return [f"id-{pk}" for pk in self.line_of(stored)] or [UNKNOWN]


class ResponsibleFilter(ValuesFilter):
    """A filter by who is responsible: oneself, nobody, or a colleague."""

    title = _("responsible")
    parameter_name = "mine"  # as addresses and kept views have it
    parameters = ("mine",)
    panel = "responsible"
    column = "responsible_id"
    is_short = False

    def get_options(self):
        held = Agreement.objects.order_by().exclude(responsible=self.request.user.pk).values("responsible")
        people = in_alphabet(get_user_model().objects.filter(pk__in=held), full_name)
        return {"1": _("mine"), "nobody": _("nobody")} | {f"id-{each.pk}": full_name(each) for each in people}

    def condition(self, value):
        if value == "nobody":
            return Q(responsible__isnull=True)
        return Q(responsible=self.request.user.pk if value == "1" else int(value.removeprefix("id-")))

    def values_of(self, stored):
        return ["nobody" if stored is None else "1" if stored == self.request.user.pk else f"id-{stored}"]


class ValidityFilter(ValuesFilter):
    """A filter by the kind of validity."""

    title = _("validity")
    parameter_name = "validity"
    parameters = ("validity",)
    column = "validity"

    def get_options(self):
        return dict(Validity.choices)


class RenewalFilter(ValuesFilter):
    """A filter by what happens at the end."""

    title = _("renewal")
    parameter_name = "renewal"
    parameters = ("renewal",)
    column = "renewal"

    def get_options(self):
        return dict(RenewalKind.choices)


class ImportFilter(ValuesFilter):
    """A filter by the import that an agreement came with, or was changed by."""

    title = _("import run")
    parameter_name = "import"
    parameters = ("import",)
    is_short = False

    def get_options(self):
        asked = {int(value) for value in self.asked["import"] if value.isdecimal() and len(value) < LONGEST_KEY}
        latest = list(ImportRun.objects.order_by("-pk")[:LATEST_RUNS])
        if earlier := asked - {run.pk for run in latest}:
            latest += ImportRun.objects.filter(pk__in=earlier)
        return {str(run.pk): str(run) for run in latest}

    def condition(self, value):
        return Q(pk__in=SourceRow.objects.filter(run=value, agreement__isnull=False).order_by().values("agreement"))

    def counts(self, listed):
        rows = SourceRow.objects.filter(run__in=list(self.options), agreement__in=listed.order_by().values("pk"))
        runs = rows.order_by().values_list("run").annotate(in_all=Count("agreement", distinct=True))
        return {str(run): count for run, count in runs}
