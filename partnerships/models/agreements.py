"""Agreements: what is recorded of them, and what follows from it for one of them."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnerships.kinds import slugs_in
from partnerships.partial_dates import PartialDate

from .agreement_constraints import AGREEMENT_CONSTRAINTS
from .agreement_queries import AgreementQuerySet
from .agreement_types import AgreementType
from .cooperation_kinds import KindsField
from .deadlines import AGREEMENT_INDEXES
from .fields import PRECISION_CHOICES, FoldedField, PartialDateColumns
from .institutions import Institution
from .register_numbers import RegisterNumberField
from .status import RenewalKind, Status, Validity, months_before
from .units import Unit

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
        constraints = AGREEMENT_CONSTRAINTS
        permissions = [("import_agreement", "Can import agreements"), ("export_agreement", "Can export agreements")]

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
        """Check what no constraint can: that each date is the first or last day of the period that is known.

        And that no agreement supersedes one that supersedes it, over others too: nobody would decide about either.
        """
        for column in (type(self).signed, type(self).starts, type(self).ends):
            column.clean(self)
        if self.pk is None or self.supersedes_id == self.pk:
            return
        earlier, seen = self.supersedes, {self.pk}
        while earlier and earlier.pk not in seen:  # the register may hold a circle without this agreement
            seen.add(earlier.pk)
            earlier = earlier.supersedes
        if earlier == self:
            raise ValidationError(_("This agreement is superseded by that one already."), "agreement_not_in_a_circle")
