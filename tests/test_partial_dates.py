"""Dates that say how much is known."""

from datetime import date

import pytest

from partnerships.partial_dates import (
    PartialDate,
    Precision,
    differs_by_one_letter,
    every_month_number,
    has_zero,
    misspelt_month,
    month_number,
    month_numbers,
    plain_day,
    readings,
    spelling_of,
)


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
    assert [found.isoformat() for found in readings(text)] == read


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("01.02.00", ["2000-02-01"]),
        ("01.02.68", ["2068-02-01"]),
        ("01.02.69", ["1969-02-01"]),
        ("01.02.99", ["1999-02-01"]),
        ("Sep-68", ["2068-09"]),
        ("Sep-69", ["1969-09"]),
    ],
)
def test_a_year_of_two_digits_is_one_from_1969_to_2068(text, read):
    assert [found.isoformat() for found in readings(text)] == read


@pytest.mark.parametrize(("text", "read"), [("1799", []), ("1800", ["1800"]), ("2199", ["2199"]), ("2200", [])])
def test_the_years_that_a_date_may_have(text, read):
    assert [found.isoformat() for found in readings(text)] == read


@pytest.mark.parametrize("year", [1799, 2200])
def test_a_year_that_no_agreement_has_is_refused(year):
    with pytest.raises(ValueError, match=f"^year {year} is out of range$"):
        PartialDate(year)


def test_a_day_without_a_month_and_what_is_no_date_are_refused_in_words():
    with pytest.raises(ValueError, match=r"^a day needs its month$"):
        PartialDate(2020, None, 3)
    with pytest.raises(ValueError, match=r"^'20-05' is no ISO date$"):
        PartialDate.fromisoformat("20-05")


@pytest.mark.parametrize(
    ("precision", "iso"), [(Precision.DAY, "2020-05-14"), (Precision.MONTH, "2020-05"), (Precision.YEAR, "2020")]
)
def test_two_columns_of_a_record_make_a_date(precision, iso):
    read = PartialDate.from_columns(date(2020, 5, 14), precision)

    assert (read.isoformat(), read.precision) == (iso, precision)


def test_an_empty_column_makes_no_date():
    assert PartialDate.from_columns(None, "") is None


def test_a_day_is_known_to_the_day():
    assert PartialDate.of(date(2020, 5, 14)) == PartialDate(2020, 5, 14)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2020.1", ["2020-01", "2020-10"]),
        ("2020.05", ["2020-05"]),
        ("2020/5/14.", ["2020-05-14"]),
        ("20200514", ["2020-05-14"]),
        ("18200514", []),
        ("5-2020", ["2020-05"]),
        ("12-05-20", ["2020-05-12", "2020-12-05", "2012-05-20"]),
        ("20-05-12", ["2012-05-20", "2020-05-12"]),
        ("1-05-20", ["2020-05-01", "2020-01-05"]),
        ("10-5-20", ["2020-05-10", "2020-10-05", "2010-05-20"]),
        ("12-05-2020", ["2020-05-12", "2020-12-05"]),
        ("12.05.2020", ["2020-05-12"]),
        ("05.13.2020", ["2020-05-13"]),
        ("2017年4月", ["2017-04"]),
        ("2017年", ["2017"]),
        ("2017年4月7日", ["2017-04-07"]),
        ("ngày 3 tháng 9 năm 2017", ["2017-09-03"]),
        ("2017/04/07 (金)", ["2017-04-07"]),
        ("2020-05-14T10:30", ["2020-05-14"]),
        ("14.05.2020 10:30:15 PM", ["2020-05-14"]),
        ("14 . 05 . 2020", ["2020-05-14"]),
        ("14\n05 2020", []),
        ("14.\n05.\t2020", ["2020-05-14"]),
        ("２０２０", ["2020"]),
        ("2018-ci il", ["2018"]),
        (" 2020;", ["2020"]),
        ("12-Sep-19", ["2019-09-12"]),
        ("12 Sep 19", ["2019-09-12"]),
        ("19 Sep", []),
        ("Sep-19", ["2019-09"]),
        ("Sep'19", ["2019-09"]),
        ("Sep 19", []),
        ("Sep-2019", ["2019-09"]),
        ("3 XI 2019", ["2019-11-03"]),
        ("Monday, the 5th of May 2020", ["2020-05-05"]),
        ("5 May 6 2020", []),
        ("123 May 2020", []),
        ("2020 May 2021", []),
        ("May", []),
        ("5 May", []),
        ("31 June 2020", []),
        ("1 May June 2020", []),
        ("1 2 May 2020", []),
        ("May 20201", []),
        ("May 020", []),
        ("ngày 12 tháng 5 năm 2018 " + " " * 80, []),
    ],
)
def test_the_order_and_the_signs_between_the_parts(text, read):
    assert [found.isoformat() for found in readings(text)] == read


