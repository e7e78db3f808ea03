"""Dates that are known in part; no database."""

import pytest

from partnerships.importing.cells.approximate_dates import academic_years, approximate_date
from partnerships.partial_dates import readings


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        *((text, "2010") for text in ("c. 2010", "c.2010", "~2010", "2010?", "(2010)", "about 2010", "ca. 2010")),
        *(
            (text, "2010")
            for text in ("около 2010 г.", "yaklaşık 2010", "حوالي 2010", "约2010年", "약 2010년", "vers 2010")
        ),
        *(
            (text, "2019")
            for text in (
                "кон. 2019",
                "γύρω στο 2019",
                "đầu 2019",
                "inizi 2019",
                "Spring 2019",
                "весна 2019 г.",
                "2019年春",
                "ربيع 2019",
                "2019. tavasz",
                "kış 2019",
            )
        ),
        *(
            (text, "2020")
            for text in ("Q3 2020", "2020 Q3", "3rd quarter of 2020", "III квартал 2020", "2-е полугодие 2020")
        ),
        *(
            (text, "2024")
            for text in ("end of 2024", "Ende 2024", "fin 2024", "конец 2024", "2024-cü ilin sonu", "2024年底")
        ),
        ("May-June 2019", "2019"),
        ("Mid-May 2019", "2019-05"),
        ("end of March 2021", "2021-03"),
        ("12.05.2019?", "2019-05-12"),
        *((text, None) for text in ("before 2015", "expired 2015", "no later than 2015", "a 2019", "2010s", "spring")),
    ],
)
def test_what_is_known_of_a_date_is_kept(text, iso):
    known = approximate_date(text, readings)

    assert (known and known.isoformat()) == iso


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022/23", (2022, 2023)),
        ("1999/00", (1999, 2000)),
        ("2022/2023 учебный год", (2022, 2023)),
        ("AY 2022-2023", (2022, 2023)),
        ("2022-2023", None),
        ("2019-2024", None),
        ("2022/23, 2024/25", None),
    ],
)
def test_academic_years_follow_each_other(text, years):
    assert academic_years(text) == years
