"""The office's navigation: the parts of the register, for each person those that may be opened."""

from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.languages import capfirst

from .first_steps import shows_first_steps

FIRST_STEPS = "partnerships_first_steps"  # which a person can put away


class Entry(NamedTuple):
    """A page of the navigation: the name of its address, the permission that opens it, its label, its query."""

    name: str
    permission: str
    label: Promise
    query: str = ""


class Link(NamedTuple):
    """An entry as a page shows it; `current` is what aria-current says of it, "" elsewhere."""

    address: str
    label: str
    current: str


class Group(NamedTuple):
    """Links under one heading, which the first group has not."""

    heading: Promise | str
    links: list[Link]


def records(label: str) -> Entry:
    """Return the entry of the list of a model, under the model's own name: partnerships.Agreement."""
    meta = apps.get_model(label)._meta
    return Entry(
        f"{meta.app_label}_{meta.model_name}_changelist",
        f"{meta.app_label}.view_{meta.model_name}",
        meta.verbose_name_plural,
    )


GROUPS: list[tuple[Promise | str, list[Entry]]] = [
    (
        "",
        [
            Entry("index", "partnerships.view_agreement", _("Worklist")),
            records("partnerships.Agreement"),
            records("partnerships.Institution"),
            records("partnerships.JournalEntry")._replace(label=_("Journal")),
            Entry("partnerships_same", "partnerships.change_institution", _("Same?")),
        ],
    ),
    (
        _("Imports"),
        [
            Entry("partnerships_import", "partnerships.import_agreement", _("Import a list")),
            Entry(
                "partnerships_sourcerow_changelist", "partnerships.view_sourcerow", _("Held rows"), "?decision=waiting"
            ),
            Entry("partnerships_importrun_changelist", "partnerships.view_importrun", _("Imports so far")),
        ],
    ),
    (
        _("Words"),
        [
            records("partnerships.AgreementType"),
            records("partnerships.CooperationKind"),
            records("partnerships.Unit"),
            records("partnerships.Merge"),
        ],
    ),
    (
        _("You"),
        [
            Entry(FIRST_STEPS, "partnerships.import_agreement", _("First steps")),
            Entry("partnerships_calendar", "partnerships.view_agreement", _("My calendar")),
            Entry("partnerships_preferences", "partnerships.view_agreement", _("My preferences")),
            Entry("partnerships_my_log_in", "partnerships.view_agreement", _("My log-in")),
        ],
    ),
    (
        _("Management"),
        [
            records("partnerships.HomeInstitution")._replace(permission="partnerships.change_homeinstitution"),
            records("auth.User"),
            records("auth.Group"),
            records("partnerships.LogIn"),
        ],
    ),
]


def navigation(request: HttpRequest) -> list[Group]:
    """Return the groups of links that the person of a `request` may open, none of them empty."""
    found = [
        Group(heading, [link_to(entry, request.path) for entry in entries if is_shown(entry, request.user)])
        for heading, entries in GROUPS
    ]
    return [group for group in found if group.links]


def is_shown(entry: Entry, user: Any) -> bool:
    """Return whether a `user` may open an `entry`, and has not put it away."""
    return user.has_perm(entry.permission) and (entry.name != FIRST_STEPS or shows_first_steps(user))


def link_to(entry: Entry, path: str) -> Link:
    """Return the link of an `entry` on the page at a `path`; pages below a list belong to the list."""
    address = reverse(f"admin:{entry.name}")
    is_below = entry.name != "index" and path.startswith(address)
    current = "page" if path == address else "true" if is_below else ""
    return Link(address + entry.query, capfirst(str(entry.label)), current)
