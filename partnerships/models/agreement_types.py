"""The office's vocabulary of agreement types."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.folding import fold

from .fields import FoldedField, NameSlugField
from .institutions import check_alias
from .vocabularies import LONGEST_NAME, Translated


def check_steps(value):
    """Raise ValidationError unless a `value` is a list of at most ten whole numbers from 0 to 366."""
    is_list = isinstance(value, list) and len(value) <= 10
    if not is_list or any(type(step) is not int or not 0 <= step <= 366 for step in value):
        raise ValidationError(_("Write the steps as whole numbers from 0 to 366, such as [180, 90, 30, 0]."))


class AgreementType(Translated):
    """An entry of the office's vocabulary, such as MoU or Cooperation agreement."""

    class Manager(models.Manager):
        def get_by_natural_key(self, slug):
            return self.get(slug=slug)

    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=LONGEST_NAME)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    slug = NameSlugField(_("public address"), max_length=100, unique=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Smaller numbers come first."))
    reminder_steps = models.JSONField(
        _("reminder steps"),
        default=list,
        blank=True,
        validators=[check_steps],
        help_text=_(
            "Days before the day to decide by, and before the next review, such as [180, 90, 30, 0]; the usual ones"
            " where it is empty."
        ),
    )
    usual_term_months = models.PositiveSmallIntegerField(_("usual term in months"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("After how long one is reviewed whose end is not known, or far."),
    )
    history = HistoricalRecords(excluded_fields=["folded_name"])

    objects = Manager()

    class Meta:
        verbose_name = _("agreement type")
        verbose_name_plural = _("agreement types")
        ordering = ["order", "name"]

    def natural_key(self):
        return (self.slug,)

    @property
    def wordings(self) -> list[str]:
        """The other wordings that it is known by."""
        return [other.name for other in self.other_names.all()]

    def clean(self):
        """Raise ValidationError for a name that another type has, in words that the database cannot give."""
        check_alias(self, None)
        if AgreementTypeName.objects.filter(folded_name=fold(self.name)).exclude(agreement_type=self.pk).exists():
            raise ValidationError({"name": _("Another type is known by that name.")})


class AgreementTypeName(models.Model):
    """Another wording that falls under an agreement type."""

    class Manager(models.Manager):
        def get_by_natural_key(self, folded_name):
            return self.get(folded_name=folded_name)

    agreement_type = models.ForeignKey(
        AgreementType, models.CASCADE, related_name="other_names", verbose_name=_("agreement type")
    )
    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=300)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    history = HistoricalRecords(excluded_fields=["folded_name"])

    objects = Manager()

    class Meta:
        verbose_name = _("other wording")
        verbose_name_plural = _("other wordings")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.folded_name,)

    def clean(self):
        """Raise ValidationError for a wording that another type has."""
        check_alias(self, self.agreement_type_id)
