"""The table of import fields: what a column of a list can mean, and what the register must know of each.

The spellings of headers stand in `spellings.headers`, the readers of cells in `cells.records`; a test walks the table
and asks each part of the register whether it knows each field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from partnerships.kinds import slugs_in
from partnerships.partial_dates import PartialDate


class Column(StrEnum):
    """What a column of a list can mean, in the usual order of columns."""

    NUMBER = "number"
    INSTITUTION = "institution"
    COUNTRY = "country"
    CITY = "city"
    TITLE = "title"
    KINDS = "kinds"
    REFERENCE = "reference"
    ERASMUS_CODE = "erasmus_code"
    SIGNED = "signed"
    STARTS = "starts"
    ENDS = "ends"
    DURATION = "duration"
    RENEWAL = "renewal"
    NOTICE = "notice_months"
    STATUS = "status"
    WEBSITE = "website"
    CONTACT = "contact"
    UNIT = "unit"
    RESPONSIBLE = "responsible"
    SCOPE = "scope"
    NOTES = "notes"
    TYPE = "type"
    VALIDITY = "validity"
    TERM_MONTHS = "term_months"
    RENEWAL_MONTHS = "renewal_months"
    REVIEW = "review_on"
    TERMINATED = "terminated_on"
    TERMINATION_REASON = "termination_reason"
    RESTS_FROM = "rests_from"
    RESTS_UNTIL = "rests_until"
    REST_REASON = "rest_reason"
    PUBLIC = "is_public"
    SUPERSEDED_BY = "superseded_by"
    REGISTER_NUMBER = "register_number"
    HELD = "held"


class Completion(NamedTuple):
    """The column of a registered record that takes a value of a row where the register has nothing.

    `record` is "agreement" or "institution", `value` the way to the value from the row's Record ("term.months"),
    `shown` the way to what a person reads instead, where that is something else.
    """

    record: str
    name: str
    value: str
    shown: str = ""


def of_agreement(name: str, value: str | None = None) -> Completion:
    """Return the Completion of a column of an agreement."""
    return Completion("agreement", name, value or name)


def of_institution(name: str) -> Completion:
    """Return the Completion of a column of an institution."""
    return Completion("institution", name, name)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportField:
    """All that the register knows of one column of a list.

    `label`          what staff call it
    `header`         its header in files that the register writes, which the import knows in any language of the office
    `longest`        the longest text of it that is kept, in characters
    `in_report`      whether the report of an import tells its value, under the name of the Column
    `attribute`      the way to that value from an agreement ("institution.name")
    `says`           the values of a Record that its cells can make
    `completion`     how it completes a registered record by itself; dates, terms and units have rules in `refining`
    `is_repeatable`  whether a list may have several such columns
    `is_public`      whether a visitor may see its value, the scope and the unit where the home institution says so
    """

    label: Promise
    header: str
    longest: int = 1000
    in_report: bool = False
    attribute: str = ""
    says: tuple[str, ...] = ()
    completion: Completion | None = None
    is_repeatable: bool = False
    is_public: bool = False


TERM = ("ends", "term")
OWN_ID = "id"  # the header of the register number in files that the register writes
LONGEST_CELL = 32_767  # characters of a cell of a workbook
FIELDS = {
    Column.NUMBER: ImportField(
        label=gettext_lazy("Number in the source list"),
        header="No",
        in_report=True,
        attribute="number",
        says=("number",),
        completion=of_agreement("number"),
    ),
    Column.INSTITUTION: ImportField(
        label=gettext_lazy("Institution"),
        header="University",
        longest=500,
        in_report=True,
        attribute="institution.name",
        is_public=True,
    ),
    Column.COUNTRY: ImportField(
        label=gettext_lazy("Country"),
        header="Country",
        in_report=True,
        attribute="institution.country",
        says=("country",),
        is_public=True,
    ),
    Column.CITY: ImportField(
        label=gettext_lazy("City"),
        header="City",
        longest=200,
        says=("city",),
        completion=of_institution("city"),
        is_public=True,
    ),
    Column.TITLE: ImportField(
        label=gettext_lazy("Type of agreement"),
        header="Type of agreement",
        in_report=True,
        attribute="title",
        says=("kinds",),
        is_public=True,
    ),
    Column.KINDS: ImportField(
        label=gettext_lazy("Kinds of cooperation"),
        header="Kinds of cooperation",
        in_report=True,
        attribute="kinds",
        says=("kinds",),
        completion=of_agreement("kinds"),
        is_public=True,
    ),
    Column.REFERENCE: ImportField(
        label=gettext_lazy("Reference"),
        header="Reference",
        longest=200,
        says=("reference",),
        completion=of_agreement("reference"),
        is_public=True,
    ),
    Column.ERASMUS_CODE: ImportField(
        label=gettext_lazy("Erasmus code"),
        header="Erasmus code",
        says=("erasmus_code",),
        completion=of_institution("erasmus_code"),
        is_public=True,
    ),
    Column.SIGNED: ImportField(
        label=gettext_lazy("Signed"),
        header="Date",
        in_report=True,
        attribute="signed",
        says=("signed",),
        is_public=True,
    ),
    Column.STARTS: ImportField(
        label=gettext_lazy("Start"),
        header="Start date",
        in_report=True,
        attribute="starts",
        says=("starts",),
        is_public=True,
    ),
    Column.ENDS: ImportField(
        label=gettext_lazy("End"),
        header="End date",
        in_report=True,
        attribute="ends",
        says=("starts", *TERM),
        is_public=True,
    ),
    Column.DURATION: ImportField(
        label=gettext_lazy("Duration"),
        header="Duration",
        says=("starts", *TERM),
        completion=of_agreement("term_months", "term.months"),
    ),
    Column.RENEWAL: ImportField(
        label=gettext_lazy("Renewal"),
        header="Renewal",
        says=TERM,
        is_public=True,
    ),
    Column.NOTICE: ImportField(
        label=gettext_lazy("Notice period"),
        header="Notice period",
        in_report=True,
        attribute="notice_months",
        says=("notice_months", "notice"),
        completion=of_agreement("notice_months"),
    ),
    Column.STATUS: ImportField(
        label=gettext_lazy("Status"),
        header="Status",
    ),
    Column.WEBSITE: ImportField(
        label=gettext_lazy("Website"),
        header="Website",
        longest=2000,
        in_report=True,
        attribute="institution.website",
        says=("website",),
        completion=of_institution("website"),
        is_public=True,
    ),
    Column.CONTACT: ImportField(
        label=gettext_lazy("Contact"),
        header="Contact",
        is_repeatable=True,
    ),
    Column.UNIT: ImportField(
        label=gettext_lazy("Unit"),
        header="Unit",
        longest=300,
        in_report=True,
        attribute="unit_name",
        says=("unit",),
        is_repeatable=True,
        is_public=True,
    ),
    Column.RESPONSIBLE: ImportField(
        label=gettext_lazy("Responsible"),
        header="Responsible",
        in_report=True,
        attribute="responsible_name",
        says=("responsible", "responsible_id"),
        completion=Completion("agreement", "responsible_id", "responsible_id", shown="responsible"),
        is_repeatable=True,
    ),
    Column.SCOPE: ImportField(
        label=gettext_lazy("Scope"),
        header="Scope",
        longest=LONGEST_CELL,
        says=("scope", "kinds"),
        completion=of_agreement("scope"),
        is_public=True,
    ),
    Column.NOTES: ImportField(
        label=gettext_lazy("Notes"),
        header="Notes",
        longest=LONGEST_CELL,
        is_repeatable=True,
    ),
    # What stands in files that the register writes, and hardly in others.
    Column.TYPE: ImportField(
        label=gettext_lazy("Type in the register"),
        header="Register type",
        longest=300,
        says=("type", "kinds"),
        is_public=True,
    ),
    Column.VALIDITY: ImportField(
        label=gettext_lazy("Validity"),
        header="Kind of validity",
        says=("term", "validity"),
        is_public=True,
    ),
    Column.TERM_MONTHS: ImportField(
        label=gettext_lazy("Length of a term in months"),
        header="Term in months",
        says=("term", "term_months"),
        is_public=True,
    ),
    Column.RENEWAL_MONTHS: ImportField(
        label=gettext_lazy("Length of a renewal in months"),
        header="Renewal in months",
        says=("renewal_months",),
        is_public=True,
    ),
    Column.REVIEW: ImportField(
        label=gettext_lazy("Next review"),
        header="Next review",
        says=("review_on",),
        completion=of_agreement("review_on"),
    ),
    Column.TERMINATED: ImportField(
        label=gettext_lazy("Terminated on"),
        header="Terminated on",
        says=("terminated_on",),
        completion=of_agreement("terminated_on"),
        is_public=True,
    ),
    Column.TERMINATION_REASON: ImportField(
        label=gettext_lazy("Reason of the termination"),
        header="Reason of the termination",
        longest=LONGEST_CELL,
        says=("termination_reason",),
    ),
    Column.RESTS_FROM: ImportField(
        label=gettext_lazy("Rests from"),
        header="Rests from",
        says=("rests_from",),
        is_public=True,
    ),
    Column.RESTS_UNTIL: ImportField(
        label=gettext_lazy("Rests until"),
        header="Rests until",
        says=("rests_until",),
        is_public=True,
    ),
    Column.REST_REASON: ImportField(
        label=gettext_lazy("Reason of the rest"),
        header="Reason of the rest",
        longest=300,
        says=("rest_reason",),
    ),
    Column.PUBLIC: ImportField(
        label=gettext_lazy("On the public list"),
        header="On the public list",
        says=("is_public",),
    ),
    Column.SUPERSEDED_BY: ImportField(
        label=pgettext_lazy("column", "Superseded by"),
        header="Superseded by",
        longest=300,
        says=("superseded_by",),
        is_public=True,
    ),
    Column.REGISTER_NUMBER: ImportField(
        label=gettext_lazy("Register number"),
        header=OWN_ID,
        says=("register_number",),
        is_public=True,
    ),
    Column.HELD: ImportField(
        label=gettext_lazy("Held because"),
        header="Held because",
    ),
}
LABELS = {column: field.label for column, field in FIELDS.items()}
HEADERS = {column: field.header for column, field in FIELDS.items()}
REPEATABLE = {column for column, field in FIELDS.items() if field.is_repeatable}
IN_REPORT = {column: field for column, field in FIELDS.items() if field.in_report}


def completions(record: str) -> list[Completion]:
    """Return the Completions of one kind of `record`: "agreement" or "institution"."""
    found = (field.completion for field in FIELDS.values())
    return [completion for completion in found if completion and completion.record == record]


def columns_saying() -> dict[str, set[Column]]:
    """Return from which Columns each value of a Record is learnt: {name of the value: Columns}."""
    names = {name for field in FIELDS.values() for name in field.says}
    return {name: {column for column, field in FIELDS.items() if name in field.says} for name in names}


def report_text(value: object) -> str | None:
    """Return a value as the report of an import writes it: a text, or None for nothing; dates in ISO form."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, PartialDate) else str(value)


def report_values(
    record: Any, getters: Mapping[str, Callable[[Any], Any]], agreement_type: Any
) -> dict[str, str | list[str] | None]:
    """Return the values of a `record` as the report of an import writes them, the type behind the title.

    `getters` are the ways to the values by their keys in the report. The kinds of cooperation are a list of slugs.
    """
    values: dict[str, str | list[str] | None] = {}
    for key, value_of in getters.items():
        value = value_of(record)
        if key == Column.KINDS:
            values[key] = slugs_in(value)
            continue
        values[key] = (value or None) if value is None or type(value) is str else report_text(value)
        if key == Column.TITLE:
            values["type"] = agreement_type.name if agreement_type else None
    return values
