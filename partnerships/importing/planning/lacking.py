"""What the last list of the same headers had and a new one lacks, and what a person wants done about it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from partnerships.importing.tables.finding import Table
from partnerships.models import Agreement, ImportRun

from .choices import Choices
from .plans import Plan, storable

LAST_RUNS = 50  # among which the last list of the same headers is looked for


class Lacking(NamedTuple):
    """The last run of a list of the same headers, None without one, and the keys of what the new list lacks."""

    run: ImportRun | None = None
    keys: tuple[int, ...] = ()


def lacking_of(tables: Iterable[Table], present: Collection[int | None]) -> Lacking:
    """Return the Lacking of a list with these `tables`, in which the agreements of these keys are `present`.

    Agreements that were terminated are not lacking.
    """
    keys = {table.key for table in tables if table.headers}
    for run in ImportRun.objects.filter(undone_at__isnull=True).order_by("-pk")[:LAST_RUNS]:
        sheets = [sheet["name"] or "" for sheet in run.read_as.get("sheets", []) if sheet.get("key") in keys]
        if sheets:
            rows = run.rows.filter(sheet__in=sheets, agreement__isnull=False, agreement__terminated_on__isnull=True)
            listed = set(rows.values_list("agreement", flat=True))
            return Lacking(run, tuple(sorted(listed - set(present))))
    return Lacking()


def plan_lacking(plan: Plan, choices: Choices, agreements: dict[int, Agreement]) -> None:
    """Note in a plan what the list lacks, and which of it a person wants reviewed or ended.

    `agreements` are {primary key: agreement} of the register.
    """
    plan.lacking = lacking_of(plan.tables, {row.agreement_pk for row in plan.rows})
    for pk in plan.lacking.keys:
        wish = choices.lacking.get(str(pk))
        if wish == "review":
            plan.reviewed.append(pk)
        elif wish == "end" and choices.ending:
            end(plan, agreements[pk], choices.ending)


def end(plan, agreement, ending):
    """Terminate an agreement in a plan, on the day and for the reason of `ending`."""
    values = {"terminated_on": date.fromisoformat(ending["on"]), "termination_reason": ending["reason"]}
    plan.ended[agreement.pk] = {
        name: [storable(getattr(agreement, name)), storable(value)] for name, value in values.items()
    }
    for name, value in values.items():
        setattr(agreement, name, value)
    plan.changed_agreements.setdefault(agreement, set()).update(values)
