"""The columns of the files that the register writes: what each is called, and what it tells of an agreement.

Headers are part of the format: they are English in every language of the office, and the import reads them.
"""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partnerships.countries import country_names
from partnerships.importing.fields import FIELDS, Column
from partnerships.models import Agreement, HomeInstitution, RenewalKind
from partnerships.partial_dates import PartialDate

Value = str | int | date | PartialDate | None


class ExportColumn(NamedTuple):
    """A column: its key in the choice of a person, its header, its label for staff, its width in characters."""

    key: str
    header: str
    label: str | Promise
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


def kinds(agreement):
    """Return the slugs of an agreement's kinds of cooperation, which are the same in each language."""
    return "; ".join(agreement.kind_slugs)


def public(agreement):
    """Return whether an agreement stands on the public list, as "yes" or "no"."""
    return "yes" if agreement.is_public else "no"


def successors(agreement):
    """Return the register numbers of what supersedes an agreement, which has its `successors`."""
    return "; ".join(str(number) for number, _is_public in agreement.successors)


def public_successors(agreement: Agreement) -> list[int]:
    """Return the register numbers of what supersedes an agreement, which has its `successors`, as visitors see it."""
    return [number for number, is_public in agreement.successors if is_public]  # type: ignore[attr-defined]


def page(agreement: Agreement) -> str:
    """Return the absolute address of an agreement's page in the register's own language."""
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + agreement.get_absolute_url()


def institution_page(agreement: Agreement) -> str:
    """Return the absolute address of the institution's page in the register's own language."""
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + agreement.institution.get_absolute_url()


def of_field(column, value, width=14, *, header="", label=""):
    """Return the ExportColumn of a Column of the import, whose header the import knows again."""
    field = FIELDS[column]
    value = attrgetter(value) if isinstance(value, str) else value
    return ExportColumn(column.value, header or field.header, label or field.label, value, width)


OFFICE = (
    of_field(Column.REGISTER_NUMBER, "register_number", 6),
    of_field(Column.NUMBER, "number", 6, header="Number in the source list"),
    of_field(Column.INSTITUTION, "institution.name", 48),
    of_field(Column.COUNTRY, country, 20),
    of_field(Column.CITY, "institution.city", 18),
    of_field(Column.TYPE, agreement_type, 34, header="Type", label=_("Type")),
    of_field(Column.TITLE, "title", 40, header="Title", label=_("Title")),
    of_field(Column.KINDS, kinds, 30),
    of_field(Column.REFERENCE, "reference"),
    of_field(Column.SIGNED, "signed", 12, header="Signed"),
    of_field(Column.STARTS, "starts", 12),
    of_field(Column.ENDS, "ends", 12),
    of_field(Column.VALIDITY, "validity", 16),
    of_field(Column.TERM_MONTHS, "term_months"),
    of_field(Column.RENEWAL, renewal),
    of_field(Column.RENEWAL_MONTHS, "renewal_months", 17),
    of_field(Column.NOTICE, "notice_months", 20, header="Notice period in months"),
    of_field(Column.REVIEW, "review_on", 12),
    of_field(Column.TERMINATED, "terminated_on"),
    of_field(Column.TERMINATION_REASON, "termination_reason", 30),
    of_field(Column.RESTS_FROM, "rests_from"),
    of_field(Column.RESTS_UNTIL, "rests_until"),
    of_field(Column.REST_REASON, "rest_reason", 30),
    of_field(Column.STATUS, "status.value", 20),
    of_field(Column.RESPONSIBLE, responsible, 26),
    of_field(Column.UNIT, "unit_name", 26),
    of_field(Column.ERASMUS_CODE, "institution.erasmus_code", 16),
    of_field(Column.WEBSITE, "institution.website", 34),
    of_field(Column.SCOPE, "scope", 40),
    of_field(Column.NOTES, "notes", 40),
    of_field(Column.PUBLIC, public, 17),
    of_field(Column.SUPERSEDED_BY, successors),
)
BY_KEY = {column.key: column for column in OFFICE}
PAGE = ExportColumn("page", "Page", "", page, 48)
ROR = ExportColumn("ror", "ROR", "", attrgetter("institution.ror"), 12)
PARTNER_PAGE = ExportColumn("institution_url", "Institution page", "", institution_page, 48)
SUPERSEDED = ExportColumn(
    "superseded_by", "Superseded by", "", lambda agreement: "; ".join(map(str, public_successors(agreement)))
)
CHANGED = ExportColumn("changed", "Last change", "", attrgetter("changed"), 12)
CONFIRMED = ExportColumn("confirmed_on", "Confirmed on", "", attrgetter("confirmed_on"), 12)
DATE = of_field(Column.SIGNED, "signed", 12)
# What a visitor may see, named one by one: a new column of the office is not public until it stands here.
PUBLIC = (
    BY_KEY["register_number"], BY_KEY["institution"], BY_KEY["country"], BY_KEY["type"], BY_KEY["title"], DATE,
    BY_KEY["ends"], BY_KEY["status"], BY_KEY["website"], PAGE, BY_KEY["starts"], BY_KEY["validity"],
    BY_KEY["renewal"], BY_KEY["terminated_on"], BY_KEY["kinds"], BY_KEY["city"], BY_KEY["erasmus_code"],
    BY_KEY["term_months"], BY_KEY["renewal_months"], ROR, PARTNER_PAGE, CHANGED, BY_KEY["reference"],
    BY_KEY["unit"], BY_KEY["scope"], SUPERSEDED, BY_KEY["rests_from"], BY_KEY["rests_until"], CONFIRMED,
)  # fmt: skip


def public_columns(home: HomeInstitution, day: date | None = None) -> tuple[ExportColumn, ...]:
    """Return the PUBLIC columns that the `home` institution shows, the status that of a `day`; None is today."""
    columns = tuple(column for column in PUBLIC if home.shows(column.key))
    if day is None:
        return columns
    status = BY_KEY["status"]._replace(value=lambda agreement: agreement.status_on(day).value)
    return tuple(status if column.key == "status" else column for column in columns)


# The seven columns of the source table, in its order; its title stands for the type where there is no title.
SOURCE = (
    BY_KEY["number"]._replace(header=FIELDS[Column.NUMBER].header),
    ExportColumn("logo", "Logo", "", lambda each: "", 6),
    BY_KEY["institution"],
    BY_KEY["country"],
    of_field(Column.TITLE, wording, 40),
    DATE,
    BY_KEY["website"],
)

# The source table's columns, and behind them what else the office knows.
ALL = (
    *SOURCE,
    BY_KEY["type"]._replace(header="Register type"),
    *(column for column in OFFICE if column not in SOURCE and column.key not in {"number", "type", "title", "signed"}),
)


def chosen(keys: Iterable[str]) -> tuple[ExportColumn, ...]:
    """Return the office's columns of some `keys` in their usual order, and the institution, which each row needs.

    All of them where none of the keys is known.
    """
    known = BY_KEY.keys() & set(keys)
    return tuple(column for column in OFFICE if column.key in known | {"institution"}) if known else OFFICE
