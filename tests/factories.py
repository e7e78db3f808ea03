"""Records for tests, made in one line."""

from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, Institution, RegisterNumber, Unit, Validity
from partnerships.partial_dates import PartialDate


def make_institution(name="Technical University of Varna", country="BG", **fields):
    """Return the institution of that name and country, made if there is none."""
    found = Institution.objects.filter(folded_name=fold(name), country=country).first()
    return found or Institution.objects.create(name=name, country=country, **fields)


def make_unit(name="Faculty of Law", **fields):
    """Return the unit of that name, made if there is none."""
    return Unit.objects.filter(folded_name=fold(name)).first() or Unit.objects.create(name=name, **fields)


def make_agreement(institution=None, title="MoU", signed="2020-10", ends=None, **fields):
    """Return an agreement under a type of its title; `signed` and `ends` in ISO form, or None.

    Its number in the source list, where there is one, is its register number, too, unless another has that; its unit
    may be given by name.
    """
    if isinstance(fields.get("unit"), str):
        fields["unit"] = make_unit(fields["unit"])
    kind = AgreementType.objects.filter(folded_name=fold(title)).first() or AgreementType.objects.create(name=title)
    agreement = Agreement(institution=institution or make_institution(), agreement_type=kind, title=title)
    agreement.signed = signed and PartialDate.fromisoformat(signed)
    agreement.ends = ends and PartialDate.fromisoformat(ends)
    if ends:
        agreement.validity = Validity.FIXED
    if fields.get("rests_from"):
        fields.setdefault("rest_reason", "by decision of the senate")
    for name, value in fields.items():
        setattr(agreement, name, value)
    number = fields.get("register_number") or fields.get("number")
    if number and not Agreement.objects.filter(register_number=number).exists():
        agreement.register_number = RegisterNumber.objects.get_or_create(pk=number)[0].pk
    agreement.save()
    return agreement
