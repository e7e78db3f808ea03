"""The page of a record: its sections in columns, the links that lead to them, and what is wrong in its form.

A fieldset stands in the first column unless its classes say otherwise: "beside" it; "rest", below the first ones, and
on a narrow screen behind what stands beside them; "bar", in the bar with the buttons. Of "rest" and the first column,
"collapse" folds what is empty. An inline whose `is_beside` is set stands beside, others below all columns.
"""

from typing import Any, NamedTuple

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.contrib.admin.utils import flatten


class Section(NamedTuple):
    """A fieldset or an inline, the id of its heading, and where it stands; `records` is how many an inline has."""

    part: Any
    anchor: str
    label: str
    column: str
    records: int | None = None


class Sections(NamedTuple):
    """The sections of a page by where they stand, each list in the order of the admin's own."""

    first: list[Section]
    papers: list[Section]
    beside: list[Section]
    rest: list[Section]
    below: list[Section]
    bar: list[Section]

    @property
    def links(self) -> list[Section]:
        """The sections that the list of sections leads to: those with a heading, in the order of the page."""
        shown = (*self.first, *self.papers, *self.beside, *self.rest, *self.below)
        return [section for section in shown if section.label]


class Mistake(NamedTuple):
    """A sentence about what cannot be saved, with the label and the id of its box; both "" for the whole form."""

    anchor: str
    label: str
    sentence: str


def sections_of(adminform: AdminForm, inlines: list[InlineAdminFormSet]) -> Sections:
    """Return the sections of the page of a record."""
    columns: dict[str, list[Section]] = {name: [] for name in Sections._fields}
    for section in (*fieldsets_in(adminform), *map(section_of_inline, inlines)):
        columns[section.column].append(section)
    return Sections(**columns)


def fieldsets_in(adminform: AdminForm) -> list[Section]:
    """Return the fieldsets of a form as sections."""
    fieldsets: list[Any] = list(adminform)
    return [
        Section(fieldset, f"fieldset-0-{index}-heading", str(fieldset.name or ""), column_of(fieldset.classes.split()))
        for index, fieldset in enumerate(fieldsets)
    ]


def column_of(classes: list[str]) -> str:
    """Return where a fieldset with some `classes` stands."""
    return next((name for name in ("beside", "rest", "bar") if name in classes), "first")


def section_of_inline(inline: InlineAdminFormSet) -> Section:
    """Return an inline as a section."""
    return Section(
        inline,
        f"{inline.formset.prefix}-heading",
        str(inline.opts.verbose_name_plural),
        "papers" if getattr(inline.opts, "is_beside", False) else "below",
        inline.formset.initial_form_count(),
    )


def mistakes_in(adminform: AdminForm, inlines: list[InlineAdminFormSet]) -> list[Mistake]:
    """Return what is wrong in a form and in its inlines, in the order of their fields."""
    forms = [adminform.form]
    for inline in inlines:
        forms += inline.formset.forms
    whole = [sentence for inline in inlines for sentence in inline.formset.non_form_errors()]
    return [Mistake("", "", sentence) for sentence in whole] + [each for form in forms for each in mistakes_of(form)]


def mistakes_of(form: Any) -> list[Mistake]:
    """Return what is wrong in one form: first what is about all of it."""
    found = [Mistake("", "", sentence) for sentence in form.non_field_errors()]
    for field in form:
        found += [Mistake(field.auto_id, str(field.label), sentence) for sentence in field.errors]
    return found


def opened_where_filled(fieldsets: list, record: Any) -> list:
    """Return `fieldsets`, of those that fold open the ones in which a `record` says something; None says nothing."""
    return [
        (name, options | {"classes": [each for each in options["classes"] if each != "collapse"]})
        if "collapse" in options.get("classes", ())
        and any(getattr(record, each, None) for each in flatten(options["fields"]))
        else (name, options)
        for name, options in fieldsets
    ]
