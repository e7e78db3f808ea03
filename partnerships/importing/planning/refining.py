"""Refining: what a row completes in the agreement that is registered, and the new agreement that it describes."""

from operator import attrgetter

from django.utils.translation import gettext as _

from partnerships.bulk_insert import made
from partnerships.importing.cells.parsing import check, info, shown
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import FIELDS, IN_REPORT, Column, columns_saying, completions, report_text
from partnerships.importing.remarks import NOT_PUBLIC
from partnerships.models import Agreement, RenewalKind, Validity
from partnerships.partial_dates import PartialDate

from .choices import Choices, difference_key
from .matching import are_compatible, valid_rows
from .plans import Plan, PlannedRow

SOURCES = columns_saying()
COMPLETIONS = [
    (completion.name, attrgetter(completion.value), attrgetter(completion.shown or completion.value))
    for completion in completions("agreement")
]
MADE_OF_SEVERAL = {"starts", "term"}  # which a column other than their own says besides
NOTHING = Record(None, "", "", "", None, None, "")


def only_columns(record, columns):
    """Return a `record` with the values of some `columns` only; all others are empty."""
    given = {name: getattr(record, name) for name, sources in SOURCES.items() if columns & sources}
    return NOTHING._replace(**given)


def without_known_values(record, said):
    """Return a `record` without the values that an earlier import `said` already: {column: text or None}."""
    known = [
        column for column in IN_REPORT if report_text(getattr(record, column.value)) == (said.get(column.value) or None)
    ]
    names = {name for column in known for name in FIELDS[column].says if name not in MADE_OF_SEVERAL - {column.value}}
    return record._replace(**{name: getattr(NOTHING, name) for name in names})


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


def refine(row, record):
    """Refine the agreement of a row from a `record`; return the set of the names of the columns that change.

    A more precise date replaces one that it agrees with, and empty columns are filled. An end that differs is left to
    `take_or_offer`, which knows what the last import said.
    """
    agreement = row.agreement
    changed = set()
    if is_start_as_signing(record, agreement):
        make = info if agreement.starts else check  # once it is registered as the start, it has been said
        row.remarks.append(make(Column.STARTS, "start-as-signing", date=record.starts))
        offer_unsigned(row)
    if record.signed and record.signed.refines(agreement.signed):
        row.change("signed", agreement.signed, record.signed)
        changed |= row.assign("agreement", agreement, **date_columns("signed", record.signed))
    offer_signed(row, record.signed)
    offer_no_end(row, record)
    changed |= refine_start(row, record.starts)
    changed |= refine_end(row, record.ends)
    changed |= refine_term(row, record.term)
    for name, value_of, shown_of in COMPLETIONS:
        given = value_of(record)
        if not is_nothing(given) and is_nothing(getattr(agreement, name)):
            row.change(name, "", shown_of(record))
            changed |= row.assign("agreement", agreement, **{name: given})
    return changed | refine_tied(row, record) | note_unread(row, record)


def refine_tied(row, record):
    """Take the length of a renewal and the reason of a termination that are not recorded, where there is the one or the
    other.
    """
    agreement = row.agreement
    has_owner = {
        "renewal_months": agreement.renewal != RenewalKind.NONE,
        "termination_reason": agreement.terminated_on is not None,
    }
    changed = set()
    for name, has in has_owner.items():
        given = getattr(record, name)
        if has and not is_nothing(given) and is_nothing(getattr(agreement, name)):
            row.change(name, "", given)
            changed |= row.assign("agreement", agreement, **{name: given})
    return changed


def note_unread(row, record):
    """Keep in the notes of the agreement of a row a responsible person without an account, and a notice period that
    cannot be read.
    """
    agreement = row.agreement
    noted = with_responsible(row, record, agreement.notes)
    notes = with_notice(record, agreement.notes if agreement.responsible_id else noted)
    if notes == agreement.notes:
        return set()
    row.change("notes", agreement.notes, notes)
    return row.assign("agreement", agreement, notes=notes)


def with_notice(record, notes):
    """Return `notes` with a notice period that cannot be read."""
    if not record.notice:
        return notes
    note = _("Notice period: %s") % record.notice
    return notes if note in notes.split("\n") else "\n".join(filter(None, [notes, note]))


def with_responsible(row, record, notes):
    """Return `notes` with a responsible person without an account, and say so in a remark."""
    if not record.responsible or record.responsible_id:
        return notes
    note = _("Responsible: %s") % record.responsible
    if note in notes.split("\n"):
        return notes
    message = _("“%s” is nobody on the staff of the office; the name is kept in the notes.") % shown(record.responsible)
    row.remarks.append(check(Column.RESPONSIBLE, "responsible-unknown", message))
    return "\n".join(filter(None, [notes, note]))


