"""The table in which institutions that are to be merged stand side by side: what each has, and what becomes of it."""

from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.languages import capfirst
from partnerships.merging.institutions import COLUMNS, InstitutionMerge, value_of
from partnerships.models import Agreement, Contact, Institution, InstitutionName

from .display import column_in_words

LISTED = 5  # records of one kind in a cell; all are counted


class Cell(NamedTuple):
    """What one institution has: some lines, and a note on what becomes of it.

    Where there is a choice, the cell is chosen by `name` and the primary key of the institution, and the note says what
    becomes of it if it is not.
    """

    institution: Institution
    lines: list[Any]
    note: str = ""
    name: str = ""
    is_chosen: bool = False


class Row(NamedTuple):
    """What the institutions have of one kind, a Cell for each; `nothing` is said where one has none."""

    label: str
    cells: list[Cell]
    nothing: str


def differing(institutions: list[Institution], column: str) -> list[Institution]:
    """Return those of some `institutions` that have a value of a `column`, if they have more than one; else none."""
    having = [each for each in institutions if value_of(each, column)]
    return having if len({value_of(each, column) for each in having}) > 1 else []


def rows_of(plan: InstitutionMerge, institutions: list[Institution]) -> list[Row]:
    """Return the rows of a table of the `institutions` of an InstitutionMerge, without empty ones."""
    agreements = Agreement.objects.select_related("agreement_type").order_by("pk")
    prefetch_related_objects(
        institutions, Prefetch("agreements", agreements), "contacts", "journal", "parts", "other_names"
    )
    rows = [
        *(row_of_column(plan, institutions, column) for column in COLUMNS),
        row_of_parents(plan, institutions),
        row_of_records(plan, institutions, capfirst(str(InstitutionName._meta.verbose_name_plural)), "other_names"),
        row_of_records(plan, institutions, _("Agreements"), "agreements", agreement_line),
        row_of_records(plan, institutions, capfirst(str(Contact._meta.verbose_name_plural)), "contacts"),
        row_of_records(plan, institutions, _("Journal"), "journal"),
        row_of_records(plan, institutions, _("Parts"), "parts"),
        row_of_notes(plan, institutions),
        row_of_addresses(plan, institutions),
    ]
    return [row for row in rows if any(cell.lines or cell.note for cell in row.cells)]


def row_of_column(plan, institutions, column):
    """Return the Row of a `column`, with a choice where the institutions differ in it."""
    having = differing(institutions, column)
    cells = []
    for each in institutions:
        lines = [line_of(each, column)] if value_of(each, column) else []
        is_choice, is_chosen = each in having, each == plan.stays[column]
        note = (note_of_choice if is_choice else note_of_value)(plan, each, column)
        cells.append(Cell(each, lines, note, f"keep_{column}" if is_choice else "", is_chosen))
    return Row(column_in_words(Institution, column), cells, _("not recorded"))


def line_of(institution, column):
    """Return the value of a `column` of an `institution` for people."""
    if column == "country":
        return institution.country_name
    if column == "logo":
        address = reverse("admin:partnerships_institution_logo", args=[institution.pk])
        return format_html('<img src="{}" alt="{}" height="40">', address, _("logo of %s") % institution)
    if column == "name":
        return format_html("<bdi>{}</bdi>", institution.name)
    return value_of(institution, column)


def note_of_choice(plan, institution, column):
    """Return what becomes of the value of a `column` of an `institution` if it does not stay; "" if nothing."""
    value, after, is_chosen = value_of(institution, column), plan.after[column], institution == plan.stays[column]
    is_same = fold(value) == fold(after) if column == "name" else value == after
    if is_same and not is_chosen:
        return ""
    if column == "name":
        return dict(plan.left_out).get(value) or _("stays findable as another name")
    return _("only the history keeps it")


def note_of_value(plan, institution, column):
    """Return what becomes of the only value of a `column`, which an `institution` has, in words; "" if nothing."""
    value = value_of(institution, column)
    if not value or value == value_of(plan.target, column):
        return ""
    return _("goes over") if value == plan.after[column] else _("only the history keeps it")


def row_of_parents(plan, institutions):
    """Return the Row of what the institutions are parts of."""
    moved = plan.parent != plan.target.parent
    note = _("from now on: %s") % (plan.parent or _("none")) if moved else ""
    cells = [
        Cell(each, list(filter(None, [each.parent])), note if each == plan.target else "") for each in institutions
    ]
    return Row(column_in_words(Institution, "parent"), cells, _("none"))


def row_of_records(plan, institutions, label, name, line=str):
    """Return the Row of the records that the attribute `name` of the institutions leads to, a `line` for each."""
    cells = []
    for each in institutions:
        records = list(getattr(each, name).all())
        more = len(records) - LISTED
        lines = [line(record) for record in records[:LISTED]]
        lines += [_("and %(more)s more") % {"more": more}] if more > 0 else []
        moves = _("go over") if len(records) > 1 else _("goes over")
        cells.append(Cell(each, lines, moves if records and each != plan.target else ""))
    return Row(label, cells, _("none"))


def agreement_line(agreement):
    """Return an `agreement` in a line that leads to it."""
    address = reverse("admin:partnerships_agreement_change", args=[agreement.pk])
    told = [agreement.title or str(agreement.agreement_type or ""), agreement.dated_in_words]
    return format_html('{} (<a href="{}">{}</a>)', ", ".join(filter(None, told)), address, number_of(agreement))


def number_of(agreement):
    """Return the register number of an `agreement` in words."""
    return _("No %s") % agreement.register_number


def row_of_notes(plan, institutions):
    """Return the Row of the notes, which are joined."""
    cells = [
        Cell(each, list(filter(None, [each.notes])), _("goes over") if each.notes and each != plan.target else "")
        for each in institutions
    ]
    return Row(column_in_words(Institution, "notes"), cells, _("none"))


def row_of_addresses(plan, institutions):
    """Return the Row of the public addresses."""
    cells = [
        Cell(each, [each.get_absolute_url()], "" if each == plan.target else _("will lead to the one that stays"))
        for each in institutions
    ]
    return Row(column_in_words(Institution, "slug"), cells, "")


def same_types(institutions: list[Institution]) -> list[str]:
    """Return the types under which more than one of the institutions has agreements, each with their numbers."""
    found: dict[Any, list[Agreement]] = {}
    for each in institutions:
        for agreement in each.agreements.all():
            found.setdefault(agreement.agreement_type, []).append(agreement)
    found.pop(None, None)
    return [
        f"{capfirst(str(kind))} ({', '.join(map(number_of, agreements))})"
        for kind, agreements in found.items()
        if len({agreement.institution_id for agreement in agreements}) > 1
    ]
