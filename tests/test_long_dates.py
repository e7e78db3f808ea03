"""Dates as each language of CLDR writes them."""

from datetime import date

import pytest
from babel.dates import format_date

from partnerships.long_dates import date_parts, languages_with_months
from partnerships.partial_dates import readings


def test_a_long_date_of_each_language_is_read_rightly_or_not_at_all():
    day = date(2019, 10, 16)
    languages = [language.name for language in languages_with_months()]
    read = {language: readings(format_date(day, "long", locale=language)) for language in languages}
    wrong = {language for language, dates in read.items() if dates and day not in [known.first_day for known in dates]}
    unread = {language for language, dates in read.items() if len(dates) != 1}

    assert (wrong, len(unread) < len(read) * 0.05, len(read) > 250) == (set(), True, True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2019(e)ko urtarrilaren 31(a)", (2019, 1, 31)),
        ("31 מרץ 2019", (2019, 3, 31)),
        ("31 de ghennàrgiu de su 2019", (2019, 1, 31)),
        ("12 Mwedi wa Tatu 2019", (2019, 3, 12)),
        ("Mwedi wa Tatu 2019", (2019, 3, None)),
        ("2019, ജനുവരി 31", (2019, 1, 31)),
        ("31 2019", None),
        ("31 1 januari 2019", None),
        ("12 Mas 2019", None),  # March in Tok Pisin, May in Kriol
    ],
)
def test_parts_of_a_date_are_told_by_its_wording(text, parts):
    assert date_parts(text) == parts
