"""Bring the listing up to date with the records: with what changed since, and with what another day changes."""

from collections import Counter
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from partnerships.bulk_insert import send
from partnerships.folding import fold
from partnerships.models import (
    Agreement,
    InstitutionName,
    ListedAgreement,
    ListingState,
    RegisterChange,
    RegisterVersion,
    Tally,
)
from partnerships.models.agreements import dated_on
from partnerships.models.listing import ANY_NUMBER, ANY_TEXT, NO_NUMBER, NO_TYPE, NO_YEAR

from . import milestones
from .words import index_texts, rebuild_index

BATCH = 5000
KEY_LENGTH = 200
POSITION = ("institution_key", "number", "pk")  # of an agreement in the list
DIMENSIONS = ("country", "type", "year", "status")
SOURCE_COLUMNS = (
    "pk institution__country agreement_type_id listed_day current_status number institution__folded_name folded_title"
    " institution_id institution__city reference"
).split()


def refresh_listing(on: date | None = None) -> str:
    """Bring the listing up to date for the day `on` (today if left out); return the version of the register it shows.

    One query where nothing has changed. The version is read before anything else, so that a page made after it is never
    older than its version says.
    """
    on = on or timezone.localdate()
    basis = f"{on} {settings.WARNING_DAYS}"
    version, listed_version, listed_basis = versions()
    if (version, basis) == (listed_version, listed_basis):
        return version
    with transaction.atomic():
        ListingState.objects.get_or_create(pk=1)
        state = ListingState.objects.select_for_update().get(pk=1)  # one at a time; a later one finds it done
        version = versions()[0]
        if not state.basis:
            rebuild(on)
        elif (state.version, state.basis) != (version, basis):
            relist(on, is_another_day=state.basis != basis)
        ListingState.objects.filter(pk=1).update(version=version, basis=basis)
    return version


def versions() -> tuple[str, str, str]:
    """Return the version of the register, the one that the listing shows, and the listing's basis.

    Empty texts where there is none.
    """
    register, state = RegisterVersion._meta.db_table, ListingState._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 0, version, '' FROM {register} UNION ALL SELECT 1, version, basis FROM {state}")
        found = {source: texts for source, *texts in cursor.fetchall()}
    (version, _), (listed_version, basis) = found.get(0, ["", ""]), found.get(1, ["", ""])
    return version, listed_version, basis


def changed_at() -> datetime | None:
    """Return when the register was changed last, as far as is known; None where it never was."""
    return RegisterVersion.objects.values_list("changed_at", flat=True).first()


def rebuild(on):
    """Fill the listing from all public agreements, whatever it held."""
    RegisterChange.objects.all().delete()
    ListedAgreement.objects.all().delete()
    Tally.objects.all().delete()
    count(Counter(row[1:5] for row in put_in(Agreement.objects.public(), on)))
    milestones.rebuild()
    rebuild_index()


def relist(on, *, is_another_day):
    """Take the changed agreements out of the listing and put them in as they are now.

    The changes are flagged first: one that is recorded meanwhile is left for the next time.
    """
    RegisterChange.objects.update(is_taken=True)
    if is_another_day:
        other = (
            Agreement.objects.with_status(on).exclude(listed__isnull=True).exclude(current_status=F("listed__status"))
        )
        columns = [RegisterChange._meta.get_field(name) for name in ("agreement_pk", "is_taken")]
        send(RegisterChange, columns, [(pk, True) for pk in other.values_list("pk", flat=True)])
    taken = RegisterChange.objects.filter(is_taken=True).values("agreement_pk")
    gone = ListedAgreement.objects.filter(pk__in=taken)
    cells, left, came = Counter(), [], []
    for *position, country, type_pk, year, status in gone.values_list(*POSITION, *DIMENSIONS).iterator():
        cells[country, type_pk, year, status] -= 1
        left.append(position)
    index_texts(gone, is_going=True)
    gone.delete()
    for pk, *cell, number, _, institution_key, _, _ in put_in(Agreement.objects.public().filter(pk__in=taken), on):
        cells[tuple(cell)] += 1
        came.append([institution_key, number, pk])
    count(cells)
    milestones.update(left, came)
    index_texts(ListedAgreement.objects.filter(pk__in=taken))
    RegisterChange.objects.filter(is_taken=True).delete()


def put_in(agreements, on):
    """Put `agreements` into the listing as they are on the day `on`; yield the rows that were put in."""
    aliases = other_names(agreements)
    found = (
        agreements.with_status(on)
        .annotate(listed_day=dated_on())
        .order_by()
        .values_list(*SOURCE_COLUMNS)
        .iterator(chunk_size=BATCH)
    )
    while batch := [row_of(*values, aliases) for values in islice(found, BATCH)]:
        send(ListedAgreement, ListedAgreement._meta.concrete_fields, batch)
        yield from batch


def other_names(agreements):
    """Return the folded other names of the institutions of `agreements`, by the institution's key."""
    names = InstitutionName.objects.filter(institution__in=agreements.values("institution")).order_by("pk")
    found = {}
    for institution, name in names.values_list("institution_id", "folded_name"):
        found[institution] = f"{found.get(institution, '')} {name}".strip()
    return found


def row_of(pk, country, type_pk, day, status, number, name, title, institution, city, reference, aliases):
    """Return the row of the listing for one agreement, in the order of the columns of ListedAgreement."""
    texts = [
        name,
        aliases.get(institution, ""),
        fold(city) if city else "",
        title,
        fold(reference) if reference else "",
    ]
    return (
        pk,
        country,
        type_pk or NO_TYPE,
        day.year if day else NO_YEAR,
        status,
        NO_NUMBER if number is None else number,
        None if day is None else connection.ops.adapt_datefield_value(day),
        name[:KEY_LENGTH],
        title[:KEY_LENGTH],
        " ".join(filter(None, texts)),
    )


def count(cells):
    """Add to the tallies how many agreements came into each cell, or (negative) left it."""
    sums = Counter()
    for (country, type_pk, year, status), change in cells.items():
        if change:
            for some_country in (country, ANY_TEXT):
                for some_type in (type_pk, ANY_NUMBER):
                    for some_year in (year, ANY_NUMBER):
                        sums[some_country, some_type, some_year, status] += change
                        sums[some_country, some_type, some_year, ANY_TEXT] += change
    add_to_tallies([(*cell, change) for cell, change in sums.items() if change])
    if any(change < 0 for change in sums.values()):
        Tally.objects.filter(count=0).delete()


def add_to_tallies(rows):
    """Add to the tallies some rows of country, type, year, status and change; PostgreSQL takes them as five arrays."""
    if not rows:
        return
    table = Tally._meta.db_table
    into = f"INSERT INTO {table} (country, type, year, status, count)"
    on_conflict = f"ON CONFLICT (country, type, year, status) DO UPDATE SET count = {table}.count + excluded.count"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = "%s::text[], %s::bigint[], %s::smallint[], %s::text[], %s::integer[]"
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"{into} SELECT * FROM unnest({arrays}) {on_conflict}", columns)
        else:
            cursor.executemany(f"{into} VALUES (%s, %s, %s, %s, %s) {on_conflict}", rows)
