"""Milestones along the whole list, so that a page deep in it is found without passing all agreements before it.

Between two of them are `STEP` agreements when they are set, and some more or fewer after changes, which are counted.
"""

from bisect import bisect_right
from collections import Counter

from django.db import connection

from partnerships.models import ListedAgreement, Milestone

STEP = 2000
MOST_IN_STRETCH = 3 * STEP
MOST_MOVED = STEP  # agreements; where more come and go at once, the milestones are set anew
# By which column besides number and key the list is in an order; that of a milestone is "" where there is none.
TEXTS = {"no": "", "institution": "institution_key"}
EMPTY = "''"
START = {"text": "", "number": 0, "agreement_pk": 0}  # before any agreement


def set_anew():
    """Set the milestones of each order along the list as it is."""
    Milestone.objects.all().delete()
    table, listed = Milestone._meta.db_table, ListedAgreement._meta.db_table
    total = ListedAgreement.objects.count()
    for sort, column in TEXTS.items():
        columns = ", ".join(filter(None, (column, "number", "agreement_id")))
        placed = f"SELECT {columns}, row_number() OVER (ORDER BY {columns}) AS place FROM {listed}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (sort, text, number, agreement_pk, count)"
                f" SELECT %s, {column or EMPTY}, number, agreement_id, %s FROM ({placed}) AS placed"
                " WHERE place > %s AND place %% %s = 1",
                [sort, STEP, STEP, STEP],
            )
        later = list(in_order(sort))
        if later:
            later[-1].count = total - STEP * len(later)
            later[-1].save()
        Milestone.objects.create(sort=sort, **START, count=STEP if later else total)


def move(gone, come):
    """Count agreements that went out of the list and that came into it, each as [institution's key, number, key]."""
    if len(gone) + len(come) > MOST_MOVED:
        set_anew()
        return
    for sort, column in TEXTS.items():
        milestones = list(in_order(sort).values_list("text", "number", "agreement_pk", "pk", "count"))
        if not milestones:
            set_anew()
            return
        starts = [start for *start, _, _ in milestones]
        changes = Counter()
        for rows, change in ((gone, -1), (come, 1)):
            for text, number, key in rows:
                changes[bisect_right(starts, [text if column else "", number, key]) - 1] += change
        for place, change in changes.items():
            *_, pk, count = milestones[place]
            if count + change > MOST_IN_STRETCH:
                set_anew()
                return
            Milestone.objects.filter(pk=pk).update(count=count + change)


def in_order(sort):
    """Return the milestones of an order, as they stand along the list."""
    return Milestone.objects.filter(sort=sort).order_by("text", "number", "agreement_pk")


def stretch_of(sort, place):
    """Return the rows of the list from the last milestone before a `place` (from 0) in some order, and the place
    behind it.

    None where that order has no milestones.
    """
    if sort not in TEXTS:
        return None
    passed, found = 0, None
    for *start, count in in_order(sort).values_list("text", "number", "agreement_pk", "count"):
        if passed > place:
            break
        found, before = start, passed
        passed += count
    if found is None:
        return None
    columns = list(filter(None, (TEXTS[sort], "number", "agreement_id")))
    where = f"({', '.join(columns)}) >= ({', '.join(['%s'] * len(columns))})"
    rows = ListedAgreement.objects.extra(where=[where], params=found[-len(columns) :])
    return rows, place - before
