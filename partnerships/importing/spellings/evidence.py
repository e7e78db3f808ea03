"""What the cells of a column must show to have a meaning: tables of shares.

They were tried on lists that offices publish. Those from which a column without a known header is proposed are larger
than those under a header, since nothing but the cells speaks for it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from partnerships.importing.fields import Column

VETO = -12  # more than even a header that is known as a whole (10) makes up for
HALF = 0.5  # more than every other cell
FEW = 0.3  # names of institutions come in columns of addresses, too, but not in so many cells
FEW_CELLS = 3  # fewer cells than these are no proof against a header that is understood
MOST_COUNTRIES = 0.8  # Luxembourg, Monaco and Singapore are cities, too
Share = Callable[[Any], float]  # of the cells of a Profile


class Needed(NamedTuple):
    """What cells must show to have a meaning.

    From the `least` share on they speak for it, with as many `points` as they would have if all cells showed it. Below
    it they forbid it (VETO), unless fewer than `enough` cells stand there: then they only speak `against` it.
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


class Proposal(NamedTuple):
    """A meaning that cells propose by themselves, from the `least` share on, with `points` if all cells show it."""

    column: Column
    share: Share
    least: float
    points: float
    is_without_header: bool = False


def coded(profile: Any) -> float:
    """Return the share of cells that are codes of agreements, "A-5/14", each of them another."""
    return profile.codes if profile.distinct >= 0.9 and max(profile.dates, profile.addresses) < HALF else 0


def worded(profile: Any) -> float:
    """Return the share of cells that are wordings of agreements, which recur but in a short list; 0 beside names."""
    recurs = profile.distinct < 0.7 or profile.filled < 5
    return profile.agreements if profile.institutions < FEW and recurs else 0


def stated(profile: Any) -> float:
    """Return the share of cells that are states of agreements, "expired" or "in force", in a column of nothing else."""
    others = max(profile.institutions, profile.agreements, profile.dates, profile.lengths, profile.answers)
    return profile.statuses if others < FEW else 0


def fit_of_lengths(share: float) -> float:
    """Return how well a column agrees with lengths of time; a small number may be one in years."""
    return 4 * share if share >= 0.2 else -2 if share else -4


# In some lists most agreements have no end, and "TBC" or "ongoing" stands between a few dates. A single cell that is no
# date only speaks against one: it is remarked on.
DAYS = Needed(lambda profile: profile.dates + profile.serials, least=0.2, points=4, enough=2, against=-3)
NEEDED = {
    Column.SIGNED: DAYS,
    Column.STARTS: DAYS,
    # "5 years" stands under many an "Expiry".
    Column.ENDS: DAYS._replace(share=lambda profile: profile.dates + profile.serials + profile.lengths),
    # Cities, regions and misprints stand between countries; a quarter is more than other texts reach by chance.
    Column.COUNTRY: Needed(
        lambda profile: profile.countries + profile.located * (profile.institutions < FEW), 0.25, 4, FEW_CELLS, -2
    ),
    # "n/a", "no website" and e-mail addresses stand between web addresses.
    Column.WEBSITE: Needed(lambda profile: profile.addresses, 0.2, 4, FEW_CELLS, -2),
    # The rows of headings and of second agreements have no number. Two points: a column of numbers may be of anything.
    **dict.fromkeys(
        (Column.NUMBER, Column.REGISTER_NUMBER), Needed(lambda profile: profile.numbers, 0.4, 2, FEW_CELLS, -2)
    ),
}
FOREIGN = Excluded(lambda profile: profile.foreign)
NAMES = (FOREIGN, Excluded(lambda profile: profile.countries, MOST_COUNTRIES))
NO_DATES = Excluded(lambda profile: profile.dates)  # "Renewal" or "Status" over dates says when one was renewed
NO_ANSWERS = Excluded(lambda profile: profile.answers)  # "yes" and "no" say whether there is an agreement
NO_COUNTRIES = Excluded(lambda profile: profile.countries, 0.6, FEW_CELLS)
EXCLUDED: dict[Column, tuple[Excluded, ...]] = {
    # Names have letters, be it two of an abbreviation; so have dates and answers.
    Column.INSTITUTION: (
        Excluded(lambda profile: 1 - profile.letters),
        FOREIGN._replace(enough=3),
        NO_COUNTRIES,
        NO_DATES,
        NO_ANSWERS,
    ),
    # Words for agreements may stand among dates; "Agreement with the University of X" names an institution.
    Column.TITLE: (
        NO_ANSWERS,
        Excluded(lambda profile: profile.foreign * (profile.agreements < HALF)),
        Excluded(coded),
        NO_COUNTRIES,
        Excluded(lambda profile: profile.institutions * (profile.agreements < 0.7), 0.7),
    ),
    # Years may seem to be the numbers of rows.
    Column.NUMBER: (Excluded(lambda profile: profile.dates * (profile.years < HALF)),),
    Column.REFERENCE: (NO_ANSWERS,),
    **dict.fromkeys((Column.CITY, Column.UNIT, Column.RESPONSIBLE), NAMES),
    **dict.fromkeys((Column.RENEWAL, Column.NOTICE), (NO_DATES,)),
    # "State" holds the states of agreements, of partners, or of a federation; "Area" may be a part of the world.
    Column.STATUS: (NO_DATES, Excluded(lambda profile: profile.countries)),
    Column.SCOPE: (
        NO_DATES,
        Excluded(lambda profile: profile.regions),
        Excluded(lambda profile: profile.countries, MOST_COUNTRIES),
    ),
    Column.DURATION: (Excluded(lambda profile: profile.dates * (profile.lengths + profile.small < 0.2)),),
}
# What speaks for a meaning beside: the points. Names are hardly ever the same.
SPEAKING: dict[Column, Share] = {
    Column.INSTITUTION: lambda profile: 3 * profile.institutions + profile.distinct - 2 * (profile.agreements > 0.6),
    Column.TITLE: lambda profile: 2 * profile.agreements,
    Column.DURATION: lambda profile: fit_of_lengths(min(profile.lengths + profile.small, 1)),
}
# Under a header that is not understood, a date is at most a signing: the second date of a row can be anything.
PROPOSALS = (
    Proposal(Column.COUNTRY, lambda profile: profile.countries, 0.7, 4),
    Proposal(Column.WEBSITE, lambda profile: profile.addresses, 0.6, 4),
    Proposal(Column.SIGNED, lambda profile: profile.dates, 0.7, 3.5),
    Proposal(Column.ENDS, lambda profile: profile.dates, 0.7, 3, is_without_header=True),
    Proposal(Column.TITLE, worded, 0.6, 3),
    Proposal(Column.STATUS, stated, 0.6, 3),
)
