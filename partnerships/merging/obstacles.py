"""Why a record that a merge removed cannot come back beside what is registered now."""

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.models import AgreementType, FormerAddress, Institution, InstitutionName, Unit

from .vocabularies import VOCABULARIES


def obstacle_of(record, plan):
    """Return why a `record` cannot come back with a TakeBack: a sentence, or "" where it can."""
    return CHECKS[type(record)](record, plan)


def obstacle_of_institution(institution, plan):
    """Return a sentence where the name of an Institution will be in use in its country, else ""."""
    return name_in_use(institution.folded_name, institution.country, plan)


def name_in_use(key, country, plan, besides=None):
    """Return a sentence where, after a TakeBack, an institution in a `country` is known by the folded name `key`.

    Return "" where none is, `besides` one of them.
    """
    after = {
        record.pk: [columns.get(name, [None, getattr(record, name)])[1] for name in ("folded_name", "country")]
        for record, columns in plan.of_restored(Institution)
    }
    for other in Institution.objects.filter(Q(folded_name=key) | Q(pk__in=after)).exclude(pk=besides and besides.pk):
        if after.get(other.pk, [other.folded_name, other.country]) == [key, country]:
            return _("An institution of that name is registered in that country.")
    aliases = InstitutionName.objects.filter(folded_name=key).exclude(institution=besides)
    aliases = aliases.exclude(pk__in=names_not_in_the_way(plan, InstitutionName))
    for alias in aliases.select_related("institution"):
        if after.get(alias.institution_id, [None, alias.institution.country])[1] == country:
            return _("“%s” is known by that name.") % alias.institution
    return ""


def obstacle_of_entry(entry, plan):
    """Return a sentence where the name of an AgreementType or a Unit is in use, else ""."""
    vocabulary = VOCABULARIES[type(entry)]
    others = type(entry).objects.filter(folded_name=entry.folded_name)
    wordings = vocabulary.names.objects.filter(folded_name=entry.folded_name)
    wordings = wordings.exclude(pk__in=names_not_in_the_way(plan, vocabulary.names))
    return str(vocabulary.other) if others.exists() or wordings.exists() else ""


def names_not_in_the_way(plan, model):
    """Return the primary keys of the other names that a TakeBack forgets or moves back, or that stood beside what was
    merged before.
    """
    moved = [record.pk for record, _columns in plan.of_restored(model)]
    before = plan.merge.untouched.get(model._meta.model_name, [])
    return [record.pk for record in plan.of(plan.forgotten, model)] + moved + before


def obstacle_of_address(address, plan):
    """Return a sentence where a FormerAddress leads somewhere else now, else ""."""
    if FormerAddress.objects.filter(slug=address.slug).exists():
        return _("That address leads somewhere else now.")
    return ""


CHECKS = {
    Institution: obstacle_of_institution,
    AgreementType: obstacle_of_entry,
    Unit: obstacle_of_entry,
    FormerAddress: obstacle_of_address,
}
