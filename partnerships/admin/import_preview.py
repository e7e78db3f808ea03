"""What the preview of an import shows: sentences, columns, rows, new institutions."""

import re
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from partnerships.countries import country_name
from partnerships.importing.fields import LABELS, Column
from partnerships.importing.planning.choices import difference_key, name_key
from partnerships.importing.planning.logos import rows_with_logo
from partnerships.importing.planning.matching import type_key
from partnerships.importing.planning.similarity import SimilarInstitutions
from partnerships.importing.tables.table_rows import row_key
from partnerships.models import Agreement, Outcome
from partnerships.partial_dates import PartialDate

SHOWN_INSTITUTIONS = 1000
SHOWN_LACKING = 500
SHOWN_OTHERS = 200
MOST_COMPARISONS = 2_000_000  # of names, about a second
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
        "logos": len(rows_with_logo(plan)),
        "look": sum(row.needs_a_look for row in plan.rows),
    }
    return [sentence % counts[what] for what, sentence in SENTENCES.items() if counts[what]]


def used_columns(file_import):
    """Return the Columns with values in the file, in the usual order."""
    found = {column for table in file_import.tables for column in table.columns.values()}
    found |= {column for column in (Column.COUNTRY, Column.WEBSITE) if any_value(file_import, column)}
    return [column for column in LABELS if column in found]


def any_value(file_import, column):
    """Return whether a row has a value for a `column`, be it from a heading, a name or a hyperlink."""
    return any(row.values.get(column.value) for row in file_import.plan.rows)


def shown_rows(page, columns, choices):
    """Yield the rows of a page as the template shows them, as dictionaries."""
    for row in page:
        offers = [
            {
                "key": difference_key(row, name),
                "label": CHANGED[name],
                "kept": date_shown(kept),
                "given": date_shown(given),
                "is_accepted": difference_key(row, name) in choices.accepted,
            }
            for name, (kept, given) in row.offers.items()
        ]
        changes = [(CHANGED.get(name, name), before, after) for name, (before, after) in row.changes.items()]
        key = row_key(row.sheet, row.source.number)
        yield {
            "row": row,
            "cells": list(cells(row, columns)),
            "offers": offers,
            "changes": changes,
            "key": key,
            "why_skipped": WHY_SKIPPED.get(row.source.skipped, row.source.skipped),
            "is_left_out": key in choices.left_out,
            "is_taken": key in choices.taken,
            "may_be_taken": row.outcome == Outcome.SKIPPED or key in choices.taken,
        }


def others_shown(file_import):
    """Return the first of the filled rows that are in no list, as dictionaries."""
    others = [other for table in file_import.tables for other in table.others]
    return [
        {
            "number": f"{other.sheet or ''} {other.number}".strip(),
            "text": " ".join(other.cells),
            "why": WHY_SKIPPED.get(other.reason, other.reason),
            "key": row_key(other.sheet, other.number),
        }
        for other in others[:SHOWN_OTHERS]
    ]


def date_shown(text):
    """Return an ISO date as staff read it; any other text as it is."""
    return str(PartialDate.fromisoformat(text)) if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else text


def cells(row, columns):
    """Yield for each column its label, the value as read, and the text of the cell where the two differ."""
    for column in columns:
        stood = " ".join(row.source.values.get(column, "").split())
        read = value_shown(column, row.values.get(column.value)) if column.value in row.values else stood
        yield {"label": LABELS[column], "value": read, "stood": stood if stood != read else "", "column": column.value}


def value_shown(column, value):
    """Return a value of the report as staff read it."""
    if value and column == Column.COUNTRY:
        return country_name(value)
    if value and column in (Column.SIGNED, Column.STARTS, Column.ENDS):
        return str(PartialDate.fromisoformat(value))
    return value or ""


def tables_shown(file_import):
    """Yield each Table of the file with its headers and the Columns that they were read as, for a person to change."""
    for number, table in enumerate(file_import.tables):
        columns = [
            {
                "name": f"column-{number}-{index}",
                "header": header,
                "chosen": table.columns_by_index.get(index, ""),
                "example": example_of(table, index),
            }
            for index, header in table.headers.items()
        ]
        yield {"table": table, "columns": columns}


def example_of(table, index):
    """Return the first text in the column with that `index` of a Table, cut to 60 characters, or ""."""
    texts = (row.cells[index].strip() for row in table.records if index < len(row.cells))
    return next((text for text in texts if text), "")[:60]


def chosen_columns(file_import, posted):
    """Return the columns of the posted form where it differs from what was read: {key: {index: Column or None}}."""
    chosen = {}
    for number, table in enumerate(file_import.tables):
        columns = {}
        for index in table.headers:
            value = posted.get(f"column-{number}-{index}")
            if value is None:
                break
            columns[index] = Column(value) if value in set(Column) else None
        else:
            if columns != {index: table.columns_by_index.get(index) for index in table.headers}:
                chosen[table.key] = columns
    return chosen


def new_institutions(file_import):
    """Return the institutions that would be added, those like a registered one first, and how many were not compared.

    Of a long list only as many are compared as a page can wait for; the others come without similar ones.
    """
    similar, left, shown, uncompared = SimilarInstitutions(), MOST_COMPARISONS, [], 0
    for new in file_import.plan.new_institutions:
        left -= similar.cost(new)
        uncompared += left <= 0
        shown.append(
            {
                "name": new.name,
                "country": new.country_name,
                "key": name_key(new.name, new.country),
                "alike": similar.of(new) if left > 0 else [],
            }
        )
    shown.sort(key=lambda entry: not entry["alike"])
    return shown[:SHOWN_INSTITUTIONS], uncompared


def lacking_shown(plan, choices):
    """Return the first agreements that a list lacks, with what the person wants done: [(agreement, wish)]."""
    keys = plan.lacking.keys[:SHOWN_LACKING]
    found = Agreement.objects.select_related("institution", "agreement_type").in_bulk(keys)
    return [(found[pk], choices.lacking.get(str(pk), "")) for pk in keys if pk in found]


def new_wordings(plan):
    """Return the wordings that would become types, with their keys in `Choices.types`: [(key, wording)]."""
    return [(type_key(new.name), new.name) for new in plan.new_types[:SHOWN_INSTITUTIONS]]


def kinds_of_remarks(plan):
    """Return the kinds of remarks that ask for a look: [(code, a sentence of it, number of rows)], the most first."""
    sentences, counts = {}, Counter()
    for row in plan.rows:
        for code, message in {r.code: r.message for r in row.remarks if r.level == "check"}.items():
            counts[code] += 1
            sentences.setdefault(code, message)
    return [(code, sentences[code], count) for code, count in counts.most_common()]


def outcome_sentence(plan, file_name):
    """Return one sentence that says what an import did."""
    return _(
        "%(file)s was imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(held)s rows held."
    ) % {"file": file_name, **plan.counts}
