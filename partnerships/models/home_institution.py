"""The home institution: the university whose agreements the register holds."""

import re
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnerships.colours import LEAST_CONTRAST, WHITE, contrast
from partnerships.countries import country_choices
from partnerships.languages import current_language
from partnerships.uploads import logo_path

from .institutions import check_ror, http_only, ror_address

USUAL_ACCENT = "#0a558c"
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


def check_accent(value: str) -> None:
    """Raise ValidationError unless `value` is a colour that can be read on white, and white on it."""
    if not re.fullmatch("#[0-9a-f]{6}", value):
        raise ValidationError(_("“%(value)s” is no colour; write one such as #0a558c."), params={"value": value})
    if (found := contrast(value, WHITE)) < LEAST_CONTRAST:
        raise ValidationError(
            _(
                "White words on %(value)s, and words in it on white, cannot be read: their contrast is %(found).1f,"
                " and at least %(least)s is needed. Choose a darker colour."
            ),
            params={"value": value, "found": found, "least": LEAST_CONTRAST},
        )


def check_origins(value: str) -> None:
    """Raise ValidationError unless each line or word of `value` is an origin: a scheme and a host, without a path."""
    for word in value.split():
        if not ORIGIN.fullmatch(word):
            raise ValidationError(
                _("“%(value)s” is no origin; write one such as https://www.example.org, without a path."),
                params={"value": word},
            )


def name_field():
    """Return the column of the university's name in one language."""
    return models.CharField(pgettext_lazy("institution or type", "name"), max_length=300, blank=True)


def short_name_field():
    """Return the column of the university's short name in one language."""
    return models.CharField(_("short name"), max_length=60, blank=True, help_text=_("In the header on phones."))


def register_name_field():
    """Return the column of the register's name in one language."""
    return models.CharField(
        _("name of the register"), max_length=100, blank=True, help_text=_("“International agreements”, if left empty.")
    )


def office_name_field():
    """Return the column of the office's name in one language."""
    return models.CharField(_("name of the office"), max_length=200, blank=True)


def about_field():
    """Return the column of the text about the register in one language."""
    return models.TextField(
        _("about the register"), blank=True, help_text=_("On the page about the register; an empty line parts it.")
    )


class HomeInstitution(models.Model):
    """The university whose agreements these are, as pages, files and e-mails name it; there is one at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name_az, name_en, name_ru, name_tr = name_field(), name_field(), name_field(), name_field()
    short_name_az, short_name_en = short_name_field(), short_name_field()
    short_name_ru, short_name_tr = short_name_field(), short_name_field()
    register_name_az, register_name_en = register_name_field(), register_name_field()
    register_name_ru, register_name_tr = register_name_field(), register_name_field()
    office_name_az, office_name_en = office_name_field(), office_name_field()
    office_name_ru, office_name_tr = office_name_field(), office_name_field()
    about_az, about_en, about_ru, about_tr = about_field(), about_field(), about_field(), about_field()
    website = models.CharField(_("website"), max_length=2000, blank=True, validators=[http_only])
    logo = models.ImageField(_("logo"), upload_to=logo_path, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, choices=country_choices)
    city = models.CharField(_("city"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    ror = models.CharField(
        _("ROR"), max_length=9, blank=True, validators=[check_ror], help_text=_("The end of the address at ror.org.")
    )
    office_email = models.EmailField(
        _("e-mail of the office"), blank=True, help_text=_("Shown to visitors, who report errors to it.")
    )
    office_phone = models.CharField(
        _("telephone of the office"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\+?[\d ()/.-]{3,}$", _("Write a telephone number such as +994 12 345 67 89."))],
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default=USUAL_ACCENT,
        validators=[check_accent],
        help_text=_("Of links, buttons, maps and charts; their lighter and darker shades are made from it."),
    )
    licence_name = models.CharField(_("licence of the data"), max_length=100, default="CC BY 4.0")
    licence_url = models.CharField(
        _("address of the licence"),
        max_length=500,
        default="https://creativecommons.org/licenses/by/4.0/",
        validators=[http_only],
    )
    is_scope_public = models.BooleanField(
        _("show the scope of agreements to the public"), default=False, help_text=_("On pages and in files.")
    )
    is_unit_public = models.BooleanField(
        _("show the unit of agreements to the public"), default=False, help_text=_("On pages and in files.")
    )
    frame_ancestors = models.TextField(
        _("sites that may show the list in a frame"),
        blank=True,
        validators=[check_origins],
        help_text=_("One origin per line, such as https://www.example.org."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("home institution")
        verbose_name_plural = _("home institution")
        default_permissions = ("change",)
        constraints = [models.CheckConstraint(name="home_institution_is_one", condition=models.Q(pk=1))]

    def __str__(self):
        return self.name or str(_("home institution"))

    @classmethod
    def current(cls) -> "HomeInstitution":
        """Return the home institution; one without a name where none is recorded."""
        return cls.objects.first() or cls()

    def text(self, stem: str, code: str = "") -> str:
        """Return a text in the language of that `code` or the current one, else in the first one that has it."""
        codes = (code or current_language(), settings.LANGUAGE_CODE, *dict(settings.LANGUAGES))
        return next(filter(None, (getattr(self, f"{stem}_{each}") for each in codes)), "")

    @property
    def name(self) -> str:
        """The university's name in the current language."""
        return self.text("name")

    @property
    def short_name(self) -> str:
        """The university's short name in the current language; no other language's."""
        return getattr(self, f"short_name_{current_language()}")

    @property
    def register_name(self) -> str:
        """The register's name in the current language."""
        return getattr(self, f"register_name_{current_language()}") or gettext("International agreements")

    @property
    def office_name(self) -> str:
        """The office's name in the current language."""
        return self.text("office_name")

    @property
    def about(self) -> str:
        """The text about the register in the current language."""
        return self.text("about")

    @property
    def full_title(self) -> str:
        """The register's name with the university's: "International agreements – University of Example"."""
        return " – ".join(filter(None, (self.register_name, self.name)))

    @property
    def logo_key(self) -> str:
        """The key that the logo's file is stored under, which is another one for another logo; "" without a logo."""
        return PurePath(self.logo.name or "").stem

    @property
    def telephone(self) -> str:
        """The office's telephone number as links to it write it."""
        return re.sub(r"[^\d+]", "", self.office_phone)

    def shows(self, key: str) -> bool:
        """Return whether visitors see what agreements have under a public `key`: a scope or unit where it says so."""
        return {"scope": self.is_scope_public, "unit": self.is_unit_public}.get(key, True)

    @property
    def ror_address(self) -> str:
        """The address of its ROR identifier, "" if it is not known."""
        return ror_address(self.ror)

    @property
    def frame_origins(self) -> list[str]:
        """The origins whose pages may show the list in a frame."""
        return self.frame_ancestors.split()
