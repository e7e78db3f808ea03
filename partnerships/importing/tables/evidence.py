"""How well what stands in a column agrees with a meaning, and which meaning it proposes by itself."""

from collections.abc import Callable
from typing import NamedTuple

from partnerships.importing.fields import Column

from .profiles import Profile

VETO = -12  # more than even a header that is known as a whole (10) makes up for
# The shares of cells from which they speak for a meaning, tried on lists that offices publish; a reason beside each.
HALF = 0.5  # more than every other cell
FEW = 0.3  # names of institutions come in columns of addresses, too, but not in so many cells
MOSTLY = 0.6  # so many that the others are exceptions
FEW_CELLS = 3  # fewer cells than these are no proof against a header that is understood
LEAST_LENGTHS = 0.2  # as for dates: many agreements have no length
MOST_INSTITUTIONS = 0.7  # "Agreement with the University of X" names an institution in most cells
MOST_COUNTRIES = 0.8  # Luxembourg, Monaco and Singapore are cities, too
# The shares from which a column without a known header is proposed. They are larger than those under a header, since
# nothing but the cells speaks for it.
PROPOSED_INSTITUTIONS = 0.4  # only some names bear a word such as "university"
PROPOSED_COUNTRIES = 0.7  # countries, dates and addresses are told surely; what reads otherwise is a misprint or empty
PROPOSED_ADDRESSES = 0.6
PROPOSED_DATES = 0.7
PROPOSED_AGREEMENTS = 0.6  # a few names of institutions bear a word such as "cooperation", too
VARIED, SHORT_LIST = 0.7, 5  # wordings of agreements recur, except in a list of fewer rows


class Evidence(NamedTuple):
    """How the cells of a column speak for a meaning that a `share` of them shows.

    From the `least` share on they speak for it, with as many `points` as they would have if all cells showed it. Below
    it they forbid it (VETO), unless fewer than `enough` cells stand there: then they only speak against it.
    """

    share: Callable[[Profile], float]
    least: float
    points: float
    enough: int
    against: float


def dated(profile: Profile) -> float:
    """Return the share of cells that are dates, or the numbers by which a spreadsheet counts days."""
    return min(profile.dates + profile.serials, 1)


def dated_or_long(profile: Profile) -> float:
    """Return the share of cells that are dates or lengths of time: "5 years" stands under many an "Expiry"."""
    return min(profile.dates + profile.serials + profile.lengths, 1)


def of_countries(profile: Profile) -> float:
    """Return the share of cells that are countries, or end with one; an institution's name may end with one, too."""
    return profile.countries + (profile.located if profile.institutions < FEW else 0)


EVIDENCE = {
    # In some lists most agreements have no end, and "TBC" or "ongoing" stands between a few dates. A single cell that
    # is no date only speaks against one: it is remarked on.
    Column.SIGNED: Evidence(dated, least=0.2, points=4, enough=2, against=-3),
    Column.STARTS: Evidence(dated, least=0.2, points=4, enough=2, against=-3),
    Column.ENDS: Evidence(dated_or_long, least=0.2, points=4, enough=2, against=-3),
    # Cities, regions and misprints stand between countries; a quarter is more than other texts reach by chance.
    Column.COUNTRY: Evidence(of_countries, least=0.25, points=4, enough=FEW_CELLS, against=-2),
    # "n/a", "no website" and e-mail addresses stand between web addresses.
    Column.WEBSITE: Evidence(lambda profile: profile.addresses, least=0.2, points=4, enough=FEW_CELLS, against=-2),
    # The rows of headings and of second agreements have no number. Two points: a column of numbers may be of anything.
    Column.NUMBER: Evidence(lambda profile: profile.numbers, least=0.4, points=2, enough=FEW_CELLS, against=-2),
}


