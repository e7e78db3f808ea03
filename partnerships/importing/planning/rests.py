"""The rest that a row states: its columns go together, and complete a registered agreement together."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.importing.cells.records import Record
from partnerships.models.rests import refusal_of_rest
from partnerships.partial_dates import PartialDate

from .plans import PlannedRow


def rest_of(record: Record) -> dict[str, Any]:
    """Return the columns of the rest that a `record` states, {} where it names no day from which on."""
    if record.rests_from is None:
        return {}
    reason = record.rest_reason or _("The list says that it rests.")
    return {"rests_from": record.rests_from, "rests_until": record.rests_until, "rest_reason": reason}


def refine_rest(row: PlannedRow, record: Record) -> set[str]:
    """Take the rest that a `record` states for an agreement without one, or the last day of one that is open.

    Return the names of the columns that change.
    """
    agreement = row.agreement
    assert agreement is not None
    given = rest_of(record)
    if agreement.rests_from:
        is_same = agreement.rests_from == record.rests_from and agreement.rests_until is None
        given = {"rests_until": record.rests_until} if is_same and record.rests_until else {}
    elif given and refusal_of_rest(agreement, record.rests_from):
        return set()
    for name, value in given.items():
        row.change(name, "", PartialDate.of(value) if value and name != "rest_reason" else value)
    return row.assign("agreement", agreement, **given) if given else set()
