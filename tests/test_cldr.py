"""What CLDR says of each language."""

import gc

from babel import Locale, localedata

from partnerships.cldr import all_languages, some_languages


def test_a_language_has_what_babel_knows_of_it():
    (polish,) = some_languages(["pl"])
    babel = Locale.parse("pl")

    assert polish.territories["DE"] == babel.territories["DE"] == "Niemcy"
    assert polish.months["format"]["wide"][5] == babel.months["format"]["wide"][5] == "maja"
    assert polish.date_formats["long"].format == babel.date_formats["long"].format


def test_babel_keeps_no_language_that_nobody_asked_it_for(monkeypatch):
    monkeypatch.setattr(localedata, "_cache", {})
    Locale.parse("tr").territories["DE"]
    all_languages.cache_clear()

    all_languages()

    assert {"root", "tr"} <= set(localedata._cache)
    assert {"de", "pl", "uk"}.isdisjoint(localedata._cache)  # unlike the few that others inherit from


def test_nothing_of_a_language_but_the_names_stays_where_no_garbage_is_collected():
    all_languages.cache_clear()
    gc.collect()
    gc.disable()
    try:
        before = len(read_from_cldr())
        all_languages()
        left = len(read_from_cldr()) - before
    finally:
        gc.enable()

    assert left < 1000  # a language has about a hundred


def read_from_cldr():
    """Return all that Babel has read of languages and that is still in memory."""
    return [thing for thing in gc.get_objects() if isinstance(thing, (Locale, localedata.LocaleDataDict))]