@pytest.mark.parametrize(("size", "read"), [(100, ["2020-05"]), (101, [])])
def test_what_is_longer_than_100_characters_is_no_date(size, read):
    text = "May 2020".ljust(size)

    assert [found.isoformat() for found in readings(text)] == read
    assert has_zero("0 ".ljust(size, "x")) is bool(read)


@pytest.mark.parametrize(
    ("text", "is_zero"),
    [
        ("00.05.2020", True),
        ("5/0/2020", True),
        ("0 May 2020", True),
        ("0000", True),
        ("2020.0", False),
        ("10.10.2020", False),
        ("2020-05-14 00:00", False),
        ("", False),
    ],
)
def test_a_zero_among_the_parts_is_seen(text, is_zero):
    assert has_zero(text) is is_zero


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("march", 3),
        ("marrt", 3),
        ("mrach", 3),
        ("marh", None),
        ("aprrl", 4),
        ("juli", None),
        ("octoberr", 10),
        ("octobe", 10),
        ("octoberrr", None),
        ("octbr", None),
        ("xxxxx", None),
        ("ekimx", None),  # "ekim" has only four letters
        ("decmebre", 12),
    ],
)
def test_a_month_of_five_letters_may_miss_one(word, month):
    assert misspelt_month(word) == month


@pytest.mark.parametrize(
    ("word", "name", "near"),
    [
        ("march", "march", True),
        ("marc", "march", True),
        ("mar", "march", False),
        ("marhc", "march", True),
        ("mxrcx", "march", False),
        ("marchx", "march", True),
        ("marchxx", "march", False),
    ],
)
def test_one_letter_more_less_other_or_exchanged_is_near(word, name, near):
    assert differs_by_one_letter(word, name) is near


@pytest.mark.parametrize(
    ("text", "plain", "forgiving"),
    [
        ("Octobrr 2020", [], ["2020-10"]),
        ("XI 2019", [], ["2019-11"]),
        ("3 XI 2019", ["2019-11-03"], ["2019-11-03"]),
        ("3 octobrr 2019", [], ["2019-10-03"]),
        ("soonest 2019", [], []),
    ],
)
def test_a_misprint_counts_only_where_it_is_forgiven(text, plain, forgiving):
    assert [found.isoformat() for found in readings(text)] == plain
    assert [found.isoformat() for found in readings(text, is_forgiving=True)] == forgiving


@pytest.mark.parametrize(
    ("word", "quick", "thorough"),
    [
        ("May", 5, 5),
        ("mai", 5, 5),
        ("maart", None, 3),
        ("listopada", 11, 11),
        ("no", None, None),
        ("xx", None, None),
        ("", None, None),
        ("12", None, None),
        ("...", None, None),
    ],
)
def test_the_month_of_a_word(word, quick, thorough):
    assert (month_number(word, is_thorough=False), month_number(word)) == (quick, thorough)


def test_a_word_of_two_languages_belongs_to_the_first():
    assert [month_numbers(languages)["listopad"] for languages in (("pl", "hr"), ("hr", "pl"))] == [11, 10]
    assert spelling_of("listopad") not in every_month_number()


def test_names_of_months_are_words_of_two_letters_or_more():
    names = month_numbers()

    assert [name for name in names if len(name) < 2 or any(character.isdigit() for character in name)] == []
    assert {names[name] for name in ("january", "jan", "yanvar", "january", "ocak")} == {1}
    assert [every_month_number()[spelling_of(name)] for name in ("january", "maart", "heinakuu")] == [1, 3, 7]


@pytest.mark.parametrize("word", ["ок.", "кон.", "сер.", "пр.", "đầu", "شتاء", "μέσα", "est.", "rok"])
def test_words_of_large_languages_are_no_months_of_small_ones(word):
    assert month_number(word) is None
    assert readings(f"{word} 2012") == ()


@pytest.mark.parametrize(("word", "month"), [("Ιουν.", 6), ("czerwca", 6), ("maaliskuu", 3), ("únor", 2), ("dau", 6)])
def test_months_of_any_language_are_read_in_their_own_script(word, month):
    assert month_number(word) == month


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30.06.2003", PartialDate(2003, 6, 30)),
        ("2003-06-30", PartialDate(2003, 6, 30)),
        ("29.02.2003", None),
        ("00.06.2003", None),
        ("06/30/2003", None),
        ("30.06.2567", None),
        ("2003-06", None),
        ("٣٠.٠٦.2003", None),
    ],
)
def test_day_in_a_usual_form_is_read_at_once(text, day):
    assert plain_day(text) == day
