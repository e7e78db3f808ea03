"""What became of a register number that no public agreement has: which agreement stays instead, or that none does."""

from django.db.models import Q

from partnerships.folding import fold
from partnerships.models import Agreement, Institution

# By these an agreement that was deleted is known again in another one: they say the same document.
SAME = ("title", "signed_on", "signed_precision", "ends_on", "ends_precision")


def was_public(number: int) -> bool:
    """Return whether an agreement with that register `number` was ever on the public list."""
    return Agreement.history.filter(register_number=number, is_public=True).exists()


def staying_agreement(number: int) -> Agreement | None:
    """Return the public agreement that stays of two that were the same, where the one of that `number` was deleted.

    It is with the same institution, and all that identifies the document is the same; None where not just one is.
    """
    if Agreement.objects.filter(register_number=number).exists():
        return None
    last = Agreement.history.filter(register_number=number).order_by("-history_date", "-history_id").first()
    if last is None:
        return None
    same = Agreement.objects.public().filter(institution__in=institutions_of(last.institution_id))
    identity = SAME if last.title else ("agreement_type_id", *SAME)
    found = list(same.filter(**{name: getattr(last, name) for name in identity})[:2])
    return found[0] if len(found) == 1 else None


def institutions_of(key: int) -> list[int]:
    """Return the keys of the institutions that an institution's `key` means today: itself, or what bears its name.

    One that was merged is another name of the one that stays; one that was registered again has another key.
    """
    if Institution.objects.filter(pk=key).exists():
        return [key]
    last = Institution.history.filter(id=key).order_by("-history_date", "-history_id").first()
    if last is None:
        return []
    name = fold(last.name)
    named = Q(folded_name=name, country=last.country) | Q(other_names__folded_name=name)
    return list(Institution.objects.filter(named).order_by().values_list("pk", flat=True).distinct())
