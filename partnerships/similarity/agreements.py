"""When two agreements, or two rows of a list, may be the same."""

from typing import Any

from partnerships.models import Agreement
from partnerships.partial_dates import are_compatible

TELLING = ("reference", "scope", "unit", "starts")  # in which two rows of one day differ
TELLING_AGREEMENTS = ("reference", "scope", "unit_id", "starts", "folded_title", "kinds")


def tell_apart(one: Any, other: Any, names: tuple[str, ...] = TELLING) -> bool:
    """Return whether something else than the dates, one of the columns `names`, says that two records are two.

    Records of agreements and of rows of a list can be compared, each with its like.
    """
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name) for name in names
    )


def are_linked(one: Agreement, other: Agreement) -> bool:
    """Return whether one of two agreements is said to supersede the other."""
    return (one.supersedes_id is not None and one.supersedes_id == other.pk) or (
        other.supersedes_id is not None and other.supersedes_id == one.pk
    )


def are_interchangeable(one: Agreement, other: Agreement) -> bool:
    """Return whether nothing but the dates of two agreements of one institution and type says that they are two."""
    return not are_linked(one, other) and not tell_apart(one, other, TELLING_AGREEMENTS)


def are_likely_same(one: Agreement, other: Agreement) -> bool:
    """Return whether two agreements of one institution and type are likely the same, entered twice.

    Their dates are known, or unknown, alike and can be the same, and nothing else tells them apart.
    """
    is_dated_alike = (one.dated is None) == (other.dated is None) and are_compatible(one.dated, other.dated)
    return is_dated_alike and are_compatible(one.ends, other.ends) and are_interchangeable(one, other)
