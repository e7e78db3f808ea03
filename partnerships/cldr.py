"""What CLDR says of each language that lists are written in: its names of countries, months and days."""

import gc
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
        if "_" not in name:
            is_known = name in known
            found[name] = language(name)
            if not is_known:
                known.pop(name, None)
                gc.collect(0)  # what Babel made refers to itself, and an import switches the collector off
    return found


def language(name: str) -> Language:
    """Return the language of CLDR with that `name`."""
    locale = Locale.parse(name)
    parts = (locale.territories, locale.months, locale.days, locale.eras, locale.date_formats)
    return Language(name, *map(copied, parts))


def copied(tree: Any) -> Any:
    """Return a copy of what Babel looks up as it is asked: dictionaries of dictionaries of anything."""
    return {key: copied(value) for key, value in tree.items()} if isinstance(tree, Mapping) else tree


def some_languages(names: Iterable[str]) -> list[Language]:
    """Return the languages of CLDR with some `names`, in their order."""
    return [all_languages()[name] for name in names]
