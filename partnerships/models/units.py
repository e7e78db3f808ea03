"""The units of the home university that keep agreements: faculties, institutes, offices."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.folding import fold

from .fields import FoldedField
from .institutions import check_alias
from .vocabularies import LONGEST_NAME, NAMES, Named


class UnitQuerySet(models.QuerySet):
    """Questions about units."""

    def by_key(self) -> dict[str, "Unit"]:
        """Return {folded key: Unit} of all that they are called; the office's names count before all others."""
        units: list[Any] = list(self.prefetch_related("other_names"))
        found: dict[str, Unit] = {}
        for names_of in (lambda unit: [unit.name], lambda unit: unit.wordings, Unit.further_names):
            for unit in units:
                for name in names_of(unit):
                    found.setdefault(fold(name), unit)
        found.pop("", None)
        return found

    def called(self, text: str) -> "Unit | None":
        """Return the one that a `text` means by any of its names in any spelling, or None."""
        return self.by_key().get(fold(text))

    def matching(self, text: str) -> models.QuerySet:
        """Return those with every folded word of `text` in what they are called; a text without a letter finds none."""
        words = fold(text).split()
        if not words:
            return self.none() if text.strip() else self
        units = Unit.objects.prefetch_related("other_names")
        return self.filter(pk__in=[unit.pk for unit in units if all(word in unit.folded_names for word in words)])

    def with_parts(self, keys: set[int]) -> set[int]:
        """Return the primary `keys` of some units and those of all units below them."""
        parts = defaultdict(set)
        for pk, parent in self.order_by().exclude(parent=None).values_list("pk", "parent"):
            parts[parent].add(pk)
        found, new = set(keys), set(keys)
        while new := set().union(*(parts[pk] for pk in new)) - found:
            found |= new
        return found


class Unit(Named):
    """A faculty, institute or office of the home university."""

    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=LONGEST_NAME)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    short_name = models.CharField(
        _("short name"), max_length=50, blank=True, help_text=_("Initials, for instance; lists may say it, too.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The faculty of a department, for instance."),
    )
    former_spellings = models.JSONField(
        default=dict,
        editable=False,
        help_text="{model: {primary key: text}} where an agreement, or a line of its history, spelt it otherwise.",
    )
    history = HistoricalRecords(excluded_fields=["folded_name", "former_spellings"])

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="unit_not_its_own_part",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
                violation_error_message=_("A unit cannot be part of itself."),
            )
        ]

    @property
    def wordings(self) -> list[str]:
        """The other names that it is known by."""
        return [other.name for other in self.other_names.all()]

    def further_names(self) -> list[str]:
        """Return its names in the languages of visitors, and its short name."""
        return [*(getattr(self, column) for column in NAMES), self.short_name]

    @property
    def folded_names(self) -> str:
        """All its names, folded, in one text for the search."""
        return f"{super().folded_names} {fold(self.short_name)}".strip()

    def clean(self):
        """Raise ValidationError for a name that another unit has, and for a parent that is a part of this one."""
        key = fold(self.name)
        if not key:
            raise ValidationError({"name": _("A name needs at least one letter or digit.")})
        others = UnitName.objects.filter(folded_name=key).exclude(unit=self.pk).exists()
        if others or Unit.objects.filter(folded_name=key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("Another unit is known by that name.")})
        if self.pk and self.parent_id in Unit.objects.with_parts({self.pk}):
            raise ValidationError({"parent": _("A unit cannot be part of itself or of one of its parts.")})


class UnitName(models.Model):
    """Another name of a unit: a former one, another spelling, initials."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="other_names", verbose_name=_("unit"))
    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=LONGEST_NAME)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    history = HistoricalRecords(excluded_fields=["folded_name"])

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Raise ValidationError for a name that another unit has."""
        check_alias(self, self.unit_id)
        if Unit.objects.filter(folded_name=fold(self.name)).exclude(pk=self.unit_id).exists():
            raise ValidationError({"name": _("Another unit is known by that name.")})
