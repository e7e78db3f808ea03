"""Years of other calendars."""

import pytest

from partnerships.importing.other_calendars import converted, persian_day


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("平成30年4月1日", ("2018年4月1日", True)),
        ("令和元年5月10日", ("2019年5月10日", True)),
        ("昭和60年10月", ("1985年10月", True)),
        ("H27.4.1", ("2015.4.1", True)),
        ("S63.4.1", ("1988.4.1", True)),
        ("S.1.2.12", None),  # of an era before the lists of agreements, or signed on the 1st
        ("T12.5.20", None),
        ("民國107年5月12日", ("2018年5月12日", True)),
        ("107.05.12", ("2018.05.12", False)),
        ("12 พฤษภาคม 2558", ("12 พฤษภาคม 2015", True)),
        ("พ.ศ. 2560", ("2017", True)),
        ("15 ม.ค. 60", ("15 ม.ค. 2017", True)),
        ("15 ม.ค. 18", None),  # of 2018, or of 2518
        ("12/05/2558", ("12/05/2015", False)),
        ("1394/02/22", ("2015-05-12", False)),
        ("۱۳۹۷/۰۳/۱۵", ("2018-06-05", False)),
        ("22 اردیبهشت 1394", ("2015-05-12", True)),
        ("1401/05/06 ه.ش", ("2022-07-28", True)),
        ("1401/05/06", None),  # of the Persian calendar or of the Islamic one
        ("1436/07/23هـ", ("2015-05-12", True)),
        ("2018-05-12", None),
        ("H1", None),
    ],
)
def test_a_year_of_another_calendar_is_converted_where_it_is_clear(text, result):
    assert converted(text) == result


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        ((1394, 1, 1), "2015-03-21"),
        ((1395, 12, 30), "2017-03-20"),  # a year of 366 days
        ((1396, 1, 1), "2017-03-21"),
        ((1399, 12, 30), "2021-03-20"),
        ((1370, 1, 1), "1991-03-21"),
        ((1403, 7, 1), "2024-09-22"),
        ((1394, 12, 30), None),
        ((1394, 13, 1), None),
    ],
)
def test_a_day_of_the_persian_calendar(parts, iso):
    day = persian_day(*parts)

    assert (day and day.isoformat()) == iso
