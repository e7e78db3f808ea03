"""Bring the listing up to date with the records: with what changed since, and with what another day changes.

A committed change gives the register a new version at once: as long as any note of a change is there, the version of
the ListingState counts no longer, and whoever needs one takes the notes, lists again what they name, and writes another
version, in one transaction. So it does not matter in which order notes are committed, or which numbers they have. Only
who refreshes locks the row of the ListingState, as the last thing in its transaction, so that nobody who has it waits
for anybody else.
"""

import hashlib
import time
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from inspect import getsource
from itertools import islice

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import F, Max
from django.utils import timezone

from partnerships.bulk_insert import send
from partnerships.models import (
    Agreement,
    InstitutionName,
    ListedAgreement,
    ListingState,
    RegisterChange,
    deadlines,
    status,
)
from partnerships.models.agreements import dated_on
from partnerships.models.listing import NO_TYPE, NO_YEAR
from partnerships.outages import Outage, outage_of

from .database import look, waiting
from .search_texts import search_text

BATCH = 5000
PAUSE = 50  # milliseconds after which who waits for the lock looks whether it is still needed
COLUMNS = ListedAgreement._meta.concrete_fields
KEY_LENGTH = 200
SOURCE_COLUMNS = (
    "pk institution__country agreement_type_id listed_day current_status register_number institution__folded_name"
    " folded_title kinds institution_id institution__name institution__website institution__city title reference"
).split()


def refresh_listing(on: date | None = None, *, patience: int | None = None) -> str:
    """Bring the listing up to date for the day `on` (today if left out); return the version of the register it shows.

    One query where nothing has changed. The version is read before anything else, so that a page made after it is never
    older than its version says. Raises OperationalError where somebody else refreshes for over `patience` seconds; who
    waits for that looks again and again, so that all of them go on once it is done, and not one after another.
    """
    on = on or timezone.localdate()
    until = None if patience is None or connection.in_atomic_block else time.monotonic() + patience
    while True:
        version, basis, is_noted = look()
        if basis == basis_of(on) and not is_noted:
            return version
        try:
            return brought_up_to_date(on, None if until is None else PAUSE)
        except OperationalError as error:
            if until is None or time.monotonic() > until or outage_of(error) is not Outage.BUSY:
                raise


def brought_up_to_date(on: date, milliseconds: int | None) -> str:
    """Take the notes, list again what they name, and return the new version; wait that long at most for the lock."""
    with waiting(milliseconds):
        ListingState.objects.get_or_create(pk=1)
        state = ListingState.objects.select_for_update().get(pk=1)  # one at a time; a later one finds it done
        if state.basis == basis_of(on) and not RegisterChange.objects.exists():
            return state.version
        state.changed_at = RegisterChange.objects.aggregate(latest=Max("changed_at"))["latest"] or state.changed_at
        if not state.basis:
            RegisterChange.objects.all().delete()
            list_again({*keys_of(Agreement), *keys_of(ListedAgreement)}, on)
        elif state.basis != basis_of(on):
            list_again(with_another_status(on), on)
        list_noted(on)
        state.version, state.basis = uuid.uuid4().hex, basis_of(on)
        state.save()
    return state.version


def basis_of(on: date) -> str:
    """Return what statuses depend on beside the records: the day, the warning window, and the code."""
    return f"{on} {settings.WARNING_DAYS} {code_of_statuses()}"


@cache
def code_of_statuses() -> str:
    """Return a digest of the code that computes statuses, the same on all servers that run the same code."""
    return hashlib.sha256((getsource(status) + getsource(deadlines)).encode()).hexdigest()[:16]


@lru_cache(maxsize=2)
def changed_at(version: str) -> datetime | None:
    """Return when the register was changed last before a `version`, as far as is known; None where it never was."""
    return ListingState.objects.values_list("changed_at", flat=True).first()


def keys_of(model):
    """Return the keys of all records of a `model`."""
    return model.objects.values_list("pk", flat=True)


def list_noted(on):
    """List again what the notes of changes name, and delete these notes; one that is added meanwhile is left."""
    while notes := list(RegisterChange.objects.values_list("pk", "agreement_pk", "institution_pk")[:BATCH]):
        noted, agreements, institutions = zip(*notes, strict=True)
        theirs = keys_of(Agreement).filter(institution__in=set(institutions) - {None})
        list_again({*agreements, *theirs} - {None}, on)
        RegisterChange.objects.filter(pk__in=noted).delete()


def with_another_status(on):
    """Return the keys of the listed agreements that have another status on the day `on` than the listing says."""
    changed = Agreement.objects.with_status(on).exclude(listed__isnull=True).exclude(current_status=F("listed__status"))
    return changed.values_list("pk", flat=True)


def list_again(keys: Iterable[int], on: date) -> None:
    """Take the agreements with some `keys` out of the listing, and put in those that are public, as they are now.

    The keys are given to the database in batches of numbers: whatever it believes about its tables, it looks them up.
    """
    keys = iter(list(keys))
    while batch := list(islice(keys, BATCH)):
        ListedAgreement.objects.filter(pk__in=batch).delete()
        agreements = Agreement.objects.public().filter(pk__in=batch)
        aliases = other_names(agreements)
        found = agreements.with_status(on).annotate(listed_day=dated_on()).order_by().values_list(*SOURCE_COLUMNS)
        send(ListedAgreement, COLUMNS, [row_of(*values, aliases) for values in found])


def other_names(agreements):
    """Return the other names of the institutions of `agreements`, by the institution's key."""
    names = InstitutionName.objects.filter(institution__in=agreements.values("institution")).order_by("pk")
    found = {}
    for institution, name in names.values_list("institution_id", "name"):
        found.setdefault(institution, []).append(name)
    return found


def row_of(pk, country, type_pk, day, status, number, key, title_key, kinds, institution, name, website, *rest):
    """Return the row of the listing for one agreement, in the order of the columns of ListedAgreement."""
    *others, aliases = rest
    return (
        pk,
        country,
        type_pk or NO_TYPE,
        kinds,
        day.year if day else NO_YEAR,
        status,
        number,
        None if day is None else connection.ops.adapt_datefield_value(day),
        key[:KEY_LENGTH],
        title_key[:KEY_LENGTH],
        search_text((name, *aliases.get(institution, ())), website, others),
    )
