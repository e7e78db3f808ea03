"""How well what stands in a column agrees with a meaning, and which meaning it proposes."""

from partnerships.importing.fields import Column
from partnerships.importing.spellings.evidence import EXCLUDED, NEEDED, PROPOSALS, SPEAKING, VETO

from .profiles import Profile


def fit(column: Column, profile: Profile) -> float:
    """Return how well what stands in a column agrees with its meaning: from VETO over 0 to 4."""
    if not profile.filled:
        return 0
    if any(profile.filled >= one.enough and one.share(profile) > one.most for one in EXCLUDED.get(column, ())):
        return VETO
    if needed := NEEDED.get(column):
        share = min(needed.share(profile), 1)
        otherwise = VETO if profile.filled >= needed.enough else needed.against
        return needed.points * share if share >= needed.least else otherwise
    return SPEAKING[column](profile) if column in SPEAKING else 0


def proposals(profile: Profile, *, has_header: bool) -> dict[Column, float]:
    """Return what a column without a known header can mean by its content alone: {Column: how surely}."""
    if not profile.filled:
        return {}
    found = {Column.INSTITUTION: fit(Column.INSTITUTION, profile)} if profile.institutions >= 0.4 else {}
    for one in PROPOSALS:
        share = one.share(profile)
        if share >= one.least and not (has_header and one.is_without_header):
            found[one.column] = one.points * share
    return found
