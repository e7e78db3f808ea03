"""Conditions of queries, put together of others."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q


def any_of(conditions: Iterable[Q]) -> Q:
    """Return the condition that one of some conditions holds, none of which is empty; of none, one that never does."""
    return reduce(or_, conditions, Q(pk__in=()))
