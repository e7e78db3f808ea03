"""The calendar feed of a member of staff, or of a unit: days to decide by, ends and next reviews (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.calendar_files import OLDEST, Entry, calendar_file
from partnerships.models import Agreement, AgreementType, HomeInstitution, Institution, RenewalKind, Unit
from partnerships.partial_dates import PartialDate, Precision


class Revision(NamedTuple):
    """How often something has been changed, and when for the last time."""

    number: int = 0
    moment: datetime = OLDEST


def calendar_of(user: User, unit: Unit | None = None) -> bytes:
    """Return the calendar of a `user`, or of a `unit` and its parts, as the bytes of an .ics file."""
    mine = agreements_of(user, unit)
    revisions, successors = revisions_of(mine), successors_of(mine)
    agreements = mine.select_related("institution", "agreement_type", "responsible", "unit").order_by("pk")
    entries = [
        entry
        for agreement in agreements
        for entry in entries_of(agreement, revisions.get(agreement.pk, Revision()), successors.get(agreement.pk, []))
    ]
    name = HomeInstitution.current().full_title
    return calendar_file(entries, f"{name} – {unit.label}" if unit else name, get_language() or "en")


def agreements_of(user, unit=None):
    """Return the agreements that a `user` is responsible for, or a `unit` keeps, with an end or a next review.

    Those of years before the last one are left out.
    """
    whose = Q(unit__in=Unit.objects.with_parts({unit.pk})) if unit else Q(responsible=user)
    since = date(timezone.localdate().year - 1, 1, 1)
    return Agreement.objects.filter(whose, Q(ends_on__gte=since) | Q(review_on__gte=since))


def revisions_of(agreements):
    """Return {primary key: Revision} of the `agreements`; what superseded one counts, so that no number falls back."""
    keys = agreements.order_by().values("pk")
    pairs = Agreement.history.filter(supersedes__in=keys).order_by().values_list("supersedes", "id").distinct()
    later: dict[int, list[int]] = {}
    for before, key in pairs:
        later.setdefault(before, []).append(key)
    changes = changes_of(Agreement, keys) | changes_of(Agreement, {key for keys in later.values() for key in keys})
    institutions = changes_of(Institution, agreements.order_by().values("institution"))
    types = changes_of(AgreementType, agreements.order_by().values("agreement_type"))
    found = {}
    for pk, institution, kind in agreements.order_by().values_list("pk", "institution", "agreement_type"):
        counted = [changes.get(key, Revision()) for key in (pk, *later.get(pk, ()))]
        named = [institutions.get(institution, Revision()), types.get(kind, Revision())]
        found[pk] = Revision(sum(each.number for each in counted), max(each.moment for each in [*counted, *named]))
    return found


def changes_of(model, keys):
    """Return {primary key: Revision} of the records of a `model` with these primary `keys`, by their history."""
    lines = model.history.filter(id__in=keys).order_by().values("id")
    counted = lines.annotate(number=Count("history_id"), moment=Max("history_date"))
    return {line["id"]: Revision(line["number"], line["moment"]) for line in counted}


def successors_of(agreements):
    """Return {primary key: register numbers of what supersedes that one} of the `agreements` that are superseded."""
    found: dict[int, list[int]] = {}
    later = Agreement.objects.filter(supersedes__in=agreements.order_by().values("pk"))
    for pk, number in later.order_by("register_number").values_list("supersedes", "register_number"):
        found.setdefault(pk, []).append(number)
    return found


def entries_of(agreement: Agreement, revision: Revision, successors: list[int]) -> Iterator[Entry]:
    """Yield the entries of an `agreement`, as its Revision and the numbers of its `successors` make them."""
    host = urlsplit(settings.BASE_URL).hostname or "register"
    description = "\n".join(facts_of(agreement, successors))
    for kind, day, summary, url in days_of(agreement):
        yield Entry(
            uid=f"agreement-{agreement.pk}-{kind}@{host}",
            day=day,
            summary=", ".join(filter(None, [summary, rest_in_words(agreement, day)])),
            url=url,
            changed=revision.moment,
            sequence=revision.number,
            is_cancelled=bool(agreement.terminated_on or successors),
            description=description,
            has_alarm=True,
        )


def days_of(agreement):
    """Yield the day to decide by, the end and the next review of an `agreement`, as far as it has them.

    Each is a tuple: what it is, the day, what it is in words, the URL of its page.
    """
    page = settings.BASE_URL + reverse("admin:partnerships_agreement_change", args=[agreement.pk])
    if agreement.ends_on and agreement.decide_by != agreement.ends_on:
        yield "decide", agreement.decide_by, decide_in_words(agreement), page
    if agreement.ends_on:
        yield "end", agreement.ends_on, end_in_words(agreement), page
    if agreement.review_on and is_running(agreement, agreement.review_on):
        yield "review", agreement.review_on, _("Review: %s") % agreement, review_address(agreement)


def review_address(agreement):
    """Return the URL of the page on which a review of an `agreement` is recorded."""
    return settings.BASE_URL + reverse("admin:partnerships_agreement_review", args=[agreement.pk])


def is_running(agreement, on):
    """Return whether an `agreement` still holds on the day `on`, as far as its end says it, whatever day is today."""
    return not agreement.ends_on or agreement.ends_on >= on or agreement.renewal == RenewalKind.AUTOMATIC


def end_in_words(agreement):
    """Return what happens at the end of an `agreement`, and when where only a month or a year is known."""
    is_automatic = agreement.renewal == RenewalKind.AUTOMATIC
    if not agreement.ends or agreement.ends.precision == Precision.DAY:
        return (_("Renews itself: %s") if is_automatic else _("Ends: %s")) % agreement
    said = _("Renews itself in %(end)s: %(agreement)s") if is_automatic else _("Ends in %(end)s: %(agreement)s")
    return said % {"end": agreement.ends, "agreement": agreement}


def decide_in_words(agreement):
    """Return that somebody decides about an `agreement`, and when it ends where only a month or a year is known."""
    if not agreement.ends or agreement.ends.precision == Precision.DAY:
        return _("Decide: %s") % agreement
    return _("Decide: %(agreement)s, ends in %(end)s") % {"end": agreement.ends, "agreement": agreement}


def rest_in_words(agreement, day):
    """Return that an `agreement` rests on a `day`, and until when; "" where it does not."""
    first, last = agreement.rests_from, agreement.rests_until
    if not first or day < first or (last and day > last):
        return ""
    return _("rests until %s") % PartialDate.of(last) if last else _("rests since %s") % PartialDate.of(first)


def facts_of(agreement, successors):
    """Yield what the entries of an `agreement` say of it besides, one line each."""
    if agreement.ends:
        yield _("end: %s") % agreement.ends
        yield _("to be decided by %s") % PartialDate.of(agreement.decide_by)
        if agreement.renewal == RenewalKind.AUTOMATIC:
            yield _("It renews itself unless it is terminated by then.")
    if agreement.rests_from:
        words = {"first": PartialDate.of(agreement.rests_from), "reason": agreement.rest_reason}
        if agreement.rests_until:
            last = PartialDate.of(agreement.rests_until)
            yield _("rests from %(first)s until %(last)s: %(reason)s") % (words | {"last": last})
        else:
            yield _("rests from %(first)s: %(reason)s") % words
    if agreement.terminated_on:
        yield _("Terminated on %(day)s") % {"day": PartialDate.of(agreement.terminated_on)}
    for number in successors:
        yield _("superseded by No %(number)s") % {"number": number}
    if agreement.unit:
        yield str(agreement.unit.label)
    if agreement.responsible:
        yield agreement.responsible_name
