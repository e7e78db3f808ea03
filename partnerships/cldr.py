"""What CLDR says of each language that lists are written in: its names of countries, months and days."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from babel import Locale, localedata


class Language(NamedTuple):
    """A language, with what Babel's Locale of it says under the same names."""

    name: str
    territories: Mapping[str, str]
    months: Mapping[str, Mapping[str, Mapping[int, str]]]
    days: Mapping[str, Mapping[str, Mapping[int, str]]]
    eras: Mapping[str, Mapping[int, str]]
    date_formats: Mapping[str, Any]


@cache
def all_languages() -> dict[str, Language]:
    """Return the languages of CLDR by their names, without their variants for single countries.

    All that Babel reads of a language is half a megabyte, and stays in the process; so it is forgotten again, unless it
    was known before, and these few names are kept.
    """
    known: dict[str, Any] = localedata._cache
    found = {}
    for name in localedata.locale_identifiers():
        if "_" in name:
            continue
        is_known, locale = name in known, Locale.parse(name)
        parts = (locale.territories, locale.months, locale.days, locale.eras, locale.date_formats)
        found[name] = Language(name, *map(copied, parts))
        if not is_known:
            known.pop(name, None)
    return found


def copied(tree: Any) -> Any:
    """Return a copy of what Babel looks up as it is asked: dictionaries of dictionaries of anything."""
    return {key: copied(value) for key, value in tree.items()} if isinstance(tree, Mapping) else tree


def some_languages(names: Iterable[str]) -> list[Language]:
    """Return the languages of CLDR with some `names`, in their order."""
    return [all_languages()[name] for name in names]
