"""Agreements: what is recorded of them, what must hold, and what can be asked."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnerships.folding import fold
from partnerships.kinds import joined, slugs_in
from partnerships.partial_dates import PartialDate

from .agreement_types import AgreementType
from .cooperation_kinds import CooperationKind, KindsField
from .deadlines import AGREEMENT_INDEXES, decide_by_reached
from .fields import PRECISION_CHOICES, FoldedField, PartialDateColumns, partial_date_constraint
from .institutions import Institution, InstitutionName
from .next_reviews import NextReviewQuerySet
from .register_numbers import RegisterNumberField
from .status import LONGEST_NOTICE, RenewalKind, Status, Validity, months_before, status_expression
from .units import Unit

NUMBERED = re.compile(r"\s*(?:no|nr|№|#)\.?\s*([0-9]{1,9})\s*", re.IGNORECASE)  # as people write a register number
DIGITS = re.compile(r"[0-9]{1,9}")
LARGEST_NUMBER = 2**31 - 1  # that PostgreSQL keeps in such a column; SQLite would keep more


def wording_of(title: str, folded_title: str, agreement_type: AgreementType | None) -> str:
    """Return a `title` where it says more than the name of the type, else ""."""
    return "" if agreement_type and folded_title == agreement_type.folded_name else title


def dated_in_words(signed: object, starts: object) -> str:
    """Return the signing in words, or “from” the start where it is not known; "" where neither is."""
    return str(signed) if signed else gettext("from %(day)s") % {"day": starts} if starts else ""


def dated_on() -> Coalesce:
    """Return the day of the signing, or of the start, as a queryset expression; `Agreement.dated` is its equal."""
    return Coalesce("signed_on", "starts_on")


def any_of(conditions: Iterable[Q]) -> Q:
    """Return the condition that one of some conditions holds, none of which is empty; of none, one that never does."""
    return reduce(or_, conditions, Q(pk__in=()))


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
        superseded = Agreement.objects.filter(supersedes__isnull=False).order_by().values("supersedes")
        return self.exclude(pk__in=superseded)

    def undecided(self):
        """Return those with an agreed end about which nobody has decided: not terminated, not superseded."""
        decided = Exists(Agreement.objects.filter(supersedes=OuterRef("pk")))
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
        later = Agreement.objects.filter(supersedes=OuterRef("pk"))
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


class Agreement(models.Model):
    """One signed document with one institution."""

    register_number = RegisterNumberField(pgettext_lazy("number", "No"), unique=True, editable=False)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="agreements", verbose_name=_("institution")
    )
    agreement_type = models.ForeignKey(
        AgreementType, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("type")
    )
    title = models.CharField(
        _("title"), max_length=1000, blank=True, help_text=_("The wording on the document or in the list it came from.")
    )
    folded_title = FoldedField(source="title")
    kinds = KindsField(_("kinds of cooperation"), help_text=_("What it covers, as the document or the list says."))
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    number = models.PositiveIntegerField(
        _("number in the source list"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LARGEST_NUMBER)],
        help_text=_("The No that the list gave it; never shown to the public."),
    )

    signed_on = models.DateField(_("signed"), null=True, blank=True, db_index=True)
    signed_precision = models.CharField(
        _("how far the signing date is known"), max_length=5, choices=PRECISION_CHOICES, blank=True, default=""
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    starts_precision = models.CharField(
        _("how far the start is known"), max_length=5, choices=PRECISION_CHOICES, blank=True, default=""
    )
    ends_on = models.DateField(_("end"), null=True, blank=True)
    ends_precision = models.CharField(
        _("how far the end is known"), max_length=5, choices=PRECISION_CHOICES, blank=True, default=""
    )
    signed = PartialDateColumns()
    starts = PartialDateColumns()
    ends = PartialDateColumns(is_end=True)

    validity = models.CharField(_("validity"), max_length=12, choices=Validity, default=Validity.NOT_RECORDED)
    renewal = models.CharField(_("renewal"), max_length=10, choices=RenewalKind, default=RenewalKind.NONE)
    renewal_months = models.PositiveSmallIntegerField(
        _("length of a renewal in months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    term_months = models.PositiveSmallIntegerField(
        _("length of a term in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How long it was concluded for, where the document or the list says so."),
    )
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), null=True, blank=True)
    terminated_on = models.DateField(_("terminated on"), null=True, blank=True)
    termination_reason = models.TextField(_("reason of the termination"), blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )

    snoozed_until = models.DateField(
        _("not on the worklist until"),
        null=True,
        blank=True,
        help_text=_("The worklist is silent about it until then."),
    )
    snooze_reason = models.CharField(_("why not"), max_length=300, blank=True)
    review_on = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("The day on which somebody is asked whether it goes on.")
    )
    rests_from = models.DateField(_("rests from"), null=True, blank=True)
    rests_until = models.DateField(
        _("rests until"), null=True, blank=True, help_text=_("Its last day of rest; open where it is empty.")
    )
    rest_reason = models.CharField(_("reason of the rest"), max_length=300, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("responsible")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("unit"),
        help_text=_("The faculty or office that keeps it."),
    )
    scope = models.TextField(_("scope"), blank=True, help_text=_("What it covers: students, staff, research…"))
    is_public = models.BooleanField(_("public"), default=True, help_text=_("Shown on the public list."))
    notes = models.TextField(_("notes"), blank=True, help_text=_("For the office; never shown to the public."))
    history = HistoricalRecords(excluded_fields=["folded_title"])

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["register_number"]
        indexes = AGREEMENT_INDEXES
        permissions = [("import_agreement", "Can import agreements"), ("export_agreement", "Can export agreements")]
        constraints = [
            partial_date_constraint("signed"),
            partial_date_constraint("starts"),
            partial_date_constraint("ends"),
            models.CheckConstraint(
                name="agreement_fixed_has_end",
                condition=Q(validity=Validity.FIXED, ends_on__isnull=False)
                | (~Q(validity=Validity.FIXED) & Q(ends_on__isnull=True)),
                violation_error_message=_(
                    "An agreement “until its end date” needs that date; one of another validity has none."
                ),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                name="agreement_renewal_length",
                condition=Q(renewal_months__isnull=True) | ~Q(renewal=RenewalKind.NONE),
                violation_error_message=_("A length of renewal needs a renewal on request or an automatic one."),
            ),
            models.CheckConstraint(
                name="agreement_notice_length",
                condition=Q(notice_months__isnull=True) | Q(notice_months__lte=LONGEST_NOTICE),
                violation_error_message=_("A notice period has at most 60 months."),
            ),
            models.CheckConstraint(
                name="agreement_termination_reason",
                condition=Q(terminated_on__isnull=False) | Q(termination_reason=""),
                violation_error_message=_("A reason of the termination needs its day."),
            ),
            models.CheckConstraint(
                name="agreement_snooze_reason",
                condition=Q(snoozed_until__isnull=True, snooze_reason="")
                | (Q(snoozed_until__isnull=False) & ~Q(snooze_reason="")),
                violation_error_message=_("Say why it is not on the worklist, and until when."),
            ),
            models.CheckConstraint(
                name="agreement_rest_reason",
                condition=Q(rests_from__isnull=True, rests_until__isnull=True, rest_reason="")
                | (Q(rests_from__isnull=False) & ~Q(rest_reason="")),
                violation_error_message=_("Say from which day on it rests, and why."),
            ),
            models.CheckConstraint(
                name="agreement_rest_in_order",
                condition=Q(rests_until__isnull=True) | Q(rests_until__gte=F("rests_from")),
                violation_error_message=_("The rest ends before it begins."),
            ),
            models.CheckConstraint(
                name="agreement_not_superseding_itself",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                violation_error_message=_("An agreement cannot supersede itself."),
            ),
        ]

    def __str__(self):
        parts = [str(self.institution), self.title or str(self.agreement_type or ""), self.dated_in_words]
        return ", ".join(part for part in parts if part)

    def get_absolute_url(self):
        return reverse("agreement_detail", args=[self.register_number])

    @property
    def dated(self) -> PartialDate | None:
        """The signing, or the start where the signing is not known; `dated_on` says the same for a queryset."""
        return self.signed or self.starts

    @property
    def dated_in_words(self) -> str:
        """The signing, or “from” the start where the signing is not known; "" where neither is."""
        return dated_in_words(self.signed, self.starts)

    @property
    def wording(self) -> str:
        """The title where it says more than the type's name, else ""."""
        return wording_of(self.title, self.folded_title, self.agreement_type)

    @property
    def kind_slugs(self) -> list[str]:
        """The slugs of its kinds of cooperation, in the alphabet's order."""
        return slugs_in(self.kinds)

    @property
    def unit_name(self) -> str:
        """The office's name of the unit that keeps it, as files have it; "" for none."""
        return self.unit.name if self.unit else ""

    @property
    def responsible_name(self) -> str:
        """The person responsible as lists name them: by full name, else e-mail or account; "" for nobody."""
        person = self.responsible
        return (person.get_full_name() or person.email or person.get_username()) if person else ""

    @property
    def decide_by(self) -> date | None:
        """The last day to decide on a renewal: the end less the notice period; None where no end is recorded."""
        return months_before(self.ends_on, self.notice_months or 0) if self.ends_on else None

    @property
    def days_left(self) -> int | None:
        """How many days are left until the end, negative where it has passed; None where no end is recorded."""
        return (self.ends_on - timezone.localdate()).days if self.ends_on else None

    @property
    def status(self) -> Status:
        """Its Status today, in the office's time zone."""
        return self.status_on(timezone.localdate())

    def status_on(self, on: date) -> Status:
        """Return its Status on the day `on`; `status_expression` says the same for a queryset."""
        starts_on = self.starts_on or self.signed_on
        if self.terminated_on and self.terminated_on <= on:
            return Status.TERMINATED
        if starts_on and starts_on > on:
            return Status.NOT_STARTED
        has_passed = self.ends_on is not None and self.ends_on < on
        if has_passed and self.renewal != RenewalKind.AUTOMATIC:
            return Status.ENDED
        if self.rests_on(on):
            return Status.RESTING
        if self.validity == Validity.OPEN_ENDED:
            return Status.IN_FORCE
        if self.ends_on is None:
            return Status.END_NOT_RECORDED
        if has_passed:
            return Status.RENEWED
        window_starts = self.ends_on - timedelta(days=settings.WARNING_DAYS)
        decide_by = months_before(self.ends_on, self.notice_months or 0)
        return Status.ENDING if min(window_starts, decide_by) <= on else Status.IN_FORCE

    def rests_on(self, on: date) -> bool:
        """Return whether the day `on` lies in its rest, on the first day or the last, too."""
        has_begun = self.rests_from is not None and self.rests_from <= on
        return has_begun and (self.rests_until is None or on <= self.rests_until)

    def clean(self):
        """Check what no constraint can: that each date is the first or last day of the period that is known."""
        for column in (type(self).signed, type(self).starts, type(self).ends):
            column.clean(self)
