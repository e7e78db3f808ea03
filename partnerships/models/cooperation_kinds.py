"""The office's vocabulary of kinds of cooperation, and the column of an agreement that names some of them."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.folding import fold
from partnerships.kinds import BAR, is_joined, joined, slugs_in
from partnerships.languages import capfirst

from .fields import FoldedField, NameSlugField
from .vocabularies import LONGEST_NAME, NAMES, Translated


class CooperationKindQuerySet(models.QuerySet):
    """Questions about kinds of cooperation."""

    def by_slug(self):
        """Return {slug: kind} in the order of the office."""
        return {kind.slug: kind for kind in self.order_by("order", "name")}

    def delete(self):
        """Delete them unless an agreement has one of them; raise ProtectedError then."""
        for kind in self:
            kind.refuse_if_used()
        return super().delete()


class CooperationKind(Translated):
    """What partners do together under an agreement, such as student exchange or joint research."""

    class Manager(models.Manager.from_queryset(CooperationKindQuerySet)):  # type: ignore[misc] # made by a call
        def get_by_natural_key(self, slug):
            return self.get(slug=slug)

    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=LONGEST_NAME)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    slug = NameSlugField(
        _("public address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Agreements and files name the kind by it, so it stays as it is."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Smaller numbers come first."))
    other_names = models.TextField(
        _("other wordings"), blank=True, help_text=_("One on a line; a list that says so means this kind.")
    )
    history = HistoricalRecords(excluded_fields=["folded_name"])

    objects = Manager()

    class Meta:
        verbose_name = _("kind of cooperation")
        verbose_name_plural = _("kinds of cooperation")
        ordering = ["order", "name"]

    def natural_key(self):
        return (self.slug,)

    @property
    def wordings(self) -> list[str]:
        """The other wordings that it is known by."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    @property
    def keys(self) -> set[str]:
        """The folded wordings that mean it: its slug, its names, its other wordings."""
        names = [self.slug, self.name, *(getattr(self, column) for column in NAMES), *self.wordings]
        return set(filter(None, map(fold, names)))

    def clean(self):
        """Raise ValidationError for a wording that another kind has."""
        for other in CooperationKind.objects.exclude(pk=self.pk):
            if self.keys & other.keys:
                raise ValidationError(_("“%(other)s” has one of these names, too.") % {"other": other})

    def agreements(self):
        """Return the agreements that have it."""
        from .agreements import Agreement

        return Agreement.objects.of_kind(self.slug)

    def refuse_if_used(self):
        """Raise ProtectedError where an agreement has it."""
        if used := set(self.agreements()[:100]):
            raise models.ProtectedError(_("Agreements have this kind of cooperation."), used)

    def delete(self, *args, **kwargs):
        """Delete it unless an agreement has it; raise ProtectedError then."""
        self.refuse_if_used()
        return super().delete(*args, **kwargs)


def check_kinds(value: str) -> None:
    """Raise ValidationError unless a `value` is the text of some slugs."""
    if not is_joined(value):
        raise ValidationError(_("Write the kinds of cooperation as |slug|slug|, in the alphabet's order."))


class KindsFormField(forms.MultipleChoiceField):
    """A form field for kinds of cooperation as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=kind_choices, **kwargs)

    def prepare_value(self, value):
        return slugs_in(value) if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        return joined(super().clean(value))


def kind_choices() -> list[tuple[str, str]]:
    """Return (slug, label) of each kind, in the order of the office."""
    return [(slug, kind.label) for slug, kind in CooperationKind.objects.by_slug().items()]


class KindsField(models.CharField):
    """The kinds of cooperation of a record, as `partnerships.kinds` writes them.

    They are one column and no table of pairs, so that they are in the history, in what an import or a merge takes back,
    and in bulk inserts, like every other column (docs/decisions/kinds.md).
    """

    default_validators = [check_kinds]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 1000, "blank": True, "default": "", **kwargs})

    def formfield(self, **kwargs):
        return KindsFormField(required=False, label=capfirst(self.verbose_name), help_text=self.help_text)


def kinds_in(text: str, kinds: Mapping[str, CooperationKind]) -> list[CooperationKind]:
    """Return the kinds that a text names, of {slug: kind}, in the order of these."""
    return [kind for slug, kind in kinds.items() if f"{BAR}{slug}{BAR}" in text]
