"""The names of large towns in the interface's languages, as CLDR has them, and what they are called in English."""

from functools import cache

from babel import Locale

from partnerships.countries import country_names
from partnerships.folding import fold

SHORTEST = 4  # letters; shorter names are initials rather
LONGER = 2  # letters that a town's name may have beyond the stem of the adjective: "варшавский" is of "Варшава"


@cache
def town_names() -> dict[str, frozenset[str]]:
    """Return {folded name in Azerbaijani, Russian or Turkish: its folded names in English}, of a single word each.

    "Cuba" is the country, not Juba in Turkish.
    """
    english, countries = Locale.parse("en").time_zones, set(map(fold, country_names("en").values()))
    found: dict[str, set[str]] = {}
    for language in ("az", "ru", "tr"):
        for zone, names in Locale.parse(language).time_zones.items():
            name = fold(names.get("city", ""))
            town = fold(english.get(zone, {}).get("city") or zone.rpartition("/")[2])
            if len(name) >= SHORTEST and name != town and " " not in name + town and name not in countries:
                found.setdefault(name, set()).add(town)
    return {name: frozenset(towns) for name, towns in found.items()}


def towns_with(stem: str) -> set[str]:
    """Return the folded English names of the towns that a folded `stem` of an adjective may be of."""
    near = [name for name in town_names() if name.startswith(stem) and len(name) <= len(stem) + LONGER]
    return {town for name in near for town in town_names()[name]}
