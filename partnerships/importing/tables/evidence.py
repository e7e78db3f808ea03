"""Tables of evidence: how well what stands in a column agrees with a meaning, and which meaning it proposes."""

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
UNIQUE = 0.9  # numbers of agreements hardly recur, which the abbreviations of types do

Share = Callable[[Profile], float]


class Needed(NamedTuple):
    """What cells must show to have a meaning.

    From the `least` share on they speak for it, with as many `points` as they would have if all cells showed it. Below
    it they forbid it (VETO), unless fewer than `enough` cells stand there: then they only speak against it.
    """

    share: Share
    least: float
    points: float
    enough: int
    against: float


class Excluded(NamedTuple):
    """What cells of a meaning show no more than the `most` share of, if `enough` of them stand there."""

    share: Share
    most: float = HALF
    enough: int = 0


class Speaking(NamedTuple):
    """What speaks for a meaning, with `points` if all cells show it."""

    share: Share
    points: float


def dated(profile: Profile) -> float:
    """Return the share of cells that are dates, or the numbers by which a spreadsheet counts days."""
    return min(profile.dates + profile.serials, 1)


def dated_or_long(profile: Profile) -> float:
    """Return the share of cells that are dates or lengths of time: "5 years" stands under many an "Expiry"."""
    return min(profile.dates + profile.serials + profile.lengths, 1)


def of_countries(profile: Profile) -> float:
    """Return the share of cells that are countries, or end with one; an institution's name may end with one, too."""
    return profile.countries + (profile.located if profile.institutions < FEW else 0)


def foreign(profile: Profile) -> float:
    """Return the largest share of cells that are dates, addresses or numbers, which no name and no title is."""
    return max(profile.dates, profile.addresses, profile.numbers)


def untitled(profile: Profile) -> float:
    """Return the share of cells that no title is, or 0 where words for agreements stand among them."""
    return 0 if profile.agreements >= HALF else foreign(profile)


def named_only(profile: Profile) -> float:
    """Return the share of cells that name institutions, or 0 where they name agreements as well."""
    return 0 if profile.agreements >= MOST_INSTITUTIONS else profile.institutions


def coded(profile: Profile) -> float:
    """Return the share of cells that are codes of agreements: "A-5/14", each another."""
    return profile.codes if profile.distinct >= UNIQUE and max(profile.dates, profile.addresses) < HALF else 0


def day_by_day(profile: Profile) -> float:
    """Return the share of cells that are dates, or 0 where they are years, as the numbers of rows may seem to be."""
    return profile.dates if profile.years < HALF else 0


NEEDED = {
    # In some lists most agreements have no end, and "TBC" or "ongoing" stands between a few dates. A single cell that
    # is no date only speaks against one: it is remarked on.
    Column.SIGNED: Needed(dated, least=0.2, points=4, enough=2, against=-3),
    Column.STARTS: Needed(dated, least=0.2, points=4, enough=2, against=-3),
    Column.ENDS: Needed(dated_or_long, least=0.2, points=4, enough=2, against=-3),
    # Cities, regions and misprints stand between countries; a quarter is more than other texts reach by chance.
    Column.COUNTRY: Needed(of_countries, least=0.25, points=4, enough=FEW_CELLS, against=-2),
    # "n/a", "no website" and e-mail addresses stand between web addresses.
    Column.WEBSITE: Needed(lambda profile: profile.addresses, least=0.2, points=4, enough=FEW_CELLS, against=-2),
    # The rows of headings and of second agreements have no number. Two points: a column of numbers may be of anything.
    Column.NUMBER: Needed(lambda profile: profile.numbers, least=0.4, points=2, enough=FEW_CELLS, against=-2),
}
NAMES = (Excluded(foreign), Excluded(lambda profile: profile.countries, MOST_COUNTRIES))
# Over dates, "Renewal" or "Status" says when one was renewed, or changed.
NO_DATES = (Excluded(lambda profile: profile.dates),)
EXCLUDED: dict[Column, tuple[Excluded, ...]] = {
    # Names have letters.
    Column.INSTITUTION: (
        Excluded(lambda profile: 1 - profile.letters),
        Excluded(foreign, HALF, FEW_CELLS),
        Excluded(lambda profile: profile.countries, MOSTLY, FEW_CELLS),
    ),
    # "Yes" and "no" say whether there is an agreement.
    Column.TITLE: (
        Excluded(lambda profile: profile.answers),
        Excluded(untitled),
        Excluded(coded),
        Excluded(lambda profile: profile.countries, MOSTLY, FEW_CELLS),
        Excluded(named_only, MOST_INSTITUTIONS),
    ),
    Column.NUMBER: (Excluded(day_by_day),),
    Column.REFERENCE: (Excluded(lambda profile: profile.answers),),
    Column.CITY: NAMES,
    Column.UNIT: NAMES,
    Column.RESPONSIBLE: NAMES,
    Column.RENEWAL: NO_DATES,
    Column.NOTICE: NO_DATES,
    # "State" holds the states of agreements, of partners, or of a federation.
    Column.STATUS: (*NO_DATES, Excluded(lambda profile: profile.countries, HALF)),
    # "Area" may be a part of the world.
    Column.SCOPE: (
        *NO_DATES,
        Excluded(lambda profile: profile.regions, HALF),
        Excluded(lambda profile: profile.countries, MOST_COUNTRIES),
    ),
}
SPEAKING: dict[Column, tuple[Speaking, ...]] = {
    # Names are hardly ever the same.
    Column.INSTITUTION: (
        Speaking(lambda profile: profile.institutions, 3),
        Speaking(lambda profile: profile.distinct, 1),
        Speaking(lambda profile: profile.agreements > MOSTLY, -2),
    ),
    Column.TITLE: (Speaking(lambda profile: profile.agreements, 2),),
}


