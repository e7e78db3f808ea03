"""Countries: ISO 3166-1 alpha-2 codes, and their names in the languages of CLDR."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

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
    return country_names(get_language() or "en").get(code, code)


def country_choices():
    """All countries as (code, name) in the language of the moment, by name."""
    return sorted(country_names(get_language() or "en").items(), key=lambda item: item[1])
