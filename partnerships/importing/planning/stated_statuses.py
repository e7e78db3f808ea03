"""What a list says of the state of a registered agreement: nothing of it is taken before a person says so."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.importing.cells.parsing import check
from partnerships.importing.cells.records import Record
from partnerships.importing.cells.statuses import is_over, is_resting
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark
from partnerships.models import Agreement, Status
from partnerships.models.rests import refusal_of_rest
from partnerships.models.terminations import refusal_of_termination
from partnerships.partial_dates import PartialDate

from .choices import Choices, difference_key
from .plans import Plan, PlannedRow
from .rests import rest_of

CODE = "status-not-in-force"
RESTS_NO_MORE = "status-rests-no-more"
CODES = {CODE, "status-rests", "status-rests-undated"}
OFFERED = ("terminated_on", "rests_from", "is_public")
OVER = {Status.ENDED, Status.TERMINATED}


def stated_status(row: PlannedRow) -> Remark | None:
    """Return the remark that the list does not call the agreement of a row in force, or None."""
    return next((remark for remark in row.remarks if remark.code in CODES), None)


def offer_status(row: PlannedRow, *, is_quiet: bool = False) -> None:
    """Offer what the list says of the state of the agreement of a row: its end or rest, or that it is not public.

    The remark on it goes where the register says the same already, and where an earlier list said it, too (`is_quiet`).
    """
    remark, agreement = stated_status(row), row.agreement
    if agreement and agreement.rests_from and agreement.status == Status.RESTING and not is_quiet:
        doubt_rest(row, agreement.rests_from)
    if remark is None or agreement is None:
        return
    day, status = row.record.terminated_on, str(remark.values.get("status", ""))
    if is_resting(status):
        offer_rest(row, agreement, is_dated=remark.code == "status-rests")
    elif not (is_over(status) and agreement.status in OVER):
        if day and not refusal_of_termination(agreement, day):
            row.offers["terminated_on"] = ("–", day.isoformat())
        if agreement.is_public:
            row.offers["is_public"] = (_("yes"), _("no"))
    offered = [name for name in OFFERED if name in row.offers]
    if is_quiet or not offered:
        row.remarks = [other for other in row.remarks if other is not remark]
        row.quiet += tuple(offered)


def doubt_rest(row: PlannedRow, since: date) -> None:
    """Ask whether a rest `since` a day is over, where the list calls the agreement in force; it tells no day."""
    for remark in [remark for remark in row.remarks if remark.code == "status-noted"]:
        row.remarks.remove(remark)
        row.remarks.append(check(Column.STATUS, RESTS_NO_MORE, day=PartialDate.of(since), **remark.values))


def offer_rest(row: PlannedRow, agreement: Agreement, *, is_dated: bool) -> None:
    """Offer the rest of the agreement of a row from the day that a status states, else that it is not public.

    Nothing is offered where the register says already that it rests, or is over.
    """
    day = row.record.rests_from
    if agreement.rests_from or agreement.status in OVER:
        return
    if is_dated and day and not refusal_of_rest(agreement, day):
        row.offers["rests_from"] = ("–", day.isoformat())
    elif agreement.is_public:
        row.offers["is_public"] = (_("yes"), _("no"))


def without_stated_days(row: PlannedRow, record: Record) -> Record:
    """Return a `record` of a row without the days that a status gives; those in columns of their own stay."""
    if not row.source.values.get(Column.TERMINATED):
        record = record._replace(terminated_on=None)
    return record if row.source.values.get(Column.RESTS_FROM) else record._replace(rests_from=None, rests_until=None)


def settle_statuses(plan: Plan, choices: Choices) -> None:
    """Take the offered statuses that a person accepted; where none was, say that the agreement stays as it is."""
    for row in plan.rows:
        offered = [name for name in OFFERED if name in row.offers]
        if offered and row.agreement:
            accepted = [name for name in offered if difference_key(row, name) in choices.accepted]
            for name in accepted:
                take_status(plan, row, row.agreement, name)
            tell_kept_status(row, row.agreement, is_kept=not accepted)


def tell_kept_status(row: PlannedRow, agreement: Agreement, *, is_kept: bool) -> None:
    """Replace the remark on the status of a row by one that says what stays, or by none where it was taken."""
    remark = stated_status(row)
    if remark:
        row.remarks.remove(remark)
        if is_kept:
            code = "status-differs" if agreement.is_public else remark.code
            row.remarks.append(check(Column.STATUS, code, **remark.values))


def take_status(plan: Plan, row: PlannedRow, agreement: Agreement, name: str) -> None:
    """Terminate the agreement of a row on the day that the list gives, let it rest, or take it off the public list."""
    if name == "is_public":
        row.change(name, *row.offers[name])
        changed = row.assign("agreement", agreement, is_public=False)
    elif name == "rests_from":
        row.change(name, "", PartialDate.of(date.fromisoformat(row.offers[name][1])))
        changed = row.assign("agreement", agreement, **rest_of(row.record))
    else:
        day = date.fromisoformat(row.offers[name][1])
        row.change(name, "", PartialDate.of(day))
        reason = row.record.termination_reason or stated_words(row)
        changed = row.assign("agreement", agreement, terminated_on=day, termination_reason=reason)
    plan.changed_agreements.setdefault(agreement, set()).update(changed)


def stated_words(row: PlannedRow) -> str:
    """Return the words of the list on the state of an agreement, as the reason of its termination."""
    remark = stated_status(row)
    status = remark.values.get("status", "") if remark else row.source.values.get(Column.STATUS, "")
    return _("Status in the list: %s") % status if status else ""
