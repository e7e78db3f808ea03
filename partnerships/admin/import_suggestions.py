"""Registered records that a person points an unknown name of a list at: suggested while typing, or typed in full."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.paginator import Paginator
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.languages import current_language
from partnerships.models import AgreementType, AgreementTypeName, Institution, InstitutionName, Unit


def label_of(institution: Institution) -> str:
    """Return an institution as a box suggests it: with its country."""
    return ", ".join(filter(None, [institution.name, institution.country_name]))


def suggested_institutions(term: str) -> QuerySet:
    """Return the institutions with every folded word of a `term` in their names, city or country; the nearest first."""
    found, key = Institution.objects.all(), fold(term)
    if term.strip() and not key:
        return found.none()
    cities = Institution.objects.cities() if key else {}
    for word in key.split():
        alias = InstitutionName.objects.filter(institution=OuterRef("pk"), folded_name__contains=word)
        found = found.filter(
            Q(folded_name__contains=word)
            | Exists(alias)
            | Q(city__in=[city for city, folded in cities.items() if word in folded])
            | Q(country__in=countries_named(word))
        )
    return nearest_first(found, key, "folded_name", "country", "pk")


def suggested_types(term: str) -> QuerySet:
    """Return the types with every folded word of a `term` in their name or their other wordings; the nearest first."""
    found, key = AgreementType.objects.all(), fold(term)
    if term.strip() and not key:
        return found.none()
    for word in key.split():
        alias = AgreementTypeName.objects.filter(agreement_type=OuterRef("pk"), folded_name__contains=word)
        found = found.filter(Q(folded_name__contains=word) | Exists(alias))
    return nearest_first(found, key, "order", "folded_name", "pk")


def nearest_first(records, key, *order):
    """Return `records` with those first whose folded name begins with a `key`, then in some `order`."""
    nearest = Case(When(folded_name__startswith=key, then=Value(0)), default=Value(1))
    return records.order_by(*([nearest] if key else []), *order)


def countries_named(word):
    """Return the codes of the countries with a name, in the current language or in English, that begins like a `word`.

    Any word of the name may; one of a letter or two must be all of it.
    """
    names = [item for language in {current_language(), "en"} for item in country_names(language).items()]
    is_long = len(word) > 2
    return {
        code
        for code, name in names
        if any(part == word or (is_long and part.startswith(word)) for part in fold(name).split())
    }


def suggested_units(term: str) -> QuerySet:
    """Return the units with every folded word of a `term` in what they are called; the nearest first."""
    return nearest_first(Unit.objects.matching(term), fold(term), "folded_name", "pk")


SUGGESTED = {
    "institution": (suggested_institutions, label_of),
    "type": (suggested_types, str),
    "unit": (suggested_units, str),
}


class ImportSuggestions(AutocompleteJsonView):
    """The suggestions for an unknown name of a list, for everybody who may import, and for nobody else.

    The kind of record in the address takes the place of the field of a form that Django's own view asks for.
    """

    admin_site = admin.site

    def process_request(self, request):
        return request.GET.get("term", "")[:400], None, None, "pk"

    def has_perm(self, request, obj=None):
        return request.user.has_perm("partnerships.import_agreement")

    def get_queryset(self):
        find, _label = SUGGESTED[self.kwargs["kind"]]
        return find(self.term)

    def get_paginator(self, *args, **kwargs):
        return Paginator(*args, **kwargs)

    def serialize_result(self, record, key):
        _find, label = SUGGESTED[self.kwargs["kind"]]
        return {"id": str(getattr(record, key)), "text": label(record)}


def institution_named(text: str) -> Institution | None:
    """Return the one registered institution that a `text` names: its number, or its name with or without country."""
    if text.isascii() and text.isdigit():
        return Institution.objects.filter(pk=text[:18]).first()
    named = Q(folded_name=fold(text)) | Q(other_names__folded_name=fold(text))
    found = list(Institution.objects.filter(named).distinct()[:2])
    if not found:
        name, country = fold(text.rpartition(",")[0]), fold(text)
        named = Q(folded_name=name) | Q(other_names__folded_name=name)
        before = Institution.objects.filter(named).distinct()
        found = [one for one in before if country.endswith(f" {fold(one.country_name)}")]
    return found[0] if len(found) == 1 else None


def type_named(text: str) -> AgreementType | None:
    """Return the registered type that a `text` names by its number, its name or another wording, or None."""
    if text.isascii() and text.isdigit():
        return AgreementType.objects.filter(pk=text[:18]).first()
    named = Q(folded_name=fold(text)) | Q(other_names__folded_name=fold(text))
    return AgreementType.objects.filter(named).first()


def unit_named(text: str) -> Unit | None:
    """Return the registered unit that a `text` names by its number or any of its names, or None."""
    if text.isascii() and text.isdigit():
        return Unit.objects.filter(pk=text[:18]).first()
    return Unit.objects.called(text)
