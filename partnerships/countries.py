"""Countries: ISO 3166-1 alpha-2 codes, and their names in the languages of CLDR."""

from functools import cache

from babel import Locale, localedata
from babel.core import get_global

from partnerships.languages import alphabetical, current_language

# CLDR also lists regions that ISO 3166-1 does not: reserved codes, unions, and codes made for tests.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@cache
def country_names(language):
    """The names of all countries in a `language` of CLDR ("az", "en"…): {alpha-2 code: name}."""
    return {
        code: name
        for code, name in Locale.parse(language, sep="-").territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


def country_name(code):
    """The name of the country with that alpha-2 `code` in the language of the moment; "" for the unknown country."""
    return country_names(current_language()).get(code, code)


def country_choices():
    """All countries as (code, name) in the language of the moment, by name."""
    return sorted_countries(current_language())


@cache
def sorted_countries(language):
    """All countries as (code, name) in a `language`, in the order of its alphabet."""
    return sorted(country_names(language).items(), key=lambda item: alphabetical(item[1], language))


def all_languages():
    """The languages of CLDR, without their variants for single countries."""
    return [name for name in localedata.locale_identifiers() if "_" not in name]


@cache
def three_letter_codes():
    """The alpha-3 codes of ISO 3166-1 with their alpha-2 codes."""
    known = country_names("en")
    aliases = get_global("territory_aliases")
    return {
        code: codes[0]
        for code, codes in aliases.items()
        if len(code) == 3 and code.isalpha() and len(codes) == 1 and codes[0] in known
    }
