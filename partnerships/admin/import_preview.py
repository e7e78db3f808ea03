"""What the preview of an import shows: sentences, columns, rows, new institutions."""

import re

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from partnerships.countries import country_name
from partnerships.importing.fields import LABELS, Column
from partnerships.importing.planning.choices import difference_key
from partnerships.importing.planning.logos import rows_with_logo
from partnerships.importing.tables.table_rows import row_key
from partnerships.kinds import joined
from partnerships.models import Agreement, Outcome
from partnerships.partial_dates import PartialDate

from .display import value_in_words

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
    gettext_lazy("Dates"): [
        Column.SIGNED,
        Column.STARTS,
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
LOOK = "look"  # beside the outcomes: the rows that need a look
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


# What an import does, in the order in which the preview says it.
SENTENCES = {
    "new": ngettext_lazy(
        "%d agreement will be registered.",
        "%d agreements will be registered.",
    ),
    "institutions": ngettext_lazy(
        "%d institution is not known yet and will be registered with it.",
        "%d institutions are not known yet and will be registered with them.",
    ),
    "types": ngettext_lazy(
        "%d wording is not known yet and becomes an agreement type.",
        "%d wordings are not known yet and become agreement types.",
    ),
    "units": ngettext_lazy(
        "%d unit is not known yet and will be added.",
        "%d units are not known yet and will be added.",
    ),
    "changed": ngettext_lazy(
        "%d agreement is known and will be completed.",
        "%d agreements are known and will be completed.",
    ),
    "unchanged": ngettext_lazy(
        "%d agreement is known and stays as it is.",
        "%d agreements are known and stay as they are.",
    ),
    "held": ngettext_lazy(
        "%d row is held: it is kept, but not registered until a person has decided.",
        "%d rows are held: they are kept, but not registered until a person has decided.",
    ),
    "skipped": ngettext_lazy(
        "%d row is no agreement (a heading, a total, a note); it is kept with the file.",
        "%d rows are no agreements (headings, totals, notes); they are kept with the file.",
    ),
    "left_out": ngettext_lazy(
        "%d row is left out, as you chose; it is kept with the file.",
        "%d rows are left out, as you chose; they are kept with the file.",
    ),
    "ended": ngettext_lazy(
        "%d agreement that the list lacks will be terminated.",
        "%d agreements that the list lacks will be terminated.",
    ),
    "reviewed": ngettext_lazy(
        "%d agreement that the list lacks goes on the worklist.",
        "%d agreements that the list lacks go on the worklist.",
    ),
    "logos": ngettext_lazy(
        "%d picture becomes a logo.",
        "%d pictures become logos.",
    ),
    "look": ngettext_lazy(
        "%d row needs a look.",
        "%d rows need a look.",
    ),
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


def sentences(plan):
    """Return sentences that say what a plan would do; none for what it would not."""
    counts = dict(plan.counts) | {
        "institutions": len(plan.new_institutions),
        "types": len(plan.new_types),
        "units": len(plan.new_units),
        "logos": len(rows_with_logo(plan)),
        "look": sum(row.needs_a_look for row in plan.rows),
        "left_out": sum(row.is_left_out for row in plan.rows),
        "ended": len(plan.ended),
        "reviewed": len(plan.reviewed),
    }
    counts["skipped"] -= counts["left_out"]
    return [sentence % counts[what] for what, sentence in SENTENCES.items() if counts[what]]


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
        changes = [
            (CHANGED.get(name, name), change_shown(name, before), change_shown(name, after))
            for name, (before, after) in row.changes.items()
        ]
        key = row_key(row.sheet, row.source.number)
        yield {
            "row": row,
            "groups": [(label, list(cells(row, columns))) for label, columns in groups],
            "offers": [offer_shown(row, name, choices) for name in row.offers],
            "changes": changes,
            "key": key,
            "why_skipped": WHY_SKIPPED.get(row.source.skipped, row.source.skipped),
            "is_left_out": key in choices.left_out,
            "is_taken": key in choices.taken,
            "may_be_taken": row.outcome == Outcome.SKIPPED or key in choices.taken,
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


def change_shown(name, text):
    """Return a text of a change of the column `name` as staff read it."""
    return value_in_words(Agreement, name, text) if text and name == "kinds" else text


def cells(row, columns):
    """Yield for each filled column its label, the value as read, and the text of the cell where the two differ."""
    values = row.values
    for column in columns:
        stood = " ".join(row.source.values.get(column, "").split())
        read = value_shown(column, values.get(column.value)) if column.value in values else stood
        if read or stood:
            yield {
                "label": LABELS[column],
                "is_labelled": column not in UNLABELLED,
                "value": foldable(read) if column == Column.WEBSITE else read,
                "stood": stood if stood != read else "",
                "column": column.value,
            }


def foldable(address):
    """Return a web address as HTML that breaks behind its slashes, dots and hyphens, not inside a word."""
    parts = re.findall(r"[^/.-]*[/.-]*", address[:300])
    return format_html_join("", "{}<wbr>", ((part,) for part in parts if part))


def value_shown(column, value):
    """Return a value of the report as staff read it."""
    if value and column == Column.COUNTRY:
        return country_name(value)
    if value and column in (Column.SIGNED, Column.STARTS, Column.ENDS):
        return str(PartialDate.fromisoformat(value))
    if column == Column.KINDS:
        return value_in_words(Agreement, "kinds", joined(value)) if value else ""
    return value or ""


def outcome_sentence(plan, file_name):
    """Return one sentence that says what an import did."""
    return _(
        "%(file)s was imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(held)s rows held."
    ) % {"file": file_name, **plan.counts}