def fit(column: Column, profile: Profile) -> float:
    """Return how well what stands in a column agrees with its meaning: from VETO over 0 to 4."""
    if not profile.filled:
        return 0
    if evidence := EVIDENCE.get(column):
        share = evidence.share(profile)
        if share >= evidence.least:
            return evidence.points * share
        return VETO if profile.filled >= evidence.enough else evidence.against
    special = FURTHER_EVIDENCE.get(column)
    return special(profile) if special else 0


def foreign(profile: Profile) -> float:
    """Return the largest share of cells that are dates, addresses or numbers, which no name and no title is."""
    return max(profile.dates, profile.addresses, profile.numbers)


def fit_of_institutions(profile: Profile) -> float:
    """Return how well a column agrees with names of institutions, which have letters and are hardly ever the same."""
    is_else = profile.filled >= FEW_CELLS and (foreign(profile) > HALF or profile.countries > MOSTLY)
    if profile.letters < HALF or is_else:
        return VETO
    return 3 * profile.institutions + profile.distinct - 2 * (profile.agreements > MOSTLY)


def fit_of_lengths(profile: Profile) -> float:
    """Return how well a column agrees with lengths of time; a small number may be one in years."""
    share = min(profile.lengths + profile.small, 1)
    if share >= LEAST_LENGTHS:
        return 4 * share
    return VETO if profile.dates > HALF else -2 if share else -4


def fit_of_titles(profile: Profile) -> float:
    """Return how well a column agrees with wordings of agreements; "yes" and "no" say whether there is one."""
    is_else = (
        profile.answers > HALF
        or (foreign(profile) > HALF and profile.agreements < HALF)
        or (profile.countries > MOSTLY and profile.filled >= FEW_CELLS)
        or profile.institutions > MOST_INSTITUTIONS > profile.agreements
    )
    return VETO if is_else else 2 * profile.agreements


def fit_of_names(profile: Profile) -> float:
    """Return VETO for a column of something else than names of cities, faculties or persons."""
    return VETO if foreign(profile) > HALF or profile.countries > MOST_COUNTRIES else 0


def fit_of_no_dates(profile: Profile) -> float:
    """Return VETO for a column of dates: over dates, "Renewal" or "Status" says when one was renewed, or changed."""
    return VETO if profile.dates > HALF else 0


FURTHER_EVIDENCE: dict[Column, Callable[[Profile], float]] = {
    Column.INSTITUTION: fit_of_institutions,
    Column.DURATION: fit_of_lengths,
    Column.TITLE: fit_of_titles,
    Column.CITY: fit_of_names,
    Column.UNIT: fit_of_names,
    Column.RESPONSIBLE: fit_of_names,
    Column.RENEWAL: fit_of_no_dates,
    Column.STATUS: fit_of_no_dates,
    Column.NOTICE: fit_of_no_dates,
}


def proposals(profile: Profile, *, has_header: bool) -> dict[Column, float]:
    """Return what a column without a known header can mean by its content alone: {Column: how surely}.

    Under a header that is not understood, a date is at most a signing: the second date of a row can be anything.
    """
    found: dict[Column, float] = {}
    if not profile.filled:
        return found
    if profile.institutions >= PROPOSED_INSTITUTIONS:
        found[Column.INSTITUTION] = fit(Column.INSTITUTION, profile)
    if profile.countries >= PROPOSED_COUNTRIES:
        found[Column.COUNTRY] = 4 * profile.countries
    if profile.addresses >= PROPOSED_ADDRESSES:
        found[Column.WEBSITE] = 4 * profile.addresses
    if profile.dates >= PROPOSED_DATES:
        found[Column.SIGNED] = 3.5 * profile.dates
        if not has_header:
            found[Column.ENDS] = 3 * profile.dates
    recurs = profile.distinct < VARIED or profile.filled < SHORT_LIST
    if profile.agreements >= PROPOSED_AGREEMENTS and profile.institutions < FEW and recurs:
        found[Column.TITLE] = 3 * profile.agreements
    return found
