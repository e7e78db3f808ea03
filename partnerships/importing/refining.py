"""What a row says of an agreement that is registered, and how a new one is made of it."""

from django.utils.translation import gettext as _

from partnerships.models import Agreement, RenewalKind, SourceRow, Validity

from .choices import difference_key
from .headers import Column
from .parsing import check, info

FILLED_IN = ("reference", "scope", "term_months")  # taken where the register has nothing


def refine(row):
    """Gives the agreement of a row what the row knows better; gives the names of the columns that change.

    A finer date of the same day refines, and what is not known is filled in. An end that differs is left to
    `take_or_offer`, which knows what the last import said.
    """
    agreement, record = row.agreement, row.record
    changed = set()
    if record.signed and record.signed.refines(agreement.signed):
        row.change("signed", agreement.signed, record.signed)
        changed |= row.assign("agreement", agreement, **date_columns("signed", record.signed))
    if (
        record.starts
        and record.starts.refines(agreement.starts)
        and not (agreement.ends_on and agreement.ends_on < record.starts.first_day)
    ):
        row.change("starts", agreement.starts, record.starts)
        changed |= row.assign("agreement", agreement, **date_columns("starts", record.starts))
    changed |= refine_end(row)
    changed |= refine_term(row)
    given = {"reference": record.reference, "scope": record.scope, "term_months": record.term.months}
    for name in FILLED_IN:
        if given[name] and not getattr(agreement, name):
            row.change(name, "", given[name])
            changed |= row.assign("agreement", agreement, **{name: given[name]})
    if record.number is not None and agreement.number is None:
        row.change("number", None, record.number)
        changed |= row.assign("agreement", agreement, number=record.number)
    return changed


def refine_end(row):
    """Takes an end that refines the registered one; one that differs becomes an offer."""
    agreement, given = row.agreement, row.record.ends
    if not given or given == agreement.ends or (agreement.ends and agreement.ends.refines(given)):
        return set()
    if given.refines(agreement.ends) and agreement.validity != Validity.OPEN_ENDED:
        row.change("ends", agreement.ends, given)
        return row.assign("agreement", agreement, **date_columns("ends", given), validity=Validity.FIXED.value)
    row.offers["ends"] = (
        agreement.ends.isoformat() if agreement.ends else str(agreement.get_validity_display()),
        given.isoformat(),
    )
    return set()


def refine_term(row):
    """Takes what the row says of a validity and a renewal that are not recorded."""
    agreement, term = row.agreement, row.record.term
    changed = set()
    if term.is_open_ended and agreement.validity == Validity.NOT_RECORDED:
        row.change("validity", "", Validity.OPEN_ENDED.label)
        changed |= row.assign("agreement", agreement, validity=Validity.OPEN_ENDED.value)
    if term.is_automatic and agreement.renewal == RenewalKind.NONE:
        row.change("renewal", "", RenewalKind.AUTOMATIC.label)
        changed |= row.assign("agreement", agreement, renewal=RenewalKind.AUTOMATIC.value)
    return changed


def date_columns(name, value):
    """The two columns of a partial date with the values for a PartialDate: its first day, or its last for an end."""
    day = value.last_day if name == "ends" else value.first_day
    return {f"{name}_on": day, f"{name}_precision": value.precision.value}


def take_or_offer(plan, choices):
    """Decides for each difference that a row has to its record whether it is taken.

    A difference is taken where a person accepted it. An end is taken, too, where the register still has what the last
    import said, so that nobody has edited it since. Otherwise the register keeps what it has, and the row says so.
    """
    differing = [row for row in plan.rows if row.offers]
    last = last_ends([row.agreement.pk for row in differing if "ends" in row.offers])
    for row in differing:
        for name in list(row.offers):
            is_accepted = difference_key(row, name) in choices.accepted
            if name == "website" and is_accepted:
                row.change("institution.website", *row.offers["website"])
                changed = row.assign("institution", row.institution, website=row.record.website)
                plan.changed_institutions.setdefault(row.institution, set()).update(changed)
            elif name == "ends":
                kept = row.offers["ends"][0]
                is_untouched = last.get(row.agreement.pk) == kept
                settle_end(plan, row, is_accepted=is_accepted, is_untouched=is_untouched)
                if is_untouched:
                    del row.offers["ends"]


def settle_end(plan, row, *, is_accepted, is_untouched):
    """Takes the end of a row, or says that the registered one stays."""
    agreement, given = row.agreement, row.record.ends
    message = {"kept": row.offers["ends"][0], "given": given}
    starts = agreement.starts_on
    if not (is_accepted or is_untouched) or (starts and given.last_day < starts):
        sentence = _("The registered end stays (%(kept)s); this row has %(given)s.")
        row.remarks.append(check(Column.ENDS, "end-differs", sentence % message))
        return
    row.change("ends", agreement.ends, given)
    changed = row.assign("agreement", agreement, **date_columns("ends", given), validity=Validity.FIXED.value)
    plan.changed_agreements.setdefault(agreement, set()).update(changed)
    sentence = _("The end goes from %(kept)s to %(given)s.")
    make = info if is_accepted else check
    row.remarks.append(make(Column.ENDS, "end-changed", sentence % message))


def last_ends(pks):
    """What the last import of each agreement said of its end: {primary key: ISO date}."""
    rows = SourceRow.objects.filter(agreement__in=pks).order_by("pk").values_list("agreement", "values")
    return {pk: values.get("ends") for pk, values in rows} if pks else {}


def new_agreement(row):
    """The agreement, not saved yet, that a row describes."""
    record = row.record
    agreement = Agreement(number=record.number, title=record.title)
    agreement.signed = record.signed
    agreement.ends = record.ends
    agreement.starts = record.starts
    agreement.validity = validity_of(record)
    agreement.term_months = record.term.months
    agreement.renewal = RenewalKind.AUTOMATIC if record.term.is_automatic else RenewalKind.NONE
    agreement.reference, agreement.scope, agreement.notes = record.reference, record.scope, record.notes
    return agreement


def validity_of(record):
    """The kind of validity that a Record describes."""
    if record.ends:
        return Validity.FIXED
    return Validity.OPEN_ENDED if record.term.is_open_ended else Validity.NOT_RECORDED
