"""Dates that say how much is known."""

import pytest

from partnerships.partial_dates import PartialDate, readings


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30.06.2003", ["2003-06-30"]),
        ("10.2020", ["2020-10"]),
        ("Oktyabr 2020", ["2020-10"]),
        ("12.05.2015. године", ["2015-05-12"]),
        ("2017.", ["2017"]),
        ("25/05/2016م", ["2016-05-25"]),
        ("آذار 2017", ["2017-03"]),
        ("12 พ.ค. 2015", ["2015-05-12"]),
        ("1 มีนาคม 2019", ["2019-03-01"]),
        ("tháng 9/2017", ["2017-09"]),
        ("2016 оны 6 сарын 30", ["2016-06-30"]),
        ("2017 он", ["2017"]),
        ("Oktyabr, 2020", ["2020-10"]),
        ("октября 2020", ["2020-10"]),
        ("2008", ["2008"]),
        ("2003-06-30", ["2003-06-30"]),
        ("31st December 2021", ["2021-12-31"]),
        ("Sept 07, 2021", ["2021-09-07"]),
        ("04/05/2020", ["2020-05-04", "2020-04-05"]),
        ("05/05/2020", ["2020-05-05"]),
        ("13/05/2020", ["2020-05-13"]),
        ("05/13/2020", ["2020-05-13"]),
        ("31.02.2020", []),
        ("soon", []),
        ("", []),
        ("13.2020", []),
        ("1234567890", []),
        ("May or June 2020", []),
        ("yesterday", []),
        ("1/0/1900", []),
        ("30/00/2020", []),
        ("00.05.2020", []),
        ("5/0/2020", []),
        ("00-05-20", []),
        ("0000-00-00", []),
        ("2020-00", []),
        ("00.2020", []),
        ("0 May 2020", []),
        ("2020年0月5日", []),
        ("2020.0", ["2020"]),
    ],
)
def test_readings(text, read):
    assert [date.isoformat() for date in readings(text)] == read


@pytest.mark.parametrize("iso", ["2020-00", "2020-05-00", "2020-00-05", "2020-00-00"])
def test_zero_is_no_month_and_no_day(iso):
    with pytest.raises(ValueError, match=r"must be in|day is out of range"):
        PartialDate.fromisoformat(iso)


@pytest.mark.parametrize("iso", ["2003-06-30", "2020-10", "2008"])
def test_iso_form_is_no_longer_than_what_is_known(iso):
    assert PartialDate.fromisoformat(iso).isoformat() == iso


@pytest.mark.parametrize(
    ("iso", "words"), [("2003-06-30", "30 June 2003"), ("2020-10", "October 2020"), ("2008", "2008")]
)
def test_no_day_is_invented_in_words(iso, words):
    assert str(PartialDate.fromisoformat(iso)) == words


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2008", "2008-01-01", "2008-12-31"),
        ("2008-05-06", "2008-05-06", "2008-05-06"),
    ],
)
def test_edges_of_the_period(iso, first, last):
    date = PartialDate.fromisoformat(iso)

    assert (str(date.first_day), str(date.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("finer", "coarser", "refines"),
    [
        ("2022-05-14", "2022", True),
        ("2022-05-14", "2022-05", True),
        ("2022-05-14", None, True),
        ("2022", "2022", False),
        ("2022", "2022-05-14", False),
        ("2023-05", "2022", False),
    ],
)
def test_refines(finer, coarser, refines):
    coarser = coarser and PartialDate.fromisoformat(coarser)

    assert PartialDate.fromisoformat(finer).refines(coarser) is refines


@pytest.mark.parametrize("parts", [(2020, 2, 30), (1700,), (2020, None, 3), (2020, 13)])
def test_what_no_calendar_has_is_refused(parts):
    with pytest.raises(ValueError):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12.XI.2019", "2019-11-12"),
        ("3 III 2018 r.", "2018-03-03"),
        ("2018 m. rugsėjo 3 d.", "2018-09-03"),
        ("2019. március 14.", "2019-03-14"),
        ("2019 жылғы 14 наурыз", "2019-03-14"),
        ("ngày 12 tháng 5 năm 2018", "2018-05-12"),
        ("12 Mac 2018", "2018-03-12"),
        ("31 كانون الأول 2020", "2020-12-31"),
        ("تشرين الثاني 2019", "2019-11"),
    ],
)
def test_dates_of_further_languages_are_read(text, iso):
    assert [reading.isoformat() for reading in readings(text)] == [iso]


@pytest.mark.parametrize("text", ["No. 2018/5", "ab 2015", "no 2019"])
def test_two_letters_before_a_number_are_no_month(text):
    assert readings(text) == ()


def test_a_roman_number_without_a_day_is_no_month():
    assert readings("XI 2019") == ()
