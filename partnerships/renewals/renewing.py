"""Renewing agreements: the proposed end, recording a renewal and taking it back, and the terms of a timeline."""

import calendar
from datetime import date, timedelta
from typing import Literal, NamedTuple

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from partnerships.confirming import register_locked
from partnerships.models import Agreement, Renewal, RenewalKind, Validity
from partnerships.partial_dates import LATEST_YEAR, PartialDate, Precision

AS_BEFORE: Literal["as before"] = "as before"
LONGEST_CHAIN = 10  # agreements before, and after, one that its timeline shows


class RenewalRefused(Exception):
    """A renewal that cannot be recorded; its text is one sentence."""


class Term(NamedTuple):
    """One term of a timeline, with the days that it is late, and that lie between it and the term before or overlap.

    `validity` says how long it holds: until its end, open-ended, or nobody knows.
    """

    agreement: Agreement
    starts: PartialDate | None
    ends: PartialDate | None
    validity: str
    renewal: Renewal | None = None
    late_days: int = 0
    gap_days: int = 0
    overlap_days: int = 0

    @property
    def is_late(self) -> bool:
        """Whether it was agreed on only after the term before it had ended."""
        return self.late_days > 0


def months_after(day: date, months: int) -> date:
    """Return the day that many `months` later; the last day of a month stays the last day of its month.

    Raises ValueError for a year that no date has.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = calendar.monthrange(year, month)[1]
    is_last = (day + timedelta(days=1)).day == 1
    return date(year, month, last if is_last else min(day.day, last))


def end_after(end: PartialDate, months: int, since: date | None = None) -> PartialDate:
    """Return the date that many `months` after an `end`, just as precise; a year moves by whole years.

    `since` is an earlier end whose day of the month is kept: 28 February is followed by 30 March where the end before
    was 30 January. Raises ValueError for a year that no partial date has.
    """
    since = since or end.last_day
    day = months_after(since, months_between(since, end.last_day) + months)
    if end.precision == Precision.YEAR:
        return PartialDate(end.year + max(1, round(months / 12)))
    return PartialDate(day.year, day.month, day.day if end.precision == Precision.DAY else None)


def months_between(first: date, last: date) -> int:
    """Return how many months the month of the `last` day lies after that of the `first`."""
    return (last.year - first.year) * 12 + last.month - first.month


def kept_since(agreement: Agreement) -> date | None:
    """Return the earliest end of an `agreement` with which its ends since then keep step, whole months apart."""
    end = agreement.ends_on
    for renewal in agreement.renewals.all():
        day = renewal.before_on if renewal.before_precision == Precision.DAY else None
        if day and end and months_after(day, months_between(day, end)) == end:
            return day
    return end


def end_of_term(dated: PartialDate | None, months: int | None) -> PartialDate | None:
    """Return the last day of a term of so many `months` from a date, known as far as the date is.

    Five years from 15 March 2024 last until 14 March 2029. None where a part is missing, for a part of a year from a
    date of which only the year is known, and for no year of ours.
    """
    if not dated or not months or (dated.precision == Precision.YEAR and months % 12):
        return None
    is_day = dated.precision == Precision.DAY
    try:
        return end_after(PartialDate.of(dated.first_day - timedelta(days=1)) if is_day else dated, months)
    except (ValueError, OverflowError):
        return None


def term_months(agreement: Agreement) -> int | None:
    """Return the usual length in months of a renewal of an `agreement`, or None where none is known.

    It is the recorded length of its renewals, else that of its last renewal, of its own term, of the time from its
    start to its end, or the usual term of its type.
    """
    last = agreement.renewals.last()
    kind = agreement.agreement_type
    if agreement.renewal_months:
        return agreement.renewal_months
    if last and last.before_on and last.after_on:
        return whole_months(last.before_on + timedelta(days=1), last.after_on)
    if agreement.term_months:
        return agreement.term_months
    starts_on = agreement.starts_on or agreement.signed_on
    if starts_on and agreement.ends_on and (months := whole_months(starts_on, agreement.ends_on)):
        return months
    return kind.usual_term_months if kind else None


def whole_months(first: date, last: date) -> int:
    """Return how many whole months lie from a `first` day to a `last` one, both included; rounded to the nearest."""
    return round(((last - first).days + 1) / 30.4369)  # days of a month on average


def proposed_end(agreement: Agreement) -> PartialDate | None:
    """Return the end that a renewal of an `agreement` would usually have.

    None where no length is known, or it would lie in a year that no partial date has.
    """
    months = term_months(agreement)
    try:
        return end_after(agreement.ends, months, kept_since(agreement)) if months and agreement.ends else None
    except ValueError:
        return None


def renew(
    agreement: Agreement,
    end: PartialDate | None,
    on: date,
    *,
    user: User | None = None,
    note: str = "",
    kind: str = Renewal.Kind.DECIDED,
    notice_months: int | Literal["as before"] | None = AS_BEFORE,
) -> Renewal:
    """Record that an `agreement` was extended on the day `on`; return the Renewal, which keeps the old end.

    It is extended to an `end`, or is open-ended from then on where that is None; the notice period is as before, where
    no other is said. Raises RenewalRefused with a sentence
    where the agreement is terminated, the end is not later, or it is open-ended already.
    """
    with register_locked():
        agreement = Agreement.objects.get(pk=agreement.pk)
        if refusal := refusal_of(agreement, end):
            raise RenewalRefused(refusal)
        renewal = Renewal(agreement=agreement, kind=kind, renewed_on=on, note=note, recorded_by=user)
        renewal.before, renewal.after = agreement.ends, end
        reason = _("renewed until %s") % end if end else _("renewed without an end")
        keep_who_and_why(renewal, user, reason)
        renewal.save()
        if notice_months != AS_BEFORE:
            agreement.notice_months = notice_months
        set_end(agreement, end, Validity.FIXED if end else Validity.OPEN_ENDED, user, reason)
    return renewal


def refusal_of(agreement, end):
    """Return why an `agreement` is not extended to an `end`, or without one: a sentence, or "" where it is."""
    if agreement.terminated_on:
        return _("The agreement was terminated on %s.") % agreement.terminated_on
    if end is None:
        return _("It is open-ended already.") if agreement.validity == Validity.OPEN_ENDED else ""
    if agreement.ends_on and end.last_day <= agreement.ends_on:
        return _("The new end must lie after %s.") % agreement.ends
    if (starts_on := agreement.starts_on or agreement.signed_on) and end.last_day < starts_on:
        return _("The new end must lie after %s.") % starts_on
    return ""


def set_end(agreement, end, validity, user, reason):
    """Set the `end` of an `agreement`, a PartialDate or None, and its Validity, with a `reason` for its history."""
    agreement.ends, agreement.validity = end, validity
    keep_who_and_why(agreement, user, reason)
    agreement.save()


def keep_who_and_why(record, user, reason):
    """Let the next line in the history of a `record` name the `user` and the `reason`."""
    record._history_user, record._change_reason = user, reason[:100]


def record_automatic(agreement: Agreement, on: date, user: User | None = None) -> list[Renewal]:
    """Record the automatic renewals of an `agreement` until the day `on`; return them.

    Raises RenewalRefused where their length is not known, or the end would lie in a year that no partial date has.
    """
    months = term_months(agreement)
    if not months:
        raise RenewalRefused(_("Record first by how many months “%s” renews itself.") % agreement)
    if not proposed_end(agreement):
        raise RenewalRefused(
            _("By %(months)s months “%(agreement)s” renews itself beyond the year %(year)s; check the length.")
            % {"months": months, "agreement": agreement, "year": LATEST_YEAR}
        )
    recorded, since = [], kept_since(agreement)
    with register_locked():
        agreement.refresh_from_db()
        while agreement.renewal == RenewalKind.AUTOMATIC and agreement.ends_on and agreement.ends_on < on:
            end, day = end_after(agreement.ends, months, since), agreement.ends_on
            recorded.append(renew(agreement, end, day, user=user, kind=Renewal.Kind.AUTOMATIC))
            agreement.refresh_from_db()
    return recorded


def versions_around(renewal):
    """Return the last version of an agreement in its history before a Renewal of it, and the first since."""
    history = Agreement.history.filter(id=renewal.agreement_id).order_by("history_date", "history_id")
    earlier, later = ({f"history_date__{way}": renewal.recorded_at} for way in ("lt", "gte"))
    return history.filter(**earlier).last(), history.filter(**later).first()


def validity_before(renewal):
    """Return the Validity that an agreement without an end had before a Renewal of it, from its history."""
    version, _since = versions_around(renewal)
    is_known = version is not None and version.validity != Validity.FIXED
    return version.validity if is_known else Validity.NOT_RECORDED


def restore_notice(agreement, renewal):
    """Give an `agreement` the notice period from before a Renewal of it, unless it was changed since."""
    before, since = versions_around(renewal)
    if before and since and agreement.notice_months == since.notice_months:
        agreement.notice_months = before.notice_months


def take_back(renewal: Renewal, user: User | None = None) -> None:
    """Take back the last Renewal of an agreement, which gets its end and notice from before; its scans are removed.

    Their files stay as evidence. Raises RenewalRefused where a later renewal was recorded, or the end was changed
    since.
    """
    with register_locked():
        agreement = Agreement.objects.get(pk=renewal.agreement_id)
        if agreement.renewals.last() != renewal:
            raise RenewalRefused(_("A later renewal was recorded; take that one back first."))
        validity = Validity.FIXED if renewal.after else Validity.OPEN_ENDED
        if (agreement.ends, agreement.validity) != (renewal.after, validity):
            now = agreement.ends or agreement.get_validity_display()
            raise RenewalRefused(_("The end was changed since (%s), so it stays.") % now)
        reason = _("renewal until %s taken back") % renewal.after if renewal.after else _("renewal taken back")
        for document in renewal.documents.all():
            keep_who_and_why(document, user, _("renewal taken back"))
            document.delete()
        before = Validity.FIXED if renewal.before else validity_before(renewal)
        restore_notice(agreement, renewal)
        set_end(agreement, renewal.before, before, user, reason)
        keep_who_and_why(renewal, user, reason)
        renewal.delete()


def terms(agreement: Agreement) -> list[Term]:
    """Return the terms of an `agreement` in their order, with those of the agreements before and after it."""
    found: list[Term] = []
    for one in chain(agreement):
        for term in own_terms(one):
            found.append(with_gap(found[-1], term) if found else term)
    return found


def chain(agreement):
    """Return the agreements that an `agreement` supersedes, itself, and those that supersede it; LONGEST_CHAIN each."""
    before, seen = [agreement], {agreement.pk}
    while (earlier := before[0].supersedes) and earlier.pk not in seen and len(before) < LONGEST_CHAIN:
        before.insert(0, earlier)
        seen.add(earlier.pk)
    following = agreement.superseded_by.select_related("institution", "agreement_type").order_by("starts_on", "pk")
    after = [one for one in following if one.pk not in seen]
    return before + after[:LONGEST_CHAIN]


def own_terms(agreement):
    """Return the terms of one agreement: the first, and one for each renewal."""
    renewals = list(agreement.renewals.all())
    first_end, validity = agreement.ends, agreement.validity
    if renewals:
        first_end = renewals[0].before
        validity = Validity.FIXED if first_end else validity_before(renewals[0])
    found = [Term(agreement, agreement.starts or agreement.signed, first_end, validity)]
    for renewal in renewals:
        late = (renewal.renewed_on - renewal.before_on).days if renewal.is_late else 0
        validity = Validity.FIXED if renewal.after else Validity.OPEN_ENDED
        found.append(Term(agreement, renewal.starts, renewal.after, validity, renewal, late_days=late))
    return found


def with_gap(before, term):
    """Return a `term` with the days that certainly lie between it and the one `before`, or in both of them."""
    if not term.starts or not before.ends:
        return term
    gap = (term.starts.first_day - before.ends.last_day).days - 1
    overlap = (before.ends.first_day - term.starts.last_day).days + 1
    return term._replace(gap_days=max(gap, 0), overlap_days=max(overlap, 0))
