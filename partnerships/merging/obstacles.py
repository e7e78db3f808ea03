"""Why a record that a merge removed cannot come back beside what is registered now."""

from django.utils.translation import gettext as _

from partnerships.models import AgreementType, AgreementTypeName, FormerAddress, Institution, InstitutionName


def obstacle_of(record, plan):
    """Return why a `record` cannot come back with a TakeBack: a sentence, or "" where it can."""
    return CHECKS[type(record)](record, plan)


def obstacle_of_institution(institution, plan):
    """Return a sentence where the name of an Institution is in use in its country, else ""."""
    after = {
        record.pk: columns["country"][1] for record, columns in plan.of_restored(Institution) if "country" in columns
    }
    for other in Institution.objects.filter(folded_name=institution.folded_name):
        if after.get(other.pk, other.country) == institution.country:
            return _("An institution of that name is registered in that country.")
    leaving = names_that_leave(plan, InstitutionName)
    aliases = InstitutionName.objects.filter(folded_name=institution.folded_name).exclude(pk__in=leaving)
    for alias in aliases.select_related("institution"):
        if after.get(alias.institution_id, alias.institution.country) == institution.country:
            return _("“%s” is known by that name.") % alias.institution
    return ""


def obstacle_of_type(agreement_type, plan):
    """Return a sentence where the name of an AgreementType is in use, else ""."""
    if AgreementType.objects.filter(folded_name=agreement_type.folded_name).exists():
        return _("Another type is known by that name.")
    leaving = names_that_leave(plan, AgreementTypeName)
    if AgreementTypeName.objects.filter(folded_name=agreement_type.folded_name).exclude(pk__in=leaving).exists():
        return _("Another type is known by that name.")
    return ""


def names_that_leave(plan, model):
    """Return the primary keys of the other names that a TakeBack deletes or moves back; `model` is their model."""
    moved = [record.pk for record, _columns in plan.of_restored(model)]
    return [record.pk for record in plan.of(plan.forgotten, model)] + moved


def obstacle_of_address(address, plan):
    """Return a sentence where a FormerAddress leads somewhere else now, else ""."""
    if FormerAddress.objects.filter(slug=address.slug).exists():
        return _("That address leads somewhere else now.")
    return ""


CHECKS = {Institution: obstacle_of_institution, AgreementType: obstacle_of_type, FormerAddress: obstacle_of_address}
