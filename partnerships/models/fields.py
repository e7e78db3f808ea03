"""Fields that fill themselves from others, and the pair of columns of a date with its precision."""

from collections.abc import Container

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold
from partnerships.partial_dates import PartialDate, Precision

LONGEST_SLUG = 90  # characters; the column has room for a number behind it
PRECISION_CHOICES = [
    (Precision.DAY.value, _("to the day")),
    (Precision.MONTH.value, _("to the month")),
    (Precision.YEAR.value, _("to the year")),
]


class FoldedField(models.CharField):
    """The folded key of another column, `source`, made whenever the record is written."""

    def __init__(self, *args, source, **kwargs):
        self.source = source
        super().__init__(*args, **{"max_length": 1000, "editable": False, "db_index": True, **kwargs})

    def deconstruct(self):
        """Return what makes the field again; one without an index has to say so, as the usual one has one."""
        name, path, args, kwargs = super().deconstruct()
        indexed = {} if self.db_index or self.unique else {"db_index": False}
        return name, path, args, {**kwargs, **indexed, "source": self.source}

    def clean(self, value, model_instance):
        """Return the key, so that it is there when constraints over it are checked."""
        return fold(getattr(model_instance, self.source))[: self.max_length]

    def pre_save(self, model_instance, add):
        key = fold(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key


class NameSlugField(models.SlugField):
    """A unique slug, made from the record's name where staff leave it empty."""

    def pre_save(self, model_instance, add):
        slug = getattr(model_instance, self.attname) or self.free_slug(model_instance)
        setattr(model_instance, self.attname, slug)
        return slug

    def free_slug(self, model_instance):
        wanted = slug_of(model_instance.name)
        others = type(model_instance)._default_manager.exclude(pk=model_instance.pk)
        taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
        return first_free(wanted, taken)


def slug_of(name: str) -> str:
    """Return the slug of a `name`: at most 90 ASCII letters, digits and hyphens, cut behind a word where it is long."""
    slug = fold(name).replace(" ", "-").strip("-")
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "unnamed"


def first_free(slug: str, taken: Container[str]) -> str:
    """Return the `slug`, with the first number after it that makes it none of those `taken`."""
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


class PartialDateColumns:
    """A descriptor for the columns `<name>_on` and `<name>_precision` of a record as one PartialDate, or None.

    The date column holds the first day of what is known, with `is_end` the last.
    """

    def __init__(self, *, is_end: bool = False):
        self.is_end = is_end

    def __set_name__(self, owner, name):
        self.date_column, self.precision_column = f"{name}_on", f"{name}_precision"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return PartialDate.from_columns(getattr(instance, self.date_column), getattr(instance, self.precision_column))

    def __set__(self, instance, value):
        day = value and (value.last_day if self.is_end else value.first_day)
        setattr(instance, self.date_column, day)
        setattr(instance, self.precision_column, value.precision.value if value else "")

    def clean(self, instance):
        """Raise ValidationError where the date is not the first (of an end: last) day of the period that it names."""
        value = self.__get__(instance)
        edge = value and (value.last_day if self.is_end else value.first_day)
        if value and getattr(instance, self.date_column) != edge:
            raise ValidationError({self.date_column: _("The date is not the edge of what is known: %s.") % edge})


def partial_date_constraint(name: str, model: str = "agreement") -> models.CheckConstraint:
    """Return the constraint that ties `<name>_on` to `<name>_precision`: both, with a known precision, or neither.

    The name of the `model` begins that of the constraint.
    """
    unknown = Q(**{f"{name}_on__isnull": True, f"{name}_precision": ""})
    known = Q(**{f"{name}_on__isnull": False, f"{name}_precision__in": [precision.value for precision in Precision]})
    return models.CheckConstraint(
        name=f"{model}_{name}_precision",
        condition=unknown | known,
        violation_error_message=_("A date needs a precision (day, month or year), and a precision needs a date."),
    )