def is_nothing(value):
    """Return whether a `value` is that of an empty column; a zero is not."""
    return value is None or value == ""


def refine_start(row, given):
    """Take a `given` start that refines the registered one, unless it lies behind the registered end."""
    agreement = row.agreement
    if not given or not given.refines(agreement.starts):
        return set()
    if agreement.ends_on and agreement.ends_on < given.first_day:
        message = _("The start (%(starts)s) lies behind the registered end (%(ends)s), so it is left out.")
        message %= {"starts": given, "ends": agreement.ends}
        row.remarks.append(check(Column.STARTS, "start-behind-end", message))
        return set()
    row.change("starts", agreement.starts, given)
    return row.assign("agreement", agreement, **date_columns("starts", given))


def refine_end(row, given):
    """Take a `given` end that refines the registered one; return the columns that change.

    An end that differs, or lies before the start, becomes an offer.
    """
    agreement = row.agreement
    if not given or given == agreement.ends or (agreement.ends and agreement.ends.refines(given)):
        return set()
    is_before_start = agreement.starts_on and given.last_day < agreement.starts_on
    if given.refines(agreement.ends) and agreement.validity != Validity.OPEN_ENDED and not is_before_start:
        row.change("ends", agreement.ends, given)
        return row.assign("agreement", agreement, **date_columns("ends", given), validity=Validity.FIXED.value)
    row.offers["ends"] = (
        agreement.ends.isoformat() if agreement.ends else str(agreement.get_validity_display()),
        given.isoformat(),
    )
    return set()


def refine_term(row, term):
    """Fill the validity and the renewal of an agreement from a Term; return the columns that change."""
    agreement = row.agreement
    changed = set()
    if term.is_open_ended and agreement.validity == Validity.NOT_RECORDED:
        row.change("validity", "", Validity.OPEN_ENDED.label)
        changed |= row.assign("agreement", agreement, validity=Validity.OPEN_ENDED.value)
    if term.is_automatic and agreement.renewal == RenewalKind.NONE:
        row.change("renewal", "", RenewalKind.AUTOMATIC.label)
        changed |= row.assign("agreement", agreement, renewal=RenewalKind.AUTOMATIC.value)
    if term.is_on_request and agreement.renewal == RenewalKind.NONE:
        row.change("renewal", "", RenewalKind.ON_REQUEST.label)
        changed |= row.assign("agreement", agreement, renewal=RenewalKind.ON_REQUEST.value)
    return changed


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
    message = {"kept": row.agreement.ends or row.offers["ends"][0], "given": given}
    if not (is_accepted or is_untouched) or (starts and given.last_day < starts):
        sentence = _("The registered end stays (%(kept)s); this row has %(given)s.")
        row.remarks.append(check(Column.ENDS, "end-differs", sentence % message))
        return
    take_date(plan, row, "ends", validity=Validity.FIXED.value)
    sentence = _("The end goes from %(kept)s to %(given)s.")
    make = info if is_accepted else check
    row.remarks.append(make(Column.ENDS, "end-changed", sentence % message))


def last_ends(pks):
    """Return the end of each agreement according to its last import: {primary key: ISO date or None}."""
    rows = valid_rows().filter(agreement__in=pks).values_list("agreement", "values")
    return {pk: values.get("ends") for pk, values in rows} if pks else {}


def new_agreement(row: PlannedRow) -> Agreement:
    """Return the agreement, not saved yet, that a row describes."""
    record = row.record
    dates: dict[str, object] = {}
    for name in ("signed", "starts", "ends"):
        if value := getattr(record, name):
            dates |= date_columns(name, value)
    return made(
        Agreement,
        title=record.title,
        validity=validity_of(record),
        renewal=renewal_of(record.term),
        renewal_months=record.renewal_months if renewal_of(record.term) != RenewalKind.NONE else None,
        termination_reason=record.termination_reason if record.terminated_on else "",
        is_public=record.is_public is not False and not any(remark.code in NOT_PUBLIC for remark in row.remarks),
        notes=with_responsible(row, record, with_notice(record, record.notes)),
        **dates,
        **{name: value_of(record) for name, value_of, _shown in COMPLETIONS},
    )


def renewal_of(term):
    """Return the kind of renewal that a Term describes."""
    if term.is_automatic:
        return RenewalKind.AUTOMATIC
    return RenewalKind.ON_REQUEST if term.is_on_request else RenewalKind.NONE


def validity_of(record):
    """Return the kind of validity that a Record describes."""
    if record.ends:
        return Validity.FIXED
    return Validity.OPEN_ENDED if record.term.is_open_ended else Validity.NOT_RECORDED
