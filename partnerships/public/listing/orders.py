"""How the public list is sorted, and how one page of it is read without reading those before it."""

from django.db import connection
from django.db.models import Case, Value, When
from django.db.models.expressions import RawSQL

from partnerships.models import ListedAgreement

# How the list can be sorted: the dimension whose values follow one another first, and the columns within each.
SORTS = {
    "no": (None, ("number", "pk")),
    "institution": (None, ("institution_key", "number", "pk")),
    "country": ("country", ("institution_key", "number", "pk")),
    "type": ("type", ("title_key", "number", "pk")),
    "date": ("year", ("dated_on", "number", "pk")),
}


def directed(columns, is_descending):
    """Return some columns as `order_by` takes them, all in one direction, so that one index serves both."""
    return [f"-{name}" if is_descending else name for name in columns]


def in_the_order_of(dimension, values):
    """Return what sorts by the index that a row's value has in `values`; nothing where there is one value only."""
    if len(values) < 2:
        return []
    return [
        Case(
            *(When(**{dimension: value}, then=Value(index)) for index, value in enumerate(values)),
            default=Value(len(values)),
        )
    ]


def stretches(segments, first, size):
    """Return the stretches of values that at most `size` rows from the position `first` on fall into.

    `segments` are the values in their order, each with its number of agreements. Each stretch is the value, its number,
    the position within the value where the stretch starts, and its length.
    """
    found = []
    for value, number in segments:
        length = min(size, number - first)
        if length > 0:
            found.append((value, number, first, length))
            size -= length
        first = max(0, first - number)
    return found


def nearest(parts, columns, is_descending, first, size, total):
    """Return the keys of `size` of `total` rows from the position `first` on, sorted, counted from the nearer end.

    `parts` are queries that hold the rows between them.
    """
    size = max(0, min(size, total - first))
    if first <= total // 2:
        return keys_of(parts, directed(columns, is_descending), first, size)
    return keys_of(parts, directed(columns, not is_descending), total - first - size, size)[::-1]


def keys_of(parts, order, first, size):
    """Return the keys of `size` rows from the position `first` on; several parts are merged, each in its own order."""
    names = [name.removeprefix("-") for name in order]
    rows, *others = (part.order_by().values_list(*names) for part in parts)
    if others:
        if connection.features.supports_slicing_ordering_in_compound:  # else PostgreSQL sorts all parts again
            rows, *others = (each.order_by(*order)[: first + size] for each in (rows, *others))
        rows = rows.union(*others, all=True)
    return [row[-1] for row in rows.order_by(*order)[first : first + size]]


def all_of(rows, dimension, values, columns, is_descending):
    """Return the query for the keys of all rows that have one of some `values`, in the order given."""
    rows = rows.filter(**{f"{dimension}__in": values})
    order = [*in_the_order_of(dimension, values), *directed(columns, is_descending)]
    return rows.order_by(*order).values_list("pk", flat=True)


def joined(column, sign=","):
    """Return SQL for all values of a `column` in one text, with a `sign` between them."""
    if connection.vendor == "postgresql":
        return f"string_agg({column}::text, '{sign}')"
    return f"group_concat({column}, '{sign}')"


def with_keys(text):
    """Return the rows of the listing with some keys, as `joined` gives them; one parameter, however many they are."""
    keys = RawSQL("SELECT value FROM json_each(%s)", [f"[{text or ''}]"])
    if connection.vendor == "postgresql":
        keys = RawSQL("SELECT unnest(string_to_array(%s, ','))::bigint", [text or ""])
    return ListedAgreement.objects.filter(pk__in=keys)
