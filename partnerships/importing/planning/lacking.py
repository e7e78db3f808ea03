"""What the last list of the same headers had and a new one lacks, and what a person wants done about it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from partnerships.importing.tables.finding import Table
from partnerships.models import Agreement, ImportRun
from partnerships.models.terminations import refusal_of_termination
from partnerships.partial_dates import readings

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

    `agreements` are {primary key: agreement} of the register. What cannot end as the person wrote stays as it is; the
    plan says why.
    """
    plan.lacking = lacking_of(plan.tables, {row.agreement_pk for row in plan.rows})
    for pk in plan.lacking.keys:
        wish = choices.lacking.get(str(pk))
        if wish == "review":
            plan.reviewed.append(pk)
        elif wish == "end":
            end(plan, agreements[pk], choices.ending_of(pk))


def end(plan: Plan, agreement: Agreement, ending: Mapping[str, str]) -> None:
    """Terminate an agreement in a plan, on the day and for the reason of `ending`, or note why it cannot be."""
    day, reason = day_of(ending.get("on", "")), ending.get("reason", "")
    refusal = refusal_of_ending(day, reason) or refusal_of_termination(agreement, day)
    if refusal:
        plan.refused_endings[agreement.pk] = refusal
        return
    values = {"terminated_on": day, "termination_reason": reason}
    plan.ended[agreement.pk] = {
        name: [storable(getattr(agreement, name)), storable(value)] for name, value in values.items()
    }
    for name, value in values.items():
        setattr(agreement, name, value)
    plan.changed_agreements.setdefault(agreement, set()).update(values)


def day_of(text: str) -> date | None:
    """Return the one day that a `text` can be, or None."""
    read = readings(text) if text else []
    return read[0].first_day if len(read) == 1 and read[0].day else None


def refusal_of_ending(day: date | None, reason: str) -> str:
    """Return what is missing of the day and the reason of a termination: a sentence, or "" where nothing is."""
    if day is None:
        return _("Write the full day on which it ends, such as 30.06.2003.")
    return "" if reason else _("Write why it ends.")
