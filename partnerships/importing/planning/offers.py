"""Offers: where a row differs from the registered agreement, and what becomes of that: taken, or left with a remark."""

from partnerships.importing.cells.parsing import check, info
from partnerships.importing.fields import Column
from partnerships.models import Validity
from partnerships.partial_dates import PartialDate, are_compatible

from .choices import Choices, difference_key
from .matching import valid_rows
from .plans import Plan


def offer_dates(row):
    """Offer the dates in which a row differs from its agreement, without a remark: an earlier list had them, too."""
    for name in ("signed", "ends"):
        kept, given = getattr(row.agreement, name), getattr(row.record, name)
        is_told = name in row.offers or name in row.changes
        if given and given != kept and not (kept and kept.refines(given)) and not is_told:
            row.offers[name] = (kept.isoformat() if kept else "–", given.isoformat())
            row.quiet += (name,)
    if "validity" not in row.offers and offer_no_end(row, row.record):
        row.quiet += ("validity",)
    if is_start_as_signing(row.record, row.agreement):
        offer_unsigned(row)
        row.quiet += ("signed",)


def offer_signed(row, given):
    """Offer a `given` date of signing that contradicts the registered one."""
    kept = row.agreement.signed
    if given and kept and not are_compatible(kept, given):
        row.offers["signed"] = (kept.isoformat(), given.isoformat())


def offer_no_end(row, record):
    """Offer to take out the registered end where a `record` says that there is none; return whether it does."""
    agreement = row.agreement
    is_offered = record.term.is_open_ended and not record.ends and agreement.ends is not None
    if is_offered:
        row.offers["validity"] = (agreement.ends.isoformat(), str(Validity.OPEN_ENDED.label))
    return is_offered


def is_start_as_signing(record, agreement):
    """Return whether the start in a `record` without a signing is registered as the signing of an `agreement`."""
    is_start = record.signed is None and record.starts is not None and record.starts == agreement.signed
    return is_start and agreement.starts in (None, record.starts)


def offer_unsigned(row):
    """Offer to take the signing out of the agreement of a row."""
    row.offers["signed"] = (row.agreement.signed.isoformat(), "–")


def date_columns(name, value):
    """Return the values of the two columns of the date `name` for a PartialDate: {column: value}.

    An end is stored with its last possible day, any other date with its first.
    """
    day = value.last_day if name == "ends" else value.first_day
    return {f"{name}_on": day, f"{name}_precision": value.precision.value}


def take_or_offer(plan: Plan, choices: Choices) -> None:
    """Take the offers of all rows that a person accepted, and leave the others as offers.

    An end is taken, too, where the register still has the one of the last import, so that nobody has edited it since.
    Where the registered end stays, the row gets a remark.
    """
    differing = [row for row in plan.rows if row.offers]
    last = last_ends([row.agreement_pk for row in differing if "ends" in row.offers])
    for row in differing:
        for name in list(row.offers):
            is_accepted = difference_key(row, name) in choices.accepted
            if name == "website" and is_accepted:
                row.change("institution.website", *row.offers["website"])
                changed = row.assign("institution", row.institution, website=row.record.website)
                plan.changed_institutions.setdefault(row.institution, set()).update(changed)
            elif name in ("signed", "validity"):
                settle_kept(plan, row, name, is_accepted=is_accepted)
            elif name == "ends" and (is_accepted or name not in row.quiet):
                is_untouched = last.get(row.agreement_pk) == row.offers["ends"][0] and name not in row.quiet
                settle_end(plan, row, is_accepted=is_accepted, is_untouched=is_untouched)
                if is_untouched:
                    del row.offers["ends"]


def settle_kept(plan, row, name, *, is_accepted):
    """Take a date of signing, or that there is no end, where a person accepted it; else say that the old stays."""
    kept, given = row.offers[name]
    if name == "signed" and is_accepted:
        take_date(plan, row, "signed")
    elif is_accepted:
        take_no_end(plan, row)
    elif name == "signed" and name not in row.quiet and row.record.signed:
        row.remarks.append(check(Column.SIGNED, "signed-differs", kept=date_of(kept), given=date_of(given)))
    elif name == "validity" and name not in row.quiet:
        row.remarks.append(check(Column.ENDS, "end-denied", kept=date_of(kept)))


def date_of(text):
    """Return the PartialDate of an ISO `text`."""
    return PartialDate.fromisoformat(text)


def take_no_end(plan, row):
    """Make the agreement of a row open-ended."""
    row.change("validity", row.agreement.ends, Validity.OPEN_ENDED.label)
    values = {"ends_on": None, "ends_precision": "", "validity": Validity.OPEN_ENDED.value}
    changed = row.assign("agreement", row.agreement, **values)
    plan.changed_agreements.setdefault(row.agreement, set()).update(changed)


def take_date(plan, row, name, **more):
    """Set the date `name` of the agreement of a row, to nothing where it has none, and the columns of `more`."""
    given = getattr(row.record, name)
    row.change(name, getattr(row.agreement, name), given)
    columns = date_columns(name, given) if given else {f"{name}_on": None, f"{name}_precision": ""}
    changed = row.assign("agreement", row.agreement, **columns, **more)
    plan.changed_agreements.setdefault(row.agreement, set()).update(changed)


def settle_end(plan, row, *, is_accepted, is_untouched):
    """Take the end of a row, or keep the registered one; either way with a remark."""
    given, starts = row.record.ends, row.agreement.starts_on
    kept = row.agreement.ends or row.offers["ends"][0]
    if not (is_accepted or is_untouched) or (starts and given.last_day < starts):
        row.remarks.append(check(Column.ENDS, "end-differs", kept=kept, given=given))
        return
    take_date(plan, row, "ends", validity=Validity.FIXED.value)
    make = info if is_accepted else check
    row.remarks.append(make(Column.ENDS, "end-changed", kept=kept, given=given))


def last_ends(pks):
    """Return the end of each agreement according to its last import: {primary key: ISO date or None}."""
    rows = valid_rows().filter(agreement__in=pks).values_list("agreement", "values")
    return {pk: values.get("ends") for pk, values in rows} if pks else {}
