"""The questions that can be asked about agreements."""

import re
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import Exact
from django.utils import timezone

from partnerships.folding import fold
from partnerships.kinds import joined

from .conditions import any_of
from .cooperation_kinds import CooperationKind
from .deadlines import decide_by_reached
from .institutions import Institution, InstitutionName
from .next_reviews import NextReviewQuerySet
from .status import RenewalKind, Status, Validity, status_expression
from .units import Unit

NUMBERED = re.compile(r"\s*(?:no|nr|№|#)\.?\s*([0-9]{1,9})\s*", re.IGNORECASE)  # as people write a register number
DIGITS = re.compile(r"[0-9]{1,9}")


def end_can_be_told() -> Q:
    """Return the condition that no end is recorded, and that it follows from the signing, or the start, and the term.

    From a year, only a term of whole years makes one.
    """
    dated = Q(signed_on__isnull=False) | Q(starts_on__isnull=False)
    in_year = Q(signed_precision="year") | Q(signed_on__isnull=True, starts_precision="year")
    known = Q(validity=Validity.NOT_RECORDED, term_months__isnull=False, terminated_on__isnull=True)
    return known & dated & (~in_year | Q(Exact(F("term_months") % 12, 0)))


class AgreementQuerySet(NextReviewQuerySet):
    """Questions about agreements; `on` is the day asked about, today if left out."""

    def public(self):
        """Return those that visitors may see."""
        return self.filter(is_public=True)

    def undated(self):
        """Return those of which neither the signing nor the start is known."""
        return self.filter(signed_on__isnull=True, starts_on__isnull=True)

    def dated_within(self, first, last):
        """Return those signed from the day `first` to `last`, or started then where the signing is not known."""
        span = first, last
        return self.filter(Q(signed_on__range=span) | Q(signed_on__isnull=True, starts_on__range=span))

    def with_status(self, on=None):
        """Return each with its status on the day `on` as `current_status`, a value of Status."""
        return self.annotate(current_status=status_expression(on or timezone.localdate()))

    def of_status(self, statuses, on=None):
        """Return those whose status on the day `on` is among `statuses`."""
        return self.with_status(on).filter(current_status__in=list(statuses))

    def in_force(self, on=None):
        """Return those in force on the day `on`; one whose end is not recorded does not count."""
        return self.of_status([Status.IN_FORCE, Status.ENDING, Status.RENEWED], on)

    def not_superseded(self):
        """Return those that no other agreement supersedes; quick for many, since the superseded are read once."""
        return self.exclude(pk__in=self.superseded())

    def undecided(self):
        """Return those with an agreed end about which nobody has decided: not terminated, not superseded."""
        decided = Exists(self.model.objects.filter(supersedes=OuterRef("pk")))
        return self.filter(~decided, validity=Validity.FIXED, terminated_on__isnull=True)

    def not_snoozed(self, on=None):
        """Return those that the worklist may name on the day `on`."""
        on = on or timezone.localdate()
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=on))

    def to_decide(self, on=None):
        """Return those whose day to decide by has come on the day `on`, and whose end has not; automatic ones too."""
        on = on or timezone.localdate()
        return self.undecided().filter(decide_by_reached(on), ends_on__gte=on)

    def ending_within(self, first, last, on=None):
        """Return those that end from `first` to `last` days after the day `on`, and need no decision yet."""
        on = on or timezone.localdate()
        days = on + timedelta(days=first), on + timedelta(days=last)
        return self.undecided().filter(ends_on__range=days).exclude(decide_by_reached(on))

    def ended_undecided(self, on=None):
        """Return those that have ended without a renewal, a termination, or another agreement that supersedes them."""
        on = on or timezone.localdate()
        return self.undecided().filter(ends_on__lt=on).exclude(renewal=RenewalKind.AUTOMATIC)

    def renewed_unrecorded(self, on=None):
        """Return those that have renewed themselves by the day `on`, while the end that is recorded has passed."""
        on = on or timezone.localdate()
        return self.undecided().filter(ends_on__lt=on, renewal=RenewalKind.AUTOMATIC)

    def rested(self, on=None):
        """Return those whose rest is over on the day `on`, which nobody has reviewed since its last day.

        One that is over itself, or superseded, is left out.
        """
        on = on or timezone.localdate()
        later = self.model.objects.filter(supersedes=OuterRef("pk"))
        rested = self.filter(~Exists(later), rests_until__lt=on, terminated_on__isnull=True)
        has_ended = Q(ends_on__isnull=False, ends_on__lt=on) & ~Q(renewal=RenewalKind.AUTOMATIC)
        return rested.exclude(has_ended).exclude(reviews__reviewed_on__gte=F("rests_until"))

    def of_kind(self, slug):
        """Return those that have the kind of cooperation with that `slug`."""
        return self.filter(kinds__contains=joined([slug]))

    def matching(self, text):
        """Return those with each folded word of `text` in the names, city, title, kinds, reference or unit.

        A number may be the register number, too; "No 61" is nothing else.
        """
        if numbered := NUMBERED.fullmatch(text):
            return self.filter(register_number=int(numbered[1]))
        found, words = self, fold(text).split()
        cities = Institution.objects.cities() if words else {}
        units = list(Unit.objects.prefetch_related("other_names")) if words else ()
        kinds = CooperationKind.objects.all() if words else ()
        for word in words:
            alias = InstitutionName.objects.filter(institution=OuterRef("institution"), folded_name__contains=word)
            found = found.filter(
                Q(institution__folded_name__contains=word)
                | Q(folded_title__contains=word)
                | Q(institution__city__in=[city for city, key in cities.items() if word in key])
                | Q(reference__icontains=word)
                | Q(unit__in=[unit.pk for unit in units if word in unit.folded_names])
                | Q(register_number__in=[int(word)] if DIGITS.fullmatch(word) else [])
                | Exists(alias)
                | any_of(Q(kinds__contains=joined([kind.slug])) for kind in kinds if word in kind.folded_names)
            )
        return found if words or not text.strip() else self.none()
