"""The columns of the files that the register writes: what each is called, and what it tells of an agreement.

Headers are part of the format: they are English in every language of the office, and the import reads them.
"""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from partnerships.countries import country_names
from partnerships.models import Agreement, RenewalKind
from partnerships.partial_dates import PartialDate

Value = str | int | date | PartialDate | None


class ExportColumn(NamedTuple):
    """A column: its key in the choice of a person, its header, its label for staff, its width in characters."""

    key: str
    header: str
    label: str
    value: Callable[[Agreement], Value]
    width: int = 14


def country(agreement):
    """Return the country of an agreement's institution in English."""
    code = agreement.institution.country
    return country_names("en").get(code, code)


def agreement_type(agreement):
    """Return the name of an agreement's type, "" where it has none."""
    return agreement.agreement_type.name if agreement.agreement_type else ""


def wording(agreement):
    """Return the title of an agreement, or its type where it has none."""
    return agreement.title or agreement_type(agreement)


def renewal(agreement):
    """Return how an agreement is renewed, "" where nothing is recorded."""
    return "" if agreement.renewal == RenewalKind.NONE else agreement.renewal


def responsible(agreement):
    """Return the e-mail address of who is responsible, or the name of an account that has none."""
    user = agreement.responsible
    return (user.email or user.get_full_name() or user.get_username()) if user else ""


def public(agreement):
    """Return whether an agreement stands on the public list, as "yes" or "no"."""
    return "yes" if agreement.is_public else "no"


def page(agreement):
    """Return the absolute address of the institution's page in the register's own language."""
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("institution_detail", args=[agreement.institution.slug])


OFFICE = (
    ExportColumn("number", "No", pgettext_lazy("number", "No"), attrgetter("number"), 6),
    ExportColumn("institution", "University", _("Institution"), attrgetter("institution.name"), 48),
    ExportColumn("country", "Country", _("Country"), country, 20),
    ExportColumn("city", "City", _("City"), attrgetter("institution.city"), 18),
    ExportColumn("type", "Type", _("Type"), agreement_type, 24),
    ExportColumn("title", "Title", _("Title"), attrgetter("title"), 40),
    ExportColumn("reference", "Reference", _("Reference"), attrgetter("reference")),
    ExportColumn("signed", "Signed", _("Signed"), attrgetter("signed"), 12),
    ExportColumn("starts", "Start date", _("Start"), attrgetter("starts"), 12),
    ExportColumn("ends", "End date", _("End"), attrgetter("ends"), 12),
    ExportColumn("validity", "Kind of validity", _("Validity"), attrgetter("validity"), 16),
    ExportColumn("term_months", "Term in months", _("Length of a term in months"), attrgetter("term_months")),
    ExportColumn("renewal", "Renewal", _("Renewal"), renewal),
    ExportColumn(
        "renewal_months", "Renewal in months", _("Length of a renewal in months"), attrgetter("renewal_months"), 17
    ),
    ExportColumn(
        "notice_months", "Notice period in months", _("Notice period in months"), attrgetter("notice_months"), 16
    ),
    ExportColumn("terminated", "Terminated on", _("Terminated on"), attrgetter("terminated_on")),
    ExportColumn(
        "termination_reason",
        "Reason of the termination",
        _("Reason of the termination"),
        attrgetter("termination_reason"),
        30,
    ),
    ExportColumn("status", "Status", _("Status"), attrgetter("status.value"), 20),
    ExportColumn("responsible", "Responsible", _("Responsible"), responsible, 26),
    ExportColumn("unit", "Unit", _("Unit"), attrgetter("unit"), 26),
    ExportColumn("erasmus_code", "Erasmus code", _("Erasmus code"), attrgetter("institution.erasmus_code"), 16),
    ExportColumn("website", "Website", _("Website"), attrgetter("institution.website"), 34),
    ExportColumn("scope", "Scope", _("Scope"), attrgetter("scope"), 40),
    ExportColumn("notes", "Notes", _("Notes"), attrgetter("notes"), 40),
    ExportColumn("is_public", "On the public list", _("On the public list"), public, 17),
)
BY_KEY = {column.key: column for column in OFFICE}
PAGE = ExportColumn("page", "Page", _("Page"), page, 48)
DATE = BY_KEY["signed"]._replace(header="Date")
# What a visitor may see, named one by one: a new column of the office is not public until it stands here.
PUBLIC = (
    BY_KEY["number"], BY_KEY["institution"], BY_KEY["country"], BY_KEY["type"], BY_KEY["title"], DATE,
    BY_KEY["ends"], BY_KEY["status"], BY_KEY["website"], PAGE, BY_KEY["starts"], BY_KEY["validity"],
    BY_KEY["renewal"], BY_KEY["terminated"],
)  # fmt: skip
# The seven columns of the source table, in its order; its title stands for the type where there is no title.
SOURCE = (
    BY_KEY["number"],
    ExportColumn("logo", "Logo", _("Logo"), lambda each: "", 6),
    BY_KEY["institution"],
    BY_KEY["country"],
    ExportColumn("wording", "Type of agreement", _("Type of agreement"), wording, 40),
    DATE,
    BY_KEY["website"],
)

# The source table's columns, and behind them what else the office knows.
ALL = (
    *SOURCE,
    BY_KEY["type"]._replace(header="Register type"),
    *(column for column in OFFICE if column not in SOURCE and column.key not in {"type", "title", "signed"}),
)


def chosen(keys):
    """Return the office's columns of some `keys` in their usual order, and the institution, which each row needs.

    All of them where none of the keys is known.
    """
    known = BY_KEY.keys() & set(keys)
    return tuple(column for column in OFFICE if column.key in known | {"institution"}) if known else OFFICE
