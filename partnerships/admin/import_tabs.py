"""The tabs of the preview of an import: which there are, what the open one shows, and what the bar below says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext

from partnerships.importing.planning.logos import rows_with_logo
from partnerships.importing.planning.plans import Plan, PlannedRow
from partnerships.importing.resources import Import
from partnerships.models import Outcome

LOOK, EVERY = "look", "all"  # beside the outcomes: the rows that need a look, and all of them
FEW = 10  # names, or agreements, of a part that the first tab shows, too


@dataclass(frozen=True)
class Tab:
    """A tab: its word in the address, its label, and how many it shows."""

    key: str
    label: str
    count: int


class Unknown(NamedTuple):
    """What the register does not know of a file, what the file lacks, and its rows that are in no list."""

    institutions: list[dict]
    wordings: list[dict]
    units: list[dict]
    lacking: tuple[int, ...]
    others: list[dict]


# What the bar says, in its order: first what would be written to agreements.
WRITTEN = {
    "new": ngettext_lazy("%d new", "%d new"),
    "changed": ngettext_lazy("%d changed", "%d changed"),
    "ended": ngettext_lazy("%d terminated", "%d terminated"),
}
BESIDES = {
    "reviewed": ngettext_lazy("%d for the worklist", "%d for the worklist"),
    "logos": ngettext_lazy("%d logo", "%d logos"),
    "held": ngettext_lazy("%d held", "%d held"),
    "left_out": ngettext_lazy("%d left out", "%d left out"),
    "skipped": ngettext_lazy("%d no agreement", "%d no agreements"),
    "unchanged": ngettext_lazy("%d as before", "%d as before"),
}


def written_agreements(plan: Plan) -> int:
    """Return how many agreements a plan would register, change or terminate, each counted once."""
    changed = {row.agreement_pk for row in plan.rows if row.outcome == Outcome.CHANGED}
    return plan.counts["new"] + len(changed | set(plan.ended))


def bar_of(plan: Plan) -> dict[str, str]:
    """Return what the bar says a plan would do: to agreements, and besides."""
    left_out = sum(row.is_left_out for row in plan.rows)
    counts = plan.counts | {"ended": len(plan.ended), "reviewed": len(plan.reviewed), "left_out": left_out}
    counts |= {"logos": len(rows_with_logo(plan)), "skipped": plan.counts["skipped"] - left_out}
    return {
        name: ", ".join(words % counts[kind] for kind, words in kinds.items() if counts[kind])
        for name, kinds in (("written", WRITTEN), ("besides", BESIDES))
    }


def tabs_of(plan: Plan, unknown: Unknown) -> list[Tab]:
    """Return the tabs of a plan, without those that would be empty; the first one is open at first."""
    counts = plan.counts
    look = Tab(LOOK, pgettext("tab of a preview", "To look at"), sum(row.needs_a_look for row in plan.rows))
    tabs = [
        Tab("new", pgettext("tab of a preview", "New"), counts["new"]),
        Tab("changed", pgettext("tab of a preview", "Changed"), counts["changed"]),
        Tab("held", pgettext("tab of a preview", "Held"), counts["held"]),
        Tab("unchanged", pgettext("tab of a preview", "Unchanged"), counts["unchanged"]),
        Tab("lacking", _("No longer in the file"), len(unknown.lacking)),
        Tab("institutions", _("New institutions"), len(unknown.institutions)),
        Tab("types", _("New types"), len(unknown.wordings)),
        Tab("units", _("New units"), len(unknown.units)),
        Tab("skipped", pgettext("tab of a preview", "Skipped"), counts["skipped"] + len(unknown.others)),
        Tab(EVERY, _("All rows"), len(plan.rows)),
    ]
    names = (unknown.institutions, unknown.wordings, unknown.units)
    has_look = look.count or any(map(first_part, names)) or lacking_on(LOOK, unknown.lacking)
    return [look] * bool(has_look) + [tab for tab in tabs if tab.count]


def first_part(entries: list[dict]) -> list[dict]:
    """Return those of the `entries` of unknown names that the first tab shows: all of a few, else what is in doubt."""
    if len(entries) <= FEW:
        return entries
    return [entry for entry in entries if entry["alike"] or entry["chosen"] or entry["typed"]]


def entries_on(tab: str, part: str, entries: list[dict]) -> list[dict]:
    """Return those of the `entries` of a `part`, which has a tab of its own, that the open `tab` shows."""
    if tab == LOOK:
        return first_part(entries)
    return entries if tab == part else []


def lacking_on(tab: str, keys: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of the `keys` of agreements that a list lacks that the open `tab` shows."""
    return keys if tab == "lacking" or (tab == LOOK and len(keys) <= FEW) else ()


def rows_on(tab: str, rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Return those of the `rows` that the open `tab` shows; those that need a look come first, what is skipped last."""
    shown = [row for row in rows if tab == EVERY or row.outcome == tab or (tab == LOOK and row.needs_a_look)]
    return sorted(shown, key=lambda row: (not row.needs_a_look, not row.offers, row.outcome == Outcome.SKIPPED))


def heading_of(tab: Tab, count: int) -> dict[str, str]:
    """Return the heading over the rows of the open tab, and how many there are with what may be done to them."""
    label = _("Rows to look at") if tab.key == LOOK else tab.label
    told = ngettext("%d row", "%d rows", count) % count
    if tab.key == "held":
        told = _("%s; kept, but not registered until a person has decided") % told
    elif tab.key == "skipped":
        told = _("%s; tick what is an agreement after all") % told
    else:
        told = _("%s; untick what is not to be imported") % told
    return {"label": label, "told": told}


def reading_of(file_import: Import) -> str:
    """Return a sentence on what was read: of which sheet, with a header in which row, how many rows."""
    tables, rows = file_import.tables, len(file_import.plan.rows)
    parts = [ngettext("%d list", "%d lists", len(tables)) % len(tables)]
    if len(tables) == 1:
        (table,) = tables
        parts = [_("sheet “%s”") % table.sheet] if table.sheet else []
        parts.append(_("header in row %(row)s") % {"row": table.header_row} if table.header_row else _("no header"))
    parts.append(ngettext("%d row", "%d rows", rows) % rows)
    return f"{', '.join(parts)}."
