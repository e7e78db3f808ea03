"""Refining: what a row completes in the agreement that is registered, and the new agreement that it describes."""

from operator import attrgetter

from django.utils.translation import gettext as _

from partnerships.bulk_insert import made
from partnerships.importing.cells.kinds import kinds_of
from partnerships.importing.cells.parsing import check, info, shown
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import FIELDS, IN_REPORT, Column, columns_saying, completions, report_text
from partnerships.importing.remarks import NOT_PUBLIC
from partnerships.kinds import slugs_in
from partnerships.models import Agreement, RenewalKind, Validity

from .offers import date_columns, is_start_as_signing, offer_no_end, offer_signed, offer_unsigned
from .plans import PlannedRow
from .rests import refine_rest, rest_of

SOURCES = columns_saying()
COMPLETIONS = [
    (completion.name, attrgetter(completion.value), attrgetter(completion.shown or completion.value))
    for completion in completions("agreement")
]
MADE_OF_SEVERAL = {"starts", "term", "kinds"}  # which a column other than their own says besides
NOTHING = Record(None, "", "", "", None, None, "")


def only_columns(record, columns):
    """Return a `record` with the values of some `columns` only; all others are empty."""
    given = {name: getattr(record, name) for name, sources in SOURCES.items() if columns & sources}
    return NOTHING._replace(**given)


def without_known_values(record, said):
    """Return a `record` without the values that an earlier import `said` already: {column: text or None}."""
    known = [column for column in IN_REPORT if says_same(column, getattr(record, column.value), said)]
    names = {name for column in known for name in FIELDS[column].says if name not in MADE_OF_SEVERAL - {column.value}}
    return record._replace(**{name: getattr(NOTHING, name) for name in names})


def says_same(column, value, said):
    """Return whether a report of an earlier import `said` the same `value` of a `column`."""
    return (slugs_in(value) or None if column == Column.KINDS else report_text(value)) == (
        said.get(column.value) or None
    )


def without_removed_kinds(row, record):
    """Return a `record` without kinds of cooperation that the registered agreement says already, and has not.

    Somebody has removed them.
    """
    agreement = row.agreement
    wordings = [agreement.title, agreement.scope, row.agreement_type.name if row.agreement_type else ""]
    said = frozenset().union(*map(kinds_of, wordings))
    return record._replace(kinds="") if said.issuperset(slugs_in(record.kinds)) else record


def refine(row, record):
    """Refine the agreement of a row from a `record`; return the set of the names of the columns that change.

    A more precise date replaces one that it agrees with, and empty columns are filled. An end that differs is left to
    `offers.take_or_offer`, which knows what the last import said.
    """
    agreement = row.agreement
    changed = set()
    record = without_removed_kinds(row, record)
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
    changed |= refine_unit(row)
    for name, value_of, shown_of in COMPLETIONS:
        given = value_of(record)
        if not is_nothing(given) and is_nothing(getattr(agreement, name)):
            row.change(name, "", shown_of(record))
            changed |= row.assign("agreement", agreement, **{name: given})
    return changed | refine_tied(row, record) | refine_rest(row, record) | note_unread(row, record)


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
    row.remarks.append(check(Column.RESPONSIBLE, "responsible-unknown", cell=shown(record.responsible)))
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
        row.remarks.append(check(Column.STARTS, "start-behind-end", starts=given, ends=agreement.ends))
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


def refine_unit(row):
    """Take the unit of a row for its agreement, which has none; return the columns that change."""
    if row.unit is None:
        return set()
    row.change("unit", "", row.unit.name)
    return row.assign("agreement", row.agreement, unit_id=row.unit.pk)


def new_agreement(row: PlannedRow) -> Agreement:
    """Return the agreement, not saved yet, that a row describes."""
    record, renewal = row.record, renewal_of(row.record.term)
    dates: dict[str, object] = {}
    for name in ("signed", "starts", "ends"):
        if value := getattr(record, name):
            dates |= date_columns(name, value)
    return made(
        Agreement,
        title=record.title,
        validity=validity_of(record),
        renewal=renewal,
        renewal_months=record.renewal_months if renewal != RenewalKind.NONE else None,
        termination_reason=record.termination_reason if record.terminated_on else "",
        is_public=record.is_public is not False and not any(remark.code in NOT_PUBLIC for remark in row.remarks),
        notes=with_responsible(row, record, with_notice(record, record.notes)),
        unit_id=row.unit.pk if row.unit else None,
        **dates,
        **rest_of(record),
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
