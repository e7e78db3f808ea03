"""Milestones along the whole list, so that a page deep in it is found without passing all agreements before it.

Between two of them are `STEP` agreements when they are set, and some more or fewer after changes, which are counted.
"""

from bisect import bisect_right
from collections import Counter

from django.db import connection

from partnerships.models import ListedAgreement, Milestone

STEP = 2000
MOST_IN_STRETCH = 3 * STEP
MOST_MOVED = STEP  # agreements; where more come and go at once, the milestones are set again
# The column that each order of the list sorts by before the number and the key; "" for none, also in a milestone.
TEXTS = {"no": "", "institution": "institution_key"}
EMPTY = "''"
START = {"text": "", "number": 0, "agreement_pk": 0}  # before any agreement


def rebuild():
    """Set the milestones of each order along the list as it is."""
    Milestone.objects.all().delete()
    table, listed = Milestone._meta.db_table, ListedAgreement._meta.db_table
    total = ListedAgreement.objects.count()
    for sort, column in TEXTS.items():
        columns = ", ".join(filter(None, (column, "number", "agreement_id")))
        numbered = f"SELECT {columns}, row_number() OVER (ORDER BY {columns}) AS position FROM {listed}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (sort, text, number, agreement_pk, count)"
                f" SELECT %s, {column or EMPTY}, number, agreement_id, %s FROM ({numbered}) AS numbered"
                " WHERE position > %s AND position %% %s = 1",
                [sort, STEP, STEP, STEP],
            )
        later = list(in_order(sort))
        if later:
            later[-1].count = total - STEP * len(later)
            later[-1].save()
        Milestone.objects.create(sort=sort, **START, count=STEP if later else total)


def update(gone, come):
    """Count the agreements that left the list and that came into it, each given as [institution's key, number, key]."""
    if len(gone) + len(come) > MOST_MOVED:
        rebuild()
        return
    for sort, column in TEXTS.items():
        milestones = list(in_order(sort).values_list("text", "number", "agreement_pk", "pk", "count"))
        if not milestones:
            rebuild()
            return
        starts = [start for *start, _, _ in milestones]
        changes = Counter()
        for rows, change in ((gone, -1), (come, 1)):
            for text, number, key in rows:
                changes[bisect_right(starts, [text if column else "", number, key]) - 1] += change
        for index, change in changes.items():
            *_, pk, count = milestones[index]
            if count + change > MOST_IN_STRETCH:
                rebuild()
                return
            Milestone.objects.filter(pk=pk).update(count=count + change)


def in_order(sort):
    """Return the milestones of an order, as they come along the list."""
    return Milestone.objects.filter(sort=sort).order_by("text", "number", "agreement_pk")


def stretch_of(sort, position):
    """Return the rows from the last milestone before a `position` (from 0) on, and the position counted from there.

    None where the order `sort` has no milestones.
    """
    if sort not in TEXTS:
        return None
    passed, found = 0, None
    for *start, count in in_order(sort).values_list("text", "number", "agreement_pk", "count"):
        if passed > position:
            break
        found, before = start, passed
        passed += count
    if found is None:
        return None
    columns = list(filter(None, (TEXTS[sort], "number", "agreement_id")))
    where = f"({', '.join(columns)}) >= ({', '.join(['%s'] * len(columns))})"
    rows = ListedAgreement.objects.extra(where=[where], params=found[-len(columns) :])
    return rows, position - before
