"""What the preview of an import shows of its columns and rows."""

import re

from django.template.defaultfilters import truncatechars
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.countries import country_name
from partnerships.importing.fields import LABELS, Column
from partnerships.importing.planning.choices import difference_key
from partnerships.importing.tables.table_rows import row_key
from partnerships.kinds import joined
from partnerships.models import Agreement, Outcome
from partnerships.partial_dates import PartialDate

from .display import value_in_words

LONGEST_SHOWN = 300  # characters of a value
# The columns of the table of rows, each of which holds several of a list, and those that need no label in them.
GROUPS = {
    gettext_lazy("Institution"): [
        Column.INSTITUTION,
        Column.COUNTRY,
        Column.CITY,
        Column.WEBSITE,
        Column.ERASMUS_CODE,
    ],
    gettext_lazy("Agreement"): [
        Column.TITLE,
        Column.KINDS,
        Column.TYPE,
        Column.REGISTER_NUMBER,
        Column.NUMBER,
        Column.REFERENCE,
        Column.SUPERSEDED_BY,
    ],
    LABELS[Column.SIGNED]: [Column.SIGNED, Column.STARTS],
    gettext_lazy("Ends"): [
        Column.ENDS,
        Column.DURATION,
        Column.RENEWAL,
        Column.RENEWAL_MONTHS,
        Column.NOTICE,
        Column.VALIDITY,
        Column.TERM_MONTHS,
        Column.REVIEW,
        Column.TERMINATED,
        Column.TERMINATION_REASON,
        Column.RESTS_FROM,
        Column.RESTS_UNTIL,
        Column.REST_REASON,
    ],
}
UNLABELLED = {Column.INSTITUTION, Column.COUNTRY, Column.CITY, Column.WEBSITE, Column.TITLE}
HEADED = {Column.SIGNED, Column.ENDS}  # whose label the head of the table says, where it has one
# What a change is called: after its column, but for what is more than one column, or stands in another record.
CHANGED = {column.value: label for column, label in LABELS.items()} | {
    "responsible_id": LABELS[Column.RESPONSIBLE],
    "term_months": gettext_lazy("Length of a term in months"),
    "validity": gettext_lazy("Validity"),
    "institution.website": gettext_lazy("Website of the institution"),
    "institution.country": gettext_lazy("Country of the institution"),
    "institution.city": gettext_lazy("City of the institution"),
    "institution.erasmus_code": gettext_lazy("Erasmus code"),
}
# Why a row is no record, by the word that the tables have for it.
WHY_SKIPPED = {
    "heading": gettext_lazy("This is a heading."),
    "header": gettext_lazy("This is a header."),
    "total": gettext_lazy("This is a total."),
    "note": gettext_lazy("This is a note."),
    "beside": gettext_lazy("This stands beside the list."),
    "title": gettext_lazy("This is a title."),
    "no-list": gettext_lazy("This stands in a sheet without a list."),
}


def used_columns(file_import):
    """Return the Columns with values in the file, in the usual order."""
    found = {column for table in file_import.tables for column in table.columns.values()}
    found |= {column for column in (Column.COUNTRY, Column.WEBSITE) if any_value(file_import, column)}
    return [column for column in LABELS if column in found]


def any_value(file_import, column):
    """Return whether a row has a value for a `column`, be it from a heading, a name or a hyperlink."""
    return any(row.values.get(column.value) for row in file_import.plan.rows)


def grouped(columns):
    """Return some Columns in the columns of the table of rows: [(label, Columns)], without empty ones."""
    named = [(label, [column for column in group if column in columns]) for label, group in GROUPS.items()]
    others = [column for column in columns if not any(column in group for group in GROUPS.values())]
    return [(label, group) for label, group in [*named, (_("Besides"), others)] if group]


def shown_rows(page, groups, choices):
    """Yield the rows of a page as the template shows them, as dictionaries.

    `groups` are the columns of the table: [(label, Columns)].
    """
    for row in page:
        key = row_key(row.sheet, row.source.number)
        is_left_out, shown = key in choices.left_out, [(label, list(cells(row, columns))) for label, columns in groups]
        in_cells = {cell["column"] for _label, group in shown for cell in group}
        yield {
            "row": row,
            "groups": shown,
            "offers": [offer_shown(row, name, choices) for name in row.offers],
            "changes": [change_shown(row, name) for name in row.changes if column_of(name) not in in_cells],
            "key": key,
            "why_skipped": WHY_SKIPPED.get(row.source.skipped, row.source.skipped),
            "is_left_out": is_left_out,
            "is_taken": key in choices.taken,
            "may_be_taken": key in choices.taken or (row.outcome == Outcome.SKIPPED and not is_left_out),
        }


def offer_shown(row, name, choices):
    """Return what a row offers for the column `name` of its agreement, as the template shows it."""
    kept, given = row.offers[name]
    key = difference_key(row, name)
    return {
        "key": key,
        "label": CHANGED[name],
        "kept": date_shown(kept),
        "given": date_shown(given),
        "is_accepted": key in choices.accepted,
    }


def date_shown(text):
    """Return an ISO date as staff read it; any other text as it is."""
    return str(PartialDate.fromisoformat(text)) if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else text


def column_of(name):
    """Return the value of the Column in whose cell a change of the column `name` of a record is shown."""
    return name.removeprefix("institution.")


def change_shown(row, name):
    """Return what a row changes in the column `name` of its record, as the template shows it."""
    texts = row.changes[name]
    before, after = (value_in_words(Agreement, name, text) if text and name == "kinds" else text for text in texts)
    return {"label": CHANGED.get(name, name), "before": before, "after": after}


def cells(row, columns):
    """Yield for each filled column its label, its value as read, the cell where the two differ, and what it changes."""
    values = row.values
    changed = {column_of(name): name for name in row.changes}
    for column in columns:
        stood = " ".join(row.source.values.get(column, "").split())
        read = value_shown(column, values.get(column.value)) if column.value in values else stood
        short = truncatechars(read, LONGEST_SHOWN)
        if read or stood:
            yield {
                "label": LABELS[column],
                "is_labelled": column not in UNLABELLED,
                "is_headed": column in HEADED,
                "value": foldable(short) if column == Column.WEBSITE else short,
                "stood": stood if stood != read else "",
                "column": column.value,
                "change": change_shown(row, changed[column.value]) if column.value in changed else None,
            }


def foldable(address):
    """Return a web address as HTML that breaks behind its slashes, dots and hyphens, not inside a word."""
    parts = re.findall(r"[^/.-]*[/.-]*", address)
    return format_html_join("", "{}<wbr>", ((part,) for part in parts if part))


def value_shown(column, value):
    """Return a value of the report as staff read it."""
    if value and column == Column.COUNTRY:
        return country_name(value)
    if value and column in (Column.SIGNED, Column.STARTS, Column.ENDS):
        return PartialDate.fromisoformat(value).short
    if column == Column.KINDS:
        return value_in_words(Agreement, "kinds", joined(value)) if value else ""
    return value or ""


def outcome_sentence(plan, file_name):
    """Return one sentence that says what an import did."""
    return _(
        "%(file)s was imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(held)s rows held."
    ) % {"file": file_name, **plan.counts}