def fit(column: Column, profile: Profile) -> float:
    """Return how well what stands in a column agrees with its meaning: from VETO over 0 to 4."""
    if not profile.filled:
        return 0
    if any(profile.filled >= one.enough and one.share(profile) > one.most for one in EXCLUDED.get(column, ())):
        return VETO
    if column == Column.DURATION:
        return fit_of_lengths(profile)
    if needed := NEEDED.get(column):
        share = needed.share(profile)
        if share >= needed.least:
            return needed.points * share
        return VETO if profile.filled >= needed.enough else needed.against
    return sum(one.points * one.share(profile) for one in SPEAKING.get(column, ()))


def fit_of_lengths(profile: Profile) -> float:
    """Return how well a column agrees with lengths of time; a small number may be one in years."""
    share = min(profile.lengths + profile.small, 1)
    if share >= LEAST_LENGTHS:
        return 4 * share
    return VETO if profile.dates > HALF else -2 if share else -4


class Proposal(NamedTuple):
    """A meaning that cells propose by themselves, from the `least` share on, with `points` if all cells show it."""

    column: Column
    share: Share
    least: float
    points: float
    is_without_header: bool = False


def worded(profile: Profile) -> float:
    """Return the share of cells that are wordings of agreements, or 0 where they may be something else."""
    recurs = profile.distinct < VARIED or profile.filled < SHORT_LIST
    return profile.agreements if profile.institutions < FEW and recurs else 0


# Under a header that is not understood, a date is at most a signing: the second date of a row can be anything.
PROPOSALS = (
    Proposal(Column.COUNTRY, lambda profile: profile.countries, PROPOSED_COUNTRIES, 4),
    Proposal(Column.WEBSITE, lambda profile: profile.addresses, PROPOSED_ADDRESSES, 4),
    Proposal(Column.SIGNED, lambda profile: profile.dates, PROPOSED_DATES, 3.5),
    Proposal(Column.ENDS, lambda profile: profile.dates, PROPOSED_DATES, 3, is_without_header=True),
    Proposal(Column.TITLE, worded, PROPOSED_AGREEMENTS, 3),
)


def proposals(profile: Profile, *, has_header: bool) -> dict[Column, float]:
    """Return what a column without a known header can mean by its content alone: {Column: how surely}."""
    if not profile.filled:
        return {}
    found = {}
    if profile.institutions >= PROPOSED_INSTITUTIONS:
        found[Column.INSTITUTION] = fit(Column.INSTITUTION, profile)
    for one in PROPOSALS:
        share = one.share(profile)
        if share >= one.least and not (has_header and one.is_without_header):
            found[one.column] = one.points * share
    return found
