"""Institutions, and the names that they are known by."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.countries import country_choices, country_name
from partnerships.folding import fold
from partnerships.languages import language_choices, language_name
from partnerships.uploads import logo_path

from .fields import FoldedField, NameSlugField

http_only = URLValidator(schemes=["http", "https"], message=_("Write an address that starts with http:// or https://."))


def check_ror(value: str) -> None:
    """Raise ValidationError unless `value` is a ROR identifier with the right check digits (ISO 7064, MOD 97-10)."""
    match = re.fullmatch(r"0([0-9a-hjkmnp-tv-z]{6})(\d{2})", value)
    number = 0
    for letter in match[1] if match else "":
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    if not match or int(match[2]) != 98 - number * 100 % 97:
        raise ValidationError(
            _("“%(value)s” is no ROR identifier: 9 characters such as 00hx57361."), params={"value": value}
        )


def ror_address(ror: str) -> str:
    """Return the address of a ROR identifier, "" for none."""
    return f"https://ror.org/{ror}" if ror else ""


class InstitutionQuerySet(models.QuerySet):
    """Questions about institutions."""

    def cities(self):
        """Return {city: folded key} of the cities that they are in; far fewer than institutions."""
        return {city: fold(city) for city in self.exclude(city="").order_by().values_list("city", flat=True).distinct()}


class Institution(models.Model):
    """A body that agreements are held with."""

    name = models.CharField(
        pgettext_lazy("institution or type", "name"), max_length=500, help_text=_("As it is to be shown to the public.")
    )
    folded_name = FoldedField(source="name")
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        choices=country_choices,
        db_index=True,
        help_text=_("Empty if not known."),
    )
    city = models.CharField(_("city"), max_length=200, blank=True)
    website = models.CharField(_("website"), max_length=2000, blank=True, validators=[http_only])
    logo = models.ImageField(_("logo"), upload_to=logo_path, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The institution that this one is a faculty or a branch of."),
    )
    ror = models.CharField(
        _("ROR"), max_length=9, blank=True, validators=[check_ror], help_text=_("The end of the address at ror.org.")
    )
    erasmus_code = models.CharField(
        _("Erasmus code"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{1,3} ?[A-Z-]+\d{2,3}$", _("Write an Erasmus code such as TR ISTANBU01."))],
    )
    pic = models.CharField(
        _("PIC"), max_length=9, blank=True, validators=[RegexValidator(r"^\d{9}$", _("A PIC has nine digits."))]
    )
    slug = NameSlugField(
        _("public address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The end of its page's address; made from the name if left empty."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("For the office; never shown to the public."))
    history = HistoricalRecords(excluded_fields=["folded_name"])

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded_name", "country"],
                name="institution_name_in_country",
                violation_error_message=_("An institution of that name is registered in that country."),
            ),
            models.CheckConstraint(
                name="institution_name_is_readable",
                condition=~Q(folded_name=""),
                violation_error_message=_("A name needs at least one letter or digit."),
            ),
            models.CheckConstraint(
                name="institution_not_its_own_part",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
                violation_error_message=_("An institution cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institution_detail", args=[self.slug])

    @property
    def country_name(self) -> str:
        """The country in the current language, "" if it is not known."""
        return country_name(self.country)

    @property
    def ror_address(self) -> str:
        """The address of its ROR identifier, "" if it is not known."""
        return ror_address(self.ror)

    def clean(self):
        """Raise ValidationError for a name that is taken: forms lack the folded key, so they skip its constraint."""
        key = fold(self.name)
        if not key:
            raise ValidationError({"name": self._meta.constraints[1].violation_error_message})
        same = Institution.objects.filter(folded_name=key, country=self.country).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": self._meta.constraints[0].violation_error_message})
        alias = InstitutionName.objects.filter(folded_name=key).exclude(institution=self.pk).first()
        if alias and alias.institution.country == self.country:
            raise ValidationError({"name": _("“%s” is known by that name.") % alias.institution})


class InstitutionName(models.Model):
    """Another spelling of an institution's name, or its name in another language."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="other_names", verbose_name=_("institution")
    )
    name = models.CharField(pgettext_lazy("institution or type", "name"), max_length=500)
    folded_name = FoldedField(source="name", db_index=False, unique=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=language_choices,
        help_text=_("Of the name; shown beside it to the public. Empty if not known, and for initials."),
    )
    listed_country = models.CharField(
        _("country in lists"),
        max_length=2,
        blank=True,
        choices=country_choices,
        help_text=_("The country that lists give beside this name, where it is not the institution's."),
    )
    history = HistoricalRecords(excluded_fields=["folded_name"])

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def language_name(self) -> str:
        """The language in the current language, "" if it is not known."""
        return language_name(self.language)

    def clean(self):
        """Raise ValidationError for an alias that is taken."""
        check_alias(self, self.institution_id)


def check_alias(alias, owner_id):
    """Raise ValidationError where an `alias` has no letter, or is another record's alias already."""
    key = fold(alias.name)
    if not key:
        raise ValidationError({"name": _("A name needs at least one letter or digit.")})
    other = type(alias).objects.filter(folded_name=key).exclude(pk=alias.pk).first()
    if other:
        raise ValidationError({"name": _("“%s” is known already as another name.") % other})


def known_as(records: models.QuerySet, text: str, aliases: models.QuerySet) -> models.QuerySet:
    """Return the `records` with every folded word of `text` in their name or `aliases` (a subquery over a record).

    A text without a letter or digit finds none; an empty one finds all.
    """
    key = fold(text)
    for word in key.split():
        records = records.filter(Q(folded_name__contains=word) | Exists(aliases.filter(folded_name__contains=word)))
    return records if key or not text.strip() else records.none()
