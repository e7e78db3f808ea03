"""The order of relevance: whole words of a search come before words that start with them, and these before the rest."""

from django.db.models import Case, Value, When
from django.db.models.expressions import Combinable

from .words import Search

WHOLE, START, MIDDLE = 0, 1, 2


def distance(search: Search) -> Combinable:
    """Return how far agreements that match a `search` are from having each of its words as a whole; the best have 0."""
    total: Combinable = Value(0)
    for word in search.found_by:
        total += Case(When(word.whole, then=WHOLE), When(word.start, then=START), default=MIDDLE)
    return total
